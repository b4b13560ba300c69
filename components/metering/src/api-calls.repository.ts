import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { ApiCalls, Caller } from './metering.types.js';

export interface CountedCall {
  readonly kind: Caller['kind'];
  readonly id: string;
  readonly status: number;
}

export interface ApiCallRepository {
  /** Adds to the counts of today, all callers in one statement and in one order, so that writers do not deadlock. */
  add(tx: TransactionContext, calls: readonly CountedCall[]): Promise<void>;
  /** The days from `from` to `to`, both included, the first first. Days without calls are missing. */
  list(ctx: OperationContext, caller: Caller, from: string, to: string): Promise<readonly ApiCalls[]>;
}

export function createApiCallRepository(database: Database): ApiCallRepository {
  return {
    async add(tx, calls) {
      await managerFor(tx, database).query(
        `insert into metering.api_calls as known (day, actor_kind, actor_id, calls, refused, failed)
         select (clock_timestamp() at time zone 'utc')::date, kind, id, count(*),
           count(*) filter (where status between 400 and 499), count(*) filter (where status >= 500)
         from jsonb_to_recordset($1::jsonb) as call (kind text, id text, status integer)
         group by kind, id
         order by kind, id
         on conflict (actor_kind, actor_id, day) do update set calls = known.calls + excluded.calls,
           refused = known.refused + excluded.refused, failed = known.failed + excluded.failed`,
        [JSON.stringify(calls)],
      );
    },
    async list(ctx, { kind, id }, from, to) {
      return managerFor(ctx, database).query<readonly ApiCalls[]>(
        `select day::text, calls::float8, refused::float8, failed::float8 from metering.api_calls
         where actor_kind = $1 and actor_id = $2 and day between $3::date and $4::date
         order by day`,
        [kind, id, from, to],
      );
    },
  };
}
