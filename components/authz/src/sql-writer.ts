import type { Codes } from './model.types.js';
import { exitsOf } from './plan.js';
import type { Cycle, Guard, Plan, State, Step, Ways } from './plan.types.js';
import { type Region, regionOf } from './region.js';
import { partsOf, type Singleton } from './ways.js';

/** Stands for everybody of a type. The highest UUID there is: nobody has it. */
export const everybody = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface SqlOptions {
  readonly plan: Plan;
  readonly codes: Codes;
  readonly singleton: Singleton | undefined;
  readonly subjectType: string;
  /** SQL for the subject's id, such as `$2`. */
  readonly subject: string;
}

/**
 * Writes a plan as SQL. Two rules keep its plans the same at any size: a question about an object is a scalar
 * sub-select with a limit (the planner can neither hash nor reorder it), and a set is handed on as an array (always an
 * index condition, never a join whose size somebody must guess).
 */
export class SqlWriter {
  private readonly sets = new Map<number, string>();
  private aliases = 0;

  constructor(private readonly options: SqlOptions) {}

  /** `with recursive ...` for the sets that what was written so far refers to; empty when there are none. */
  get prefix(): string {
    return this.sets.size === 0 ? '' : `with recursive ${[...this.sets.values()].join(', ')} `;
  }

  /** A condition: the subject reaches `object`, an SQL expression for an id, in this state. */
  holds(state: State, object: string): string {
    const { plan } = this.options;
    const cycle = plan.cycleOf(state);
    if (cycle?.walkFrom === 'subject') return `${object} = any(array(${this.members(cycle, state)}))`;
    const ways = plan.waysOf(state);
    const region = regionOf(plan, state);
    if (ways.always || region.transitions.length === 0 || region.states[0]?.kind !== 'plain') {
      return this.waysHold(partsOf(state)[0], ways, object);
    }
    return this.walkRegion(region, object);
  }

  /** As `holds`, by some of the ways of a state alone. */
  holdsBy(type: string, ways: Ways, object: string): string {
    return this.waysHold(type, ways, object);
  }

  /** As `objects`, by some of the ways of a state alone. */
  objectsBy(type: string, ways: Ways): string {
    return this.reachable(type, ways);
  }

  /** A query for the ids of all objects that the subject reaches in this state; one column, with repetitions. */
  objects(state: State): string {
    const cycle = this.options.plan.cycleOf(state);
    return cycle
      ? this.members(cycle, state)
      : this.reachable(partsOf(state)[0], this.options.plan.waysOf(state));
  }

  private waysHold(type: string, ways: Ways, object: string): string {
    // Whoever has any other way to an object has one to an object that exists.
    if (ways.always) return this.exists(type, object);
    return anyOf([
      ...this.directHolds(type, ways, object),
      ...ways.implied.map(
        (target) => `(${this.exists(type, object)} and ${this.holds(target, this.singletonId)})`,
      ),
      ...ways.guards.map((guard) => this.guardHolds(type, guard, object)),
      ...ways.steps.map((step) => this.stepHolds(type, step, object)),
    ]);
  }

  private directHolds(type: string, { direct }: Ways, object: string): readonly string[] {
    if (direct.length === 0) return [];
    const r = this.alias();
    return [found(`${this.about(r, type, object, direct)} and ${this.isSubject(r)}`, r)];
  }

  /** One walk over everything above the object, and one look at each place on the way. */
  private walkRegion({ states, transitions }: Region, object: string): string {
    const w = this.alias();
    const index = (state: State): number => states.findIndex((entry) => entry.state === state);
    const row = (state: State, step: Pick<Step, 'relations' | 'subjectType' | 'subjectRelation'>): string =>
      `${index(state)}, ${this.type(partsOf(state)[0])}::smallint, '{${step.relations.map((name) => this.name(name)).join(',')}}'::smallint[], ${this.type(step.subjectType)}::smallint, ${this.userset(step.subjectRelation)}::smallint`;
    const edges = transitions.map(({ source, step }) => `(${row(source, step)}, ${index(step.target)})`);
    const ends = states.flatMap(({ state, kind, ways }) => {
      if (kind !== 'plain') return [];
      const { subjectType } = this.options;
      return [
        ...(ways.direct.length > 0
          ? [`(${row(state, { relations: ways.direct, subjectType })}, ${this.subjects})`]
          : []),
        ...ways.steps.flatMap((step) => {
          const cycle = this.options.plan.cycleOf(step.target);
          return cycle?.walkFrom === 'subject'
            ? [`(${row(state, step)}, array(${this.members(cycle, step.target)}))`]
            : [];
        }),
      ];
    });
    const tuple = (columns: string, more: string): string =>
      `select ${columns} from authz.rel r where r.resource_type = t.rtype and r.resource_id = ${w}.id and r.relation = any(t.relations) and r.subject_type = t.stype and r.subject_relation = t.srel${more}`;
    const answers = [
      ...(ends.length > 0
        ? [
            `(select 1 from (values ${ends.join(', ')}) t(source, rtype, relations, stype, srel, subjects) cross join lateral (${tuple('1', ' and r.subject_id = any(t.subjects) limit 1')}) f where t.source = ${w}.state limit 1) is not null`,
          ]
        : []),
      ...states.flatMap(({ state, kind, ways }) =>
        kind === 'plain'
          ? []
          : [`(${w}.state = ${index(state)} and ${this.waysHold(partsOf(state)[0], ways, `${w}.id`)})`],
      ),
    ];
    return `(with recursive ${w}(state, id) as (select 0, ${object} union select n.* from ${w} cross join lateral (select t.target, f.subject_id from (values ${edges.join(', ')}) t(source, rtype, relations, stype, srel, target) cross join lateral (${tuple('r.subject_id', ' offset 0')}) f where t.source = ${w}.state) n) select 1 from ${w} where ${anyOf(answers)} limit 1) is not null`;
  }

