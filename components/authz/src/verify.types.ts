import type { OperationContext } from '@ashlar/database';
import type { ObjectRef } from './tuples.types.js';

/** What a brick says about the rows of one type, so that they can be compared with the tuples. */
export interface VerifiedTable {
  /** As in the model, such as `project`. */
  readonly type: string;
  /** Ids of rows after the given one, in the order of ids, at most `limit`. */
  readonly idsAfter: (
    ctx: OperationContext,
    after: string | undefined,
    limit: number,
  ) => Promise<readonly string[]>;
}

export interface Difference {
  /**
   * `orphan`: there are tuples of this object, but no row. `homeless`: there is a row, but no tuple that says what it
   * lies in, so that nobody sees it. `dangling`: a tuple of `object` names `subject`, which has no row.
   */
  readonly kind: 'orphan' | 'homeless' | 'dangling';
  readonly object: ObjectRef;
  /** Of what is dangling. */
  readonly subject?: ObjectRef;
}

export interface Verification {
  /** The first ones, at most as many as asked for. */
  readonly differences: readonly Difference[];
  /** False when there may be more. */
  readonly complete: boolean;
  /** How many rows and how many objects with tuples were looked at. */
  readonly rows: number;
  readonly objects: number;
}
