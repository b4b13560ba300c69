import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** What was asked for and what happened, beside the queue's own tables and in the same transactions. */
export interface Keys {
  ask(tx: TransactionContext, keys: readonly string[]): Promise<void>;
  happen(tx: TransactionContext, keys: readonly string[]): Promise<void>;
  /** So that transactions overlap and commit in another order than they began. */
  dawdle(tx: TransactionContext, ms: number): Promise<void>;
}

/** Neither table has a key of its own: what happens twice is there twice. */
export const keyTables = `
  create schema chaos;
  create table chaos.asked (key uuid not null);
  create table chaos.happened (key uuid not null)`;

export function createKeys(database: Database): Keys {
  const insert = async (tx: TransactionContext, table: string, keys: readonly string[]): Promise<void> => {
    await managerFor(tx, database).query(`insert into chaos.${table} select unnest($1::uuid[])`, [keys]);
  };
  return {
    ask: (tx, keys) => insert(tx, 'asked', keys),
    happen: (tx, keys) => insert(tx, 'happened', keys),
    async dawdle(tx, ms) {
      await managerFor(tx, database).query('select pg_sleep($1)', [ms / 1_000]);
    },
  };
}
