import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestScope } from './request-scope.js';

export interface StopOptions {
  readonly underWay: ReadonlySet<RequestScope>;
  readonly unused: ReadonlySet<Socket>;
  readonly deadlineMs: number;
}

/** For the answers to what was aborted. */
const lastWordsMs = 250;

/** The connections that no request has come over yet, as callers open them in advance. Node does not call them idle. */
export function unusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}

/**
 * Takes no new connections, waits for requests under way up to the deadline, then aborts what is left.
 * @returns how many requests were cut off.
 */
export async function stopServer(
  server: Server,
  { underWay, unused, deadlineMs }: StopOptions,
): Promise<number> {
  // Node keeps a connection that falls idle after close() until its keep-alive ends, and close() waits for it.
  const lastOnThisConnection = ({ response }: Pick<RequestScope, 'response'>): void => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
    response.once('close', () => setImmediate(() => server.closeIdleConnections()));
  };
  for (const scope of underWay) lastOnThisConnection(scope);
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  for (const socket of unused) socket.destroy();

  let cutOff = 0;
  let lastWords: NodeJS.Timeout | undefined;
  const deadline = setTimeout(() => {
    cutOff = underWay.size;
    for (const { controller } of underWay) controller.abort(new Error('The service stops'));
    lastWords = setTimeout(() => server.closeAllConnections(), lastWordsMs);
  }, deadlineMs);
  await closed;
  clearTimeout(deadline);
  clearTimeout(lastWords);
  return cutOff;
}
