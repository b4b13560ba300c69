import type { OperationContext } from '@ashlar/database';
import { createEvents } from '@ashlar/events';
import { createQuotas } from '@ashlar/quota';
import type { RunKinds } from '@ashlar/runs';
import {
  createEndings,
  createMailSender,
  createPicker,
  createPoller,
  createScan,
  createScheduleUpkeep,
  createSessionQuota,
  createSmtpMailer,
} from '@ashlar/scheduler';
import { worker, type WorkerParts } from './worker-spec.js';

export const scheduleTaskNames = [
  'schedules.auto-disable',
  'schedules.forget',
  'schedules.notify',
  'schedules.scan',
  'scheduled-sessions.pick',
  'scheduled-sessions.poll',
] as const;
export type ScheduleTaskName = (typeof scheduleTaskNames)[number];

export interface ScheduleTask {
  readonly everyMs: number;
  run(ctx: OperationContext): Promise<object>;
}

/** What schedules and their sessions need from the worker. */
export function createScheduleTasks(
  { database, config: { scheduler: config, mail }, logger, lifecycle }: WorkerParts,
  kinds: RunKinds,
): Readonly<Record<ScheduleTaskName, ScheduleTask>> {
  const events = createEvents({ database, service: worker.name });
  const quota = createSessionQuota(createQuotas({ database }).meter);
  const endings = createEndings({ database, events, quota });
  const work = { database, kinds, endings, logger };
  const { leaseMs, patienceMs, pollMs, scanMs, retentionMs } = config;
  const scan = createScan({ database });
  const picker = createPicker({ ...work, quota, settings: { leaseMs, patienceMs } });
  const poller = createPoller({ ...work, settings: { leaseMs, pollMs } });
  const upkeep = createScheduleUpkeep({ database, events });
  const mailer = createSmtpMailer({ config: mail, logger });
  if (mailer) lifecycle.started({ name: 'mail', deadlineMs: 1_000, stop: async () => mailer.close() });
  const sender = createMailSender({ database, logger, mailer });
  return {
    'schedules.scan': { everyMs: scanMs, run: (ctx) => scan.run(ctx) },
    'scheduled-sessions.pick': { everyMs: scanMs, run: (ctx) => picker.run(ctx) },
    'scheduled-sessions.poll': { everyMs: Math.min(1_000, pollMs), run: (ctx) => poller.run(ctx) },
    'schedules.auto-disable': { everyMs: 60_000, run: (ctx) => upkeep.autoDisable(ctx) },
    'schedules.notify': { everyMs: 5_000, run: (ctx) => sender.run(ctx) },
    'schedules.forget': { everyMs: 3_600_000, run: (ctx) => upkeep.forget(ctx, retentionMs) },
  };
}
