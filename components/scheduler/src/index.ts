export { heldInSchedules } from './held.repository.js';
export { type CrashPoint, crashPoints, type Reached } from './crash-points.js';
export { announceSchedule, offeredJobs, schedulerJobHandlers } from './jobs/announce.js';
export { createScan, type Scan, type ScanDeps, type ScanReport } from './scan/scan.js';
export { mostBackfilled, type ScheduleActions } from './schedule-actions.js';
export { schedulerEntities } from './scheduler.entity.js';
export * from './scheduler.errors.js';
export { schedulerEvents } from './scheduler.events.js';
export {
  createSchedules,
  mostPreviewed,
  type PreviewedSlot,
  type Schedules,
  type SchedulesDeps,
  type SchedulesOf,
  type SchedulesOfUsers,
  schedulerSchema,
} from './schedules.service.js';
export type * from './schedules.types.js';
export {
  createScheduledSessions,
  type ScheduledSessions,
  type ScheduledSessionsDeps,
} from './sessions.service.js';
export { checkTiming, type TimingFault } from './slots/check-timing.js';
export { createSlots } from './slots/slots.js';
export type * from './slots/timing.types.js';
export { tzdataVersion } from './slots/zone.js';
export { createEndings, type Ending, type Endings, type EndingsDeps } from './work/endings.js';
export {
  createPicker,
  type Picker,
  type PickerDeps,
  type PickerSettings,
  type PickReport,
} from './work/picker.js';
export {
  createPoller,
  type Poller,
  type PollerDeps,
  type PollerSettings,
  type PollReport,
} from './work/poller.js';
export { createSessionQuota, type OrderMeter, type SessionQuota } from './work/session-quota.js';
export { SchedulerConfig } from './scheduler.config.js';
export { createScheduleUpkeep, type ScheduleUpkeep, type ScheduleUpkeepDeps } from './work/upkeep.js';
export { createMailSender, type MailSender, type MailSenderDeps } from './mail/mail-sender.js';
export { MailConfig } from './mail/mail.config.js';
export { createSmtpMailer, type Mail, type Mailer } from './mail/mailer.js';
