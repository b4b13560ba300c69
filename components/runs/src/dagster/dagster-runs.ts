import type { RunReport, RunState } from '../run-kind.js';
import { RunSystemUnavailable } from '../runs.errors.js';
import { memberOf } from './dagster-client.js';

/** A run as Dagster tells of it. */
export interface DagsterRun {
  readonly runId: string;
  readonly status: string;
  /** Of one that Dagster made by itself to try again, with the tags of the first. */
  readonly parentRunId: string | undefined;
  readonly key: string | undefined;
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
}

export const keyTag = 'ashlar/run-key';

const states: Readonly<Record<string, RunState>> = {
  QUEUED: 'pending',
  NOT_STARTED: 'pending',
  MANAGED: 'pending',
  STARTING: 'pending',
  STARTED: 'running',
  CANCELING: 'running',
  SUCCESS: 'succeeded',
  FAILURE: 'failed',
  CANCELED: 'cancelled',
};

export function runOf(value: unknown): DagsterRun | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { runId, status, parentRunId, tags, stats, ...times } = value as Readonly<Record<string, unknown>>;
  if (typeof runId !== 'string' || typeof status !== 'string') return undefined;
  const { startTime, endTime } = (typeof stats === 'object' && stats !== null ? stats : times) as {
    readonly startTime?: unknown;
    readonly endTime?: unknown;
  };
  const tag = (Array.isArray(tags) ? tags : []).find(
    (each) => (each as { readonly key?: unknown }).key === keyTag,
  ) as { readonly value?: unknown } | undefined;
  return {
    runId,
    status,
    parentRunId: typeof parentRunId === 'string' ? parentRunId : undefined,
    key: typeof tag?.value === 'string' ? tag.value : undefined,
    startTime: typeof startTime === 'number' ? startTime : undefined,
    endTime: typeof endTime === 'number' ? endTime : undefined,
  };
}

/** @throws {RunSystemUnavailable} */
export function runsOf(result: unknown): readonly DagsterRun[] {
  const member = memberOf(result);
  if (member && Array.isArray(member['results'])) {
    return (member['results'] as readonly unknown[]).flatMap((each) => runOf(each) ?? []);
  }
  throw new RunSystemUnavailable(
    `Dagster could not list runs: ${member?.__typename ?? 'nothing'} ${textOf(member?.['message'])}`.trimEnd(),
  );
}

export function reportOf(key: string, run: DagsterRun, publicUrl: string): RunReport {
  const page = `${publicUrl.replace(/\/+$/, '')}/runs/${encodeURIComponent(run.runId)}`;
  return {
    key,
    externalId: run.runId,
    // A status of a Dagster to come is none that we know to be an end.
    state: states[run.status] ?? 'running',
    raw: run.status,
    ...(run.startTime !== undefined && { startedAt: new Date(run.startTime * 1000) }),
    ...(run.endTime !== undefined && { finishedAt: new Date(run.endTime * 1000) }),
    links: [
      { rel: 'ui', href: page },
      { rel: 'logs', href: `${page}?logType=stdout` },
    ],
  };
}

/** Dagster no longer has it. */
export function lostReport(key: string, externalId: string): RunReport {
  return { key, externalId, state: 'lost', raw: 'RunNotFoundError', links: [] };
}

export const hasEnded = ({ status }: DagsterRun): boolean =>
  ['SUCCESS', 'FAILURE', 'CANCELED'].includes(status);

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1_000) : '';
}
