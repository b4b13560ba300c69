import { forgetTokens } from '@ashlar/authn';
import { type OperationContext, systemContext } from '@ashlar/database';
import { createIdempotency } from '@ashlar/http';
import { sweepJobs } from '@ashlar/message-queue';
import { repeat } from './repeat.js';
import type { WorkerParts } from './worker-spec.js';

/** Work that comes round again. Two runs at once do no harm, and what one leaves undone the next takes up. */
export interface Sweep {
  /** `noun.verb`, for ever: it is also the name of a task. */
  readonly name: string;
  /** Between the end of a run and the next, in the resident worker. */
  readonly everyMs: number;
  /** Does what there is to do and tells how much that was. */
  run(parts: WorkerParts, ctx: OperationContext): Promise<object>;
}

const anHourMs = 3_600_000;

export const sweeps: readonly Sweep[] = [
  {
    name: 'answers.forget',
    everyMs: anHourMs,
    run: async ({ database }, ctx) => ({ answers: await createIdempotency({ database }).sweep(ctx) }),
  },
  {
    name: 'effects.forget',
    everyMs: anHourMs,
    run: async ({ database, config }, { signal }) => {
      const { effectsRetentionMs, failedRetentionMs } = config.queue;
      return { jobs: await sweepJobs({ database, effectsRetentionMs, failedRetentionMs, signal }) };
    },
  },
  {
    name: 'tokens.forget',
    everyMs: anHourMs,
    run: ({ database }, ctx) => forgetTokens(database, ctx),
  },
];

/** One run, until the worker is told to stop. */
export async function runSweep(
  { name, run }: Sweep,
  parts: WorkerParts,
  signal: AbortSignal = parts.lifecycle.signal,
): Promise<void> {
  const done = await run(parts, systemContext(name, { signal }));
  parts.logger.info('Swept', { sweep: name, ...done });
}

/** All of them, again and again, until the worker stops. */
export function startSweeps(parts: WorkerParts): void {
  for (const sweep of sweeps) {
    const stop = repeat(
      sweep.everyMs,
      (signal) => runSweep(sweep, parts, signal),
      (error) => parts.logger.error('A sweep failed', { sweep: sweep.name, error }),
    );
    parts.lifecycle.started({ name: sweep.name, deadlineMs: 5_000, stop });
  }
}
