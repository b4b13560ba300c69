/**
 * Aborts after so many milliseconds, also as a source of `AbortSignal.any`, which holds its sources weakly: a time-out that
 * nobody listens to may be collected before it fires, and the signal made of it never aborts.
 */
export function timeLimit(milliseconds: number): AbortSignal {
  const time = AbortSignal.timeout(milliseconds);
  // What has a listener is kept until it fires.
  time.addEventListener('abort', () => undefined, { once: true });
  return time;
}

/** Aborts with the given signal, or after so many milliseconds. */
export function withTimeLimit(signal: AbortSignal, milliseconds: number): AbortSignal {
  return AbortSignal.any([signal, timeLimit(milliseconds)]);
}
