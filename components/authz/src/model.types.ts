/** The permission model, as the parser gives it. */
export interface Model {
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** A type of object: what is stored about it and what follows from that. */
export interface Definition {
  readonly name: string;
  readonly relations: ReadonlyMap<string, readonly SubjectKind[]>;
  readonly permissions: ReadonlyMap<string, Expression>;
}

/** What may stand in a relation: `user`, `user:*` or `group#member`. */
export interface SubjectKind {
  readonly type: string;
  readonly relation?: string;
  readonly wildcard: boolean;
}

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'arrow'; readonly relation: string; readonly target: string }
  | { readonly kind: 'nil' }
  | {
      readonly kind: 'union' | 'intersection' | 'exclusion';
      readonly left: Expression;
      readonly right: Expression;
    };

/** The numbers that stand for names in the tables. A number is never used for another name. */
export interface Codes {
  readonly types: Readonly<Record<string, number>>;
  /** Relations, and permissions that may stand in a userset. */
  readonly names: Readonly<Record<string, number>>;
}

/** The text is not a model, or not one that this brick can compile. The message says where and why. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}
