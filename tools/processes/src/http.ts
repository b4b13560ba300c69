import type { RunningProcess } from './process.js';
import { waitUntil, WaitTimeoutError } from './wait.js';

export interface WaitForHttpOptions {
  /** The process that should answer: its death ends the wait at once. */
  readonly from?: RunningProcess;
  /** Milliseconds; 30,000 when left out. */
  readonly within?: number;
  /** The awaited status; 200 when left out. */
  readonly status?: number;
}

export class HttpWaitError extends Error {
  override readonly name = 'HttpWaitError';
}

/**
 * Asks until the address answers with the awaited status; returns the milliseconds that took.
 * @throws {ProcessEndedError} when the process dies meanwhile, {HttpWaitError} with the last answer when time is up.
 */
export async function waitForHttp(
  url: string,
  { from, within = 30_000, status = 200 }: WaitForHttpOptions = {},
): Promise<number> {
  const begin = performance.now();
  let last = 'no answer';
  try {
    await waitUntil(
      async () => {
        from?.assertRuns();
        try {
          const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
          const body = await response.text();
          last = `${response.status} ${body.slice(0, 500)}`;
          return response.status === status;
        } catch (error) {
          last = error instanceof Error ? String(error.cause ?? error) : String(error);
          return false;
        }
      },
      { what: url, within, every: 20 },
    );
  } catch (cause) {
    if (!(cause instanceof WaitTimeoutError)) throw cause;
    const output = from ? `\n${from.name} wrote:\n${from.output().slice(-4000)}` : '';
    throw new HttpWaitError(`${url} did not answer ${status} within ${within} ms; last: ${last}${output}`, {
      cause,
    });
  }
  return performance.now() - begin;
}
