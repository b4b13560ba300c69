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

export class QuotaRepairFacts {
  @EnumField({ description: 'Kind of subject.', values: ['platform', 'domain', 'group', 'project', 'user'] })
  subject_type!: string;

  @StringField({ description: 'Its id.', maxLength: 64 })
  subject_id!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 64 })
  quota_type!: string;

  @EnumField({
    description: 'What proved it wrong: the ledger with the holds, or the things that are counted.',
    values: ['ledger', 'source'],
  })
  cause!: string;

  @StringField({ description: 'Used, as the counter said, in decimal digits.', maxLength: 30 })
  used_before!: string;

  @StringField({ description: 'Used, as it is, in decimal digits.', maxLength: 30 })
  used_after!: string;

  @StringField({ description: 'By holds, as the counter said, in decimal digits.', maxLength: 30 })
  reserved_before!: string;

  @StringField({ description: 'By holds, as it is, in decimal digits.', maxLength: 30 })
  reserved_after!: string;

  @TimeField({ description: 'When it was set right.' })
  repaired_at!: string;
}

export const quotaCounterRepaired = defineEvent({
  type: 'quota.counter-repaired',
  version: 1,
  data: QuotaRepairFacts,
  description: 'A counter did not say what is proven, and was set right.',
});

/** Every event of this brick. */
export const quotaEvents = [quotaThresholdReached, quotaCounterRepaired] as const;

/** What `createQuotaUpkeep` publishes with. */
export function publishQuotaEvents(
  events: Events,
): (tx: TransactionContext, event: QuotaEvent) => Promise<void> {
  return async (tx, event) => {
    const { subject, quotaType, at } = event;
    const about = { subject_type: subject.type, subject_id: subject.id, quota_type: quotaType };
    const id = `${subject.type}:${subject.id}:${quotaType}`;
    if (event.type === 'quota.counter-repaired') {
      const { cause, used, reserved } = event;
      const data = {
        ...{ ...about, cause, repaired_at: at.toISOString() },
        ...{ used_before: String(used.before), used_after: String(used.after) },
        ...{ reserved_before: String(reserved.before), reserved_after: String(reserved.after) },
      };
      await events.publish(tx, quotaCounterRepaired, { id, data });
      return;
    }
    const { threshold, used, limit } = event;
    const data = {
      ...about,
      threshold,
      used: String(used),
      limit: String(limit),
      reached_at: at.toISOString(),
    };
    await events.publish(tx, quotaThresholdReached, { id, data });
  };
}
