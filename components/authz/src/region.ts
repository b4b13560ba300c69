import type { Plan, State, Step, Ways } from './plan.types.js';

/** What a single walk from an object covers. */
export interface Region {
  /** The first is where it starts. Plain ones are walked through, the others asked about on their own. */
  readonly states: readonly {
    readonly state: State;
    readonly kind: 'plain' | 'other';
    readonly ways: Ways;
  }[];
  readonly transitions: readonly { readonly source: State; readonly step: Step }[];
}

/** Follows every step from a state, but not into cycles that are walked from the subject. */
export function regionOf(plan: Plan, root: State): Region {
  const states = [root];
  const transitions: { source: State; step: Step }[] = [];
  for (let index = 0; index < states.length; index += 1) {
    const source = states[index] ?? root;
    if (kindOf(plan.waysOf(source)) === 'other') continue;
    for (const step of plan.waysOf(source).steps) {
      if (plan.cycleOf(step.target)?.walkFrom === 'subject') continue;
      transitions.push({ source, step });
      if (!states.includes(step.target)) states.push(step.target);
    }
  }
  return {
    states: states.map((state) => ({ state, kind: kindOf(plan.waysOf(state)), ways: plan.waysOf(state) })),
    transitions,
  };
}

function kindOf({ always, implied, guards }: Ways): 'plain' | 'other' {
  return always || implied.length + guards.length > 0 ? 'other' : 'plain';
}
