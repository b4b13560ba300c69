import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: {
    readonly id: string;
    readonly subject: string;
    readonly data: { readonly brightness: number };
  };
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What it answers, from now on. */
  answer: (event: Received['event']) => number;
  /** While this is set it gets what is sent and does not answer. */
  holds: boolean;
  close(): Promise<void>;
}

/** An HTTP server that remembers what it was sent. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const event = JSON.parse(body) as Received['event'];
      receiver.received.push({ headers: req.headers, body, event });
      const status = receiver.answer(event);
      if (!receiver.holds) res.writeHead(status).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    answer: () => 204,
    holds: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return receiver;
}
