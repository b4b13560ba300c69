import { type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { JobState } from '../admin/job-admin.repository.js';

/** What a board shows of a job: everything but its payload, which may be anybody's data. */
export interface ShownJob {
  readonly id: string;
  readonly job: string;
  readonly state: JobState;
  readonly tenant: string;
  readonly priority: number;
  readonly attempts: number;
  readonly fence: number;
  readonly requestId: string | null;
  /** Times in milliseconds since 1970. */
  readonly createdAt: number;
  readonly readyAt: number | null;
  readonly beganAt: number | null;
  readonly endedAt: number | null;
  readonly progress: number | null;
  readonly lastError: string | null;
  readonly parkedOn: string | null;
}

/** A list of the board and the index that gives its order. */
export type Shelf = 'delayed' | 'waiting' | 'parked' | 'handed' | 'failed' | 'completed';

export interface BoardRepository {
  list(shelf: Shelf, offset: number, limit: number): Promise<readonly ShownJob[]>;
  find(id: string): Promise<ShownJob | undefined>;
  /** Ends at 100,000. */
  countCompleted(): Promise<number>;
}

const ms = (column: string) => `extract(epoch from ${column})::float8 * 1000`;

const live = `select id, job, state, tenant, priority, attempts, fence, request_id as "requestId",
  ${ms('created_at')} as "createdAt", ${ms('ready_at')} as "readyAt", ${ms('handed_at')} as "beganAt",
  ${ms('ended_at')} as "endedAt", progress, last_error as "lastError", parked_on as "parkedOn"
  from message_queue.outbox`;

const done = `select job_id as id, job, 'completed' as state, '' as tenant, 0 as priority, 0 as attempts, 0 as fence,
  null as "requestId", ${ms('created_at')} as "createdAt", null::float8 as "readyAt", null::float8 as "beganAt",
  ${ms('created_at')} as "endedAt", 1::real as progress, null as "lastError", null as "parkedOn"
  from message_queue.effects`;

/** Each in the order of an index that it has anyway: a board must not sort a million rows. */
const shelves: Readonly<Record<Shelf, string>> = {
  delayed: `${live} where state = 'delayed' order by ready_at`,
  waiting: `${live} where state = 'waiting' order by lane, tenant, priority, ready_at, id`,
  parked: `${live} where state = 'parked' order by parked_on, priority, ready_at, id`,
  handed: `${live} where state = 'handed' order by handed_at`,
  failed: `${live} where state in ('failed', 'cancelled') order by ended_at desc`,
  completed: `${done} order by job_id desc`,
};

export function createBoardRepository(database: Database): BoardRepository {
  const manager = () => managerFor(systemContext('show jobs'), database);
  return {
    list: (shelf, offset, limit) =>
      manager().query<readonly ShownJob[]>(`${shelves[shelf]} offset $1 limit $2`, [offset, limit]),
    async find(id) {
      const [row] = await manager().query<readonly ShownJob[]>(
        `${live} where id = $1 union all ${done} where job_id = $1 limit 1`,
        [id],
      );
      return row;
    },
    async countCompleted() {
      const [row] = await manager().query<readonly { readonly count: number }[]>(
        `select count(*)::int as count from (select from message_queue.effects limit 100000) counted`,
      );
      return row?.count ?? 0;
    },
  };
}
