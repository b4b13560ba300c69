import type { FunctionSubject, Load, Sample } from './bench.types.js';
import { Latencies, percentile } from './statistics.js';

/** Calls the function without measuring, so that the first round is like the others. */
export async function warmUp(subject: FunctionSubject, load: Load): Promise<void> {
  if (load.warmUpSeconds > 0) await callFor(subject, { ...load, seconds: load.warmUpSeconds });
}

/** One round: a fixed number of callers, each with one operation under way, until time or operations are used up. */
export async function runFunction(subject: FunctionSubject, load: Load): Promise<Omit<Sample, 'round'>> {
  const { latencies, failures, failure, seconds } = await callFor(subject, load);
  const sorted = latencies.sorted();
  return {
    subject: subject.name,
    metrics: {
      per_second: seconds === 0 ? 0 : sorted.length / seconds,
      p50_ms: percentile(sorted, 0.5),
      p95_ms: percentile(sorted, 0.95),
      p99_ms: percentile(sorted, 0.99),
      max_ms: percentile(sorted, 1),
      operations: sorted.length,
      failures,
    },
    ...(failure === undefined ? {} : { failure }),
  };
}

async function callFor(subject: FunctionSubject, { callers: usual, seconds, operations, maxSeconds }: Load) {
  const callers = subject.callers ?? usual;
  const latencies = new Latencies();
  const overtime = new AbortController();
  let failures = 0;
  let failure: string | undefined;
  let started = 0;
  const begin = performance.now();
  const end = begin + Math.min(seconds, maxSeconds) * 1000;

  const caller = async (number: number) => {
    while (started < operations && performance.now() < end) {
      const index = started;
      started += 1;
      const from = performance.now();
      try {
        await subject.run({ caller: number, index, signal: overtime.signal });
        latencies.add(performance.now() - from);
      } catch (error) {
        failures += 1;
        failure ??= error instanceof Error ? error.message : String(error);
      }
    }
  };
  await withinBound(Promise.all(Array.from({ length: callers }, (_, number) => caller(number))), {
    ms: maxSeconds * 1000,
    what: subject.name,
    overtime,
  });
  return { latencies, failures, failure, seconds: (performance.now() - begin) / 1000 };
}

async function withinBound<T>(
  work: Promise<T>,
  { ms, what, overtime }: { readonly ms: number; readonly what: string; readonly overtime: AbortController },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const bound = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: operations still run after ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, bound]);
  } finally {
    clearTimeout(timer);
    overtime.abort();
  }
}
