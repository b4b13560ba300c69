import type { Secret } from '@ashlar/config';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import type { Egress } from '@ashlar/egress';
import { PreconditionFailed } from '@ashlar/errors';
import type { Events, Feed } from '@ashlar/events';
import { DeliveryRepository } from './deliveries.repository.js';
import { isWanted } from './matches.js';
import { shownSecret } from './signature.js';
import {
  DeliveryNotFound,
  ReplayTooLong,
  WebhookNotFound,
  WebhooksNotConfigured,
} from './webhooks.errors.js';
import { webhookCreated, webhookDeleted, webhookSecretRotated, webhookUpdated } from './webhooks.events.js';
import { WebhookRepository } from './webhooks.repository.js';
import type {
  Delivery,
  DeliveryFilter,
  NewWebhook,
  ReplayFrom,
  Webhook,
  WebhookChange,
} from './webhooks.types.js';

export const webhooksSchema: SchemaNeed = { brick: 'webhooks', migration: '0016-webhooks' };

/** Events that one replay looks at. */
const longestReplay = 10_000;

export interface WebhooksDeps {
  readonly database: Database;
  readonly egress: Pick<Egress, 'assertUrl'>;
  readonly events: Events;
  readonly feed: Pick<Feed, 'read' | 'positionAt'>;
  /** Of `WebhooksConfig`. Without it none can be made. */
  readonly key: Secret | undefined;
}

/** Addresses to which events are sent. Whoever calls this has been authorized. */
export interface Webhooks {
  /** Sorted by `name` or `created_at`; only those of one domain when it is named. */
  list(
    ctx: OperationContext,
    request: PageRequest,
    filter?: { readonly domainId?: string | undefined },
  ): Promise<Page<Webhook>>;
  /** Until the transaction ends nobody changes it. Nothing happens when it is not there. */
  lock(tx: TransactionContext, id: string): Promise<void>;
  /** @throws {WebhookNotFound} */
  get(ctx: OperationContext, id: string): Promise<Webhook>;
  /**
   * @returns the secret too, which is never shown again.
   * @throws {DestinationUnreachable | WebhooksNotConfigured}
   */
  create(
    ctx: OperationContext,
    input: NewWebhook,
  ): Promise<{ readonly webhook: Webhook; readonly secret: string }>;
  /** @throws {WebhookNotFound | PreconditionFailed | DestinationUnreachable} */
  update(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    change: WebhookChange,
  ): Promise<Webhook>;
  /** @throws {WebhookNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
  /** A new secret; for a day, deliveries are signed with the old one too. @throws {WebhookNotFound | WebhooksNotConfigured} */
  rotateSecret(
    ctx: OperationContext,
    id: string,
  ): Promise<{ readonly webhook: Webhook; readonly secret: string }>;
  /** Newest first unless asked otherwise; sorted by `created_at`. @throws {WebhookNotFound} */
  deliveries(
    ctx: OperationContext,
    id: string,
    filter: DeliveryFilter,
    request: PageRequest,
  ): Promise<Page<Delivery>>;
  /**
   * Sends again, under the same `webhook-id`.
   * @returns how many deliveries were made.
   * @throws {WebhookNotFound | DeliveryNotFound | ReplayTooLong}
   */
  replay(ctx: OperationContext, id: string, from: ReplayFrom): Promise<number>;
}

export function createWebhooks({ database, egress, events, feed, key }: WebhooksDeps): Webhooks {
  const webhooks = new WebhookRepository(database);
  const deliveries = new DeliveryRepository(database);

  const get = async (ctx: OperationContext, id: string): Promise<Webhook> => {
    const webhook = await webhooks.find(ctx, id);
    if (!webhook) throw new WebhookNotFound();
    return webhook;
  };
  const neededKey = (): Secret => {
    if (!key) throw new WebhooksNotConfigured();
    return key;
  };
  const refuse = async (tx: TransactionContext, id: string): Promise<never> => {
    const { version } = await get(tx, id);
    throw new PreconditionFailed(`The webhook is at version ${version} now`, { details: { version } });
  };
  const factsOf = ({ id, domainId, name, enabled }: Webhook) => ({
    id,
    domainId,
    data: { webhook_id: id, name, enabled },
  });

  const repeatSince = async (tx: TransactionContext, webhook: Webhook, since: Date): Promise<number> => {
    const wanted = { types: webhook.types ?? null, domainId: webhook.domainId ?? null };
    let after = await feed.positionAt(tx, since);
    let seen = 0;
    for (let count = 0; ;) {
      const { items, next, atEnd } = await feed.read(tx, { after, size: 1_000 });
      seen += items.length;
      if (seen > longestReplay) {
        throw new ReplayTooLong(`More than ${longestReplay} events have happened since`);
      }
      const entries = items.filter((item) => isWanted(wanted, item));
      await deliveries.add(
        tx,
        entries.map((item) => ({ webhookId: webhook.id, item, replayed: true })),
      );
      count += entries.length;
      if (atEnd) return count;
      after = next;
    }
  };

  return {
    list: (ctx, request, filter = {}) => webhooks.list(ctx, request, filter.domainId),
    lock: (tx, id) => webhooks.lock(tx, id),
    get,
    create: async (ctx, input) => {
      const sure = neededKey();
      egress.assertUrl(input.url);
      return database.transact(ctx, async (tx) => {
        const id = newId();
        await webhooks.insert(tx, id, input);
        const webhook = await get(tx, id);
        await events.publish(tx, webhookCreated, factsOf(webhook));
        return { webhook, secret: shownSecret(sure, id, 1) };
      });
    },
    update: async (ctx, id, expected, change) => {
      if (change.url !== undefined) egress.assertUrl(change.url);
      return database.transact(ctx, async (tx) => {
        if (!(await webhooks.update(tx, id, expected, change))) return refuse(tx, id);
        const webhook = await get(tx, id);
        await events.publish(tx, webhookUpdated, factsOf(webhook));
        return webhook;
      });
    },
    delete: (ctx, id, expected) =>
      database.transact(ctx, async (tx) => {
        const webhook = await get(tx, id);
        if (!(await webhooks.delete(tx, id, expected))) await refuse(tx, id);
        await events.publish(tx, webhookDeleted, factsOf(webhook));
      }),
    rotateSecret: async (ctx, id) => {
      const sure = neededKey();
      return database.transact(ctx, async (tx) => {
        const version = await webhooks.rotate(tx, id);
        if (version === undefined) throw new WebhookNotFound();
        const webhook = await get(tx, id);
        await events.publish(tx, webhookSecretRotated, factsOf(webhook));
        return { webhook, secret: shownSecret(sure, id, version) };
      });
    },
    async deliveries(ctx, id, filter, request) {
      await get(ctx, id);
      return deliveries.list(ctx, id, filter, request);
    },
    replay: (ctx, id, from) =>
      database.transact(ctx, async (tx) => {
        const webhook = await get(tx, id);
        if ('since' in from) return repeatSince(tx, webhook, from.since);
        if (!(await deliveries.repeat(tx, id, from.deliveryId))) throw new DeliveryNotFound();
        return 1;
      }),
  };
}
