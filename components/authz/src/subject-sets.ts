import { exitsOf } from './plan.js';
import type { Cycle, Plan, State, Ways } from './plan.types.js';
import { nothing, type TupleTerms } from './tuple-terms.js';
import { partsOf } from './ways.js';

export interface SubjectSetsDeps {
  readonly plan: Plan;
  readonly terms: TupleTerms;
  readonly singletonType: string | undefined;
  /** A condition: the subject reaches an object in a state, or by some ways alone. */
  readonly holds: (state: State, object: string) => string;
  readonly waysHold: (type: string, ways: Ways, object: string) => string;
}

/** Queries for the ids of what the subject reaches, walked from the subject. */
export class SubjectSets {
  private readonly sets = new Map<number, string>();

  constructor(private readonly deps: SubjectSetsDeps) {}

  /** The sets that were referred to so far, as parts of a `with recursive`. */
  get written(): readonly string[] {
    return [...this.sets.values()];
  }

  /** All objects in a state; one column, with repetitions. */
  objects(state: State): string {
    const { plan } = this.deps;
    const cycle = plan.cycleOf(state);
    return cycle ? this.members(cycle, state) : this.reachable(partsOf(state)[0], plan.waysOf(state));
  }

  /** The objects in a state of a cycle; the set itself is written once. */
  members(cycle: Cycle, state: State): string {
    const name = `c${cycle.id}`;
    if (!this.sets.has(cycle.id)) {
      const query = this.walk(cycle, name);
      this.sets.set(cycle.id, query);
    }
    return cycle.states.length > 1
      ? `select id from ${name} where state = ${cycle.states.indexOf(state)}`
      : `select id from ${name}`;
  }

  reachable(type: string, ways: Ways): string {
    const { terms, singletonType } = this.deps;
    if (ways.always && type === singletonType) return `select ${terms.singletonId}`;
    if (ways.always) {
      const r = terms.alias();
      return `select distinct ${r}.resource_id from authz.rel ${r} where ${r}.resource_type = ${terms.type(type)}`;
    }
    const queries: string[] = [];
    const d = terms.alias();
    for (const { relations, condition } of terms.bySubject(d, type, ways.direct)) {
      queries.push(
        `select ${d}.resource_id from authz.rel ${d} where ${condition} and ${terms.ofType(d, type, relations)}`,
      );
    }
    for (const step of ways.steps) {
      const r = terms.alias();
      const targets = `= any(array(${this.objects(step.target)}))`;
      queries.push(
        `select ${r}.resource_id from authz.rel ${r} where ${terms.cameFrom(r, step, targets)} and ${terms.ofType(r, type, step.relations)}`,
      );
    }
    for (const target of ways.implied) {
      const r = terms.alias();
      queries.push(
        `select distinct ${r}.resource_id from authz.rel ${r} where ${r}.resource_type = ${terms.type(type)} and ${this.deps.holds(target, terms.singletonId)}`,
      );
    }
    for (const { kind, left, right } of ways.guards) {
      const g = terms.alias();
      const candidates = this.reachable(type, left);
      const sign = kind === 'exclusion' ? 'not ' : '';
      queries.push(
        `select ${g}.id from (select distinct id from (${candidates}) x(id) offset 0) ${g} where ${sign}${this.deps.waysHold(type, right, `${g}.id`)}`,
      );
    }
    return queries.length === 0 ? nothing : queries.join(' union all ');
  }

  private walk(cycle: Cycle, name: string): string {
    const { plan, terms } = this.deps;
    const several = cycle.states.length > 1;
    const index = (state: State): number => cycle.states.indexOf(state);
    // Out of an array, since the planner takes that for a few rows: it makes a hash table for as many as it expects
    // before the walk begins, which would cost more than the walk.
    const labelled = (state: State, query: string): string =>
      `(select ${several ? `${index(state)}, ` : ''}s.id from unnest(array(${query})) s(id))`;
    const seeds = cycle.states.flatMap((state) => {
      const query = this.reachable(partsOf(state)[0], exitsOf(plan.waysOf(state), cycle));
      return query === nothing ? [] : [labelled(state, query)];
    });
    const back = cycle.inner.map(({ source, step }) => {
      const n = terms.alias();
      const edge = `${terms.cameFrom(n, step, `= b.id`)} and ${terms.ofType(n, partsOf(source)[0], step.relations)}`;
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
}
