import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { classify } from './failures.js';

/** COMMIT was sent and its answer was a failure: only the server knows whether it took effect. */
export class CommitInDoubtError extends Error {
  override readonly name = 'CommitInDoubtError';

  constructor(override readonly cause: unknown) {
    super('The connection was lost during COMMIT', { cause });
  }
}

const doubtful = new WeakSet<object>();

/** Whether a transaction that failed with this error may have committed all the same. */
export function isCommitInDoubt(error: unknown): boolean {
  return typeof error === 'object' && error !== null && doubtful.has(error);
}

export interface RetryMetrics {
  inc(labels: { reason: string }): void;
}

export interface RetryOptions {
  readonly idempotent: boolean;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly retries: RetryMetrics;
}

/**
 * Repeats a whole transaction that others made fail, with jittered backoff and inside a deadline. Nothing unknown is
 * ever repeated, and a commit in doubt only when the transaction says that running it twice is harmless.
 */
export async function retryTransactions<T>(
  attempt: () => Promise<T>,
  { idempotent, deadlineMs, signal, retries }: RetryOptions,
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  const worthAnotherTry = (error: Error): boolean => {
    const reason = reasonToRetry(error, idempotent);
    return reason !== undefined && !signal.aborted && performance.now() < deadline;
  };
  const policy = retry(handleWhen(worthAnotherTry), {
    maxAttempts: 50,
    backoff: new ExponentialBackoff({ initialDelay: 10, maxDelay: 1_000 }),
  });
  policy.onRetry((event) => {
    if ('error' in event) retries.inc({ reason: reasonToRetry(event.error, idempotent) ?? 'other' });
  });
  try {
    return await policy.execute(attempt, signal);
  } catch (error) {
    if (!(error instanceof CommitInDoubtError)) throw error;
    const { cause } = error;
    if (classify(cause) === 'connection' && typeof cause === 'object' && cause !== null) doubtful.add(cause);
    throw cause;
  }
}

function reasonToRetry(error: unknown, idempotent: boolean): 'contention' | 'connection' | undefined {
  if (error instanceof CommitInDoubtError) {
    // A refused COMMIT (serialization, deferred constraint) is an answer: the server has rolled back.
    const failure = classify(error.cause);
    if (failure === 'contention') return failure;
    return failure === 'connection' && idempotent ? failure : undefined;
  }
  const failure = classify(error);
  return failure === 'contention' || failure === 'connection' ? failure : undefined;
}
