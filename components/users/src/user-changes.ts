import type { TransactionContext } from '@ashlar/database';
import type { User, UserStatus } from './users.types.js';

/** What happened to a user. */
export interface UserChange {
  readonly id: string;
  /** Undefined: the user is new. The same as `after`: something else changed. */
  readonly before: UserStatus | undefined;
  readonly after: UserStatus;
  /** The one that the user has now. */
  readonly version: number;
}

/** Told of every change of a user, in the transaction in which it happens. When it throws, nothing happens. */
export type OnUserChange = (tx: TransactionContext, change: UserChange) => Promise<void>;

/** For whoever does not listen. */
export const nobodyListens: OnUserChange = () => Promise.resolve();

/** The change between two states that were read in one transaction. */
export function changeOf(before: User | undefined, { id, status, version }: User): UserChange {
  return { id, before: before?.status, after: status, version };
}
