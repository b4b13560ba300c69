import type { Database } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { defineJob, handle, type JobHandler } from '@ashlar/message-queue';
import { InvalidRunSpec, type OfferedJob } from '@ashlar/runs';
import { IsObject, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { factsOf, scheduleAnnounced } from '../scheduler.events.js';
import { AnnouncedRepository } from './announced.repository.js';

export class Announcement {
  @IsUUID()
  schedule_id!: string;

  @IsUUID()
  session_id!: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  topic?: string;

  @IsOptional()
  @IsObject()
  data?: Readonly<Record<string, unknown>>;
}

/** Tells by an event that a slot has come: for webhooks, and whoever reads events. */
export const announceSchedule = defineJob({
  name: 'schedules.announce',
  version: 1,
  payload: Announcement,
});

const largestData = 16_384;

/** What schedules of the kind `queue` may have run, where the operator allows it. */
export const offeredJobs: readonly OfferedJob[] = [
  {
    job: announceSchedule,
    // Who announces what is said here, whatever was written down.
    payloadOf({ topic, data, ...others }, { labels }) {
      const { schedule_id, session_id } = labels;
      const [unknown] = Object.keys(others);
      if (unknown !== undefined) throw refused(`/payload/${unknown}`, 'unknown', 'is not known');
      if (JSON.stringify(data ?? {}).length > largestData)
        throw refused('/payload/data', 'length', `must be at most ${largestData} characters`);
      if (schedule_id === undefined || session_id === undefined)
        throw refused('/job', 'schedule', 'is for schedules only');
      return {
        schedule_id,
        session_id,
        ...(topic !== undefined && { topic }),
        ...(data !== undefined && { data }),
      };
    },
  },
];

/** What the worker does for this brick. */
export function schedulerJobHandlers({
  database,
  events,
}: {
  readonly database: Database;
  readonly events: Events;
}): readonly JobHandler[] {
  const announced = new AnnouncedRepository(database);
  return [
    handle(announceSchedule, async (tx, { schedule_id, session_id, topic, data }) => {
      const found = await announced.find(tx, schedule_id, session_id);
      // It was removed meanwhile, and nobody waits.
      if (!found) return;
      const facts = factsOf(found.schedule);
      await events.publish(tx, scheduleAnnounced, {
        ...facts,
        data: {
          ...facts.data,
          ...{ session_id, slot: found.slot.toISOString() },
          ...(topic !== undefined && { topic }),
          ...(data !== undefined && { data }),
        },
      });
    }),
  ];
}

function refused(pointer: string, rule: string, message: string): Error {
  const errors = [{ pointer, field: pointer.split('/').at(-1) ?? '', rule, message }];
  return new InvalidRunSpec(`${pointer} ${message}`, { details: { errors } });
}
