import type { Database, OperationContext } from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';
import { WebhookNotFound } from './webhooks.errors.js';
import type { Webhooks } from './webhooks.service.js';
import type { Webhook } from './webhooks.types.js';

export interface GuardDeps {
  readonly database: Database;
  readonly webhooks: Webhooks;
  /** Whether the caller administers this domain or, without one, the platform. */
  readonly administers: (ctx: OperationContext, domainId: string | undefined) => Promise<boolean>;
}

/**
 * The same for callers who may be anybody: administrators of a domain have to do with the webhooks that get the events
 * of that domain alone, those of the platform with all. What is not theirs is not there.
 */
export function guardWebhooks({ database, webhooks, administers }: GuardDeps): Webhooks {
  const assertAdministers = async (ctx: OperationContext, domainId: string | undefined): Promise<void> => {
    if (await administers(ctx, domainId)) return;
    throw new Forbidden(
      domainId === undefined
        ? 'Only administrators of the platform may do this without naming a domain'
        : 'You do not administer this domain',
    );
  };
  const own = async (ctx: OperationContext, id: string): Promise<Webhook> => {
    const webhook = await webhooks.get(ctx, id);
    if (!(await administers(ctx, webhook.domainId))) throw new WebhookNotFound();
    return webhook;
  };
  /** The webhook is still of that domain when the work on it begins: nobody moves it in between. */
  const ofOwn = <T>(
    ctx: OperationContext,
    id: string,
    work: (tx: OperationContext) => Promise<T>,
  ): Promise<T> =>
    database.transact(ctx, async (tx) => {
      await webhooks.lock(tx, id);
      await own(tx, id);
      return work(tx);
    });
  return {
    lock: webhooks.lock,
    async list(ctx, request, filter = {}) {
      await assertAdministers(ctx, filter.domainId);
      return webhooks.list(ctx, request, filter);
    },
    get: own,
    async create(ctx, input) {
      await assertAdministers(ctx, input.domainId);
      return webhooks.create(ctx, input);
    },
    update: (ctx, id, expected, change) =>
      ofOwn(ctx, id, async (tx) => {
        if (change.domainId !== undefined) await assertAdministers(tx, change.domainId ?? undefined);
        return webhooks.update(tx, id, expected, change);
      }),
    delete: (ctx, id, expected) => ofOwn(ctx, id, (tx) => webhooks.delete(tx, id, expected)),
    rotateSecret: (ctx, id) => ofOwn(ctx, id, (tx) => webhooks.rotateSecret(tx, id)),
    async deliveries(ctx, id, filter, request) {
      await own(ctx, id);
      return webhooks.deliveries(ctx, id, filter, request);
    },
    replay: (ctx, id, from) => ofOwn(ctx, id, (tx) => webhooks.replay(tx, id, from)),
  };
}
