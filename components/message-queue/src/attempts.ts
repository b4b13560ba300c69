import { JobInterruptedError } from './message-queue.errors.js';

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
  begin(jobId: string): Attempt;
  /** Ends those of the given jobs, or all. */
  interrupt(reason: JobInterruptedError['reason'], jobIds?: readonly string[]): void;
  size(): number;
}

/** The attempts that this process is making. */
export function createAttempts(): Attempts {
  const running = new Map<symbol, { readonly jobId: string; readonly controller: AbortController }>();
  return {
    begin(jobId) {
      const key = Symbol(jobId);
      const controller = new AbortController();
      const { signal } = controller;
      let timer: NodeJS.Timeout | undefined;
      running.set(key, { jobId, controller });
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
    },
    interrupt(reason, jobIds) {
      for (const { jobId, controller } of running.values()) {
        if (!jobIds || jobIds.includes(jobId)) controller.abort(new JobInterruptedError(reason));
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
