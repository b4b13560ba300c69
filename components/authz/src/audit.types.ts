import type { Actor, OperationContext, Page, PageRequest } from '@ashlar/database';
import type { Explanation } from './authz.types.js';
import type { ObjectRef, TupleChangeRecord } from './tuples.types.js';

/** Only the changes that all of these say. */
export interface ChangeFilter {
  /** To what access changed. */
  readonly object?: ObjectRef | undefined;
  /** Whose access changed; of services the client id, everybody of a type is `*`. */
  readonly subject?: ObjectRef | undefined;
  /** Who changed it. */
  readonly actor?: Pick<Actor, 'kind' | 'id'> | undefined;
  /** From then on. */
  readonly since?: Date | undefined;
  /** Before then. */
  readonly until?: Date | undefined;
}

/** What to explain, and about whom. */
export interface ExplainQuestion {
  /** Such as `project.read`. */
  readonly permission: string;
  /** Absent for the platform alone. */
  readonly objectId?: string | undefined;
  /** The caller when absent. Of others no platform roles are known. */
  readonly about?: Pick<Actor, 'kind' | 'id'> | undefined;
}

/** Who was given and lost access, by whom, and why somebody has it. */
export interface AccessAudit {
  /**
   * Every change of tuples that was committed, in the order of `seq` whatever is asked to sort by. Administrators of the
   * platform see all; who owns what an existing object lies in, such as the administrator of its domain, those of that
   * object.
   * @throws {Forbidden} for others, and for what does not exist.
   * @throws {ValidationFailed} for an unknown type or a foreign cursor.
   * @throws {PageTooDeep} for a numbered page past row 10,000.
   */
  listChanges(
    ctx: OperationContext,
    filter: ChangeFilter,
    request: PageRequest,
  ): Promise<Page<TupleChangeRecord>>;
  /**
   * By which way the caller has a permission or, for administrators of the platform, somebody else.
   * @throws {Forbidden} for others who ask about others.
   * @throws {ValidationFailed} for a permission that does not exist.
   */
  explain(ctx: OperationContext, question: ExplainQuestion): Promise<Explanation>;
  /**
   * Makes the tables of this month and of `monthsAhead` (0 to 24, 2 unless said) more, for a task of the worker that
   * runs once a day. Without it nothing is lost: rows wait in a table for what has no month.
   * @returns how many were made.
   */
  ensurePartitions(ctx: OperationContext, options?: { readonly monthsAhead?: number }): Promise<number>;
  /**
   * Removes all changes from before this month and `keepMonths` (1 to 1,200) whole ones before it. For the worker.
   * @returns how many months were removed.
   */
  sweepChanges(ctx: OperationContext, options: { readonly keepMonths: number }): Promise<number>;
}
