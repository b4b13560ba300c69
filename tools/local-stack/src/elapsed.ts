/** For people: "1.2 s". */
export function since(began: number): string {
  return `${((performance.now() - began) / 1_000).toFixed(1)} s`;
}

/** The promise, or the reason of the signal when that comes first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    if (signal.aborted) fail(signal.reason);
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    promise.then(done, fail);
  });
}

/** Waits for all even when one has failed: what is started late must be known, to be stopped. */
export async function everything<T extends readonly Promise<unknown>[]>(
  promises: readonly [...T],
): Promise<{ readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises) as Promise<{ readonly [K in keyof T]: Awaited<T[K]> }>;
}
