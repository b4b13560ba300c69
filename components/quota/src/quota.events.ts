import { defineEvent, type Events } from '@ashlar/events';
import { EnumField, IntegerField, StringField, TimeField } from '@ashlar/http';
import type { TransactionContext } from '@ashlar/database';
import type { QuotaEvent } from './upkeep.js';

export class QuotaThresholdFacts {
  @EnumField({ description: 'Kind of subject.', values: ['platform', 'domain', 'group', 'project', 'user'] })
  subject_type!: string;

  @StringField({ description: 'Its id.', maxLength: 64 })
  subject_id!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 64 })
  quota_type!: string;

  @IntegerField({ description: 'Per cent of the limit.', min: 0, max: 1_000_000 })
  threshold!: number;

  @StringField({ description: 'What was used, in decimal digits.', maxLength: 30 })
  used!: string;

  @StringField({ description: 'The limit, in decimal digits.', maxLength: 30 })
  limit!: string;

  @TimeField({ description: 'When it was reached.' })
  reached_at!: string;
}

export const quotaThresholdReached = defineEvent({
  type: 'quota.threshold-reached',
  version: 1,
  data: QuotaThresholdFacts,
  description: 'The use of a quota came to one of its thresholds; once for each crossing.',
});

/** Every event of this brick. */
export const quotaEvents = [quotaThresholdReached] as const;

/** What `createQuotaUpkeep` publishes with. */
export function publishQuotaEvents(
  events: Events,
): (tx: TransactionContext, event: QuotaEvent) => Promise<void> {
  return async (tx, { subject, quotaType, threshold, used, limit, at }) => {
    await events.publish(tx, quotaThresholdReached, {
      id: `${subject.type}:${subject.id}:${quotaType}`,
      data: {
        subject_type: subject.type,
        subject_id: subject.id,
        quota_type: quotaType,
        threshold,
        used: String(used),
        limit: String(limit),
        reached_at: at.toISOString(),
      },
    });
  };
}
