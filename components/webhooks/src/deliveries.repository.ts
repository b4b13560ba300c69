import {
  type Database,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor } from '@ashlar/database/persistence';
import type { FeedItem } from '@ashlar/events';
import { DeliveryRow } from './webhooks.entity.js';
import type { Attempt, ClaimedDelivery, Delivery, DeliveryFilter } from './webhooks.types.js';

const columns: ListColumns<DeliveryRow> = {
  created_at: { expression: 'delivery.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

/** What a webhook wants to be told. */
export interface Subscription {
  readonly id: string;
  readonly types: readonly string[] | null;
  readonly domain_id: string | null;
}

/** What a failure has made of a webhook. */
export interface Failing {
  readonly failures: number;
  readonly failing_for_ms: number;
  readonly enabled: boolean;
  readonly domain_id: string | null;
}

export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  private query<Row>(
    ctx: OperationContext,
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return managerFor(ctx, this.database).query<readonly Row[]>(sql, [...values]);
  }

  async list(
    ctx: OperationContext,
    webhookId: string,
    { state }: DeliveryFilter,
    request: PageRequest,
  ): Promise<Page<Delivery>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(DeliveryRow, 'delivery')
      .where('delivery.webhookId = :webhookId', { webhookId });
    if (state) query.andWhere('delivery.state = :state', { state });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toDelivery) };
  }

  subscriptions(ctx: OperationContext): Promise<readonly Subscription[]> {
    return this.query(
      ctx,
      `select id, types, domain_id from webhooks.webhooks where enabled order by id`,
      [],
    );
  }

  /** Adds deliveries in the order given, each behind what its lane still has. */
  async add(
    tx: TransactionContext,
    entries: readonly { readonly webhookId: string; readonly item: FeedItem; readonly replayed: boolean }[],
  ): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ webhookId, item: { event }, replayed }, place) => ({
      ...{
        id: newId(),
        webhook_id: webhookId,
        event_id: event.id,
        event_type: event.type,
        subject: event.subject,
      },
      ...{ event, replayed, place },
    }));
    await this.query(
      tx,
      `insert into webhooks.deliveries (id, webhook_id, event_id, event_type, subject, event, replayed, next_at)
       select id, webhook_id, event_id, event_type, subject, event, replayed, coalesce((
         select max(next_at) from webhooks.deliveries as lane
         where lane.webhook_id = entry.webhook_id and lane.subject = entry.subject and lane.state = 'pending'
       ), now())
       from jsonb_to_recordset($1::jsonb) as entry (
         id uuid, webhook_id uuid, event_id uuid, event_type text, subject text, event jsonb, replayed boolean, place bigint
       ) order by place`,
      [JSON.stringify(rows)],
    );
  }

  /** Sends the event of a delivery once more. False when the webhook has no such delivery. */
  async repeat(tx: TransactionContext, webhookId: string, deliveryId: string): Promise<boolean> {
    const rows = await this.query(
      tx,
      `insert into webhooks.deliveries (id, webhook_id, event_id, event_type, subject, event, replayed)
       select $3, webhook_id, event_id, event_type, subject, event, true
       from webhooks.deliveries where webhook_id = $1 and id = $2 returning id`,
      [webhookId, deliveryId, newId()],
    );
    return rows.length === 1;
  }

  /** Takes the lease on what is due and first in its lane, at most so many of one webhook. */
  async claim(
    ctx: OperationContext,
    {
      most,
      mostPerWebhook,
      leaseMs,
      overlapMs,
    }: { most: number; mostPerWebhook: number; leaseMs: number; overlapMs: number },
  ): Promise<readonly ClaimedDelivery[]> {
    const [rows = []] = await this.query<readonly ClaimedDelivery[]>(
      ctx,
      `with due as (
         select due.id from webhooks.webhooks as webhook
         cross join lateral (
           select delivery.id, delivery.next_at from webhooks.deliveries as delivery
           where delivery.webhook_id = webhook.id and delivery.state = 'pending' and delivery.next_at <= now()
             and (delivery.lease_until is null or delivery.lease_until < now())
             and not exists (
               select from webhooks.deliveries as earlier
               where earlier.webhook_id = delivery.webhook_id and earlier.subject = delivery.subject
                 and earlier.state = 'pending' and earlier.seq < delivery.seq
             )
           order by delivery.next_at, delivery.seq
           limit greatest(0, $2::int - (
             select count(*) from webhooks.deliveries as running
             where running.webhook_id = webhook.id and running.state = 'pending' and running.lease_until >= now()
           ))
         ) as due
         where webhook.enabled
         order by due.next_at
         limit $1
       ), locked as (
         select delivery.id from webhooks.deliveries as delivery join due using (id)
         where delivery.state = 'pending' and (delivery.lease_until is null or delivery.lease_until < now())
         for update of delivery skip locked
       )
       update webhooks.deliveries as delivery set
         lease_until = now() + make_interval(secs => $3::float8 / 1000), fence = delivery.fence + 1,
         attempts = delivery.attempts + 1, last_attempt_at = now()
       from locked, webhooks.webhooks as webhook
       where delivery.id = locked.id and webhook.id = delivery.webhook_id
       returning delivery.id, delivery.webhook_id as "webhookId", delivery.fence, delivery.attempts,
         delivery.event_id as "eventId", delivery.event, webhook.url, webhook.secret_version as "secretVersion",
         coalesce(webhook.secret_rotated_at > now() - make_interval(secs => $4::float8 / 1000), false) as overlapping,
         floor(extract(epoch from now()))::float8 as now`,
      [most, mostPerWebhook, leaseMs, overlapMs],
    );
    return rows;
  }

  /** Writes down how an attempt ended. False when another has taken the delivery since. */
  async finish(
    tx: TransactionContext,
    { id, fence }: Pick<ClaimedDelivery, 'id' | 'fence'>,
    { status, durationMs, failure, retryInMs }: Attempt,
  ): Promise<boolean> {
    const state = failure === undefined ? 'delivered' : retryInMs === undefined ? 'failed' : 'pending';
    const [rows = []] = await this.query<
      readonly { webhook_id: string; subject: string; seq: string; next_at: Date }[]
    >(
      tx,
      `update webhooks.deliveries set state = $3, lease_until = null, response_status = $4, duration_ms = $5,
         failure = $6, next_at = case when $3 = 'pending' then now() + make_interval(secs => $7::float8 / 1000) else next_at end,
         finished_at = case when $3 = 'pending' then null else now() end
       where id = $1 and fence = $2 and state = 'pending'
       returning webhook_id, subject, seq::text, next_at`,
      [id, fence, state, status ?? null, Math.round(durationMs), failure ?? null, retryInMs ?? 0],
    );
    const [row] = rows;
    if (!row) return false;
    if (state === 'pending') {
      // What waits behind it is not looked at again and again meanwhile.
      await this.query(
        tx,
        `update webhooks.deliveries set next_at = greatest(next_at, $4)
         where webhook_id = $1 and subject = $2 and state = 'pending' and seq > $3`,
        [row.webhook_id, row.subject, row.seq, row.next_at],
      );
    } else {
      // A lane that was put off begins with its next now.
      await this.query(
        tx,
        `update webhooks.deliveries set next_at = now()
         where webhook_id = $1 and subject = $2 and state = 'pending' and seq > $3 and next_at > now()`,
        [row.webhook_id, row.subject, row.seq],
      );
    }
    return true;
  }

  /** Gives back what was claimed and not sent to the end, with the attempt, unless another has taken it since. */
  async release(ctx: OperationContext, { id, fence }: Pick<ClaimedDelivery, 'id' | 'fence'>): Promise<void> {
    await this.query(
      ctx,
      `update webhooks.deliveries set lease_until = null, attempts = attempts - 1
       where id = $1 and fence = $2 and state = 'pending'`,
      [id, fence],
    );
  }

  async countSuccess(tx: TransactionContext, webhookId: string): Promise<void> {
    await this.query(
      tx,
      `update webhooks.webhooks set failures = 0, failing_since = null where id = $1 and failures > 0`,
      [webhookId],
    );
  }

  async countFailure(tx: TransactionContext, webhookId: string): Promise<Failing | undefined> {
    const [[row] = []] = await this.query<readonly Failing[]>(
      tx,
      `update webhooks.webhooks set failures = failures + 1, failing_since = coalesce(failing_since, now())
       where id = $1
       returning failures, (extract(epoch from now() - failing_since) * 1000)::float8 as failing_for_ms, enabled, domain_id`,
      [webhookId],
    );
    return row;
  }

  async disable(tx: TransactionContext, webhookId: string, reason: string): Promise<boolean> {
    const [rows = []] = await this.query<readonly unknown[]>(
      tx,
      `update webhooks.webhooks set enabled = false, disabled_reason = $2, disabled_at = now(), version = version + 1,
         updated_at = now()
       where id = $1 and enabled returning id`,
      [webhookId, reason],
    );
    return rows.length === 1;
  }

  /** Deletes a batch of what ended long ago. @returns how many. */
  async sweep(tx: TransactionContext, retentionMs: number, most: number): Promise<number> {
    const [row] = await this.query<{ count: number }>(
      tx,
      `with doomed as (
         select id from webhooks.deliveries
         where state <> 'pending' and finished_at < now() - make_interval(secs => $1::float8 / 1000)
         limit $2
       ), deleted as (delete from webhooks.deliveries where id in (select id from doomed) returning 1)
       select count(*)::int as count from deleted`,
      [retentionMs, most],
    );
    return row?.count ?? 0;
  }

  /** Deliveries that nobody sends although they have been due for so long. */
  async overdue(ctx: OperationContext, forMs: number): Promise<number> {
    const [row] = await this.query<{ count: number }>(
      ctx,
      `select count(*)::int as count from webhooks.deliveries as delivery
       join webhooks.webhooks as webhook on webhook.id = delivery.webhook_id and webhook.enabled
       where delivery.state = 'pending' and delivery.next_at < now() - make_interval(secs => $1::float8 / 1000)
         and (delivery.lease_until is null or delivery.lease_until < now())
         and not exists (
           select from webhooks.deliveries as earlier
           where earlier.webhook_id = delivery.webhook_id and earlier.subject = delivery.subject
             and earlier.state = 'pending' and earlier.seq < delivery.seq
         )`,
      [forMs],
    );
    return row?.count ?? 0;
  }

  /** Deliveries that wait, and the age of the oldest in seconds. */
  async backlog(ctx: OperationContext): Promise<{ readonly pending: number; readonly age: number }> {
    const [row] = await this.query<{ pending: number; age: number }>(
      ctx,
      `select count(*)::int as pending,
         coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as age
       from (select created_at from webhooks.deliveries where state = 'pending' limit 100000) as counted`,
      [],
    );
    return row ?? { pending: 0, age: 0 };
  }
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    eventId: row.eventId,
    eventType: row.eventType,
    subject: row.subject,
    state: row.state,
    replayed: row.replayed,
    attempts: row.attempts,
    nextAt: row.nextAt,
    lastAttemptAt: row.lastAttemptAt ?? undefined,
    responseStatus: row.responseStatus ?? undefined,
    durationMs: row.durationMs ?? undefined,
    failure: row.failure ?? undefined,
    createdAt: row.createdAt,
  };
}
