/** A state of the walk from an object to a subject: `type#relation` or `type#permission`. */
export type State = string;

/** Some relations of one object to others: from here the walk goes on at the other object, in another state. */
export interface Step {
  readonly relations: readonly string[];
  readonly subjectType: string;
  /** Set for a userset such as `group#member`. */
  readonly subjectRelation?: string;
  readonly target: State;
}

/** A permission that is not a plain union: one answer combined with another at the same object. */
export interface Guard {
  readonly kind: 'exclusion' | 'intersection';
  readonly left: Ways;
  readonly right: Ways;
}

/** All the ways by which a subject of one type has something at one object; any of them is enough. */
export interface Ways {
  /** The credential's role is enough, for every object that exists. */
  readonly always: boolean;
  /** Relations in which the subject itself, or everybody of its type, may stand. */
  readonly direct: readonly string[];
  readonly steps: readonly Step[];
  /** States of the singleton that count at every object. */
  readonly implied: readonly State[];
  readonly guards: readonly Guard[];
}

/** States that reach each other: the walk may go round. */
export interface Cycle {
  readonly id: number;
  readonly states: readonly State[];
  /** Steps that stay inside, by the state they start from. */
  readonly inner: readonly { readonly source: State; readonly step: Step }[];
  /**
   * Which end a check starts from. Parents are few, so arrows are followed from the object; the groups that somebody
   * belongs to are fewer than the members of a group, so usersets are followed from the subject.
   */
  readonly walkFrom: 'object' | 'subject';
}

/** Everything there is to know about one permission for one type of subject. */
export interface Plan {
  readonly root: State;
  readonly waysOf: (state: State) => Ways;
  readonly cycles: readonly Cycle[];
  /** The cycle that a state is part of. */
  readonly cycleOf: (state: State) => Cycle | undefined;
}
