import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { UserRow } from './users.entity.js';
import type { ProviderIdentity, User } from './users.types.js';

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

  /**
   * Inserts the person, or brings the row up to date: in one statement, so that first calls at the same time make one
   * row. A row that says the same already is not written.
   */
  async upsert(tx: TransactionContext, id: string, identity: ProviderIdentity): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into users.users as known (id, issuer, subject, username, email, full_name)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (issuer, subject) do update set
         username = excluded.username, email = excluded.email, full_name = excluded.full_name,
         version = known.version + 1, updated_at = now()
       where (known.username, known.email, known.full_name)
         is distinct from (excluded.username, excluded.email, excluded.full_name)`,
      [
        id,
        identity.issuer,
        identity.subject,
        identity.username,
        identity.email ?? null,
        identity.fullName ?? null,
      ],
    );
  }
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    issuer: row.issuer,
    subject: row.subject,
    username: row.username,
    email: row.email ?? undefined,
    fullName: row.fullName ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
