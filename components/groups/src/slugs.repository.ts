import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { SlugTaken } from './groups.errors.js';
import type { Target, TargetType } from './groups.types.js';

/** What slugs mean, and meant, below each parent. */
export class SlugRepository {
  constructor(private readonly database: Database) {}

  /**
   * Makes `slug` below the parent the name of the target; the name it had stays as one of the past. One statement
   * decides between several who want the same. A name that was given up may be taken by anybody.
   * @throws {SlugTaken}
   */
  async claim(tx: TransactionContext, { type, id }: Target, parentId: string, slug: string): Promise<void> {
    const manager = managerFor(tx, this.database);
    await manager.query('update groups.slugs set current = false where target_id = $1 and current', [id]);
    const rows: readonly unknown[] = await manager.query(
      `insert into groups.slugs as known (parent_id, slug, target_type, target_id, current)
       values ($1, $2, $3, $4, true)
       on conflict (parent_id, slug) do update
         set target_type = excluded.target_type, target_id = excluded.target_id, current = true, created_at = now()
         where not known.current
       returning 1`,
      [parentId, slug, type, id],
    );
    if (rows.length === 0) throw new SlugTaken(`There is something called ${slug} already`);
  }

  /** Whether the slug is nobody's name today. A hint: `claim` decides. */
  async isFree(ctx: OperationContext, parentId: string, slug: string): Promise<boolean> {
    const rows: readonly unknown[] = await managerFor(ctx, this.database).query(
      'select 1 from groups.slugs where parent_id = $1 and slug = $2 and current',
      [parentId, slug],
    );
    return rows.length === 0;
  }

  /** Forgets all names of the targets, and all that were given below them. */
  async release(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await managerFor(tx, this.database).query(
      'delete from groups.slugs where target_id = any($1) or parent_id = any($1)',
      [ids],
    );
  }

  /** What the slugs lead to, one after the other, from the parent down. */
  async walk(
    ctx: OperationContext,
    parentId: string,
    slugs: readonly string[],
  ): Promise<(Target & { readonly current: boolean }) | undefined> {
    const rows: readonly { type: TargetType; id: string; current: boolean }[] = await managerFor(
      ctx,
      this.database,
    ).query(`select type, id, current from ${walkFrom('$1::uuid', '$2::text[]')} walked`, [parentId, slugs]);
    return rows[0];
  }

  /** The paths that targets have today, from the domain down. */
  async pathsOf(ctx: OperationContext, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const rows: readonly { id: string; path: string | null }[] = await managerFor(ctx, this.database).query(
      `select id, ${pathOf('id')} as path from unnest($1::uuid[]) ids (id)`,
      [ids],
    );
    return new Map(rows.flatMap(({ id, path }) => (path === null ? [] : [[id, path]])));
  }
}

/**
 * SQL for the path that the target with this id has today, from the domain down; null when it has no name. Each step is a
 * look into the index, by `offset 0`: for a join, the planner would read a table of some thousand names as a whole.
 */
export function pathOf(id: string): string {
  return `(
    with recursive up (parent_id, path) as (
      select parent_id, slug from groups.slugs where target_id = ${id} and current
      union all
      select above.parent_id, above.slug || '/' || up.path
      from up cross join lateral (
        select parent_id, slug from groups.slugs where target_id = up.parent_id and current offset 0
      ) above
    )
    select path from up where (select true from groups.slugs where target_id = up.parent_id and current) is null
  )`;
}

/**
 * SQL for what slugs lead to, one after the other from a parent down: one row `(type, id, current)`, or none.
 * @param parent an id. @param slugs a `text[]`.
 */
export function walkFrom(parent: string, slugs: string): string {
  return `(
    with recursive walk (depth, type, id, current) as (
      select 0, cast(null as text), ${parent}, true
      union all
      select walk.depth + 1, slugs.target_type, slugs.target_id, walk.current and slugs.current
      from walk cross join lateral (
        select target_type, target_id, current from groups.slugs
        where parent_id = walk.id and slug = (${slugs})[walk.depth + 1] offset 0
      ) slugs
      where walk.depth < cardinality(${slugs})
    )
    select type, id, current from walk where depth = cardinality(${slugs})
  )`;
}

/**
 * SQL for what a group lies in, itself included, as rows `(owner_type, owner_id, above)`: the group with 0, its parent
 * with 1, the domain last. @param id the placeholder of the group's id. @returns nothing for a group that is not there.
 */
export function chainOfGroup(id: string): string {
  return `with recursive up (owner_type, owner_id, above, group_id, domain_id) as (
    select 'group', id, 0, parent_group_id, domain_id from groups.groups where id = ${id}
    union all
    select 'group', g.id, up.above + 1, g.parent_group_id, g.domain_id
    from up cross join lateral (select * from groups.groups where id = up.group_id offset 0) g
  )
  select owner_type, owner_id, above from up
  union all
  select 'domain', domain_id, above + 1 from up where group_id is null`;
}
