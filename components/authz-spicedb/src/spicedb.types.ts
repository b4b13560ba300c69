import type { Tuple } from '@ashlar/authz';

/** May the subject do this to the object? */
export interface RemoteQuestion {
  readonly object: { readonly type: string; readonly id: string };
  /** As SpiceDB calls it: `nameFor` of the schema. */
  readonly permission: string;
  readonly subject: { readonly type: string; readonly id: string };
}

export interface RemoteUpdate {
  readonly op: 'touch' | 'delete';
  readonly tuple: Tuple;
}

/** Relationships of one type and, said so, of one object or relation. */
export interface RemoteFilter {
  readonly type: string;
  readonly id?: string;
  readonly relation?: string;
}

export interface RemotePage {
  readonly tuples: readonly Tuple[];
  /** Where the next page begins; absent after the last one. */
  readonly next?: string;
}

/** SpiceDB, as this brick needs it. Every call ends within its time-out. */
export interface SpiceDb {
  /**
   * @param freshness a token: the answer knows at least what it stands for.
   * @returns in the order of the questions; undefined where SpiceDB gives no answer, as it does at depth 50.
   */
  check(questions: readonly RemoteQuestion[], freshness: string): Promise<readonly (boolean | undefined)[]>;
  /**
   * All of it or nothing, at most 1,000 updates.
   * @param must relationships that have to be there.
   * @param mustNot filters that nothing may match.
   * @returns a token that stands for it.
   * @throws {RemoteStateChanged} when what must be there is not.
   */
  write(
    updates: readonly RemoteUpdate[],
    conditions?: { readonly must?: readonly Tuple[]; readonly mustNot?: readonly RemoteFilter[] },
  ): Promise<string>;
  /** What is there now. */
  read(filter: RemoteFilter, page: { readonly limit: number; readonly after?: string }): Promise<RemotePage>;
  writeSchema(text: string): Promise<void>;
  /** Resolves when SpiceDB answers at all. */
  ping(): Promise<void>;
  close(): void;
}

/** A condition of a write did not hold: somebody else has been there, or the store is another one. */
export class RemoteStateChanged extends Error {
  override readonly name = 'RemoteStateChanged';
}
