import { setTimeout as pause } from 'node:timers/promises';

/** How long to go on asking, and how often. Defaults: 5,000 ms, every 25 ms. */
export interface EventuallyOptions {
  readonly timeoutMs?: number;
  readonly everyMs?: number;
}

/**
 * Asks again until the answer is neither `undefined` nor `false`, and returns it. An ask that throws counts as no
 * answer yet.
 * @throws the last failure, or an Error naming the time waited.
 */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  { timeoutMs = 5_000, everyMs = 25 }: EventuallyOptions = {},
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + timeoutMs;
  let failure: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await pause(everyMs);
  } while (performance.now() < deadline);
  throw failure ?? new Error(`Nothing after ${timeoutMs} ms`);
}
