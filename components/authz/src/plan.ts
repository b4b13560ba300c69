import { ModelError } from './model.types.js';
import type { Cycle, Plan, State, Step, Ways } from './plan.types.js';
import { createWays, type WaysOptions } from './ways.js';

/**
 * Plans one permission for one type of subject.
 * @throws {ModelError} when an exclusion or intersection is part of a cycle: its answer would depend on itself.
 */
export function createPlan(root: State, options: WaysOptions): Plan {
  const waysOf = createWays(options);
  const cycles = new Map<State, Cycle>();
  for (const states of componentsOf(root, (state) => targetsOf(waysOf(state)))) {
    const inner = states.flatMap((source) =>
      waysOf(source)
        .steps.filter(({ target }) => states.includes(target))
        .map((step) => ({ source, step })),
    );
    const guarded = states.find((state) =>
      guardTargets(waysOf(state)).some((target) => states.includes(target)),
    );
    if (guarded !== undefined) {
      throw new ModelError(`${guarded} contains itself within an exclusion or intersection`);
    }
    if (inner.length === 0) continue;
    const walkFrom = inner.every(({ step }) => step.subjectRelation === undefined) ? 'object' : 'subject';
    const cycle: Cycle = { id: new Set(cycles.values()).size, states, inner, walkFrom };
    for (const state of states) cycles.set(state, cycle);
  }
  return { root, waysOf, cycles: [...new Set(cycles.values())], cycleOf: (state) => cycles.get(state) };
}

/** The steps of a state that leave its cycle. */
export function exitsOf(ways: Ways, cycle: Cycle): Ways {
  const leaves = ({ target }: Step): boolean => !cycle.states.includes(target);
  return { ...ways, steps: ways.steps.filter(leaves) };
}

/** Every way is a plain union of others, all the way down. */
export function isUnionOnly(plan: Plan): boolean {
  return componentsOf(plan.root, (state) => targetsOf(plan.waysOf(state)))
    .flat()
    .every((state) => plan.waysOf(state).guards.length === 0);
}

function targetsOf({ steps, implied, guards }: Ways): readonly State[] {
  return [
    ...steps.map(({ target }) => target),
    ...implied,
    ...guards.flatMap(({ left, right }) => [...targetsOf(left), ...targetsOf(right)]),
  ];
}

function guardTargets({ guards }: Ways): readonly State[] {
  return guards.flatMap(({ left, right }) => [...targetsOf(left), ...targetsOf(right)]);
}

/** Strongly connected components of what is reachable (Tarjan). */
function componentsOf(root: State, next: (state: State) => readonly State[]): readonly (readonly State[])[] {
  const order = new Map<State, number>();
  const low = new Map<State, number>();
  const open: State[] = [];
  const components: (readonly State[])[] = [];
  const visit = (state: State): number => {
    const number = order.size;
    order.set(state, number);
    low.set(state, number);
    open.push(state);
    for (const target of next(state)) {
      const reached = order.has(target)
        ? open.includes(target)
          ? (order.get(target) ?? number)
          : number
        : visit(target);
      low.set(state, Math.min(low.get(state) ?? number, reached));
    }
    if (low.get(state) === number) components.push(open.splice(open.indexOf(state)));
    return low.get(state) ?? number;
  };
  visit(root);
  return components;
}
