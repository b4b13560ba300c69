import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor, whereVersion } from '@ashlar/database/persistence';
import { PersonalTokenRow } from './personal-tokens.entity.js';
import type { PersonalToken } from './personal-tokens.types.js';

const columns: ListColumns<PersonalTokenRow> = {
  created_at: { expression: 'token.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

/** What a presented token stands for. */
export interface LiveToken {
  readonly id: string;
  readonly ownerId: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly expiresAt: Date;
}

export class PersonalTokenRepository {
  constructor(private readonly database: Database) {}

  async insert(
    tx: TransactionContext,
    token: LiveToken & { readonly name: string; readonly hash: Buffer },
  ): Promise<void> {
    await managerFor(tx, this.database).insert(PersonalTokenRow, {
      ...token,
      scopes: [...token.scopes],
      roles: [...token.roles],
    });
  }

  async list(ctx: OperationContext, ownerId: string, request: PageRequest): Promise<Page<PersonalToken>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(PersonalTokenRow, 'token')
      .where('token.ownerId = :ownerId', { ownerId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toToken) };
  }

  async find(ctx: OperationContext, ownerId: string, id: string): Promise<PersonalToken | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(PersonalTokenRow, { id, ownerId });
    return row ? toToken(row) : undefined;
  }

  /** False when this owner has no such token in an accepted version. */
  async delete(
    tx: TransactionContext,
    ownerId: string,
    id: string,
    expected: ExpectedVersion,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(PersonalTokenRow)
      .where('id = :id and owner_id = :ownerId', { id, ownerId });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  async deleteAllOf(tx: TransactionContext, ownerId: string): Promise<number> {
    const { affected } = await managerFor(tx, this.database).delete(PersonalTokenRow, { ownerId });
    return affected ?? 0;
  }

  async prune(tx: TransactionContext): Promise<number> {
    const { affected } = await managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(PersonalTokenRow)
      .where(`expires_at < now() - interval '30 days'`)
      .execute();
    return affected ?? 0;
  }

  /** The token with this hash that is still good; notes its use, to the minute. */
  async use(ctx: OperationContext, hash: Buffer): Promise<LiveToken | undefined> {
    const rows = await managerFor(ctx, this.database).query<
      { id: string; owner_id: string; scopes: string[]; roles: string[]; expires_at: Date }[]
    >(
      `with found as (
         select id, owner_id, scopes, roles, expires_at from authn.personal_tokens
         where hash = $1 and expires_at > now()
       ), touched as (
         update authn.personal_tokens set last_used_at = now()
         where id in (select id from found)
           and (last_used_at is null or last_used_at < now() - interval '1 minute')
       )
       select * from found`,
      [hash],
    );
    const [row] = rows;
    return row && { ...row, ownerId: row.owner_id, expiresAt: row.expires_at };
  }
}

function toToken(row: PersonalTokenRow): PersonalToken {
  return {
    id: row.id,
    ownerId: row.ownerId,
    name: row.name,
    scopes: row.scopes,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
  };
}
