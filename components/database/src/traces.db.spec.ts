import fc from 'fast-check';
import { aggregates, type Ground, openLight, openPostgres } from './ground.fixture.js';
import { onAfterCommit, onBeforeCommit, systemContext, type TransactionContext } from './index.js';
import { anyTrace, predict, type Step, type Trace } from './traces.fixture.js';

/** Of 10,000 traces, nine in ten run above a driver in memory. `POSTGRES_TRACES=10000` for more of the others. */
const onPostgres = Number(process.env['POSTGRES_TRACES'] ?? 1_000);
const onLight = 9_000;
/** Many traces at once share one check, so that reading what came of them costs little. */
const tracesPerRun = 100;
const ctx = systemContext('traces');

/** What a run saw of its traces. */
interface Witness {
  /** Numbers of the hooks that ran, by trace: those in its own line, and those in that of its aggregate. */
  readonly own: Map<number, number[]>;
  readonly inLine: Map<number, number[]>;
  /** Versions, by aggregate, in the order of their hooks. */
  readonly versions: Map<number, number[]>;
}

/** @returns whether the caller was told that it committed. */
async function perform(ground: Ground, trace: Trace, number: number, witness: Witness): Promise<boolean> {
  const { aggregate, retried } = trace;
  const transact = ground.transact(retried);
  let attempt = 0;
  const whole = transact(ctx, async (tx) => {
    attempt += 1;
    const first = attempt === 1;
    let crashed = false;
    let registered = 0;
    const version = aggregate === undefined ? 0 : await ground.lock(tx, aggregate);
    const after = (ofAggregate: boolean, fails: boolean): void => {
      const index = (registered += 1);
      const inLine = ofAggregate && aggregate !== undefined;
      const hook = async (): Promise<void> => {
        push(inLine ? witness.inLine : witness.own, number, index);
        if (inLine) push(witness.versions, aggregate, version);
        await Promise.resolve();
        if (fails) throw new Error('a hook fails');
      };
      onAfterCommit(tx, hook, inLine ? { aggregate: `spec:${aggregate}` } : {});
    };
    const go = async (steps: readonly Step[], inside: TransactionContext): Promise<void> => {
      for (const step of steps) {
        if (step.do === 'write') await ground.write(inside, number);
        if (step.do === 'after') after(step.ofAggregate, step.fails);
        if (step.do === 'throw') throw new Error('a step fails');
        if (step.do === 'crash' && first && !crashed) {
          crashed = true;
          await ground.crash(inside);
        }
        if (step.do === 'before') {
          onBeforeCommit(inside, async (ending) => {
            if (step.then === 'write') await ground.write(ending, number);
            if (step.then === 'after') after(false, false);
            if (step.then === 'veto') throw new Error('a veto');
          });
        }
        if (step.do === 'nested') {
          const part = transact(inside, (joined) => go(step.steps, joined));
          await (step.caught ? part.catch(() => undefined) : part);
        }
      }
    };
    await go(trace.steps, tx);
    if (trace.cutInCommit && first) onBeforeCommit(tx, () => ground.cutSoon(tx));
  });
  return whole.then(
    () => true,
    () => false,
  );
}

function push(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const isSorted = (list: readonly number[]): boolean =>
  list.every((value, index) => index === 0 || value >= (list[index - 1] ?? 0));

/** @returns how many ended in which way. */
async function check(ground: Ground, run: readonly Trace[]): Promise<readonly boolean[]> {
  const witness: Witness = { own: new Map(), inLine: new Map(), versions: new Map() };
  const committed = await Promise.all(run.map((trace, number) => perform(ground, trace, number, witness)));
  const rows = await ground.takeRows();
  for (const [number, trace] of run.entries()) {
    const expected = predict(trace);
    const own = witness.own.get(number) ?? [];
    const inLine = witness.inLine.get(number) ?? [];
    const actual = {
      commits: committed[number] ?? false,
      rows: rows.get(number) ?? 0,
      hooks: own.length + inLine.length,
      inOrder: isSorted(own) && isSorted(inLine),
    };
    const inDoubt = trace.cutInCommit && expected.commits && !actual.commits;
    // In doubt: all of its rows or none, and no hook, since nobody knows.
    const allowed = inDoubt
      ? { commits: false, rows: actual.rows === 0 ? 0 : expected.rows, hooks: 0 }
      : expected;
    expect({ trace, ...actual }).toEqual({ trace, ...allowed, inOrder: true });
  }
  for (const versions of witness.versions.values())
    expect({ versions, inOrder: isSorted(versions) }).toEqual({ versions, inOrder: true });
  return committed;
}

const grounds: readonly [string, number, () => Promise<Ground>][] = [
  ['a driver in memory', onLight, async () => openLight()],
  ['PostgreSQL', onPostgres, openPostgres],
];

describe.each(grounds)('transactions on %s', (_name, traces, open) => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await open();
  });
  afterAll(() => ground.close());

  it('commit all or nothing, and hooks follow commits: as the naive model says', async () => {
    const ends: boolean[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTrace(aggregates), { minLength: tracesPerRun, maxLength: tracesPerRun }),
        async (run) => void ends.push(...(await check(ground, run))),
      ),
      { numRuns: Math.ceil(traces / tracesPerRun), endOnFailure: true },
    );
    // Random traces prove nothing unless both ends are common.
    expect(ends.length).toBeGreaterThanOrEqual(traces);
    expect(ends.filter((committed) => committed).length).toBeGreaterThan(traces / 4);
    expect(ends.filter((committed) => !committed).length).toBeGreaterThan(traces / 10);
  }, 300_000);
});
