import { type Database, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

export interface TableHealth {
  readonly oldestTransactionSeconds: number;
  readonly dead: readonly { readonly table: string; readonly rows: number }[];
}

export async function readTableHealth(database: Database): Promise<TableHealth> {
  const [row] = await managerFor(systemContext('look at tables'), database).query<readonly TableHealth[]>(
    `select
       coalesce((select extract(epoch from clock_timestamp() - min(xact_start))::float8
         from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()), 0)
         as "oldestTransactionSeconds",
       coalesce((select json_agg(json_build_object('table', schemaname || '.' || relname, 'rows', n_dead_tup))
         from pg_stat_user_tables
         where (schemaname, relname) in
           (('message_queue', 'outbox'), ('message_queue', 'effects'), ('bullmq', 'job'))), '[]') as dead`,
  );
  if (!row) throw new Error('A statement without FROM gave no row');
  return row;
}
