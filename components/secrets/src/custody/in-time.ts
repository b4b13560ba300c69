import { DomainError } from '@ashlar/errors';
import { CustodyUnavailable } from './custody.errors.js';

/** After this a caller is told that nothing is given out now, whatever the database is waiting for. */
export const answerWithinMs = 1_900;

/** Asked by the work, last of all: what nobody waits for any more must not take effect. */
export type StillWanted = () => void;

/**
 * The result, unless it comes too late or the work fails for a reason that is not the caller's: then nothing is
 * released, and the work takes no effect as long as it asks before it ends.
 * @param discard is given a result that nobody waits for any more.
 * @throws {CustodyUnavailable}
 */
export async function inTime<T>(
  start: (assertWanted: StillWanted) => Promise<T>,
  discard: (late: T) => void,
): Promise<T> {
  const tooLate = Symbol('too late');
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof tooLate>((resolve) => {
    timer = setTimeout(() => {
      over = true;
      resolve(tooLate);
    }, answerWithinMs);
  });
  try {
    const work = start(() => {
      if (over) throw new CustodyUnavailable();
    });
    const first = await Promise.race([work, limit]);
    if (first !== tooLate) return first;
    work.then(discard, () => undefined);
    throw new CustodyUnavailable(undefined, { retryAfterSeconds: 5 });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new CustodyUnavailable(undefined, { retryAfterSeconds: 5, cause: error });
  } finally {
    clearTimeout(timer);
  }
}
