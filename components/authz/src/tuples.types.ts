/** An object of the model. */
export interface ObjectRef {
  /** Such as `project`. */
  readonly type: string;
  /** A UUID; `platformId` for the platform. */
  readonly id: string;
}

/** Who stands in a relation: an object, everybody of a type (`id: '*'`), or a userset of an object (`relation`). */
export interface SubjectRef extends ObjectRef {
  readonly relation?: string;
}

/** `subject` is `relation` of `object`: `{ object: project 1, relation: 'owner', subject: user 2 }`. */
export interface Tuple {
  readonly object: ObjectRef;
  readonly relation: string;
  readonly subject: SubjectRef;
}

/** A change of tuples, as one. */
export interface TupleChange {
  /** Are there afterwards, whether they were before or not. */
  readonly touch?: readonly Tuple[];
  /** Are not there afterwards. A tuple in both lists is there. */
  readonly delete?: readonly Tuple[];
  /** Must be as said before the change, and stay so until the end of the transaction where present. */
  readonly expect?: { readonly present?: readonly Tuple[]; readonly absent?: readonly Tuple[] };
}

/** What a change did: only what was not so before counts. */
export interface TupleChangeResult {
  readonly touched: number;
  readonly deleted: number;
}

/** One line of the audit log. */
export interface TupleChangeRecord extends Tuple {
  /** Grows; not the order of commits. */
  readonly seq: string;
  readonly op: 'touch' | 'delete';
  readonly actor: { readonly kind: string; readonly id: string };
  readonly requestId: string;
  readonly createdAt: Date;
}
