import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor, whereVersion } from '@ashlar/database/persistence';
import type { NewStandingGrant, StandingGrant } from './grants.types.js';
import { StandingGrantRow } from './secrets.entity.js';

const columns: ListColumns<StandingGrantRow> = {
  created_at: { expression: 'standing.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

export class GrantRepository {
  constructor(private readonly database: Database) {}

  async list(ctx: OperationContext, userId: string, request: PageRequest): Promise<Page<StandingGrant>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(StandingGrantRow, 'standing')
      .where('standing.userId = :userId', { userId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toGrant) };
  }

  async find(ctx: OperationContext, id: string): Promise<StandingGrant | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(StandingGrantRow, { id });
    return row ? toGrant(row) : undefined;
  }

  /** Only while it lasts. Locked, so that one that is revoked at the same time is used before or not at all. */
  async findLive(tx: TransactionContext, id: string): Promise<StandingGrant | undefined> {
    const row = await managerFor(tx, this.database)
      .createQueryBuilder(StandingGrantRow, 'standing')
      .where('standing.id = :id', { id })
      .andWhere('(standing.expiresAt is null or standing.expiresAt > now())')
      .setLock('pessimistic_read')
      .getOne();
    return row ? toGrant(row) : undefined;
  }

  async insert(tx: TransactionContext, id: string, userId: string, grant: NewStandingGrant): Promise<void> {
    const { service, purpose, endpoint = null, secretIds, expiresAt = null } = grant;
    await managerFor(tx, this.database).insert(StandingGrantRow, {
      ...{ id, userId, service, purpose, endpoint, expiresAt },
      secretIds: [...secretIds],
    });
  }

  async delete(
    tx: TransactionContext,
    id: string,
    userId: string,
    expected: ExpectedVersion,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(StandingGrantRow)
      .where('id = :id and user_id = :userId', { id, userId });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  /** Seconds since 1970 by the clock of the database. */
  async now(tx: TransactionContext): Promise<number> {
    const rows: readonly { readonly now: number }[] = await managerFor(tx, this.database).query(
      'select floor(extract(epoch from now()))::int as now',
    );
    return rows[0]?.now ?? 0;
  }
}

function toGrant({ endpoint, expiresAt, ...row }: StandingGrantRow): StandingGrant {
  return { ...row, endpoint: endpoint ?? undefined, expiresAt: expiresAt ?? undefined };
}
