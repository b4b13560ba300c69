import type { OperationContext, TransactionContext } from '@ashlar/database';

/** Whether a part is through with a user. `more`: it is called again, in a transaction of its own. */
export type PartProgress = 'done' | 'more';

/** What users own in another brick. Every part may be called again after a crash. */
export interface OwnedByUsers {
  /** Stable, kebab-case: it is remembered in the row of the user that this part is done. */
  readonly name: string;
  /** What there is of it, by kind in the plural (`projects`); inside a transaction it is locked. */
  preview(
    ctx: OperationContext,
    userId: string,
  ): Promise<readonly { readonly kind: string; readonly ids: readonly string[] }[]>;
  /**
   * Gives it to the heir, who is active and stays so until the end of the transaction. Absent: it is of no use to anybody
   * else, and is removed whether there is an heir or not.
   */
  reassign?(tx: TransactionContext, userId: string, heirId: string): Promise<PartProgress>;
  /** Removes it, with all that depends on it. */
  remove(tx: TransactionContext, userId: string): Promise<PartProgress>;
}

/**
 * The order of the purge, which its preview has, too: projects before the groups and homes that they lie in, and what is
 * nobody else's last.
 */
export function inOrderOfPurge({
  projects,
  groups,
  others,
}: {
  readonly projects: OwnedByUsers;
  readonly groups: OwnedByUsers;
  readonly others: readonly OwnedByUsers[];
}): readonly OwnedByUsers[] {
  return [projects, groups, ...others];
}

/** Credentials and the like, which must not outlive the access of their user. Called again at each purge. */
export interface AccessOfUsers {
  readonly name: string;
  /** `disabled` may be taken back, `deleted` ends all that was given out. */
  end(tx: TransactionContext, userId: string, why: 'disabled' | 'deleted'): Promise<void>;
}

/** Destroys the keys of a user, so that what they have encrypted is lost wherever a copy lies. */
export interface KeysOfUsers {
  shred(tx: TransactionContext, userId: string): Promise<void>;
}

/** What the permission engine knows of a user; `Relations` of authz is one. */
export interface FactsAboutUsers {
  deleteObject(
    tx: TransactionContext,
    object: { readonly type: string; readonly id: string },
  ): Promise<unknown>;
}

/** What another brick holds about a person, for the export. */
export interface HoldingsOfUsers {
  /** Key in the export: `access_tokens`. */
  readonly name: string;
  /** Everything about the person, as JSON in snake_case and without secrets. All parts read one snapshot. */
  holdings(ctx: OperationContext, userId: string): AsyncIterable<object> | Iterable<object>;
}
