import type { Bench, FunctionSubject, Plan, Sample } from './bench.types.js';
import { self } from './benches/self.bench.js';
import { runBench, summarise } from './run-bench.js';

const quick = { callers: 4, seconds: 5, operations: 20, warmUpSeconds: 0 };
const benchOf = (plan: Plan): Bench => ({ name: 'probe', summary: 'A probe.', prepare: async () => plan });
const subject = (name: string, run: FunctionSubject['run'] = () => undefined): FunctionSubject => ({
  kind: 'function',
  name,
  run,
});

describe('the order', () => {
  it('is A B C A B C, and reported as it happens', async () => {
    const ran: string[] = [];
    const seen: string[] = [];
    const subjects = ['a', 'b', 'c'].map((name) =>
      subject(name, () => void (ran.at(-1) === name || ran.push(name))),
    );
    const report = await runBench(benchOf({ subjects, load: quick }), {
      rounds: 3,
      onSample: ({ subject: name, round }) => seen.push(`${name}${round}`),
    });
    expect(ran.join('')).toBe('abcabcabc');
    expect(seen.join(' ')).toBe('a1 b1 c1 a2 b2 c2 a3 b3 c3');
    expect(report.samples).toHaveLength(9);
    expect(report).toMatchObject({ bench: 'probe', reference: 'a', rounds: 3 });
  });

  it('has every warm-up before the first round', async () => {
    const indexes: Record<string, number> = { a: 0, b: 0 };
    const report = await runBench(
      benchOf({
        subjects: ['a', 'b'].map((name) =>
          subject(name, () => void (indexes[name] = (indexes[name] ?? 0) + 1)),
        ),
        load: { ...quick, warmUpSeconds: 0.001 },
      }),
      { rounds: 1 },
    );
    expect(report.samples.map(({ metrics }) => metrics['operations'])).toEqual([20, 20]);
    expect(Math.min(...Object.values(indexes))).toBeGreaterThan(20);
  });
});

describe('a round', () => {
  it('has a fixed number of callers, each with one operation under way', async () => {
    let running = 0;
    let most = 0;
    const callers = new Set<number>();
    const seen: number[] = [];
    await runBench(
      benchOf({
        subjects: [
          subject('a', async ({ caller, index }) => {
            callers.add(caller);
            seen.push(index);
            running += 1;
            most = Math.max(most, running);
            await new Promise((done) => setImmediate(done));
            running -= 1;
          }),
        ],
        load: { ...quick, callers: 7, operations: 50 },
      }),
      { rounds: 1 },
    );
    expect({ most, callers: [...callers] }).toEqual({ most: 7, callers: [0, 1, 2, 3, 4, 5, 6] });
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  it('ends with its time, however many operations are left', async () => {
    const report = await runBench(
      benchOf({
        subjects: [subject('a', () => new Promise((done) => setImmediate(done)))],
        load: { ...quick, seconds: 0.05, operations: Infinity },
      }),
      { rounds: 1 },
    );
    expect(report.samples[0]?.metrics['operations']).toBeGreaterThan(0);
  });

  it('counts failures apart and keeps the first', async () => {
    const failing = subject('a', ({ index }) => {
      if (index % 4 === 0) throw new Error(`number ${index}`);
    });
    const report = await runBench(benchOf({ subjects: [failing], load: quick }), { rounds: 1 });
    expect(report.samples[0]).toMatchObject({
      failure: 'number 0',
      metrics: { failures: 5, operations: 15 },
    });
  });

  it('is given up when operations do not end, and what was prepared is undone', async () => {
    let aborted = false;
    let cleaned = false;
    const stuck = subject(
      'stuck',
      ({ signal }) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    );
    const plan = {
      subjects: [stuck],
      load: { ...quick, maxSeconds: 0.05 },
      cleanUp: async () => void (cleaned = true),
    };
    await expect(runBench(benchOf(plan), { rounds: 1 })).rejects.toThrow(
      'stuck: operations still run after 50 ms',
    );
    expect({ aborted, cleaned }).toEqual({ aborted: true, cleaned: true });
  });
});

describe('a command', () => {
  const command = (name: string, program: string) =>
    ({ kind: 'command', name, command: process.execPath, args: ['-e', program] }) as const;

  it('is measured as a whole process', async () => {
    const program = `const held = Buffer.alloc(80 << 20, 1); setTimeout(() => held.length, 300)`;
    const report = await runBench(benchOf({ subjects: [command('large', program)] }), { rounds: 1 });
    const metrics = report.samples[0]?.metrics ?? {};
    expect(metrics['failures']).toBe(0);
    expect(metrics['wall_ms']).toBeGreaterThan(0);
    expect(metrics['cpu_ms']).toBeGreaterThan(0);
    expect(metrics['peak_rss_mb']).toBeGreaterThan(80);
  });

  it('that fails or takes too long is a failure with its words', async () => {
    const bad = command('bad', `console.error('out of luck'); process.exitCode = 3`);
    const endless = command('endless', 'setInterval(() => {}, 1000)');
    const report = await runBench(benchOf({ subjects: [bad, endless], load: { maxSeconds: 0.5 } }), {
      rounds: 1,
    });
    expect(report.samples[0]?.failure).toMatch(/^exit code 3: out of luck/);
    expect(report.samples[1]?.failure).toMatch(/^SIGKILL/);
  });
});

it('what measures itself gets its round', async () => {
  const report = await runBench(
    benchOf({
      subjects: [{ kind: 'measure', name: 'start', measure: async (round) => ({ ready_s: round * 2 }) }],
    }),
    { rounds: 3 },
  );
  expect(report.summaries).toEqual([{ subject: 'start', medians: { ready_s: 4 }, ratios: { ready_s: 1 } }]);
});

it('medians are taken over rounds and ratios of medians against the reference', () => {
  const sample = (name: string, round: number, rate: number, more = {}): Sample => ({
    subject: name,
    round,
    metrics: { rate, ...more },
  });
  const samples = [
    sample('ours', 1, 30),
    sample('peer', 1, 10, { lost: 0 }),
    sample('ours', 2, 50),
    sample('peer', 2, 20, { lost: 0 }),
    sample('ours', 3, 10),
    sample('peer', 3, 99, { lost: 4 }),
  ];
  expect(summarise(samples, ['ours', 'peer'], 'peer')).toEqual([
    { subject: 'ours', medians: { rate: 30 }, ratios: { rate: 1.5 } },
    { subject: 'peer', medians: { rate: 20, lost: 0 }, ratios: { rate: 1 } },
  ]);
});

it.each([
  ['an unknown reference', { subjects: [subject('a')], reference: 'b' }, 'No subject is called "b"'],
  ['no subject', { subjects: [] }, 'No subject is called ""'],
  ['one name twice', { subjects: [subject('a'), subject('a')] }, 'Two subjects have one name: a, a'],
])('refuses %s', async (_what, plan, message) => {
  await expect(runBench(benchOf(plan))).rejects.toThrow(message);
});

it('the bench of the harness runs', async () => {
  const report = await runBench(self, { rounds: 2, load: { operations: 1000, warmUpSeconds: 0 } });
  expect(report.samples.map(({ subject: name }) => name)).toEqual([
    'nothing',
    'one turn of the loop',
    'nothing',
    'one turn of the loop',
  ]);
  expect(Object.keys(report.machine)).toEqual(['cpu', 'cores', 'memory', 'system', 'node']);
});
