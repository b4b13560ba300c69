import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import pg from 'pg';

/** What handlers write, where they are to write something. */
export const onePress = 'insert into public.presses (times) values ($1)';

export async function makePresses(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table if not exists public.presses (times integer not null)');
  await client.end();
}

export async function writePress(tx: TransactionContext, database: Database, times: number): Promise<void> {
  await managerFor(tx, database).query(onePress, [times]);
}
