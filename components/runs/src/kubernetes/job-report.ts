import type { RunReport, RunState } from '../run-kind.js';
import { keyAnnotation } from './job.js';

interface Condition {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
}

/** The part of a Job that tells how it goes. */
export interface Job {
  readonly metadata?: {
    readonly name?: string;
    readonly uid?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly active?: number;
    readonly ready?: number;
    readonly startTime?: string;
    readonly completionTime?: string;
  };
}

export const keyOf = (job: Job): string | undefined => job.metadata?.annotations?.[keyAnnotation];

export function reportOf(key: string, externalId: string, job: Job): RunReport {
  const { state, raw, message } = howItGoes(job);
  const { startTime, completionTime } = job.status ?? {};
  return {
    key,
    externalId,
    state,
    raw,
    ...(message !== undefined && { message }),
    ...(startTime !== undefined && { startedAt: new Date(startTime) }),
    ...(completionTime !== undefined && { finishedAt: new Date(completionTime) }),
    links: [],
  };
}

interface Going {
  readonly state: RunState;
  readonly raw: string;
  readonly message?: string;
}

function howItGoes({ metadata, status = {} }: Job): Going {
  const { conditions = [], active = 0, ready = 0 } = status;
  const holds = (type: string) =>
    conditions.find((condition) => condition.type === type && condition.status === 'True');
  if (holds('Complete')) return { state: 'succeeded', raw: 'Complete' };
  const failed = holds('Failed');
  if (failed) return { state: 'failed', ...why('Failed', failed) };
  if (metadata?.deletionTimestamp !== undefined) return { state: 'running', raw: 'Terminating' };
  // Decided, while pods still end.
  const ending = holds('FailureTarget');
  if (ending) return { state: 'running', ...why('FailureTarget', ending) };
  if (holds('SuccessCriteriaMet')) return { state: 'running', raw: 'SuccessCriteriaMet' };
  if (holds('Suspended')) return { state: 'pending', raw: 'Suspended' };
  if (ready > 0) return { state: 'running', raw: 'Ready' };
  return { state: 'pending', raw: active > 0 ? 'Active' : 'Created' };
}

function why(raw: string, { reason, message }: Condition) {
  const told = [reason, message].filter((each) => typeof each === 'string' && each !== '').join(': ');
  return { raw, ...(told !== '' && { message: told.slice(0, 2_000) }) };
}
