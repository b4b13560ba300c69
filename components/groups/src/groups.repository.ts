import { findVisiblePage, type ListFilter, type Mirrors } from '@ashlar/authz/persistence';
import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { type ListColumns, managerFor, onConstraint, whereVersion } from '@ashlar/database/persistence';
import { containing } from './domains.repository.js';
import { GroupRow } from './groups.entity.js';
import { GroupNotFound } from './groups.errors.js';
import type { Group, GroupFilter, Visibility } from './groups.types.js';

/** A group without its path, which is not its own. */
export type StoredGroup = Omit<Group, 'path'>;

export interface GroupInsert {
  readonly id: string;
  readonly domainId: string;
  readonly parentGroupId: string | undefined;
  readonly slug: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly visibility: Visibility;
}

export interface GroupUpdate {
  readonly slug?: string;
  readonly name?: string;
  readonly description?: string | null;
  readonly visibility?: Visibility;
  /** null: directly into the domain. */
  readonly parentGroupId?: string | null;
}

const columns: ListColumns<GroupRow> = {
  name: {
    expression: 'lower(grp.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'grp.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'grp.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

const mirrors: Mirrors = {
  objects: { parent: 'grp.parentId' },
  wildcards: { public: "grp.visibility = 'public'" },
};

export class GroupRepository {
  constructor(private readonly database: Database) {}

  async list(
    ctx: OperationContext,
    visible: ListFilter,
    { domainId, parentGroupId, directMember, keyword }: GroupFilter,
    request: PageRequest,
  ): Promise<Page<StoredGroup>> {
    const query = managerFor(ctx, this.database).createQueryBuilder(GroupRow, 'grp');
    if (domainId !== undefined) query.andWhere('grp.domainId = :domainId', { domainId });
    if (parentGroupId !== undefined) query.andWhere('grp.parentGroupId = :parentGroupId', { parentGroupId });
    if (directMember !== undefined) {
      const exists =
        'exists (select from groups.members m where m.object_id = grp.id and m.user_id = :caller)';
      query.andWhere(directMember ? exists : `not ${exists}`, {
        caller: ctx.actor.kind === 'user' ? ctx.actor.id : null,
      });
    }
    if (keyword !== undefined) {
      query.andWhere('(grp.name ilike :keyword or grp.slug ilike :keyword)', {
        keyword: containing(keyword),
      });
    }
    const page = await findVisiblePage(ctx, this.database, query, request, columns, {
      filter: visible,
      mirrors,
    });
    return { ...page, items: page.items.map(toGroup) };
  }

  async find(ctx: OperationContext, id: string): Promise<StoredGroup | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(GroupRow, { id });
    return row ? toGroup(row) : undefined;
  }

  async findAll(ctx: OperationContext, ids: readonly string[]): Promise<readonly StoredGroup[]> {
    const rows = await managerFor(ctx, this.database)
      .createQueryBuilder(GroupRow, 'grp')
      .where('grp.id = any(:ids)', { ids })
      .orderBy('grp.id')
      .getMany();
    return rows.map(toGroup);
  }

  /** The group, locked against other changes of it and its members until the end of the transaction. */
  async lock(tx: TransactionContext, id: string): Promise<StoredGroup | undefined> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(GroupRow, 'grp')
      .where('grp.id = :id', { id })
      .setLock('for_no_key_update')
      .getOne();
    return row ? toGroup(row) : undefined;
  }

  /** Inside a transaction the group is not deleted before that ends. */
  async domainOf(ctx: OperationContext, id: string): Promise<string | undefined> {
    const [row]: readonly { readonly domain_id: string }[] = await managerFor(ctx, this.database).query(
      `select domain_id from groups.groups where id = $1 ${ctx.transaction ? 'for key share' : ''}`,
      [id],
    );
    return row?.domain_id;
  }

  /** Ids of all in a domain, at any depth; inside a transaction locked, also against new things in them. */
  async idsIn(ctx: OperationContext, domainId: string): Promise<readonly string[]> {
    const rows: readonly { id: string }[] = await managerFor(ctx, this.database).query(
      `select id from groups.groups where domain_id = $1 order by id ${ctx.transaction ? 'for update' : ''}`,
      [domainId],
    );
    return rows.map(({ id }) => id);
  }

  async insert(tx: TransactionContext, { description, parentGroupId, ...input }: GroupInsert): Promise<void> {
    try {
      await managerFor(tx, this.database).insert(GroupRow, {
        ...input,
        parentGroupId: parentGroupId ?? null,
        description: description ?? null,
        createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
      });
    } catch (error) {
      // The parent was there a moment ago.
      onConstraint(error, { groups_parent_fkey: () => new GroupNotFound('The parent group is gone') });
    }
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    change: GroupUpdate,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(GroupRow)
      .set({ ...change, version: () => 'version + 1', updatedAt: () => 'now()' })
      .where('id = :id', { id });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, { groups_parent_fkey: () => new GroupNotFound('The parent group is gone') });
    }
  }

  async delete(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await managerFor(tx, this.database).query('delete from groups.groups where id = any($1)', [ids]);
  }
}

function toGroup(row: GroupRow): StoredGroup {
  return {
    id: row.id,
    domainId: row.domainId,
    parentGroupId: row.parentGroupId ?? undefined,
    slug: row.slug,
    name: row.name,
    description: row.description ?? undefined,
    visibility: row.visibility,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
