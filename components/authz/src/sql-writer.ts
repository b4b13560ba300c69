import { exitsOf } from './plan.js';
import type { Cycle, Guard, Plan, State, Step, Ways } from './plan.types.js';
import { type Region, regionOf } from './region.js';
import { SubjectSets } from './subject-sets.js';
import { anyOf, found, type TermOptions, TupleTerms } from './tuple-terms.js';
import { isNowhere, partsOf } from './ways.js';

export interface SqlOptions extends TermOptions {
  readonly plan: Plan;
  /**
   * The statement asks about many objects for one subject: then what the subject belongs to is collected once, even
   * where a look at each object would do.
   */
  readonly many: boolean;
}

/**
 * Writes a plan as SQL. Two rules keep its plans the same at any size: a question about an object is a scalar
 * sub-select with a limit (the planner can neither hash nor reorder it), and a set is handed on as an array (always an
 * index condition, never a join whose size somebody must guess).
 */
export class SqlWriter {
  private readonly terms: TupleTerms;
  private readonly sets: SubjectSets;

  constructor(private readonly options: SqlOptions) {
    this.terms = new TupleTerms(options);
    this.sets = new SubjectSets({
      plan: options.plan,
      terms: this.terms,
      singletonType: options.singleton?.type,
      holds: (state, object) => this.holds(state, object),
      waysHold: (type, ways, object) => this.holdsBy(type, ways, object),
    });
  }

  /** `with recursive ...` for the sets that what was written so far refers to; empty when there are none. */
  get prefix(): string {
    const { written } = this.sets;
    return written.length === 0 ? '' : `with recursive ${written.join(', ')} `;
  }

  /** A query for the ids of all objects that the subject reaches in this state; one column, with repetitions. */
  objects(state: State): string {
    return this.sets.objects(state);
  }

  /** As `objects`, by some of the ways of a state alone. */
  objectsBy(type: string, ways: Ways): string {
    return this.sets.reachable(type, ways);
  }

  /** A condition: the subject reaches `object`, an SQL expression for an id, in this state. */
  holds(state: State, object: string): string {
    const { plan } = this.options;
    const cycle = plan.cycleOf(state);
    if (cycle?.walkFrom === 'subject') return this.isMember(cycle, state, object);
    const ways = plan.waysOf(state);
    const region = regionOf(plan, state);
    if (ways.always || region.transitions.length === 0 || region.states[0]?.kind !== 'plain') {
      return this.holdsBy(partsOf(state)[0], ways, object);
    }
    return this.walkRegion(region, object);
  }

  /** As `holds`, by some of the ways of a state alone. */
  holdsBy(type: string, given: Ways, object: string): string {
    // Whoever has any other way to an object has one to an object that exists.
    if (given.always) return this.terms.exists(type, object);
    const { covered, rest: ways } = this.withoutCovered(type, given, object);
    const d = this.terms.alias();
    return anyOf([
      ...covered,
      ...this.terms
        .bySubject(d, type, ways.direct)
        .map(({ relations, condition }) =>
          found(`${this.terms.about(d, type, object, relations)} and ${condition}`, d),
        ),
      ...ways.implied.map(
        (target) => `(${this.terms.exists(type, object)} and ${this.holds(target, this.terms.singletonId)})`,
      ),
      ...ways.guards.map((guard) => this.guardHolds(type, guard, object)),
      ...ways.steps.map((step) => this.stepHolds(type, step, object)),
    ]);
  }

  /**
   * Everything above the object, level by level, and one look at each place on the way. Each arm of the walk is for one
   * state and one place in the index; the others are passed over.
   */
  private walkRegion({ states, transitions }: Region, object: string): string {
    const { terms } = this;
    const w = terms.alias();
    const index = (state: State): number => states.findIndex((entry) => entry.state === state);
    const arms = mergedEdges(transitions).map(({ source, steps }) => {
      const r = terms.alias();
      const [first] = steps;
      const type = partsOf(source)[0];
      const kinds = steps.map(({ subjectType }) => subjectType);
      const target =
        steps.length === 1
          ? `${index(first.target)}`
          : `case ${r}.subject_type ${steps.map((step) => `when ${terms.type(step.subjectType)} then ${index(step.target)}`).join(' ')} end`;
      return `(select ${target}, ${r}.subject_id from authz.rel ${r} where ${w}.state = ${index(source)} and ${terms.about(r, type, `${w}.id`, first.relations)} and ${terms.leadsTo(r, kinds, first.subjectRelation)} offset 0)`;
    });
    const walked = new Set(transitions.map(({ step }) => step));
    const answers = states.flatMap(({ state, kind, ways }) => {
      const here =
        kind === 'plain' ? { ...ways, steps: ways.steps.filter((step) => !walked.has(step)) } : ways;
      return isNowhere(here)
        ? []
        : [`(${w}.state = ${index(state)} and ${this.holdsBy(partsOf(state)[0], here, `${w}.id`)})`];
    });
    return `(with recursive ${w}(state, id) as (select 0, ${object} union select n.* from ${w} cross join lateral (${arms.join(' union all ')}) n) select 1 from ${w} where ${anyOf(answers)} limit 1) is not null`;
  }

