import { JobInterruptedError } from '../message-queue.errors.js';
import { deliveryId } from '../queue/queue.types.js';
import type { Claim } from './attempt.repository.js';

/** One attempt at a job, which can be ended from outside. */
export interface Attempt {
  readonly signal: AbortSignal;
  readonly interruption: JobInterruptedError | undefined;
  /** Ends it after this many milliseconds. */
  limit(ms: number): void;
  /** Settles with `work`, or rejects when the attempt is ended first. */
  unlessEnded<T>(work: Promise<T>): Promise<T>;
  end(): void;
}

export interface Attempts {
  begin(claim: Claim): Attempt;
  /** One for a whole batch, whose claims are its transaction. */
  beginUnnamed(): Attempt;
  /** Ends those of the given deliveries, or all. */
  interrupt(reason: JobInterruptedError['reason'], deliveryIds?: readonly string[]): void;
  claims(): readonly Claim[];
  size(): number;
}

/** The attempts that this process is making. */
export function createAttempts(): Attempts {
  const running = new Map<
    symbol,
    { readonly claim: Claim | undefined; readonly controller: AbortController }
  >();
  const begin = (claim: Claim | undefined): Attempt => {
    const key = Symbol(claim?.id);
    const controller = new AbortController();
    const { signal } = controller;
    let timer: NodeJS.Timeout | undefined;
    running.set(key, { claim, controller });
    return {
      signal,
      get interruption() {
        return signal.reason instanceof JobInterruptedError ? signal.reason : undefined;
      },
      limit(ms) {
        timer = setTimeout(() => controller.abort(new JobInterruptedError('timeout')), ms);
      },
      unlessEnded: (work) => unlessAborted(work, signal),
      end() {
        clearTimeout(timer);
        running.delete(key);
      },
    };
  };
  return {
    begin,
    beginUnnamed: () => begin(undefined),
    claims: () => [...running.values()].flatMap(({ claim }) => claim ?? []),
    interrupt(reason, deliveryIds) {
      for (const { claim, controller } of running.values()) {
        if (!deliveryIds || (claim && deliveryIds.includes(deliveryId(claim))))
          controller.abort(new JobInterruptedError(reason));
      }
    },
    size: () => running.size,
  };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
