import { Unavailable } from '@ashlar/errors';
import type { DataSource, QueryRunner } from 'typeorm';
import type { OperationContext, TransactionContext, TransactOptions } from './database.types.js';
import { CommitInDoubtError } from './retry.js';
import { openTransaction, type TransactionState } from './transaction.js';

export type AfterCommitHooks = TransactionState['afterCommit'];

interface Committed<T> {
  readonly result: T;
  readonly hooks: AfterCommitHooks;
}

/** One attempt: begin, the use case, its before-commit hooks, commit. Whatever throws before COMMIT rolls back. */
export async function runTransaction<T>(
  dataSource: DataSource,
  ctx: OperationContext,
  fn: (tx: TransactionContext) => Promise<T>,
  { isolation = 'read committed' }: TransactOptions,
): Promise<Committed<T>> {
  const runner = dataSource.createQueryRunner();
  const state: TransactionState = {
    runner,
    isolation,
    beforeCommit: [],
    afterCommit: [],
    failure: undefined,
    phase: 'running',
  };
  try {
    assertWanted(ctx);
    await runner.startTransaction(isolation === 'read committed' ? undefined : isolationNames[isolation]);
    const tx: TransactionContext = Object.freeze({ ...ctx, transaction: openTransaction(state) });
    const result = await workAndVeto(tx, fn, state);
    assertWanted(ctx);
    await commit(runner, state);
    return { result, hooks: state.afterCommit };
  } catch (error) {
    await rollback(runner);
    throw error;
  } finally {
    state.phase = 'ended';
    await runner.release();
  }
}

const isolationNames = { 'repeatable read': 'REPEATABLE READ', serializable: 'SERIALIZABLE' } as const;

async function workAndVeto<T>(
  tx: TransactionContext,
  fn: (tx: TransactionContext) => Promise<T>,
  state: TransactionState,
): Promise<T> {
  const result = await fn(tx);
  if (state.failure !== undefined) throw state.failure;
  // By index: a hook may register another.
  for (let index = 0; index < state.beforeCommit.length; index += 1) await state.beforeCommit[index]?.(tx);
  if (state.failure !== undefined) throw state.failure;
  return result;
}

async function commit(runner: QueryRunner, state: TransactionState): Promise<void> {
  state.phase = 'committing';
  try {
    await runner.commitTransaction();
  } catch (cause) {
    throw new CommitInDoubtError(cause);
  }
}

/** A rollback that fails means a lost connection, and then the server rolls back by itself. */
async function rollback(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  try {
    await runner.rollbackTransaction();
  } catch {
    return;
  }
}

function assertWanted(ctx: OperationContext): void {
  if (ctx.signal.aborted) throw new Unavailable('Given up before it was done', { cause: ctx.signal.reason });
}

/** In order, each on its own: the work is committed and nothing here can undo it. */
export async function runAfterCommit(
  hooks: AfterCommitHooks,
  onFailure: (error: unknown) => void,
): Promise<void> {
  for (const hook of hooks) {
    try {
      await hook();
    } catch (error) {
      onFailure(error);
    }
  }
}
