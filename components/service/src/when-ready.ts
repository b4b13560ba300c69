import { ProcessUnavailableError } from '@ashlar/config';
import { isDatabaseAway } from '@ashlar/database';
import { setTimeout as delay } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';

/** Something is missing that others will bring while this process waits: a migration, the tables of the queue. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
}

/** Whether waiting may help. Anything else is a bug or the configuration, and stays. */
export function isWorthWaiting(error: unknown): boolean {
  return error instanceof NotReadyError || isDatabaseAway(error);
}

export interface WaitOptions {
  readonly signal: AbortSignal;
  /** Default: for ever. */
  readonly deadlineMs?: number;
  readonly onWaiting: (error: unknown) => void;
}

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/**
 * Tries until it works, as long as waiting may help.
 * @throws {ProcessUnavailableError} at the deadline, with the last reason; what `attempt` throws when waiting cannot help.
 */
export async function whenReady<T>(
  attempt: () => Promise<T>,
  { signal, deadlineMs = Number.POSITIVE_INFINITY, onWaiting }: WaitOptions,
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      signal.throwIfAborted();
      return await attempt();
    } catch (error) {
      if (!isWorthWaiting(error)) throw error;
      if (performance.now() + pauseMs >= deadline) {
        throw new ProcessUnavailableError(`Not ready in ${deadlineMs} ms: ${reasonOf(error)}`, {
          cause: error,
        });
      }
      onWaiting(error);
    }
    await delay(pauseMs, undefined, { signal });
  }
}

/** An error of several addresses has no message of its own. */
export function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { errors } = error as Partial<AggregateError>;
  return error.message === '' && errors ? errors.map(reasonOf).join('; ') : error.message;
}
