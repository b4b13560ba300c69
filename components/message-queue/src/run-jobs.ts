import type { Backlog } from './admin/backlog.repository.js';
import type { Queue } from './queue/queue.types.js';
import type { Relay } from './relay/relay.js';
import type { JobOutcome } from './worker/counts.js';
import type { StopReport, Worker } from './worker/worker.js';

const lookAgainMs = 100;

export interface RunJobsOptions {
  readonly queue: Queue;
  readonly relay: Relay;
  readonly worker: Worker;
  /** `drained`: until nothing could run now. A signal: until it is aborted. */
  readonly until: 'drained' | AbortSignal;
  /** Ends a one-shot run early, as when the process is told to stop. */
  readonly signal?: AbortSignal;
  /** No job is claimed after this many milliseconds. Default: no limit. */
  readonly budgetMs?: number;
  /** How long running jobs may go on after that, in milliseconds. */
  readonly stopDeadlineMs: number;
}

export interface RunReport extends StopReport {
  readonly reason: 'drained' | 'budget' | 'stopped';
  readonly outcomes: Readonly<Record<JobOutcome, number>>;
  /** What is left for the next run; `delayed` jobs are among it even after `drained`. */
  readonly left: Backlog;
}

/** Relays and works, then stops both so that nothing stays claimed. The queue stays open: its maker closes it. */
export async function runJobs({
  queue,
  relay,
  worker,
  until,
  signal,
  budgetMs = Number.POSITIVE_INFINITY,
  stopDeadlineMs,
}: RunJobsOptions): Promise<RunReport> {
  const end = performance.now() + budgetMs;
  const stopSignals = [signal, until === 'drained' ? undefined : until].filter((one) => one !== undefined);
  const reasonToEnd = async (): Promise<RunReport['reason'] | undefined> => {
    if (stopSignals.some(({ aborted }) => aborted)) return 'stopped';
    if (performance.now() >= end) return 'budget';
    if (until === 'drained' && isDrained(await queue.backlog())) return 'drained';
    return undefined;
  };

  let reason: RunReport['reason'] | undefined;
  let stopped: StopReport;
  relay.start();
  try {
    await worker.start();
    for (reason = await reasonToEnd(); !reason; reason = await reasonToEnd()) {
      const pause = until === 'drained' ? lookAgainMs : end - performance.now();
      await pauseUnlessAborted(pause, stopSignals);
    }
  } finally {
    await relay.stop();
    stopped = await worker.stop(stopDeadlineMs);
  }
  return { reason, ...stopped, outcomes: worker.tally(), left: await queue.backlog() };
}

function isDrained({ waiting, parked, handed }: Backlog): boolean {
  return waiting === 0 && parked === 0 && handed === 0;
}

async function pauseUnlessAborted(ms: number, signals: readonly AbortSignal[]): Promise<void> {
  if (signals.some(({ aborted }) => aborted)) return;
  await new Promise<void>((resolve) => {
    // Longer than this, setTimeout would not wait at all.
    const timer = setTimeout(done, Math.min(Math.max(ms, 0), 2 ** 31 - 1));
    for (const signal of signals) signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
