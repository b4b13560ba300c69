import { DomainError, Unavailable } from '@ashlar/errors';
import type { Metrics } from '@ashlar/telemetry';
import type { OperationContext } from './database.types.js';
import { isDatabaseAway } from './failures.js';
import { retryTransactions } from './retry.js';

/** How the use cases of one service are to bear what goes wrong around them. */
export interface ResiliencePolicy<T> {
  /** What metrics call the service, such as `dotfiles`. */
  readonly service: string;
  /** Methods that change nothing: run again when the database was contended or away. */
  readonly reads: readonly (keyof T)[];
  /** Methods that change something in one transaction, which `transact` runs again by itself where that is harmless. */
  readonly writes: readonly (keyof T)[];
  /** Milliseconds after which nobody waits any more. */
  readonly timeoutMs: number;
}

/**
 * The same service with a policy around each of the methods that it names; others are as they were. A method takes the
 * context first. Inside of a transaction the policy is that of whoever opened it.
 * @throws {Unavailable} from a method that takes too long; what it was writing is rolled back, unless its COMMIT had
 * been sent.
 */
export type Resilience = <T extends object>(service: T, policy: ResiliencePolicy<T>) => T;

type UseCase = (ctx: OperationContext, ...rest: readonly unknown[]) => Promise<unknown>;

/** @param retryDeadlineMs after which a read is not begun again; 5,000 unless said. */
export function createResilience({
  metrics,
  retryDeadlineMs = 5_000,
}: {
  readonly metrics: Metrics;
  readonly retryDeadlineMs?: number;
}): Resilience {
  const duration = metrics.histogram('ashlar_use_case_seconds', 'Duration of use cases, by how they ended', [
    'service',
    'use_case',
    'outcome',
  ]);
  const retries = metrics.counter('ashlar_use_case_retries_total', 'Reads that were run again', [
    'service',
    'use_case',
    'reason',
  ]);

  return (service, policy) => {
    const wrap = (name: keyof typeof service, again: boolean): UseCase => {
      const labels = { service: policy.service, use_case: String(name) };
      const inner = (service[name] as UseCase).bind(service);
      return async (ctx, ...rest) => {
        if (ctx.transaction) return inner(ctx, ...rest);
        const began = performance.now();
        const end = (outcome: string) =>
          duration.observe((performance.now() - began) / 1_000, { ...labels, outcome });
        try {
          const result = await within(ctx, policy.timeoutMs, (bounded) =>
            again
              ? retryTransactions(() => inner(bounded, ...rest), {
                  idempotent: true,
                  deadlineMs: Math.min(retryDeadlineMs, policy.timeoutMs),
                  signal: bounded.signal,
                  retries: { inc: ({ reason }) => retries.inc({ ...labels, reason }) },
                })
              : inner(bounded, ...rest),
          );
          end('done');
          return result;
        } catch (error) {
          end(outcomeOf(error));
          throw error;
        }
      };
    };
    const wrapped = [
      ...policy.reads.map((name) => [name, wrap(name, true)] as const),
      ...policy.writes.map((name) => [name, wrap(name, false)] as const),
    ];
    return { ...service, ...Object.fromEntries(wrapped) };
  };
}

class TooLate extends Unavailable {}

/** The work, or a refusal once nobody waits for it: its context is aborted then, and it does not commit. */
async function within<T>(
  ctx: OperationContext,
  ms: number,
  work: (bounded: OperationContext) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const late = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(new TooLate('It takes too long at the moment')), {
      once: true,
    });
  });
  const timer = setTimeout(() => stop.abort(), ms);
  try {
    const bounded = Object.freeze({ ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) });
    return await Promise.race([work(bounded), late]);
  } finally {
    clearTimeout(timer);
  }
}

function outcomeOf(error: unknown): 'late' | 'refused' | 'away' | 'failed' {
  if (error instanceof TooLate) return 'late';
  if (isDatabaseAway(error)) return 'away';
  return error instanceof DomainError ? 'refused' : 'failed';
}
