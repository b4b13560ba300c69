import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KeyEndpoint, KeyFault } from './identity.types.js';

/** The switches, and the handler that stands before the real key endpoint. */
export interface KeyEndpointControl extends KeyEndpoint {
  /** Answers wrongly as told, or else lets `answer` do it. */
  handle(request: IncomingMessage, response: ServerResponse, answer: () => void): void;
}

export function createKeyEndpoint(): KeyEndpointControl {
  let requests = 0;
  let next: KeyFault[] = [];
  let lasting: KeyFault | undefined;
  let waiting: (() => void)[] = [];

  return {
    get requests() {
      return requests;
    },
    failNext(fault, times = 1) {
      next.push(...Array.from({ length: times }, () => fault));
    },
    outage(fault) {
      lasting = fault;
    },
    restore() {
      next = [];
      lasting = undefined;
      for (const answer of waiting.splice(0)) answer();
    },
    handle(request, response, answer) {
      requests += 1;
      const fault = next.shift() ?? lasting;
      if (!fault) answer();
      else if (fault === 'hang') {
        waiting.push(answer);
        response.once('close', () => (waiting = waiting.filter((other) => other !== answer)));
      } else if (fault === 'reset') request.socket.destroy();
      else if (fault === 'error') response.writeHead(500, { 'content-type': 'text/plain' }).end('broken');
      else if (fault === 'empty') {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"keys":[]}');
      } else {
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html><body>Be right back</body></html>');
      }
    },
  };
}
