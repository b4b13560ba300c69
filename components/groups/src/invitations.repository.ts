import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor, whereVersion } from '@ashlar/database/persistence';
import type { InvitationRow } from './invitations.entity.js';
import type { Invitation, NewInvitation } from './invitations.types.js';

/** A table of invitations and its row class. */
export interface InvitationTable {
  /** Qualified, as it stands in SQL. */
  readonly table: 'groups.invitations' | 'projects.invitations';
  readonly row: new () => InvitationRow;
}

/** As it stands in the database, whatever became of it. */
export type StoredInvitation = Omit<Invitation, 'status'> & { readonly status: InvitationRow['status'] };

export interface InvitationInsert extends NewInvitation {
  readonly id: string;
  readonly objectId: string;
  readonly domainId: string;
  readonly hash: Buffer;
  readonly invitedBy: string;
}

const columns: ListColumns<InvitationRow> = {
  created_at: { expression: 'invitation.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

/** The invitations to the objects of one table. */
export class InvitationRepository {
  constructor(
    private readonly database: Database,
    private readonly of: InvitationTable,
  ) {}

  async insert(
    tx: TransactionContext,
    { id, objectId, domainId, role, email, hash, invitedBy, days }: InvitationInsert,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into ${this.of.table} (id, object_id, domain_id, role, email, hash, invited_by, expires_at)
       values ($1, $2, $3, $4, lower($5), $6, $7, now() + make_interval(days => $8))`,
      [id, objectId, domainId, role, email ?? null, hash, invitedBy, days],
    );
  }

  async list(ctx: OperationContext, objectId: string, request: PageRequest): Promise<Page<StoredInvitation>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(this.of.row, 'invitation')
      .where("invitation.objectId = :objectId and invitation.status <> 'revoked'", { objectId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toInvitation) };
  }

  async find(ctx: OperationContext, id: string): Promise<StoredInvitation | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(this.of.row, { id });
    return row ? toInvitation(row) : undefined;
  }

  async findByHash(
    ctx: OperationContext,
    hash: Buffer,
  ): Promise<{ readonly invitation: StoredInvitation; readonly expired: boolean } | undefined> {
    const { entities, raw } = await managerFor(ctx, this.database)
      .createQueryBuilder(this.of.row, 'invitation')
      .addSelect('invitation.expires_at <= now()', 'expired')
      .where('invitation.hash = :hash', { hash })
      .getRawAndEntities<{ expired: boolean }>();
    const [row] = entities;
    return row && { invitation: toInvitation(row), expired: raw[0]?.expired ?? true };
  }

  /** False when it is not open any more: the statement decides between several answers. */
  async answer(
    tx: TransactionContext,
    id: string,
    status: 'accepted' | 'declined',
    by: string,
  ): Promise<boolean> {
    const [rows]: readonly [readonly unknown[]] = await managerFor(tx, this.database).query(
      `update ${this.of.table} set status = $2, answered_by = $3, version = version + 1, updated_at = now()
       where id = $1 and status = 'open' and expires_at > now() returning 1`,
      [id, status, by],
    );
    return rows.length === 1;
  }

  /** False when there is none in an accepted version that can still be taken back. */
  async revoke(
    tx: TransactionContext,
    objectId: string,
    id: string,
    expected: ExpectedVersion,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(this.of.row)
      .set({ status: 'revoked', version: () => 'version + 1', updatedAt: () => 'now()' })
      .where("id = :id and object_id = :objectId and status in ('open', 'declined')", { id, objectId });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  /** Whether the address is the user's, and the identity provider has verified that. */
  async hasEmail(ctx: OperationContext, userId: string, email: string): Promise<boolean> {
    const rows: readonly unknown[] = await managerFor(ctx, this.database).query(
      'select 1 from users.users where id = $1 and lower(email) = $2 and email_verified',
      [userId, email],
    );
    return rows.length === 1;
  }

  async prune(tx: TransactionContext): Promise<number> {
    const [, count]: readonly [unknown, number] = await managerFor(tx, this.database).query(
      `delete from ${this.of.table} where expires_at < now() - interval '30 days'`,
    );
    return count;
  }

  async forgetUser(tx: TransactionContext, userId: string): Promise<number> {
    const [, count]: readonly [unknown, number] = await managerFor(tx, this.database).query(
      `delete from ${this.of.table}
       where invited_by = $1 or email = (select lower(email) from users.users where id = $1 and email_verified)`,
      [userId],
    );
    return count;
  }
}

function toInvitation(row: InvitationRow): StoredInvitation {
  return {
    id: row.id,
    objectId: row.objectId,
    role: row.role,
    email: row.email ?? undefined,
    status: row.status,
    invitedBy: row.invitedBy,
    answeredBy: row.answeredBy ?? undefined,
    expiresAt: row.expiresAt,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