  private get subjects(): string {
    return `array[${this.options.subject}, '${everybody}'::uuid]`;
  }

  private guardHolds(type: string, { kind, left, right }: Guard, object: string): string {
    const sign = kind === 'exclusion' ? 'and not' : 'and';
    return `(${this.waysHold(type, left, object)} ${sign} ${this.waysHold(type, right, object)})`;
  }

  private stepHolds(type: string, step: Step, object: string): string {
    const { plan } = this.options;
    const r = this.alias();
    const edge = `${this.about(r, type, object, step.relations)} and ${this.leadsTo(r, step)}`;
    const cycle = plan.cycleOf(step.target);
    if (cycle?.walkFrom === 'subject') {
      return found(`${edge} and ${r}.subject_id = any(array(${this.members(cycle, step.target)}))`, r);
    }
    if (cycle)
      return this.walk(cycle, step.target, `select ${r}.subject_id from authz.rel ${r} where ${edge}`);
    return found(`${edge} and ${this.holds(step.target, `${r}.subject_id`)}`, r);
  }

  /** Follows arrows from the object, round and round, until one of the objects on the way answers. */
  private walk(cycle: Cycle, entry: State, start: string): string {
    const w = this.alias();
    const several = cycle.states.length > 1;
    const index = (state: State): number => cycle.states.indexOf(state);
    const next = cycle.inner.map(({ source, step }) => {
      const n = this.alias();
      const edge = `${this.about(n, partsOf(source)[0], `${w}.id`, step.relations)} and ${this.leadsTo(n, step)}`;
      const from = several ? ` and ${w}.state = ${index(source)}` : '';
      return `select ${several ? `${index(step.target)} as state, ` : ''}${n}.subject_id as id from authz.rel ${n} where ${edge}${from} offset 0`;
    });
    const answers = cycle.states.map((state) => {
      const holds = this.waysOutside(cycle, state, `${w}.id`);
      return several ? `(${w}.state = ${index(state)} and ${holds})` : holds;
    });
    const columns = several ? 'state, id' : 'id';
    const first = several ? `select ${index(entry)}, s.id from (${start}) s(id)` : start;
    return `(with recursive ${w}(${columns}) as (${first} union select n.* from ${w} cross join lateral (${next.map((query) => `(${query})`).join(' union all ')}) n) select 1 from ${w} where ${anyOf(answers)} limit 1) is not null`;
  }

  private waysOutside(cycle: Cycle, state: State, object: string): string {
    const ways = exitsOf(this.options.plan.waysOf(state), cycle);
    return this.waysHold(partsOf(state)[0], ways, object);
  }

  /** Query for the objects in a state of a cycle, walked from the subject; the set itself is written once. */
  private members(cycle: Cycle, state: State): string {
    const name = `c${cycle.id}`;
    if (!this.sets.has(cycle.id)) {
      const query = this.subjectWalk(cycle, name);
      this.sets.set(cycle.id, query);
    }
    return cycle.states.length > 1
      ? `select id from ${name} where state = ${cycle.states.indexOf(state)}`
      : `select id from ${name}`;
  }

  private subjectWalk(cycle: Cycle, name: string): string {
    const several = cycle.states.length > 1;
    const index = (state: State): number => cycle.states.indexOf(state);
    // Out of an array, since the planner takes that for a few rows: it makes a hash table for as many as it expects
    // before the walk begins, which would cost more than the walk.
    const labelled = (state: State, query: string): string =>
      `(select ${several ? `${index(state)}, ` : ''}s.id from unnest(array(${query})) s(id))`;
    const seeds = cycle.states.flatMap((state) => {
      const query = this.reachable(partsOf(state)[0], exitsOf(this.options.plan.waysOf(state), cycle));
      return query === nothing ? [] : [labelled(state, query)];
    });
    const back = cycle.inner.map(({ source, step }) => {
      const n = this.alias();
      const edge = `${this.cameFrom(n, step, `= b.id`)} and ${this.ofType(n, partsOf(source)[0], step.relations)}`;
      const from = several ? ` and b.state = ${index(step.target)}` : '';
      return `(select ${several ? `${index(source)} as state, ` : ''}${n}.resource_id as id from authz.rel ${n} where ${edge}${from} offset 0)`;
    });
    const columns = several ? 'state, id' : 'id';
    const first =
      seeds.length > 0
        ? seeds.join(' union all ')
        : several
          ? `select 0, s.id from (${nothing}) s(id)`
          : nothing;
    return `${name}(${columns}) as ((${first}) union select n.* from ${name} b cross join lateral (${back.join(' union all ')}) n)`;
  }