  private guardHolds(type: string, { kind, left, right }: Guard, object: string): string {
    const sign = kind === 'exclusion' ? 'and not' : 'and';
    return `(${this.holdsBy(type, left, object)} ${sign} ${this.holdsBy(type, right, object)})`;
  }

  private stepHolds(type: string, step: Step, object: string): string {
    const { terms } = this;
    const r = terms.alias();
    const edge = `${terms.about(r, type, object, step.relations)} and ${terms.leadsTo(r, [step.subjectType], step.subjectRelation)}`;
    const cycle = this.options.plan.cycleOf(step.target);
    if (cycle?.walkFrom === 'subject') {
      // Who was given a role here is read from the object: somebody may belong to more groups than any object names.
      const g = terms.alias();
      return `(select 1 from (select ${r}.subject_id as id from authz.rel ${r} where ${edge} offset 0) ${g} where ${this.isMember(cycle, step.target, `${g}.id`)} limit 1) is not null`;
    }
    if (cycle)
      return this.walk(cycle, step.target, `select ${r}.subject_id from authz.rel ${r} where ${edge}`);
    return found(`${edge} and ${this.holds(step.target, `${r}.subject_id`)}`, r);
  }

  /** Follows arrows from the object, round and round, until one of the objects on the way answers. */
  private walk(cycle: Cycle, entry: State, start: string): string {
    const { terms } = this;
    const w = terms.alias();
    const several = cycle.states.length > 1;
    const index = (state: State): number => cycle.states.indexOf(state);
    const next = cycle.inner.map(({ source, step }) => {
      const n = terms.alias();
      const edge = `${terms.about(n, partsOf(source)[0], `${w}.id`, step.relations)} and ${terms.leadsTo(n, [step.subjectType], step.subjectRelation)}`;
      const from = several ? ` and ${w}.state = ${index(source)}` : '';
      return `select ${several ? `${index(step.target)} as state, ` : ''}${n}.subject_id as id from authz.rel ${n} where ${edge}${from} offset 0`;
    });
    const answers = cycle.states.map((state) => {
      const ways = exitsOf(this.options.plan.waysOf(state), cycle);
      const holds = this.holdsBy(partsOf(state)[0], ways, `${w}.id`);
      return several ? `(${w}.state = ${index(state)} and ${holds})` : holds;
    });
    const columns = several ? 'state, id' : 'id';
    const first = several ? `select ${index(entry)}, s.id from (${start}) s(id)` : start;
    return `(with recursive ${w}(${columns}) as (${first} union select n.* from ${w} cross join lateral (${next.map((query) => `(${query})`).join(' union all ')}) n) select 1 from ${w} where ${anyOf(answers)} limit 1) is not null`;
  }

  private isMember(cycle: Cycle, state: State, object: string): string {
    return `${object} = any(array(${this.sets.members(cycle, state)}))`;
  }

  /**
   * Where ways include all those of a set that is walked from the subject, such as a group's `view` all of `member`, it
   * is enough to look into the set.
   */
  private withoutCovered(
    type: string,
    ways: Ways,
    object: string,
  ): { readonly covered: readonly string[]; readonly rest: Ways } {
    const { plan, many } = this.options;
    if (!many) return { covered: [], rest: ways };
    const covered: string[] = [];
    let rest = ways;
    for (const cycle of plan.cycles.filter(({ walkFrom }) => walkFrom === 'subject')) {
      for (const state of cycle.states.filter((candidate) => partsOf(candidate)[0] === type)) {
        const without = difference(rest, plan.waysOf(state));
        if (without) {
          rest = without;
          covered.push(this.isMember(cycle, state, object));
        }
      }
    }
    return { covered, rest };
  }
}

/** What is left of ways without others that they include; undefined when they do not. */
function difference(ways: Ways, { always, direct, steps, implied, guards }: Ways): Ways | undefined {
  if (always || implied.length + guards.length > 0) return undefined;
  const same = (a: Step) => (b: Step) => a.target === b.target && a.subjectRelation === b.subjectRelation;
  const includes = (step: Step): boolean =>
    ways.steps.some(
      (own) => same(step)(own) && step.relations.every((relation) => own.relations.includes(relation)),
    );
  if (!direct.every((relation) => ways.direct.includes(relation)) || !steps.every(includes)) return undefined;
  const left = ways.steps.map((own) => {
    const gone = steps.filter(same(own)).flatMap(({ relations }) => relations);
    return { ...own, relations: own.relations.filter((relation) => !gone.includes(relation)) };
  });
  return {
    ...ways,
    direct: ways.direct.filter((relation) => !direct.includes(relation)),
    steps: left.filter(({ relations }) => relations.length > 0),
  };
}

/** Steps from one state by the same relations to objects of different types are one look into the index. */
function mergedEdges(
  transitions: Region['transitions'],
): readonly { readonly source: State; readonly steps: readonly [Step, ...Step[]] }[] {
  const merged: { readonly source: State; readonly steps: [Step, ...Step[]] }[] = [];
  for (const { source, step } of transitions) {
    const group = merged.find(
      ({ source: from, steps: [first, ...others] }) =>
        from === source &&
        first.relations.join() === step.relations.join() &&
        first.subjectRelation === step.subjectRelation &&
        [first, ...others].every(({ subjectType }) => subjectType !== step.subjectType),
    );
    if (group) group.steps.push(step);
    else merged.push({ source, steps: [step] });
  }
  return merged;
}
