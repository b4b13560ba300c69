import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { UserNamespace } from './groups.types.js';

const columns = 'id, domain_id as "domainId", user_id as "userId", slug';

/** The namespaces of users. */
export class NamespaceRepository {
  constructor(private readonly database: Database) {}

  async find(ctx: OperationContext, id: string): Promise<UserNamespace | undefined> {
    const rows: readonly UserNamespace[] = await managerFor(ctx, this.database).query(
      `select ${columns} from groups.user_namespaces where id = $1`,
      [id],
    );
    return rows[0];
  }

  async findByUser(ctx: OperationContext, userId: string): Promise<UserNamespace | undefined> {
    const rows: readonly UserNamespace[] = await managerFor(ctx, this.database).query(
      `select ${columns} from groups.user_namespaces where user_id = $1`,
      [userId],
    );
    return rows[0];
  }

  async insert(tx: TransactionContext, { id, domainId, userId, slug }: UserNamespace): Promise<void> {
    await managerFor(tx, this.database).query(
      'insert into groups.user_namespaces (id, domain_id, user_id, slug) values ($1, $2, $3, $4)',
      [id, domainId, userId, slug],
    );
  }

  /** Ids of all in a domain; inside a transaction locked, also against new things in them. */
  async idsIn(ctx: OperationContext, domainId: string): Promise<readonly string[]> {
    const rows: readonly { id: string }[] = await managerFor(ctx, this.database).query(
      `select id from groups.user_namespaces where domain_id = $1 order by id ${ctx.transaction ? 'for update' : ''}`,
      [domainId],
    );
    return rows.map(({ id }) => id);
  }

  async delete(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await managerFor(tx, this.database).query('delete from groups.user_namespaces where id = any($1)', [ids]);
  }

  /** Waits for whoever makes the home of the same user. */
  async lockUser(tx: TransactionContext, userId: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `select pg_advisory_xact_lock(hashtextextended('groups.home:' || $1, 0))`,
      [userId],
    );
  }
}