  private reachable(type: string, ways: Ways): string {
    if (ways.always && type === this.options.singleton?.type) return `select ${this.singletonId}`;
    if (ways.always) {
      const r = this.alias();
      return `select distinct ${r}.resource_id from authz.rel ${r} where ${r}.resource_type = ${this.type(type)}`;
    }
    const queries: string[] = [];
    if (ways.direct.length > 0) {
      const r = this.alias();
      queries.push(
        `select ${r}.resource_id from authz.rel ${r} where ${this.isSubject(r)} and ${this.ofType(r, type, ways.direct)}`,
      );
    }
    for (const step of ways.steps) {
      const r = this.alias();
      const targets = `= any(array(${this.objects(step.target)}))`;
      queries.push(
        `select ${r}.resource_id from authz.rel ${r} where ${this.cameFrom(r, step, targets)} and ${this.ofType(r, type, step.relations)}`,
      );
    }
    for (const target of ways.implied) {
      const r = this.alias();
      queries.push(
        `select distinct ${r}.resource_id from authz.rel ${r} where ${r}.resource_type = ${this.type(type)} and ${this.holds(target, this.singletonId)}`,
      );
    }
    for (const { kind, left, right } of ways.guards) {
      const g = this.alias();
      const candidates = this.reachable(type, left);
      const sign = kind === 'exclusion' ? 'not ' : '';
      queries.push(
        `select ${g}.id from (select distinct id from (${candidates}) x(id) offset 0) ${g} where ${sign}${this.waysHold(type, right, `${g}.id`)}`,
      );
    }
    return queries.length === 0 ? nothing : queries.join(' union all ');
  }

  private exists(type: string, object: string): string {
    if (type === this.options.singleton?.type) return `${object} = ${this.singletonId}`;
    const r = this.alias();
    return found(`${r}.resource_type = ${this.type(type)} and ${r}.resource_id = ${object}`, r);
  }

  private about(alias: string, type: string, object: string, relations: readonly string[]): string {
    return `${alias}.resource_type = ${this.type(type)} and ${alias}.resource_id = ${object} and ${this.inRelations(alias, relations)}`;
  }

  private ofType(alias: string, type: string, relations: readonly string[]): string {
    return `${alias}.resource_type = ${this.type(type)} and ${this.inRelations(alias, relations)}`;
  }

  private inRelations(alias: string, relations: readonly string[]): string {
    const codes = relations.map((relation) => this.name(relation));
    return `${alias}.relation ${codes.length === 1 ? `= ${codes[0]}` : `in (${codes.join(', ')})`}`;
  }

  private isSubject(alias: string): string {
    return `${alias}.subject_type = ${this.type(this.options.subjectType)} and ${alias}.subject_id in (${this.options.subject}, '${everybody}') and ${alias}.subject_relation = 0`;
  }

  private leadsTo(alias: string, { subjectType, subjectRelation }: Step): string {
    return `${alias}.subject_type = ${this.type(subjectType)} and ${alias}.subject_relation = ${this.userset(subjectRelation)}`;
  }

  private cameFrom(alias: string, { subjectType, subjectRelation }: Step, objects: string): string {
    return `${alias}.subject_type = ${this.type(subjectType)} and ${alias}.subject_id ${objects} and ${alias}.subject_relation = ${this.userset(subjectRelation)}`;
  }

  private userset(relation: string | undefined): number {
    return relation === undefined ? 0 : this.name(relation);
  }

  private type(name: string): number {
    return codeOf(this.options.codes.types, name);
  }

  private name(name: string): number {
    return codeOf(this.options.codes.names, name);
  }

  private get singletonId(): string {
    return `'${this.options.singleton?.id ?? everybody}'::uuid`;
  }

  private alias(): string {
    this.aliases += 1;
    return `r${this.aliases}`;
  }
}

const nothing = `select null::uuid where false`;

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'false' : `(${conditions.join(' or ')})`;
}

function found(condition: string, alias: string): string {
  return `(select 1 from authz.rel ${alias} where ${condition} limit 1) is not null`;
}

/** @throws {TypeError} for a name that has no code: the dictionary and the model belong together. */
export function codeOf(codes: Readonly<Record<string, number>>, name: string): number {
  const code = Object.hasOwn(codes, name) ? codes[name] : undefined;
  if (code === undefined) throw new TypeError(`"${name}" has no code`);
  return code;
}
