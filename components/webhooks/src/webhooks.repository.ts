import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor, whereVersion } from '@ashlar/database/persistence';
import { WebhookRow } from './webhooks.entity.js';
import type { NewWebhook, Webhook, WebhookChange } from './webhooks.types.js';

const columns: ListColumns<WebhookRow> = {
  name: {
    expression: 'lower(webhook.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'webhook.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

export class WebhookRepository {
  constructor(private readonly database: Database) {}

  async list(
    ctx: OperationContext,
    request: PageRequest,
    domainId: string | undefined,
  ): Promise<Page<Webhook>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(WebhookRow, 'webhook');
    if (domainId !== undefined) query.where('webhook.domainId = :domainId', { domainId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toWebhook) };
  }

  async find(ctx: OperationContext, id: string): Promise<Webhook | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(WebhookRow, { id });
    return row ? toWebhook(row) : undefined;
  }

  async lock(tx: TransactionContext, id: string): Promise<void> {
    await managerFor(tx, this.database).query('select from webhooks.webhooks where id = $1 for update', [id]);
  }

  async insert(tx: TransactionContext, id: string, input: NewWebhook): Promise<void> {
    await managerFor(tx, this.database).insert(WebhookRow, {
      id,
      name: input.name,
      url: input.url,
      types: input.types ? [...input.types] : null,
      domainId: input.domainId ?? null,
      enabled: input.enabled,
      createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
    });
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    { name, url, types, domainId, enabled }: WebhookChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(WebhookRow)
      .set({
        ...(name !== undefined && { name }),
        ...(url !== undefined && { url }),
        ...(types !== undefined && { types: types && [...types] }),
        ...(domainId !== undefined && { domainId }),
        ...(enabled !== undefined && { enabled }),
        ...(enabled === true && { disabledReason: null, disabledAt: null }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    if (affected === 1 && enabled === true) await this.forgiveFailures(tx, id);
    return affected === 1;
  }

  /** The new version of its secret; undefined when there is no such webhook. */
  async rotate(tx: TransactionContext, id: string): Promise<number | undefined> {
    const [[row] = []] = await managerFor(tx, this.database).query<[{ secret_version: number }[]]>(
      `update webhooks.webhooks set secret_version = secret_version + 1, secret_rotated_at = now(),
         version = version + 1, updated_at = now()
       where id = $1 returning secret_version`,
      [id],
    );
    return row?.secret_version;
  }

  /** False when no row has this id in an accepted version. */
  async delete(tx: TransactionContext, id: string, expected: ExpectedVersion): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(WebhookRow)
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  private async forgiveFailures(tx: TransactionContext, id: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `update webhooks.webhooks set failures = 0, failing_since = null where id = $1`,
      [id],
    );
  }
}

function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    types: row.types ?? undefined,
    domainId: row.domainId ?? undefined,
    enabled: row.enabled,
    disabledReason: row.disabledReason ?? undefined,
    disabledAt: row.disabledAt ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
