import type { Metrics } from '@ashlar/telemetry';

/**
 * How a delivery ended. `duplicate`: the job had taken effect before, or another delivery had; `deferred`: it is from
 * a newer release.
 */
export type JobOutcome =
  'completed' | 'duplicate' | 'retried' | 'failed' | 'returned' | 'deferred' | 'cancelled';

export interface Counts {
  begin(job: {
    readonly name: string;
    readonly attempt: number;
    readonly dueAt: number;
  }): (outcome: JobOutcome) => void;
  tally(): Readonly<Record<JobOutcome, number>>;
  touch(): void;
  /** Milliseconds since something began or ended. */
  untouchedMs(): number;
}

export function createCounts(metrics: Metrics): Counts {
  const outcomes = metrics.counter('ashlar_jobs_total', 'Deliveries of jobs by how they ended.', [
    'job',
    'outcome',
  ]);
  const runTime = metrics.histogram('ashlar_job_duration_seconds', 'Duration of one attempt.', [
    'job',
    'outcome',
  ]);
  const waitTime = metrics.histogram('ashlar_job_wait_seconds', 'From due to the first attempt.', ['job']);
  const tally: Record<JobOutcome, number> = {
    completed: 0,
    duplicate: 0,
    retried: 0,
    failed: 0,
    returned: 0,
    deferred: 0,
    cancelled: 0,
  };
  let touched = performance.now();
  const touch = (): void => void (touched = performance.now());
  return {
    touch,
    untouchedMs: () => performance.now() - touched,
    begin({ name, attempt, dueAt }) {
      const started = performance.now();
      touch();
      if (attempt === 1) waitTime.observe(Math.max(0, Date.now() - dueAt) / 1000, { job: name });
      return (outcome) => {
        touch();
        tally[outcome] += 1;
        outcomes.inc({ job: name, outcome });
        runTime.observe((performance.now() - started) / 1000, { job: name, outcome });
      };
    },
    tally: () => ({ ...tally }),
  };
}
