import type { Database, OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

export interface Reading {
  readonly meter: string;
  readonly value: number;
}

export async function makeReadings(ctx: OperationContext, database: Database): Promise<void> {
  await managerFor(ctx, database).query(
    `create schema if not exists bench;
     drop table if exists bench.readings;
     create table bench.readings (
       id bigint generated always as identity primary key,
       meter text not null, value integer not null, created_at timestamptz(3) not null default now())`,
  );
}

/** The same statement for one row as for many. */
export async function insertReadings(
  ctx: OperationContext,
  database: Database,
  readings: readonly Reading[],
): Promise<void> {
  await managerFor(ctx, database).query(
    `insert into bench.readings (meter, value)
     select meter, value from jsonb_to_recordset($1::jsonb) as reading (meter text, value integer)`,
    [JSON.stringify(readings)],
  );
}

export async function countReadings(ctx: OperationContext, database: Database): Promise<number> {
  const [row] = await managerFor(ctx, database).query<[{ count: number }]>(
    'select count(*)::int as count from bench.readings',
  );
  return row.count;
}
