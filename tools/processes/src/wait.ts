import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  /** What is awaited, for the message: "data-api is ready". */
  readonly what: string;
  /** Milliseconds until the wait is given up. */
  readonly within: number;
  /** Milliseconds between two looks; 25 when left out. */
  readonly every?: number;
}

export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError';
}

/**
 * Looks until `check` gives something other than undefined or false, and returns that. What `check` throws is
 * passed on: throw for "this can never come true".
 * @throws {WaitTimeoutError} when the time is up.
 */
export async function waitUntil<T>(
  check: () => Promise<T | undefined | false> | T | undefined | false,
  { what, within, every = 25 }: WaitOptions,
): Promise<T> {
  const deadline = performance.now() + within;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (performance.now() >= deadline) throw new WaitTimeoutError(`Waited ${within} ms in vain: ${what}`);
    await pause(every);
  }
}
