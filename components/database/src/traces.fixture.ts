import fc from 'fast-check';

/** One step of a use case that a property test makes up. */
export type Step =
  | { readonly do: 'write' }
  /** Registers an after-commit hook: in the line of the trace's aggregate, or its own. */
  | { readonly do: 'after'; readonly ofAggregate: boolean; readonly fails: boolean }
  /** Registers a before-commit hook that writes, registers an after-commit hook, or vetoes. */
  | { readonly do: 'before'; readonly then: 'write' | 'after' | 'veto' }
  | { readonly do: 'nested'; readonly steps: readonly Step[]; readonly caught: boolean }
  | { readonly do: 'throw' }
  /** The server ends the connection. In the first attempt only. */
  | { readonly do: 'crash' };

export interface Trace {
  readonly steps: readonly Step[];
  /** Locked first of all, so that commits of one aggregate have an order. */
  readonly aggregate: number | undefined;
  /** Whether the database tries again when its connection is lost. */
  readonly retried: boolean;
  /** The connection is cut while COMMIT is under way: whether it took effect, only the server knows. */
  readonly cutInCommit: boolean;
}

const leaf = fc.oneof(
  { weight: 24, arbitrary: fc.constant<Step>({ do: 'write' }) },
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant('after' as const),
      ofAggregate: fc.boolean(),
      fails: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('before' as const),
      then: fc.constantFrom('write' as const, 'write' as const, 'after' as const, 'veto' as const),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'throw' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'crash' }) },
);

const { steps } = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 2 },
    { weight: 5, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('nested' as const),
        steps: tie('steps'),
        caught: fc.boolean(),
      }),
    },
  ),
  steps: fc.array(tie('step'), { maxLength: 5 }),
}));

export function anyTrace(aggregates: number): fc.Arbitrary<Trace> {
  return fc.record({
    steps,
    aggregate: fc.option(fc.nat(aggregates - 1), { nil: undefined }),
    retried: fc.boolean(),
    cutInCommit: fc.nat(49).map((draw) => draw === 0),
  });
}

/** What must come of a trace. */
export interface Prediction {
  readonly commits: boolean;
  /** How many rows there are then, and how many after-commit hooks have run. */
  readonly rows: number;
  readonly hooks: number;
}

/** The naive model: the steps in their order on paper, with no database, no connection and no time. */
export function predict(trace: Trace): Prediction {
  const nothing = { commits: false, rows: 0, hooks: 0 };
  let rows = 0;
  let hooks = 0;
  let doomed = false;
  const atTheEnd: ('write' | 'after' | 'veto')[] = [];
  const goes = (list: readonly Step[]): boolean => {
    for (const step of list) {
      if (step.do === 'write') rows += 1;
      if (step.do === 'after') hooks += 1;
      if (step.do === 'before') atTheEnd.push(step.then);
      if (step.do === 'throw') return false;
      // Tried again, a crash is as if it had not been; else nothing of what follows counts.
      if (step.do === 'crash' && !trace.retried) return false;
      if (step.do === 'nested' && !goes(step.steps)) {
        doomed = true;
        if (!step.caught) return false;
      }
    }
    return true;
  };
  if (!goes(trace.steps) || doomed || atTheEnd.includes('veto')) return nothing;
  rows += atTheEnd.filter((then) => then === 'write').length;
  hooks += atTheEnd.filter((then) => then === 'after').length;
  return { commits: true, rows, hooks };
}
