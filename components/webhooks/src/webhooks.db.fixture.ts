import { Secret } from '@ashlar/config';
import { contextFor, type Database, newId } from '@ashlar/database';
import { type OpenedDatabase, openDatabase } from '@ashlar/database/testing';
import { createEgress, type Egress } from '@ashlar/egress';
import { type Consumer, createEvents, createFeed, defineEvent, type Events, type Feed } from '@ashlar/events';
import { IntegerField } from '@ashlar/http';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import {
  createWebhookDispatcher,
  createWebhooks,
  createWebhookSender,
  webhookEntities,
  type Webhooks,
  type WebhooksConfig,
  type WebhookSender,
} from './index.js';

export class LampChanged {
  @IntegerField({ description: 'How bright it is.', min: 0, max: 1_000_000 })
  brightness!: number;
}

const lampChanged = defineEvent({
  type: 'lamp.changed',
  version: 1,
  data: LampChanged,
  description: 'A lamp was changed.',
});

export const admin = contextFor({ kind: 'user', id: newId(), roles: ['admin'] });
export const key = new Secret(randomBytes(32).toString('hex'));

export interface World extends OpenedDatabase {
  readonly testDatabase: TestDatabase;
  readonly workerDatabase: Database;
  readonly egress: Egress;
  readonly events: Events;
  readonly feed: Feed;
  readonly webhooks: Webhooks;
  readonly dispatcher: Consumer;
  sender(config?: Partial<WebhooksConfig>, schedule?: readonly number[]): WebhookSender;
  tell(lamp: string, brightness: number, domainId?: string): Promise<void>;
  close(): Promise<void>;
}

/** The data API's half and the worker's, each with its own rights; loopback may be called. */
export async function openWorld(): Promise<World> {
  const testDatabase = await createTestDatabase();
  const opened = await openDatabase(testDatabase.urlFor('data'), [...webhookEntities]);
  const { database: workerDatabase } = await openDatabase(testDatabase.urlFor('worker'), [
    ...webhookEntities,
  ]);
  const { database, logger, metrics } = opened;
  const egress = createEgress({
    config: {
      ...{
        allowCidrs: ['127.0.0.0/8'],
        allowHosts: [],
        denyCidrs: [],
        ports: ['80', '443', '1024-65535'],
        dnsServers: [],
      },
      ...{ dnsTimeoutMs: 1_000, connectTimeoutMs: 1_000, timeoutMs: 5_000, maxResponseBytes: 10_000 },
      ...{ concurrency: 32, concurrencyPerHost: 32 },
    },
    logger,
    metrics,
  });
  const events = createEvents({ database, service: 'spec' });
  const feed = createFeed({ database });
  const config: WebhooksConfig = {
    ...{ key, concurrency: 16, concurrencyPerWebhook: 4, timeoutMs: 2_000, maxFailures: 100 },
    ...{ maxFailingMs: 3_600_000, retentionMs: 3_600_000 },
  };
  return {
    ...opened,
    testDatabase,
    workerDatabase,
    egress,
    events,
    feed,
    webhooks: createWebhooks({ database, egress, events, feed, key }),
    dispatcher: createWebhookDispatcher({ database: workerDatabase, logger, metrics }),
    sender: (overrides = {}, schedule = [0, 0, 0]) =>
      createWebhookSender({
        database: workerDatabase,
        config: { ...config, ...overrides },
        egress,
        events: createEvents({ database: workerDatabase, service: 'worker' }),
        logger,
        metrics,
        pollMs: 20,
        schedule,
      }),
    async tell(lamp, brightness, domainId) {
      await database.transact(admin, (tx) =>
        events.publish(tx, lampChanged, { id: lamp, domainId, data: { brightness } }),
      );
    },
    async close() {
      await database.close();
      await workerDatabase.close();
      await testDatabase.drop();
    },
  };
}
