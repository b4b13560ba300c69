import type { Bench, BenchOptions, Load, Plan, Report, Sample, Subject, Summary } from './bench.types.js';
import { describeMachine } from './machine.js';
import { runCommand } from './run-command.js';
import { runFunction, warmUp } from './run-function.js';
import { median } from './statistics.js';

export const defaultLoad: Load = {
  callers: 64,
  seconds: 10,
  operations: Number.MAX_SAFE_INTEGER,
  warmUpSeconds: 2,
  maxSeconds: 600,
};
export const defaultRounds = 5;

export interface RunBenchOptions {
  /** Wins over the bench's own number. */
  readonly rounds?: number;
  readonly load?: Partial<Load>;
  readonly options?: BenchOptions;
  readonly onSample?: (sample: Sample) => void;
}

/**
 * Runs the subjects in turns, A B C A B C, so that what disturbs the machine for a while disturbs all of them.
 * A failing operation is counted, not thrown.
 */
export async function runBench(
  bench: Bench,
  { rounds: wanted, load: wantedLoad, options = {}, onSample }: RunBenchOptions = {},
): Promise<Report> {
  const plan = await bench.prepare(options);
  try {
    const reference = referenceOf(plan);
    const load = { ...defaultLoad, ...plan.load, ...wantedLoad };
    const rounds = wanted ?? plan.rounds ?? defaultRounds;
    const samples: Sample[] = [];
    for (const subject of plan.subjects) if (subject.kind === 'function') await warmUp(subject, load);
    for (let round = 1; round <= rounds; round += 1) {
      for (const subject of plan.subjects) {
        const sample = { ...(await runSubject(subject, load, round)), round };
        samples.push(sample);
        onSample?.(sample);
      }
    }
    return {
      bench: bench.name,
      summary: bench.summary,
      finishedAt: new Date().toISOString(),
      reference,
      rounds,
      load,
      machine: describeMachine(),
      facts: plan.facts ?? {},
      samples,
      summaries: summarise(
        samples,
        plan.subjects.map(({ name }) => name),
        reference,
      ),
    };
  } finally {
    await plan.cleanUp?.();
  }
}

function referenceOf({ subjects, reference }: Plan): string {
  const names = subjects.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error(`Two subjects have one name: ${names.join(', ')}`);
  const chosen = reference ?? names[0];
  if (chosen === undefined || !names.includes(chosen))
    throw new Error(`No subject is called "${chosen ?? ''}"`);
  return chosen;
}

async function runSubject(subject: Subject, load: Load, round: number): Promise<Omit<Sample, 'round'>> {
  switch (subject.kind) {
    case 'function':
      return runFunction(subject, load);
    case 'command':
      return runCommand(subject, load);
    case 'measure':
      return { subject: subject.name, metrics: await subject.measure(round) };
  }
}

/** Medians over the rounds, and their ratios to the reference's. */
export function summarise(
  samples: readonly Sample[],
  subjects: readonly string[],
  reference: string,
): Summary[] {
  const medians = new Map(subjects.map((subject) => [subject, mediansOf(samples, subject)]));
  const base = medians.get(reference) ?? {};
  return subjects.map((subject) => {
    const own = medians.get(subject) ?? {};
    const ratios = Object.entries(own)
      .map(([metric, value]) => [metric, value / (base[metric] ?? NaN)] as const)
      .filter(([, ratio]) => Number.isFinite(ratio));
    return { subject, medians: own, ratios: Object.fromEntries(ratios) };
  });
}

function mediansOf(samples: readonly Sample[], subject: string): Record<string, number> {
  const own = samples.filter((sample) => sample.subject === subject);
  const names = new Set(own.flatMap(({ metrics }) => Object.keys(metrics)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      median(own.map(({ metrics }) => metrics[name]).filter((value) => value !== undefined)),
    ]),
  );
}
