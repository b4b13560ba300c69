import { classify, isCommitInDoubt, systemContext } from '@ashlar/database';
import { DomainError } from '@ashlar/errors';
import { pause } from './pause.js';
import { WriteAbandonedError } from './write-buffer.errors.js';
import type { BatchWriter, DeadLetterReason, WriteBufferLimits } from './write-buffer.types.js';

/** How one item of a batch ended. */
export type ItemFate<R> =
  | { readonly written: true; readonly result: R | undefined }
  | { readonly written: false; readonly reason: DeadLetterReason; readonly error: unknown };

export interface BatchOptions<T, R> {
  readonly name: string;
  readonly write: BatchWriter<T, R>;
  readonly idempotent: boolean;
  readonly limits: Pick<WriteBufferLimits, 'attempts' | 'backoffMs' | 'writeTimeoutMs'>;
  /** Aborted when the process does not wait any longer. */
  readonly signal: AbortSignal;
}

/** After the signal, a transaction still has to roll back. */
const graceMs = 1_000;

/**
 * Writes the items, all at once if that works. When it fails although the database is there, halves are tried, and
 * halves of these, until what fails is alone. What may have been written is never written again.
 * @param tell hears of each item once, by its index.
 */
export async function writeBatch<T, R>(
  options: BatchOptions<T, R>,
  key: string,
  items: readonly T[],
  tell: (index: number, fate: ItemFate<R>) => void,
): Promise<void> {
  const { limits, idempotent, signal } = options;

  const all = (from: number, to: number, fate: (index: number) => ItemFate<R>): void => {
    for (let index = from; index < to; index += 1) tell(index, fate(index - from));
  };

  const range = async (from: number, to: number): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(options, key, items.slice(from, to));
      if ('results' in outcome) {
        all(from, to, (index) => ({ written: true, result: outcome.results?.[index] }));
        return;
      }
      const { error } = outcome;
      if (isInDoubt(error) && !idempotent) {
        all(from, to, () => ({ written: false, reason: 'in-doubt', error }));
        return;
      }
      if (!isTransient(error)) {
        if (to - from === 1) tell(from, { written: false, reason: 'poison', error });
        else await halves(from, to);
        return;
      }
      if (attempt >= limits.attempts || signal.aborted) {
        all(from, to, () => ({ written: false, reason: 'unavailable', error }));
        return;
      }
      await pause(limits.backoffMs * 2 ** (attempt - 1), signal);
    }
  };

  const halves = async (from: number, to: number): Promise<void> => {
    const middle = Math.ceil((from + to) / 2);
    await range(from, middle);
    await range(middle, to);
  };

  await range(0, items.length);
}

async function attemptOnce<T, R>(
  { name, write, limits, signal }: BatchOptions<T, R>,
  key: string,
  items: readonly T[],
): Promise<{ readonly results: readonly R[] | undefined } | { readonly error: unknown }> {
  const overtime = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const abandoned = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      overtime.abort(new Error(`Not written in ${limits.writeTimeoutMs} ms`));
      timers.push(setTimeout(() => reject(new WriteAbandonedError('The writer does not end')), graceMs));
    };
    timers.push(setTimeout(giveUp, limits.writeTimeoutMs));
  });
  try {
    const ctx = systemContext(`buffer ${name}`, { signal: AbortSignal.any([overtime.signal, signal]) });
    const writing = (async () => write(ctx, items, key))();
    const results = await Promise.race([writing, abandoned]);
    if (results !== undefined && results.length !== items.length) {
      // It is written; only whose result is whose, nobody can say.
      return { error: new WriteAbandonedError(`${results.length} results for ${items.length} items`) };
    }
    return { results: results ?? undefined };
  } catch (error) {
    return { error };
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

function isInDoubt(error: unknown): boolean {
  return error instanceof WriteAbandonedError || isCommitInDoubt(error);
}

/** Trying the same again may help, trying half of it would not. */
function isTransient(error: unknown): boolean {
  if (error instanceof DomainError) return error.definition.kind === 'unavailable';
  return isInDoubt(error) || classify(error) !== 'other';
}
