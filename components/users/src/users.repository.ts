import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import {
  findPage,
  type ListColumns,
  managerFor,
  onConstraint,
  whereVersion,
} from '@ashlar/database/persistence';
import type { QueryDeepPartialEntity } from 'typeorm';
import { UserRow } from './users.entity.js';
import { HeirRefused } from './users.errors.js';
import type { Profile, ProfileChange, ProviderIdentity, User, UserFilter } from './users.types.js';

const columns: ListColumns<UserRow> = {
  username: {
    expression: 'lower(person.username)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.username,
  },
  created_at: { expression: 'person.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

/** When somebody was last here. */
export interface Sighting {
  readonly userId: string;
  readonly at: Date;
}

export class UserRepository {
  constructor(private readonly database: Database) {}

  async findById(ctx: OperationContext, id: string): Promise<User | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(UserRow, { id });
    return row ? toUser(row) : undefined;
  }

  async findByIdentity(
    ctx: OperationContext,
    { issuer, subject }: Pick<ProviderIdentity, 'issuer' | 'subject'>,
  ): Promise<User | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(UserRow, { issuer, subject });
    return row ? toUser(row) : undefined;
  }

  /** The user, locked until the end of the transaction. */
  async lock(tx: TransactionContext, id: string): Promise<User | undefined> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(UserRow, 'person')
      .where('person.id = :id', { id })
      .setLock('for_no_key_update')
      .getOne();
    return row ? toUser(row) : undefined;
  }

  async list(ctx: OperationContext, filter: UserFilter, request: PageRequest): Promise<Page<User>> {
    const { status, username, email, issuer, keyword } = filter;
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(UserRow, 'person');
    if (status !== undefined) query.andWhere('person.status = :status', { status });
    if (username !== undefined) query.andWhere('lower(person.username) = lower(:username)', { username });
    if (email !== undefined) query.andWhere('lower(person.email) = lower(:email)', { email });
    if (issuer !== undefined) query.andWhere('person.issuer = :issuer', { issuer });
    if (keyword !== undefined) {
      const text = `%${keyword.replaceAll(/[\\%_]/g, '\\$&')}%`;
      query.andWhere(
        '(person.username ilike :text or person.email ilike :text or person.fullName ilike :text or person.displayName ilike :text)',
        { text },
      );
    }
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toUser) };
  }

  /**
   * The one active user of exactly this name or address. An address counts only when the provider has verified it. Of
   * several it is the one at the caller's own provider, then the oldest.
   */
  async findExact(
    ctx: OperationContext,
    { username, email }: Pick<UserFilter, 'username' | 'email'>,
    callerId: string | undefined,
  ): Promise<User | undefined> {
    const query = managerFor(ctx, this.database)
      .createQueryBuilder(UserRow, 'person')
      .where(`person.status = 'active'`)
      .orderBy(
        `(person.issuer = coalesce((select caller.issuer from users.users caller where caller.id = :callerId), ''))`,
        'DESC',
      )
      .addOrderBy('person.createdAt')
      .addOrderBy('person.id')
      .setParameter('callerId', callerId ?? null)
      .limit(1);
    if (username !== undefined) query.andWhere('lower(person.username) = lower(:username)', { username });
    if (email !== undefined)
      query.andWhere('lower(person.email) = lower(:email) and person.emailVerified', { email });
    const row = await query.getOne();
    return row ? toUser(row) : undefined;
  }

  /**
   * Inserts the person, or brings the row up to date: in one statement, so that first calls at the same time make one
   * row. A row that says the same already is not written, nor one that knows something newer, nor a deleted one.
   * @returns what was done.
   */
  async upsert(
    tx: TransactionContext,
    id: string,
    identity: ProviderIdentity,
  ): Promise<'made' | 'changed' | 'nothing'> {
    const rows = await managerFor(tx, this.database).query<{ made: boolean }[]>(
      `insert into users.users as known (id, issuer, subject, username, email, email_verified, full_name, said_at,
           is_administrator)
       values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, false))
       on conflict (issuer, subject) do update set
         username = excluded.username, email = excluded.email, email_verified = excluded.email_verified,
         full_name = excluded.full_name, said_at = coalesce(excluded.said_at, known.said_at),
         is_administrator = coalesce($9, known.is_administrator),
         version = known.version + 1, updated_at = now()
       where (known.username, known.email, known.email_verified, known.full_name, known.is_administrator)
           is distinct from (excluded.username, excluded.email, excluded.email_verified, excluded.full_name,
             coalesce($9, known.is_administrator))
         and known.deleted_at is null
         and coalesce(excluded.said_at >= known.said_at, true)
       returning xmax = 0 as made`,
      [
        id,
        identity.issuer,
        identity.subject,
        identity.username,
        identity.email ?? null,
        identity.emailVerified ?? false,
        identity.fullName ?? null,
        identity.issuedAt ?? null,
        identity.isAdministrator ?? null,
      ],
    );
    const [row] = rows;
    if (!row) return 'nothing';
    return row.made ? 'made' : 'changed';
  }

  async updateProfile(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    { displayName, affiliation, about, website }: ProfileChange,
  ): Promise<boolean> {
    return this.change(tx, id, expected, {
      ...(displayName !== undefined && { displayName }),
      ...(affiliation !== undefined && { affiliation }),
      ...(about !== undefined && { about }),
      ...(website !== undefined && { website }),
    });
  }

  async suspend(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    suspended: boolean,
  ): Promise<boolean> {
    return this.change(tx, id, expected, {
      suspendedAt: suspended ? () => 'coalesce(suspended_at, now())' : null,
    });
  }

  /** Also changes the heir of one who is deleted already. */
  async delete(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    heirId: string | undefined,
  ): Promise<boolean> {
    try {
      return await this.change(tx, id, expected, {
        deletedAt: () => 'coalesce(deleted_at, now())',
        deletedBy: 'platform',
        heirId: heirId ?? null,
      });
    } catch (error) {
      return onConstraint(error, {
        users_heir_fkey: () => new HeirRefused(),
        users_heir_check: () => new HeirRefused(),
      });
    }
  }

  async restore(tx: TransactionContext, id: string, expected: ExpectedVersion): Promise<boolean> {
    return this.change(tx, id, expected, { deletedAt: null, deletedBy: null, heirId: null });
  }

  /** Keeps the latest of each; does not count as a change of the user. */
  async recordSeen(tx: TransactionContext, seen: readonly Sighting[]): Promise<void> {
    await managerFor(tx, this.database).query(
      `update users.users u set last_seen_at = s.at
       from (select id, max(at) as at from unnest($1::uuid[], $2::timestamptz[]) t(id, at) group by id order by id) s
       where u.id = s.id and u.purged_at is null and (u.last_seen_at is null or u.last_seen_at < s.at)`,
      [seen.map(({ userId }) => userId), seen.map(({ at }) => at)],
    );
  }

  /** False when no row has this id in an accepted version. */
  private async change(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    values: QueryDeepPartialEntity<UserRow>,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(UserRow)
      .set({ ...values, version: () => 'version + 1', updatedAt: () => 'now()' })
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }
}

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    issuer: row.issuer,
    subject: row.subject,
    username: row.username,
    email: row.email ?? undefined,
    emailVerified: row.emailVerified,
    fullName: row.fullName ?? undefined,
    isAdministrator: row.isAdministrator,
    saidAt: row.saidAt ?? undefined,
    profile: toProfile(row),
    status: row.status,
    disabledAt: row.disabledAt ?? undefined,
    suspendedAt: row.suspendedAt ?? undefined,
    deletion:
      row.deletedAt && row.deletedBy
        ? {
            deletedAt: row.deletedAt,
            deletedBy: row.deletedBy,
            heirId: row.heirId ?? undefined,
            purgeStartedAt: row.purgeStartedAt ?? undefined,
            purgeDone: row.purgeDone,
            purgeFailure: row.purgeFailure ?? undefined,
            purgedAt: row.purgedAt ?? undefined,
          }
        : undefined,
    lastSeenAt: row.lastSeenAt ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function toProfile({ displayName, affiliation, about, website }: UserRow): Profile {
  return {
    displayName: displayName ?? undefined,
    affiliation: affiliation ?? undefined,
    about: about ?? undefined,
    website: website ?? undefined,
  };
}
