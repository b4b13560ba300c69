import { type Consumer, type ConsumerDeps, createConsumer } from '@ashlar/events';
import { DeliveryRepository } from './deliveries.repository.js';
import { isWanted } from './matches.js';

/** Turns events into deliveries, one for each webhook that wants it, exactly once. */
export function createWebhookDispatcher(deps: ConsumerDeps): Consumer {
  const deliveries = new DeliveryRepository(deps.database);
  return createConsumer(deps, 'webhooks', async (tx, items) => {
    const subscriptions = await deliveries.subscriptions(tx);
    const entries = items.flatMap((item) =>
      subscriptions
        .filter(({ types, domain_id: domainId }) => isWanted({ types, domainId }, item))
        .map(({ id }) => ({ webhookId: id, item, replayed: false })),
    );
    await deliveries.add(tx, entries);
  });
}
