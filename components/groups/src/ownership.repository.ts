import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

/** The groups that a group reaches by being a member, itself among them. `$1` holds the ones to begin with. */
const above = `with recursive above (id) as (
  select unnest($1::uuid[])
  union
  select m.object_id from groups.members m join above on m.member_group_id = above.id
)`;

/** Of these, the ones directly in a domain, and whom each has as an owner, by whatever way. */
const reach = `roots (id) as (
  select id from groups.groups where id in (select id from above) and parent_group_id is null
), reach (root, group_id, user_id) as (
  select roots.id, m.member_group_id, m.user_id
  from roots join groups.members m on m.object_id = roots.id and m.role = 'owner'
  union
  select reach.root, m.member_group_id, m.user_id
  from reach join groups.members m on m.object_id = reach.group_id
)`;

/** How many people own a group. */
export interface OwnerCount {
  readonly all: number;
  /** Of these, who may act: neither suspended, disabled nor deleted. */
  readonly active: number;
}

/** Whether a change has cost a group its last owner who may act or, where none was left, another one. */
export function isWorse(before: OwnerCount | undefined, after: OwnerCount): boolean {
  return after.active === 0 && before !== undefined && (before.active > 0 || after.all < before.all);
}

/** How groups hang together: who owns what by way of others, and what lies in what. */
export class OwnershipRepository {
  constructor(private readonly database: Database) {}

  /**
   * Locks the groups and all that have them as members, by whatever way, until the end of the transaction. What is
   * found once everything is locked stays so: whoever adds such a way locks the group at its lower end.
   */
  async lockAbove(tx: TransactionContext, ids: readonly string[]): Promise<readonly string[]> {
    return this.lockAll(
      tx,
      `${above} select id from groups.groups where id in (select id from above) order by id for no key update`,
      ids,
    );
  }

  /** Locks the groups and all groups in them, also against new ones there. */
  async lockTrees(tx: TransactionContext, ids: readonly string[]): Promise<readonly string[]> {
    return this.lockAll(
      tx,
      `with recursive tree (id) as (
         select unnest($1::uuid[])
         union all
         select g.id from groups.groups g join tree on g.parent_group_id = tree.id
       )
       select id from groups.groups where id in (select id from tree) order by id for update`,
      ids,
    );
  }

  /**
   * The groups that lie directly in their domain, have one of these as a member or are one, and have no owner, whether
   * they may act or not.
   * @param besides a user who does not count as one.
   */
  async findOwnerless(
    ctx: OperationContext,
    ids: readonly string[],
    besides?: string,
  ): Promise<readonly string[]> {
    const rows: readonly { id: string }[] = await managerFor(ctx, this.database).query(
      `${above}, ${reach}
       select id from roots where not exists (
         select from reach where reach.root = roots.id and reach.user_id <> coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
       )`,
      [ids, besides ?? null],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * The owners of the groups that lie directly in their domain and have one of these as a member or are one: how many
   * there are, and how many of them may act.
   */
  async countOwners(ctx: OperationContext, ids: readonly string[]): Promise<ReadonlyMap<string, OwnerCount>> {
    const rows: readonly ({ readonly id: string } & OwnerCount)[] = await managerFor(
      ctx,
      this.database,
    ).query(
      `${above}, ${reach}
       select roots.id, count(u.id)::int as "all", (count(u.id) filter (where u.status = 'active'))::int as active
       from roots
         left join (select distinct root, user_id from reach where user_id is not null) owned on owned.root = roots.id
         left join users.users u on u.id = owned.user_id
       group by roots.id`,
      [ids],
    );
    return new Map(rows.map(({ id, all, active }) => [id, { all, active }]));
  }

  /** The people who own the group by way of one of these groups, which are among its owners or members of such. */
  async ownersThrough(
    ctx: OperationContext,
    id: string,
    groupIds: readonly string[],
  ): Promise<readonly string[]> {
    const rows: readonly { userId: string }[] = await managerFor(ctx, this.database).query(
      `with recursive reach (through, group_id, user_id) as (
         select coalesce(m.member_group_id = any($2), false), m.member_group_id, m.user_id
         from groups.members m where m.object_id = $1 and m.role = 'owner'
         union
         select reach.through or coalesce(m.member_group_id = any($2), false), m.member_group_id, m.user_id
         from reach join groups.members m on m.object_id = reach.group_id
       )
       select distinct user_id as "userId" from reach where through and user_id is not null order by 1`,
      [id, groupIds],
    );
    return rows.map(({ userId }) => userId);
  }

  /** The groups that a user is a member of, with their domains. */
  async groupsOf(
    ctx: OperationContext,
    userId: string,
  ): Promise<readonly { readonly id: string; readonly domainId: string }[]> {
    return managerFor(ctx, this.database).query(
      'select object_id as id, domain_id as "domainId" from groups.members where user_id = $1 order by 1',
      [userId],
    );
  }

  /** Whether `id` is a member of `ofId`, by whatever way, or the same group. */
  async reaches(ctx: OperationContext, id: string, ofId: string): Promise<boolean> {
    const rows: readonly unknown[] = await managerFor(ctx, this.database).query(
      `${above} select 1 from above where id = $2`,
      [[id], ofId],
    );
    return rows.length > 0;
  }

  /** The group and those it lies in, nearest first. */
  async ancestry(ctx: OperationContext, id: string): Promise<readonly string[]> {
    const rows: readonly { id: string }[] = await managerFor(ctx, this.database).query(
      `with recursive up (id, parent_group_id, distance) as (
         select id, parent_group_id, 0 from groups.groups where id = $1
         union all
         select g.id, g.parent_group_id, distance + 1 from groups.groups g join up on g.id = up.parent_group_id
       )
       select id from up order by distance`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** The groups in the group, itself among them, and how many levels they make. */
  async tree(
    ctx: OperationContext,
    id: string,
  ): Promise<{ readonly ids: readonly string[]; readonly height: number }> {
    const rows: readonly { id: string; distance: number }[] = await managerFor(ctx, this.database).query(
      `with recursive down (id, distance) as (
         select $1::uuid, 0
         union all
         select g.id, distance + 1 from groups.groups g join down on g.parent_group_id = down.id
       )
       select id, distance from down`,
      [id],
    );
    return { ids: rows.map((row) => row.id), height: Math.max(...rows.map(({ distance }) => distance)) + 1 };
  }

  private async lockAll(
    tx: TransactionContext,
    sql: string,
    ids: readonly string[],
  ): Promise<readonly string[]> {
    const manager = managerFor(tx, this.database);
    let held = new Set<string>();
    for (;;) {
      const rows: readonly { id: string }[] = await manager.query(sql, [ids]);
      const found = rows.map(({ id }) => id);
      if (found.every((id) => held.has(id))) return found;
      held = new Set([...held, ...found]);
    }
  }
}
