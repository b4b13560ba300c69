import { Secret } from '@ashlar/config';
import { systemContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createEvents, createFeed } from '@ashlar/events';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createWebhooks } from '@ashlar/webhooks';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tasks, worker } from '../src/index.js';

let testDatabase: TestDatabase;
let data: OpenedDatabase;
let server: Server;
const received: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  data = await openDatabase(testDatabase.urlFor('data'), worker.entities);
  server = createServer((req, res) => {
    req.resume().on('end', () => {
      received.push(String(req.headers['webhook-id']));
      res.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  server.close().closeAllConnections();
  await data.database.close();
  await testDatabase.drop();
});

describe('events.deliver', () => {
  it('hands on what has happened, and ends', async () => {
    const { database } = data;
    const key = randomBytes(32).toString('base64');
    const { port } = server.address() as AddressInfo;
    const webhooks = createWebhooks({
      database,
      egress: { assertUrl: () => undefined },
      events: createEvents({ database, service: 'spec' }),
      feed: createFeed({ database }),
      key: new Secret(key),
    });
    // That it was made is an event too.
    const ctx = systemContext('spec');
    const input = { name: 'spec', url: `http://127.0.0.1:${port}/hook`, enabled: true };
    const { webhook } = await webhooks.create(ctx, input);
    const env = {
      DATABASE_URL: testDatabase.urlFor('worker'),
      ASHLAR_WEBHOOKS_KEY: key,
      ASHLAR_EGRESS_ALLOW_CIDRS: '127.0.0.0/8',
      ASHLAR_EGRESS_PORTS: String(port),
      ASHLAR_METRICS_PORT: '0',
      ASHLAR_LOG_LEVEL: 'error',
    };
    await tasks['events.deliver']?.(env);
    expect(received).toHaveLength(1);
    const page = { size: 10, sort: { by: 'created_at', descending: true }, start: { page: 0 }, count: false };
    const { items } = await webhooks.deliveries(ctx, webhook.id, {}, page);
    expect(items).toMatchObject([{ eventId: received[0], state: 'delivered', attempts: 1 }]);
    await tasks['events.deliver']?.(env);
    expect(received).toHaveLength(1);
  }, 30_000);
});
