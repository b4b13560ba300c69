import { exitsOf } from './plan.js';
import type { Cycle, Guard, Plan, State, Step, Ways } from './plan.types.js';
import { type Region, regionOf } from './region.js';
import { SubjectSets } from './subject-sets.js';
import { anyOf, choose, found, type Place, type TermOptions, TupleTerms } from './tuple-terms.js';
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
   * Everything above the object, level by level, and one look at each place on the way. A statement costs what it is
   * made of, also where that is passed over: what is the same in several states is written once, with the place in the
   * index as the state says.
   */
  private walkRegion({ states, transitions }: Region, object: string): string {
    const { terms } = this;
    const w = terms.alias();
    const index = (state: State): number => states.findIndex((entry) => entry.state === state);
    const arms = this.armsOf(transitions, w, index);
    const walked = new Set(transitions.map(({ step }) => step));
    const left = states.map(({ state, kind, ways }) => ({
      ...{ state, kind },
      ways: kind === 'plain' ? { ...ways, steps: ways.steps.filter((step) => !walked.has(step)) } : ways,
    }));
    const alike = this.options.many ? [] : left.filter(({ kind }) => kind === 'plain');
    const answers = [
      ...this.answersAlike(
        alike.map(({ state, ways }) => ({ when: index(state), type: partsOf(state)[0], ways })),
        w,
      ),
      ...left.flatMap((entry) =>
        alike.includes(entry) || isNowhere(entry.ways)
          ? []
          : [
              `(${w}.state = ${index(entry.state)} and ${this.holdsBy(partsOf(entry.state)[0], entry.ways, `${w}.id`)})`,
            ],
      ),
    ];
    return `(with recursive ${w}(state, id) as (select 0, ${object} union select n.* from ${w} cross join lateral (${arms.join(' union all ')}) n) select 1 from ${w} where ${anyOf(answers)} limit 1) is not null`;
  }

  /** The edges of a walk: of each state to whatever lies above. States whose edges are alike share a look. */
  private armsOf(
    transitions: Region['transitions'],
    w: string,
    index: (state: State) => number,
  ): readonly string[] {
    const { terms } = this;
    const shared: Edges[][] = [];
    for (const edges of mergedEdges(transitions)) {
      const place = shared.find((group) =>
        group.every(
          ({ source, steps }) =>
            source !== edges.source && steps[0].subjectRelation === edges.steps[0].subjectRelation,
        ),
      );
      if (place && !this.options.many) place.push(edges);
      else shared.push([edges]);
    }
    return shared.map((group) => {
      const r = terms.alias();
      const targetOf = (steps: Edges['steps']): string =>
        steps.length === 1
          ? `${index(steps[0].target)}`
          : choose(
              `${r}.subject_type`,
              steps.map((step) => [terms.type(step.subjectType), `${index(step.target)}`]),
            );
      const [{ source, steps }] = group as [Edges];
      const kindsOf = (some: Edges['steps']) => some.map(({ subjectType }) => subjectType);
      if (group.length === 1) {
        const about = terms.about(r, partsOf(source)[0], `${w}.id`, steps[0].relations);
        return `(select ${targetOf(steps)}, ${r}.subject_id from authz.rel ${r} where ${w}.state = ${index(source)} and ${about} and ${terms.leadsTo(r, kindsOf(steps), steps[0].subjectRelation)} offset 0)`;
      }
      const places = group.map((edges) => ({
        when: index(edges.source),
        type: partsOf(edges.source)[0],
        relations: edges.steps[0].relations,
      }));
      const target = choose(
        `${w}.state`,
        group.map((edges) => [index(edges.source), targetOf(edges.steps)]),
      );
      const leads = terms.leadsToChosen(
        r,
        `${w}.state`,
        group.map((edges) => [index(edges.source), kindsOf(edges.steps)]),
        steps[0].subjectRelation,
      );
      return `(select ${target}, ${r}.subject_id from authz.rel ${r} where ${terms.aboutChosen(r, `${w}.state`, `${w}.id`, places)} and ${leads} offset 0)`;
    });
  }

  /** Ways of several states that are only looked up: what they have in common is one look, wherever the walk is. */
  private answersAlike(
    places: readonly { readonly when: number; readonly type: string; readonly ways: Ways }[],
    w: string,
  ): readonly string[] {
    const { terms } = this;
    const d = terms.alias();
    const direct = new Map<string, Place[]>();
    const steps = new Map<string, { readonly step: Step; readonly places: Place[] }>();
    for (const { when, type, ways } of places) {
      for (const { relations, condition } of terms.bySubject(d, type, ways.direct)) {
        direct.set(condition, [...(direct.get(condition) ?? []), { when, type, relations }]);
      }
      for (const step of ways.steps) {
        const key = `${step.target} ${step.subjectType} ${step.subjectRelation}`;
        const known = steps.get(key);
        // A second step of the same state there is by other relations.
        if (known && known.places.every((place) => place.when !== when))
          known.places.push({ when, type, relations: step.relations });
        else
          steps.set(known ? `${key} ${steps.size}` : key, {
            step,
            places: [{ when, type, relations: step.relations }],
          });
      }
    }
    const about = (alias: string, of: readonly Place[]): string => {
      const [only] = of;
      return of.length === 1 && only
        ? `${w}.state = ${only.when} and ${terms.about(alias, only.type, `${w}.id`, only.relations)}`
        : terms.aboutChosen(alias, `${w}.state`, `${w}.id`, of);
    };
    return [
      ...[...direct].map(([condition, of]) => found(`${about(d, of)} and ${condition}`, d)),
      ...[...steps.values()].map(({ step, places: of }) => {
        const r = terms.alias();
        return this.edgeHolds(step, r, about(r, of));
      }),
    ];
  }

  private guardHolds(type: string, { kind, left, right }: Guard, object: string): string {
    const sign = kind === 'exclusion' ? 'and not' : 'and';
    return `(${this.holdsBy(type, left, object)} ${sign} ${this.holdsBy(type, right, object)})`;
  }

  private stepHolds(type: string, step: Step, object: string): string {
    const r = this.terms.alias();
    return this.edgeHolds(step, r, this.terms.about(r, type, object, step.relations));
  }

  /** @param about where the tuples of the step lie, as rows called `r`. */
  private edgeHolds(step: Step, r: string, about: string): string {
    const { terms } = this;
    const edge = `${about} and ${terms.leadsTo(r, [step.subjectType], step.subjectRelation)}`;
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

interface Edges {
  readonly source: State;
  readonly steps: readonly [Step, ...Step[]];
}

/** Steps from one state by the same relations to objects of different types are one look into the index. */
function mergedEdges(transitions: Region['transitions']): readonly Edges[] {
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
