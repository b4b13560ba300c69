import type { OperationContext, TransactionContext } from '@ashlar/database';
import type { ObjectRef, Tuple, TupleChange, TupleChangeResult } from './tuples.types.js';

/** A question: may the actor do this, to this object when it is about one? */
export interface AccessQuestion {
  /** Such as `storage.read` or, of the platform, `storage.create`. */
  readonly permission: string;
  readonly objectId?: string;
}

declare const listFilter: unique symbol;

/** What a list may show to an actor. Opaque: repositories apply it with the functions of `/persistence`. */
export interface ListFilter {
  readonly [listFilter]: true;
}

declare const rowRights: unique symbol;

/** What an actor may do with a row that a repository is about to read. Opaque, as `ListFilter`. */
export interface RowRights {
  readonly [rowRights]: true;
}

/** A row, and which of the permissions that were asked for the actor has on it. */
export interface Permitted<Row> {
  readonly row: Row;
  /** As they were asked for: `storage.read`. */
  readonly may: ReadonlySet<string>;
  /** What else the query selects, by alias. */
  readonly also: Readonly<Record<string, unknown>>;
}

/** Who may do something with an object. */
export interface Subjects {
  /** Ids of those who may by name, at most as many as asked for. */
  readonly ids: readonly string[];
  /** Everybody of the type may, except these. Absent when not everybody may. */
  readonly everybodyExcept?: readonly string[];
  /** False when there are more than was asked for. */
  readonly complete: boolean;
}

/** One tuple on the way from an object to who asks. */
export interface PathStep extends Tuple {
  /** What was looked for at the object, such as `view`. */
  readonly permission: string;
}

/** Why somebody may, or that nobody can say why. */
export interface Explanation {
  readonly allowed: boolean;
  /** `system`: needs no permission; `role`: a platform role is enough; `path`: the tuples in `path`; `none`. */
  readonly by: 'system' | 'role' | 'path' | 'none';
  /** From the object to who asks; empty unless `by` is `path`. */
  readonly path: readonly PathStep[];
}

/** Decides what actors may do. Knows types, ids and relations, never a domain brick. */
export interface Authorizer {
  /** @throws {TypeError} for a permission that does not exist. */
  assertPermission(permission: string): void;
  /**
   * Inside a transaction it sees what that has written.
   * @returns false also for ids that do not exist.
   * @throws {TypeError} for a permission that does not exist, or that is about an object when none is named.
   */
  check(ctx: OperationContext, permission: string, objectId?: string): Promise<boolean>;
  /**
   * Which of the objects the actor may do this to.
   * @throws {RangeError} for more than 500 ids.
   */
  checkMany(
    ctx: OperationContext,
    permission: string,
    objectIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /**
   * Resolves when the actor may.
   * @throws {NotFound} when the actor may not even see the object.
   * @throws {Forbidden} when the actor may see it, or there is nothing to see, but may not do this.
   */
  authorize(ctx: OperationContext, question: AccessQuestion): Promise<void>;
  /**
   * What a list of objects with this permission may show; applied inside the list's own statement.
   * @throws {TypeError} for a permission that does not exist.
   */
  visibleIn(ctx: OperationContext, permission: string): Promise<ListFilter>;
  /**
   * What the actor may do with one object, answered in the statement that reads its row (`permittedRows` of
   * `/persistence`): for single reads, which then need no check before.
   * @param permissions of one type, such as `storage.read` and `storage.update`.
   * @throws {TypeError} for a permission that does not exist, or permissions of several types.
   */
  rightsIn(ctx: OperationContext, permissions: readonly string[]): RowRights;
  /** By which path the actor has the permission. Several statements: for people who wonder, not for requests. */
  explain(ctx: OperationContext, permission: string, objectId?: string): Promise<Explanation>;
  /**
   * Who of a type (`user` unless said) may do this by tuples; platform roles are known from credentials alone.
   * @param limit at most this many ids, 1 to 1,000.
   */
  lookupSubjects(
    ctx: OperationContext,
    permission: string,
    objectId: string,
    options?: { readonly subjectType?: string; readonly limit?: number },
  ): Promise<Subjects>;
}

/** Writes and reads the tuples from which permissions follow. */
export interface Relations {
  /**
   * Changes tuples and logs what changed, in the transaction of the rows that they protect.
   * @throws {TypeError} for a tuple that the model does not allow: a programming error.
   * @throws {AccessCycle} when a group would lie in itself or be its own member, over however many others.
   * @throws {RelationsChanged} when what was expected is not so.
   */
  write(tx: TransactionContext, change: TupleChange): Promise<TupleChangeResult>;
  /**
   * Makes these the tuples of the object and removes its others, so that a move leaves nothing behind.
   * @param relations only these relations are replaced; all when absent.
   * @throws as `write`.
   */
  replaceObject(
    tx: TransactionContext,
    object: ObjectRef,
    tuples: readonly Omit<Tuple, 'object'>[],
    relations?: readonly string[],
  ): Promise<TupleChangeResult>;
  /** Removes the tuples of the object and those in which it is the subject. */
  deleteObject(tx: TransactionContext, object: ObjectRef): Promise<TupleChangeResult>;
  /** The tuples of one object as they are stored: who was given a role right there. At most 10,000. */
  ofObject(
    ctx: OperationContext,
    object: ObjectRef,
    relations?: readonly string[],
  ): Promise<readonly Tuple[]>;
}
