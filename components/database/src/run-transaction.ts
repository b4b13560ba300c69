import { DomainError, Unavailable } from '@ashlar/errors';
import { type EventEmitter, once } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';
import { beginLater } from './begin-later.js';
import type { HookLines, LinedUpHooks } from './after-commit.js';
import type { OperationContext, TransactionContext, TransactOptions } from './database.types.js';
import { classify } from './failures.js';
import { CommitInDoubtError } from './retry.js';
import { openTransaction, type TransactionState } from './transaction.js';

interface Committed<T> {
  readonly result: T;
  readonly hooks: LinedUpHooks;
}

/** One attempt: begin, the use case, its before-commit hooks, commit. Whatever throws before COMMIT rolls back. */
export async function runTransaction<T>(
  {
    dataSource,
    hookLines,
  }: { readonly dataSource: Pick<DataSource, 'createQueryRunner'>; readonly hookLines: HookLines },
  ctx: OperationContext,
  fn: (tx: TransactionContext) => Promise<T>,
  { isolation = 'read committed', lazy = false }: TransactOptions,
): Promise<Committed<T>> {
  const runner = dataSource.createQueryRunner();
  const state: TransactionState = {
    runner,
    isolation,
    beforeCommit: [],
    afterCommit: [],
    openParts: 0,
    failure: undefined,
    phase: 'running',
  };
  try {
    assertWanted(ctx);
    const level = isolation === 'read committed' ? undefined : isolationNames[isolation];
    if (lazy) beginLater(runner, level);
    else await runner.startTransaction(level);
    const tx: TransactionContext = Object.freeze({ ...ctx, transaction: openTransaction(state) });
    const result = await workAndVeto(tx, fn, state);
    assertWanted(ctx);
    if (!lazy || runner.isTransactionActive) await assertCommittable(runner);
    const hooks = hookLines.lineUp(state.afterCommit, ctx.requestId);
    await commit(runner, state, hooks);
    return { result, hooks };
  } catch (error) {
    // TypeORM gives a lost connection back by itself; what then uses it fails with a complaint about that instead.
    const lost =
      runner.isReleased && !(error instanceof DomainError) && !(error instanceof CommitInDoubtError);
    await rollback(runner);
    throw lost && classify(error) === 'other' ? new ConnectionLostError(error) : error;
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
  assertWhole(state);
  // By index: a hook may register another.
  for (let index = 0; index < state.beforeCommit.length; index += 1) await state.beforeCommit[index]?.(tx);
  assertWhole(state);
  return result;
}

/** All or nothing also for a part that nobody waited for, and for one whose error somebody caught. */
function assertWhole({ failure, openParts }: TransactionState): void {
  if (failure) throw failure.error;
  if (openParts > 0) throw new Error('A part of this transaction is still running; await it');
}

/** PostgreSQL answers the COMMIT of a transaction with a failed statement with a rollback, and calls it a success. */
async function assertCommittable(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) throw new ConnectionLostError();
  const connection = (await runner.connect()) as PgClient;
  // A statement's error reaches its caller before the server's last word on it, which carries the status.
  if (!connection.readyForQuery) await Promise.race([once(connection, 'drain'), once(connection, 'end')]);
  if (connection.getTransactionStatus() === 'E') {
    throw new Error('A statement failed and its error was caught, so this transaction cannot commit');
  }
}

/** What of the driver's client TypeORM does not type. */
interface PgClient extends EventEmitter {
  readonly readyForQuery: boolean;
  getTransactionStatus(): string | null;
}

/** The connection went away before COMMIT: the server has rolled back, another try is right. */
class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  readonly code = '08006';

  constructor(cause?: unknown) {
    super('The connection was lost during a transaction', { cause });
  }
}

async function commit(runner: QueryRunner, state: TransactionState, hooks: LinedUpHooks): Promise<void> {
  state.phase = 'committing';
  try {
    // A lazy one may not have begun.
    if (runner.isTransactionActive) await runner.commitTransaction();
  } catch (cause) {
    hooks.rolledBack();
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
