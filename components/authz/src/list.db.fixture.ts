import type { Database, OperationContext, PageRequest } from '@ashlar/database';
import { managerFor, type ListColumns } from '@ashlar/database/persistence';
import pg from 'pg';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ListFilter } from './authz.types.js';
import { findVisiblePage, type VisiblePageOptions } from './visible-page.repository.js';

/** Rows that permissions protect. */
@Entity({ schema: 'spec', name: 'things' })
export class ThingRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'integer' })
  rank!: number;

  @Column({ type: 'uuid', name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column({ type: 'boolean', name: 'is_public' })
  isPublic!: boolean;
}

export const thingColumns: ListColumns<ThingRow> = {
  rank: { expression: 'thing.rank', valueOf: (row) => row.rank },
};

/** Makes the table, as the superuser. */
export async function createThings(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create schema spec;
    create table spec.things (
      id uuid primary key, type text not null, rank integer not null, parent_id uuid, is_public boolean not null default false
    );
    create index things_rank on spec.things (rank, id);
    create index things_parent on spec.things (parent_id, rank, id);
    create index things_public on spec.things (rank, id) where is_public;
    grant usage on schema spec to ashlar_data;
    grant select, insert, update, delete on spec.things to ashlar_data`);
  await client.end();
}

/** One page of the things of a type. */
export async function pageOf(
  ctx: OperationContext,
  database: Database,
  type: string,
  request: PageRequest,
  options: VisiblePageOptions,
) {
  const query = managerFor(ctx, database)
    .createQueryBuilder(ThingRow, 'thing')
    .where('thing.type = :type', { type });
  return findVisiblePage(ctx, database, query, request, thingColumns, options);
}

/** The whole list in the order of its pages, and the total that the first one says. */
export async function walkPages(
  ctx: OperationContext,
  database: Database,
  type: string,
  filter: ListFilter,
  {
    size,
    descending = false,
    count = true,
    ...options
  }: Omit<VisiblePageOptions, 'filter'> & {
    readonly size: number;
    readonly descending?: boolean;
    /** Whether the first page says the total. */
    readonly count?: boolean;
  },
): Promise<{ readonly rows: readonly ThingRow[]; readonly total: number | undefined }> {
  const sort = { by: 'rank', descending };
  const rows: ThingRow[] = [];
  let total: number | undefined;
  for (let start: PageRequest['start'] = { page: 0 }, more = true; more;) {
    const page = await pageOf(
      ctx,
      database,
      type,
      { size, sort, start, count: count && total === undefined },
      { ...options, filter },
    );
    rows.push(...page.items);
    total ??= page.total?.count;
    more = page.next !== undefined;
    if (page.next !== undefined) start = { cursor: page.next };
  }
  return { rows, total };
}
