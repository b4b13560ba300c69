import { type DomainError, Unavailable } from '@ashlar/errors';

/**
 * Waits for the work, but no longer than the signal allows. Work that goes on regardless cannot commit: a transaction
 * looks at the same signal before its COMMIT.
 * @throws once the signal is aborted: what `tooLate` says, or Unavailable.
 */
export async function inTime<T>(
  signal: AbortSignal,
  work: Promise<T>,
  tooLate: () => DomainError = () => new Unavailable('Not answered in time', { cause: signal.reason }),
): Promise<T> {
  let giveUp = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(tooLate());
  });
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
