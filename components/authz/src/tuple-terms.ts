import type { Codes, Model } from './model.types.js';
import type { Step } from './plan.types.js';
import type { Singleton } from './ways.js';

/** Stands for everybody of a type. The highest UUID there is: nobody has it. */
export const everybody = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface TermOptions {
  readonly model: Model;
  readonly codes: Codes;
  readonly singleton: Singleton | undefined;
  readonly subjectType: string;
  /** SQL for the subject's id, such as `$2`. */
  readonly subject: string;
}

/** Where tuples lie in the index, when a selector has a value. */
export interface Place {
  readonly when: number;
  readonly type: string;
  readonly relations: readonly string[];
}

/** An SQL expression: what belongs to the value of the selector, null where nothing does. */
export function choose(
  selector: string,
  values: readonly (readonly [when: number, value: string])[],
): string {
  return `case ${selector} ${values.map(([when, value]) => `when ${when} then ${value}`).join(' ')} end`;
}

/** Conditions on a row of `authz.rel`, in SQL. */
export class TupleTerms {
  private aliases = 0;

  constructor(private readonly options: TermOptions) {}

  /** A name for a row that no other part of the statement has. */
  alias(): string {
    this.aliases += 1;
    return `r${this.aliases}`;
  }

  about(alias: string, type: string, object: string, relations: readonly string[]): string {
    return `${alias}.resource_type = ${this.type(type)} and ${alias}.resource_id = ${object} and ${this.inRelations(alias, relations)}`;
  }

  /** As `about`, in the place that `selector`, an SQL expression, says; nothing where it says another. */
  aboutChosen(alias: string, selector: string, object: string, places: readonly Place[]): string {
    const types = choose(
      selector,
      places.map(({ when, type }) => [when, `${this.type(type)}`]),
    );
    const codes = places.map(({ relations }) =>
      relations.map((relation) => codeOf(this.options.codes.names, relation)).join(),
    );
    const same = new Set(codes).size === 1;
    const relations =
      same && places[0]
        ? this.inRelations(alias, places[0].relations)
        : `${alias}.relation = any(${choose(
            selector,
            places.map(({ when }, index) => [when, `'{${codes[index]}}'::smallint[]`]),
          )})`;
    return `${alias}.resource_type = ${types} and ${alias}.resource_id = ${object} and ${relations}`;
  }

  ofType(alias: string, type: string, relations: readonly string[]): string {
    return `${alias}.resource_type = ${this.type(type)} and ${this.inRelations(alias, relations)}`;
  }

  /**
   * Relations in which the subject itself stands and those in which everybody does, each with the condition for it: the
   * model says which take whom, and each half is one place in an index.
   */
  bySubject(
    alias: string,
    type: string,
    direct: readonly string[],
  ): readonly { readonly relations: readonly string[]; readonly condition: string }[] {
    const { model, subjectType, subject } = this.options;
    const taking = (wildcard: boolean): readonly string[] =>
      direct.filter((relation) =>
        model.definitions
          .get(type)
          ?.relations.get(relation)
          ?.some(
            (kind) => kind.type === subjectType && kind.relation === undefined && kind.wildcard === wildcard,
          ),
      );
    const is = (id: string): string =>
      `${alias}.subject_type = ${this.type(subjectType)} and ${alias}.subject_id = ${id} and ${alias}.subject_relation = 0`;
    return [
      { relations: taking(false), condition: is(subject) },
      { relations: taking(true), condition: is(`'${everybody}'::uuid`) },
    ].filter(({ relations }) => relations.length > 0);
  }

  /**
   * To objects of any of the types. The sum keeps the last column out of the search of an index: the ids before it are
   * not known, and the planner takes skipping from one to the next for the price of reading another index.
   */
  leadsTo(alias: string, subjectTypes: readonly string[], subjectRelation: string | undefined): string {
    const types = subjectTypes.map((type) => this.type(type));
    return `${alias}.subject_type ${types.length === 1 ? `= ${types[0]}` : `in (${types.join(', ')})`} and ${alias}.subject_relation + 0 = ${this.userset(subjectRelation)}`;
  }

  /** As `leadsTo`, to types as the selector says. */
  leadsToChosen(
    alias: string,
    selector: string,
    kinds: readonly (readonly [when: number, subjectTypes: readonly string[]])[],
    subjectRelation: string | undefined,
  ): string {
    const codes = kinds.map(([when, types]): [number, string] => [
      when,
      `'{${types.map((type) => this.type(type)).join()}}'::smallint[]`,
    ]);
    return `${alias}.subject_type = any(${choose(selector, codes)}) and ${alias}.subject_relation + 0 = ${this.userset(subjectRelation)}`;
  }

  cameFrom(alias: string, { subjectType, subjectRelation }: Step, objects: string): string {
    return `${alias}.subject_type = ${this.type(subjectType)} and ${alias}.subject_id ${objects} and ${alias}.subject_relation = ${this.userset(subjectRelation)}`;
  }

  exists(type: string, object: string): string {
    if (type === this.options.singleton?.type) return `${object} = ${this.singletonId}`;
    const r = this.alias();
    return found(`${r}.resource_type = ${this.type(type)} and ${r}.resource_id = ${object}`, r);
  }

  private userset(relation: string | undefined): number {
    return relation === undefined ? 0 : codeOf(this.options.codes.names, relation);
  }

  type(name: string): number {
    return codeOf(this.options.codes.types, name);
  }

  get singletonId(): string {
    return `'${this.options.singleton?.id ?? everybody}'::uuid`;
  }

  private inRelations(alias: string, relations: readonly string[]): string {
    const codes = relations.map((relation) => codeOf(this.options.codes.names, relation));
    return `${alias}.relation ${codes.length === 1 ? `= ${codes[0]}` : `in (${codes.join(', ')})`}`;
  }
}

/** No objects at all. */
export const nothing = `select null::uuid where false`;

export function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'false' : `(${conditions.join(' or ')})`;
}

/** Whether there is such a tuple: a scalar sub-select, which the planner can neither hash nor reorder. */
export function found(condition: string, alias: string): string {
  return `(select 1 from authz.rel ${alias} where ${condition} limit 1) is not null`;
}

/** @throws {TypeError} for a name that has no code: the dictionary and the model belong together. */
export function codeOf(codes: Readonly<Record<string, number>>, name: string): number {
  const code = Object.hasOwn(codes, name) ? codes[name] : undefined;
  if (code === undefined) throw new TypeError(`"${name}" has no code`);
  return code;
}
