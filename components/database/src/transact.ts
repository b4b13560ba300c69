import type { Logger } from '@ashlar/logging';
import { type Metrics, withSpan } from '@ashlar/telemetry';
import type { DataSource } from 'typeorm';
import { createHookLines } from './after-commit.js';
import type { Database, TransactionContext, TransactOptions } from './database.types.js';
import type { DatabaseConfig } from './database.config.js';
import { retryTransactions } from './retry.js';
import { runTransaction } from './run-transaction.js';
import { stateOf } from './transaction.js';

export interface TransactDeps {
  readonly dataSource: Pick<DataSource, 'createQueryRunner'>;
  readonly config: Pick<DatabaseConfig, 'retryDeadlineMs' | 'hookTimeoutMs'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** `transact` of a database, and a wait for the hooks that it has started. */
export function createTransact({ dataSource, config, logger, metrics }: TransactDeps): {
  readonly transact: Database['transact'];
  settled(): Promise<void>;
} {
  const duration = metrics.histogram('ashlar_database_transaction_seconds', 'Duration of transactions', [
    'outcome',
  ]);
  const retries = metrics.counter('ashlar_database_transaction_retries_total', 'Transactions run again', [
    'reason',
  ]);
  const hooksEnded = metrics.counter(
    'ashlar_database_after_commit_hooks_total',
    'After-commit hooks by how they ended',
    ['outcome'],
  );
  const hookLines = createHookLines({
    timeoutMs: config.hookTimeoutMs,
    onEnd(outcome, { error, aggregate, requestId }) {
      hooksEnded.inc({ outcome });
      const fields = { error, aggregate, request_id: requestId };
      if (outcome === 'failed') logger.error('An after-commit hook failed', fields);
      if (outcome === 'abandoned') logger.error('An after-commit hook is not waited for any longer', fields);
    },
  });

  const transact: Database['transact'] = async (ctx, fn, options = {}) => {
    if (ctx.transaction) return join(ctx as TransactionContext, fn, options);
    const started = performance.now();
    const finish = (outcome: string) => duration.observe((performance.now() - started) / 1000, { outcome });
    try {
      const { result, hooks } = await withSpan('database.transact', {}, () =>
        retryTransactions(() => runTransaction({ dataSource, hookLines }, ctx, fn, options), {
          idempotent: options.idempotent ?? false,
          deadlineMs: config.retryDeadlineMs,
          signal: ctx.signal,
          retries,
        }),
      );
      finish('committed');
      await hooks.committed();
      return result;
    } catch (error) {
      finish('rolled-back');
      throw error;
    }
  };
  return { transact, settled: () => hookLines.settled() };
}

const strength = { 'read committed': 0, 'repeatable read': 1, serializable: 2 } as const;

async function join<T>(
  tx: TransactionContext,
  fn: (tx: TransactionContext) => Promise<T>,
  { isolation = 'read committed' }: TransactOptions,
): Promise<T> {
  const state = stateOf(tx.transaction);
  if (strength[isolation] > strength[state.isolation]) {
    throw new TypeError(`A part asks for ${isolation} inside a ${state.isolation} transaction`);
  }
  state.openParts += 1;
  try {
    return await fn(tx);
  } catch (error) {
    state.failure ??= { error };
    throw error;
  } finally {
    state.openParts -= 1;
  }
}
