import type { Transaction } from './opaque-transaction.js';

/** Who acts. Foundation bricks carry it; the identity bricks decide what it may do. */
export interface Actor {
  readonly kind: 'user' | 'service' | 'system' | 'anonymous';
  /** The user's id, the service's client id, the reason of a system act, or `anonymous`. */
  readonly id: string;
  /** Platform roles, as mapped from the verified credential. */
  readonly roles: readonly string[];
  /**
   * What the credential is limited to: `read`, `write`, or of one tag of routes `storages:read`. Absent: not limited.
   */
  readonly scopes?: readonly string[];
}

/** The first parameter of every operation. Immutable: a transaction makes a new one. */
export interface OperationContext {
  readonly actor: Actor;
  readonly requestId: string;
  /** Aborted when nobody waits for the answer any more, or when the process stops. */
  readonly signal: AbortSignal;
  /** Present inside `transact`. Only repositories can open it. */
  readonly transaction?: Transaction;
}

/** A context inside a transaction: what writes demand as their first parameter. */
export interface TransactionContext extends OperationContext {
  readonly transaction: Transaction;
}

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';

export interface TransactOptions {
  /** Default `read committed`. Refused when a running transaction has a weaker one. */
  readonly isolation?: IsolationLevel;
  /**
   * The whole callback may run again although an earlier run may have committed (its writes carry a key that makes a
   * repetition harmless). Then a connection lost during COMMIT is retried too. Default false.
   */
  readonly idempotent?: boolean;
  /**
   * Begins with the first statement instead of before the callback: for callbacks that may need none at all. Then
   * `now()` is the time of that statement. Default false.
   */
  readonly lazy?: boolean;
}

/**
 * The versions a caller accepts for a change; `any` when it does not care. Compared in the predicate of the UPDATE or
 * DELETE itself (`versionMatches` in `/persistence`).
 */
export type ExpectedVersion = 'any' | readonly number[];

/** A request for one page of a list. */
export interface PageRequest {
  /** 1 to 100. */
  readonly size: number;
  readonly sort: { readonly by: string; readonly descending: boolean };
  /** Where to start: a numbered page (from 0) or the opaque end of the page before. */
  readonly start: { readonly page: number } | { readonly cursor: string };
  /** Count the rows, exactly up to 10,000. */
  readonly count: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the following page; absent on the last one. */
  readonly next?: string;
  readonly total?: { readonly count: number; readonly exact: boolean };
}

export interface PoolUsage {
  /** Connections now open, of these idle, and callers waiting for one. */
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** One PostgreSQL, and the transactions that bricks share in it. */
export interface Database {
  /**
   * One use case, one transaction, one connection: joins a running transaction or opens one. When `fn` throws,
   * everything is rolled back; a joined part that fails dooms the whole, even if somebody catches its error.
   * `fn` may run more than once (contention, lost connections), so it touches nothing outside the database.
   */
  transact<T>(
    ctx: OperationContext,
    fn: (tx: TransactionContext) => Promise<T>,
    options?: TransactOptions,
  ): Promise<T>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  poolUsage(): PoolUsage;
  /** Waits for running transactions and hooks, then closes every connection. */
  close(): Promise<void>;
}
