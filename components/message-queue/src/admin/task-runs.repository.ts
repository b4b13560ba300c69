import type { Database, OperationContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';

/** One run of what comes round in the worker. */
export interface TaskRun {
  readonly task: string;
  readonly tookMs: number;
  /** What it did, as counts by name; or why it failed. */
  readonly result?: object;
  readonly error?: string;
  /** Whether there was something to do. */
  readonly worked: boolean;
  /** Where: host and process. */
  readonly ranOn: string;
  readonly version: string;
}

/** What is known of the last run of a task, wherever it was. */
export interface LastTaskRun {
  readonly task: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly outcome: 'done' | 'failed';
  readonly result: object | null;
  readonly error: string | null;
  /** When there was something to do last, and what came of it. */
  readonly workedAt: Date | null;
  readonly worked: object | null;
  /** In a row, up to this one. */
  readonly failures: number;
  readonly ranOn: string;
  readonly version: string;
}

/** The last run of each task, in the database. */
export interface TaskRuns {
  record(ctx: OperationContext, run: TaskRun): Promise<void>;
  /** By task. */
  list(ctx: OperationContext): Promise<ReadonlyMap<string, LastTaskRun>>;
}

const longestError = 2_000;

export function createTaskRuns({ database }: { readonly database: Database }): TaskRuns {
  return {
    async record(ctx, { task, tookMs, result, error, worked, ranOn, version }) {
      await namedQuery(ctx, database, {
        name: 'message_queue_record_task',
        text: `insert into message_queue.task_runs as last
                 (task, started_at, finished_at, outcome, result, error, worked_at, worked, failures, ran_on, version)
               values ($1, now() - make_interval(secs => $2::float8 / 1000), now(), $3, $4::jsonb, $5,
                 case when $6 then now() end, case when $6 then $4::jsonb end, case $3 when 'failed' then 1 else 0 end, $7, $8)
               on conflict (task) do update set started_at = excluded.started_at, finished_at = excluded.finished_at,
                 outcome = excluded.outcome, result = excluded.result, error = excluded.error,
                 worked_at = coalesce(excluded.worked_at, last.worked_at), worked = coalesce(excluded.worked, last.worked),
                 failures = case excluded.outcome when 'failed' then last.failures + 1 else 0 end,
                 ran_on = excluded.ran_on, version = excluded.version`,
        values: [
          ...[task, tookMs, error === undefined ? 'done' : 'failed', result ? JSON.stringify(result) : null],
          ...[error?.slice(0, longestError) ?? null, worked, ranOn.slice(0, 300), version],
        ],
      });
    },
    async list(ctx) {
      const rows = await namedQuery<LastTaskRun>(ctx, database, {
        name: 'message_queue_task_runs',
        text: `select task, started_at as "startedAt", finished_at as "finishedAt", outcome, result, error,
                 worked_at as "workedAt", worked, failures, ran_on as "ranOn", version
               from message_queue.task_runs`,
        values: [],
      });
      return new Map(rows.map((row) => [row.task, row]));
    },
  };
}
