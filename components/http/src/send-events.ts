import type { Response } from 'express';
import type { RequestScope } from './request-scope.js';
import type { ServerSentEvent } from './route.js';

/** How soon a caller comes back whose time is over. */
const retryMs = 1_000;

/** Sends events as they come, no faster than the caller takes them, until they end or the request does. */
export async function sendEvents(
  res: Response,
  scope: RequestScope,
  events: AsyncIterable<ServerSentEvent>,
): Promise<void> {
  const { signal } = scope.controller;
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  res.write(`retry: ${retryMs}\n\n`);
  try {
    for await (const { id, event, data } of events) {
      if (signal.aborted) break;
      if (!res.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
        await taken(res, signal);
    }
  } catch (error) {
    // The answer has begun: what went wrong is for the log, and the caller is told when it comes back.
    if (!signal.aborted) scope.fault = error;
  } finally {
    res.end();
  }
}

async function taken(res: Response, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      res.off('drain', done);
      res.off('close', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    res.once('drain', done);
    res.once('close', done);
    signal.addEventListener('abort', done);
  });
}
