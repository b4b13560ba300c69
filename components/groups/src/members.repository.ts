import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor, onConstraint } from '@ashlar/database/persistence';
import type { MemberRow } from './groups.entity.js';
import { MemberRefused } from './groups.errors.js';
import type { Member, MemberRef, NewMember, Role } from './groups.types.js';
import type { Named } from './names.repository.js';

/** A member without the names, which are not the table's own. */
export type StoredMember = Omit<Member, keyof Named>;

/** A table of members and its row class. */
export interface MemberTable {
  /** Qualified, as it stands in SQL. */
  readonly table: 'groups.domain_members' | 'groups.members' | 'projects.members';
  readonly row: new () => MemberRow;
}

const columns: ListColumns<MemberRow> = {
  created_at: { expression: 'member.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

/** Who was given which role in the objects of one table. Nothing here knows of inherited roles. */
export class MemberRepository {
  constructor(
    private readonly database: Database,
    private readonly of: MemberTable,
  ) {}

  async list(ctx: OperationContext, objectId: string, request: PageRequest): Promise<Page<StoredMember>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(this.of.row, 'member').where('member.objectId = :objectId', {
      objectId,
    });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toMember) };
  }

  async find(ctx: OperationContext, objectId: string, id: string): Promise<StoredMember | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(this.of.row, { objectId, id });
    return row ? toMember(row) : undefined;
  }

  async all(ctx: OperationContext, objectId: string): Promise<readonly StoredMember[]> {
    const rows = await managerFor(ctx, this.database).findBy(this.of.row, { objectId });
    return rows.map(toMember);
  }

  /** False when it is a member already. */
  async insert(
    tx: TransactionContext,
    { objectId, domainId }: { readonly objectId: string; readonly domainId: string },
    { kind, id, role }: NewMember,
  ): Promise<boolean> {
    const column = kind === 'user' ? 'user_id' : 'member_group_id';
    const refused = (): Error => new MemberRefused(`The ${kind} ${id} is not of this domain`);
    try {
      const rows: readonly unknown[] = await managerFor(tx, this.database).query(
        `insert into ${this.of.table} (object_id, domain_id, ${column}, role, added_by)
         values ($1, $2, $3, $4, $5) on conflict (object_id, member_id) do nothing returning 1`,
        [objectId, domainId, id, role, tx.actor.kind === 'user' ? tx.actor.id : null],
      );
      return rows.length === 1;
    } catch (error) {
      return onConstraint(error, {
        members_user_fkey: refused,
        members_group_fkey: refused,
        domain_members_user_fkey: refused,
        domain_members_group_fkey: refused,
        domain_members_group_check: () => new MemberRefused('A group can only administer a domain'),
      });
    }
  }

  /** The role of before; undefined when there is no such member in an accepted version. */
  async changeRole(
    tx: TransactionContext,
    objectId: string,
    id: string,
    expected: ExpectedVersion,
    role: Role,
  ): Promise<Role | undefined> {
    const [rows]: readonly [readonly { before: Role }[]] = await managerFor(tx, this.database).query(
      `update ${this.of.table} as member set role = $3, version = member.version + 1, updated_at = now()
       from ${this.of.table} as old
       where member.object_id = $1 and member.member_id = $2 and old.object_id = $1 and old.member_id = $2
         and ($4::integer[] is null or member.version = any($4))
       returning old.role as before`,
      [objectId, id, role, accepted(expected)],
    );
    return rows[0]?.before;
  }

  /** What it was; undefined when there is no such member in an accepted version. */
  async delete(
    tx: TransactionContext,
    objectId: string,
    id: string,
    expected: ExpectedVersion,
  ): Promise<(MemberRef & { readonly role: Role }) | undefined> {
    const [rows]: readonly [readonly { user_id: string | null; role: Role }[]] = await managerFor(
      tx,
      this.database,
    ).query(
      `delete from ${this.of.table}
       where object_id = $1 and member_id = $2 and ($3::integer[] is null or version = any($3))
       returning user_id, role`,
      [objectId, id, accepted(expected)],
    );
    const [row] = rows;
    return row && { kind: row.user_id === null ? 'group' : 'user', id, role: row.role };
  }

  /** Takes all roles of a user away; answers what they were. */
  async deleteUser(
    tx: TransactionContext,
    userId: string,
  ): Promise<readonly { readonly objectId: string; readonly role: Role }[]> {
    const [rows]: readonly [readonly { objectId: string; role: Role }[]] = await managerFor(
      tx,
      this.database,
    ).query(`delete from ${this.of.table} where user_id = $1 returning object_id as "objectId", role`, [
      userId,
    ]);
    return rows;
  }
}

function accepted(expected: ExpectedVersion): readonly number[] | null {
  return expected === 'any' ? null : expected;
}

function toMember(row: MemberRow): StoredMember {
  return {
    kind: row.userId === null ? 'group' : 'user',
    id: row.id,
    role: row.role,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
