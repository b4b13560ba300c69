import type { EntityManager, QueryRunner } from 'typeorm';
import type { IsolationLevel, OperationContext, TransactionContext } from './database.types.js';
import type { AfterCommit, AfterCommitHook, AfterCommitOptions } from './after-commit.js';
import { Transaction } from './opaque-transaction.js';
import type { RawClient } from './pool.js';

type BeforeCommit = (tx: TransactionContext) => Promise<void> | void;

/** What a running transaction is made of. Reachable for this brick and, through `/persistence`, for repositories. */
export interface TransactionState {
  readonly runner: QueryRunner;
  readonly isolation: IsolationLevel;
  readonly beforeCommit: BeforeCommit[];
  readonly afterCommit: AfterCommitHook[];
  /** Joined parts that have not ended. */
  openParts: number;
  /** Set once a part has failed: its writes may be half done, so the whole can only roll back. */
  failure: { readonly error: unknown } | undefined;
  phase: 'running' | 'committing' | 'ended';
}

const states = new WeakMap<Transaction, TransactionState>();

export function openTransaction(state: TransactionState): Transaction {
  const transaction = new Transaction();
  states.set(transaction, state);
  return transaction;
}

/** @throws {TransactionEndedError} when a context is used after its transaction. */
export function stateOf(transaction: Transaction): TransactionState {
  const state = states.get(transaction);
  if (!state || state.phase === 'ended') throw new TransactionEndedError();
  return state;
}

export function transactionManager(transaction: Transaction): EntityManager {
  return stateOf(transaction).runner.manager;
}

/** The driver's connection of a running transaction. */
export async function transactionClient(transaction: Transaction): Promise<RawClient> {
  return (await stateOf(transaction).runner.connect()) as RawClient;
}

/** How much of what others commit a running transaction sees. */
export function isolationOf({ transaction }: TransactionContext): IsolationLevel {
  return stateOf(transaction).isolation;
}

/**
 * Whether a lazy transaction has had no statement and no hook so far: committing it now would change and tell nothing.
 * Always false for others.
 */
export function isUntouched({ transaction }: TransactionContext): boolean {
  const { runner, beforeCommit, afterCommit } = stateOf(transaction);
  return !runner.isTransactionActive && beforeCommit.length === 0 && afterCommit.length === 0;
}

/** @throws {TypeError} outside a transaction: a programming error, so not one that a caller sees. */
export function assertTransaction(ctx: OperationContext): asserts ctx is TransactionContext {
  if (!ctx.transaction) throw new TypeError('This needs a transaction: call it inside database.transact()');
}

/**
 * Runs `fn` when everything else of the transaction is done and before it commits. Throwing vetoes: all is rolled
 * back and the caller of `transact` gets the error.
 */
export function onBeforeCommit(tx: TransactionContext, fn: BeforeCommit): void {
  const state = stateOf(tx.transaction);
  if (state.phase !== 'running') throw new TransactionEndedError();
  state.beforeCommit.push(fn);
}

/**
 * Runs `fn` after the commit, never on rollback. A failure, or that it takes longer than `ASHLAR_DATABASE_HOOK_TIMEOUT`,
 * is logged and counted, and touches neither the caller nor the other hooks. Hooks of one transaction run in order,
 * those with an aggregate in the order of that aggregate's commits. The caller of `transact` waits for them no longer
 * than for one hook; a hook does not wait for hooks of transactions that it makes. A crash loses it: what must happen
 * is an outbox row, not a hook.
 */
export function onAfterCommit(
  tx: TransactionContext,
  fn: AfterCommit,
  { aggregate }: AfterCommitOptions = {},
): void {
  const state = stateOf(tx.transaction);
  if (state.phase !== 'running') throw new TransactionEndedError();
  state.afterCommit.push({ run: fn, aggregate });
}

export class TransactionEndedError extends Error {
  override readonly name = 'TransactionEndedError';

  constructor() {
    super('This transaction has ended; its context must not be kept');
  }
}
