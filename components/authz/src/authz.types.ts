import type { OperationContext } from '@ashlar/database';

/** A question: may the actor do this, to this object when it is about one? */
export interface AccessQuestion {
  /** Such as `storage.create`. */
  readonly permission: string;
  readonly objectId?: string;
}

declare const listFilter: unique symbol;

/** What a list may show to an actor. Opaque: repositories apply it with `applyFilter` from `/persistence`. */
export interface ListFilter {
  readonly [listFilter]: true;
}

/** Decides what actors may do. Knows types, ids and relations, never a domain brick. */
export interface Authorizer {
  /** @throws {TypeError} for a permission that does not exist. */
  assertPermission(permission: string): void;
  /**
   * Whether the object exists is not asked so far: platform roles hold for every object of a type.
   * @throws {TypeError} for a permission that does not exist.
   */
  check(ctx: OperationContext, permission: string, objectId?: string): Promise<boolean>;
  /**
   * Resolves when the actor may.
   * @throws {NotFound} when the actor may not even see the object.
   * @throws {Forbidden} when the actor may see it, or there is nothing to see, but may not do this.
   */
  authorise(ctx: OperationContext, question: AccessQuestion): Promise<void>;
  /**
   * What a list of objects with this permission may show; applied inside the list's own statement.
   * @throws {TypeError} for a permission that does not exist.
   */
  visibleIn(ctx: OperationContext, permission: string): Promise<ListFilter>;
}
