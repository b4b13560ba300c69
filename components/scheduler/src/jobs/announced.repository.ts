import type { Database, TransactionContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import type { Schedule, ScheduleOwnerType } from '../schedules.types.js';

interface AnnouncedRow {
  readonly name: string;
  readonly owner_type: ScheduleOwnerType;
  readonly owner_id: string;
  readonly domain_id: string;
  readonly slot: Date;
}

export class AnnouncedRepository {
  constructor(private readonly database: Database) {}

  /** Undefined when the schedule or the session is gone. */
  async find(
    tx: TransactionContext,
    scheduleId: string,
    sessionId: string,
  ): Promise<
    | {
        readonly schedule: Pick<Schedule, 'id' | 'name' | 'owner' | 'domainId'>;
        readonly slot: Date;
      }
    | undefined
  > {
    const [row] = await namedQuery<AnnouncedRow>(tx, this.database, {
      name: 'scheduler_announced',
      text: `select schedule.name, schedule.owner_type, schedule.owner_id, schedule.domain_id, session.slot
             from scheduler.sessions session join scheduler.schedules schedule on schedule.id = session.schedule_id
             where session.id = $2 and schedule.id = $1`,
      values: [scheduleId, sessionId],
    });
    if (!row) return undefined;
    const { name, owner_type, owner_id, domain_id, slot } = row;
    const owner = { type: owner_type, id: owner_id };
    return { schedule: { id: scheduleId, name, owner, domainId: domain_id }, slot };
  }
}
