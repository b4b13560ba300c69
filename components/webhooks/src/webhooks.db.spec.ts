import { newId, type PageRequest } from '@ashlar/database';
import { eventually } from '@ashlar/test-postgres';
import pg from 'pg';
import { Webhook as Verifier } from 'standardwebhooks';
import { sweepDeliveries, type Webhook } from './index.js';
import { type Receiver, startReceiver } from './receiver.fixture.js';
import { admin, openWorld, type World } from './webhooks.db.fixture.js';

let world: World;
let receiver: Receiver;
beforeEach(async () => {
  world = await openWorld();
  receiver = await startReceiver();
});
afterEach(async () => {
  await world.close();
  await receiver.close();
});

const everything: PageRequest = {
  size: 100,
  sort: { by: 'created_at', descending: false },
  start: { page: 0 },
  count: false,
};

async function register(more: object = {}): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  return world.webhooks.create(admin, {
    name: 'Spec',
    url: receiver.url,
    types: ['lamp.changed'],
    enabled: true,
    ...more,
  });
}

async function deliveriesOf({ id }: Webhook) {
  return (await world.webhooks.deliveries(admin, id, {}, everything)).items;
}

async function asOwner(sql: string, values: readonly unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: world.testDatabase.url });
  await client.connect();
  await client.query(sql, [...values]);
  await client.end();
}

const brightness = (): readonly number[] => receiver.received.map(({ event }) => event.data.brightness);

/** Whether an independent implementation of Standard Webhooks accepts it. */
function isSignedWith(secret: string, at: number): boolean {
  const { headers, body } = receiver.received[at] ?? { headers: {}, body: '' };
  try {
    new Verifier(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

describe('a delivery', () => {
  it('is a signed CloudEvent to those who want it, under the id of the event', async () => {
    const { webhook, secret } = await register();
    const domainId = newId();
    const other = await register({ domainId });
    await world.tell('a', 1);
    await world.tell('b', 2, domainId);
    await world.dispatcher.step();
    expect(await world.sender().step()).toBe(3);
    expect([...brightness()].sort()).toEqual([1, 2, 2]);
    const first = receiver.received.findIndex(({ event }) => event.data.brightness === 1);
    expect(isSignedWith(secret, first)).toBe(true);
    expect(isSignedWith(other.secret, first)).toBe(false);
    const { headers, event } = receiver.received[first] ?? {};
    expect(headers).toMatchObject({
      'content-type': 'application/cloudevents+json',
      'webhook-id': event?.id,
    });
    expect(await deliveriesOf(webhook)).toMatchObject([
      { state: 'delivered', attempts: 1, responseStatus: 204, failure: undefined, eventId: event?.id },
      { state: 'delivered', attempts: 1 },
    ]);
    // Nothing is told twice, whoever looks again.
    await world.dispatcher.step();
    expect(await world.sender().step()).toBe(0);
  });

  it('is signed with the old secret too for a day after it was replaced', async () => {
    const { webhook, secret } = await register();
    const rotated = await world.webhooks.rotateSecret(admin, webhook.id);
    expect(rotated.secret).not.toBe(secret);
    await world.tell('a', 1);
    await world.dispatcher.step();
    await world.sender().step();
    expect([isSignedWith(secret, 0), isSignedWith(rotated.secret, 0)]).toEqual([true, true]);
    await asOwner(`update webhooks.webhooks set secret_rotated_at = now() - interval '25 hours'`);
    await world.tell('a', 2);
    await world.dispatcher.step();
    await world.sender().step();
    expect([isSignedWith(secret, 1), isSignedWith(rotated.secret, 1)]).toEqual([false, true]);
  });

  it('that fails is tried again under the same id, holds up its own subject and no other', async () => {
    const { webhook } = await register();
    for (const [lamp, value] of [
      ['bad', 1],
      ['bad', 2],
      ['good', 3],
      ['good', 4],
    ] as const) {
      await world.tell(lamp, value);
    }
    await world.dispatcher.step();
    receiver.answer = ({ subject }) => (subject === 'lamp/bad' ? 500 : 200);
    const sender = world.sender({}, [3_600_000]);
    expect(await sender.step()).toBe(2);
    expect(await sender.step()).toBe(1);
    expect(await sender.step()).toBe(0);
    expect(brightness().filter((value) => value > 2)).toEqual([3, 4]);
    expect(brightness().filter((value) => value <= 2)).toEqual([1]);
    expect((await deliveriesOf(webhook)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['pending', 1],
      ['pending', 0],
      ['delivered', 1],
      ['delivered', 1],
    ]);
    receiver.answer = () => 200;
    await asOwner(`update webhooks.deliveries set next_at = now()`);
    expect(await sender.step()).toBe(1);
    expect(await sender.step()).toBe(1);
    const bad = receiver.received.filter(({ event }) => event.subject === 'lamp/bad');
    expect(bad.map(({ event }) => event.data.brightness)).toEqual([1, 1, 2]);
    expect(new Set(bad.slice(0, 2).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is given up after the last attempt, and the next of its subject comes', async () => {
    const { webhook } = await register();
    await world.tell('a', 1);
    await world.tell('a', 2);
    await world.dispatcher.step();
    receiver.answer = ({ data }) => (data.brightness === 1 ? 500 : 200);
    const sender = world.sender({}, [0]);
    for (let turn = 0; turn < 3; turn += 1) await sender.step();
    expect(brightness()).toEqual([1, 1, 2]);
    expect(await deliveriesOf(webhook)).toMatchObject([
      { state: 'failed', attempts: 2, responseStatus: 500, failure: 'answered 500' },
      { state: 'delivered' },
    ]);
  });

  it('follows no redirect, and an address that may not be called says no more than that', async () => {
    const { webhook } = await register();
    await asOwner(`update webhooks.webhooks set url = 'http://169.254.169.254:8080/'`);
    await world.tell('a', 1);
    await world.dispatcher.step();
    await world.sender({}, []).step();
    expect(await deliveriesOf(webhook)).toMatchObject([
      { state: 'failed', responseStatus: undefined, failure: 'could not be reached' },
    ]);
    await asOwner(`update webhooks.webhooks set url = $1`, [receiver.url]);
    receiver.answer = () => 302;
    await world.tell('b', 2);
    await world.dispatcher.step();
    await world.sender({}, []).step();
    expect((await deliveriesOf(webhook))[1]).toMatchObject({ state: 'failed', failure: 'answered 302' });
  });

  it('is counted by how its attempts ended, and shown while it waits', async () => {
    await register();
    await world.tell('a', 1);
    await world.tell('b', 2);
    await world.dispatcher.step();
    await asOwner(`update webhooks.deliveries set created_at = now() - interval '70 seconds'`);
    const sender = world.sender({}, [3_600_000]);
    const waiting = await world.metrics.render();
    expect(waiting).toContain('ashlar_webhook_pending 2');
    expect(Number(/^ashlar_webhook_pending_age_seconds (\S+)$/m.exec(waiting)?.[1])).toBeGreaterThanOrEqual(
      70,
    );
    receiver.answer = ({ data }) => (data.brightness === 1 ? 500 : 200);
    expect(await sender.step()).toBe(2);
    const text = await world.metrics.render();
    expect(text).toContain('ashlar_webhook_pending 1');
    for (const outcome of ['delivered', 'retried']) {
      expect(text).toContain(`ashlar_webhook_attempts_total{outcome="${outcome}"} 1`);
      expect(text).toContain(`ashlar_webhook_attempt_seconds_count{outcome="${outcome}"} 1`);
    }
  });

  it('whose sender was overtaken is not finished by the late one', async () => {
    const { webhook } = await register();
    await world.tell('a', 1);
    await world.dispatcher.step();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const original = world.egress.request.bind(world.egress);
    let late = true;
    world.egress.request = async (request) => {
      if (!late) return original(request);
      late = false;
      await held;
      return { status: 500, headers: {}, body: Buffer.alloc(0), durationMs: 1 };
    };
    const stalled = world.sender().step();
    await eventually(() => !late);
    await asOwner(`update webhooks.deliveries set lease_until = now() - interval '1 second'`);
    expect(await world.sender().step()).toBe(1);
    release();
    await stalled;
    expect(await deliveriesOf(webhook)).toMatchObject([
      { state: 'delivered', responseStatus: 204, attempts: 2 },
    ]);
  });

  it('goes to one of many senders at a time, in order within its subject', async () => {
    await register();
    for (let value = 0; value < 40; value += 1) await world.tell(`lamp-${value % 5}`, value);
    await world.dispatcher.step();
    const senders = Array.from({ length: 3 }, () => world.sender());
    for (const sender of senders) sender.start();
    await eventually(() => receiver.received.length >= 40, { timeoutMs: 15_000 });
    await Promise.all(senders.map((sender) => sender.stop()));
    expect(receiver.received).toHaveLength(40);
    for (let lamp = 0; lamp < 5; lamp += 1) {
      const own = brightness().filter((value) => value % 5 === lamp);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  });
});

describe('a webhook', () => {
  it('that fails too often is disabled, says so in an event, and goes on where it was when it is enabled', async () => {
    const { webhook } = await register();
    for (let value = 0; value < 4; value += 1) await world.tell(`${value}`, value);
    await world.dispatcher.step();
    receiver.answer = () => 500;
    await world.sender({ maxFailures: 3, concurrency: 1 }, [3_600_000]).step();
    await world.sender({ maxFailures: 3, concurrency: 2 }, [3_600_000]).step();
    const disabled = await world.webhooks.get(admin, webhook.id);
    expect(disabled).toMatchObject({
      enabled: false,
      disabledReason: '3 attempts failed in a row',
      version: 2,
    });
    expect(await world.sender().step()).toBe(0);
    const { items } = await world.feed.read(admin, { size: 10, types: ['webhook.disabled'] });
    expect(items).toMatchObject([{ event: { subject: `webhook/${webhook.id}`, source: '/ashlar/worker' } }]);
    receiver.answer = () => 200;
    await world.webhooks.update(admin, webhook.id, [2], { enabled: true });
    expect(await world.sender().step()).toBe(1);
  });

  it('whose receiver is gone is disabled at once; one that has failed for too long, too', async () => {
    const { webhook } = await register();
    const other = await register();
    await asOwner(
      `update webhooks.webhooks set failures = 1, failing_since = now() - interval '2 hours' where id = $1`,
      [other.webhook.id],
    );
    await world.tell('a', 1);
    await world.dispatcher.step();
    let calls = 0;
    receiver.answer = () => ((calls += 1), 410);
    await world.sender().step();
    expect(calls).toBe(2);
    for (const { id } of [webhook, other.webhook]) {
      expect(await world.webhooks.get(admin, id)).toMatchObject({ enabled: false });
    }
  });

  it('gets again what it asks for: one delivery, or all since a time', async () => {
    const { webhook } = await register();
    await world.tell('a', 1);
    await asOwner(`update events.events set created_at = now() - interval '1 hour'`);
    await world.tell('a', 2);
    await world.dispatcher.step();
    const sender = world.sender();
    while ((await sender.step()) > 0);
    const [first] = await deliveriesOf(webhook);
    expect(await world.webhooks.replay(admin, webhook.id, { deliveryId: first?.id ?? '' })).toBe(1);
    while ((await sender.step()) > 0);
    expect(brightness()).toEqual([1, 2, 1]);
    expect(receiver.received[2]?.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id']);
    const since = new Date(Date.now() - 30 * 60_000);
    expect(await world.webhooks.replay(admin, webhook.id, { since })).toBe(1);
    while ((await sender.step()) > 0);
    expect(brightness()).toEqual([1, 2, 1, 2]);
    await expect(world.webhooks.replay(admin, webhook.id, { deliveryId: newId() })).rejects.toMatchObject({
      code: 'WEBHOOK_DELIVERY_NOT_FOUND',
    });
  });

  it('forgets what ended long ago, and nothing that waits', async () => {
    const { webhook } = await register();
    for (const value of [1, 2]) await world.tell(`${value}`, value);
    await world.dispatcher.step();
    receiver.answer = ({ data }) => (data.brightness === 1 ? 200 : 500);
    await world.sender({}, [3_600_000]).step();
    await asOwner(
      `update webhooks.deliveries set finished_at = now() - interval '2 hours' where finished_at is not null`,
    );
    expect(await sweepDeliveries({ database: world.workerDatabase, retentionMs: 3_600_000 })).toBe(1);
    expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'pending' }]);
  });

  it('keeps nothing from which its secret could be read', async () => {
    const { webhook, secret } = await register();
    const client = new pg.Client({ connectionString: world.testDatabase.url });
    await client.connect();
    const { rows } = await client.query<{ row: string }>(
      'select webhook::text as row from webhooks.webhooks as webhook where id = $1',
      [webhook.id],
    );
    await client.end();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(secret.replace('whsec_', ''));
    expect(JSON.stringify(world.logger.entries)).not.toContain(secret.replace('whsec_', ''));
  });

  it('that is under way when the sender stops is free at once, and the attempt is not counted', async () => {
    const { webhook } = await register();
    await world.tell('a', 1);
    await world.dispatcher.step();
    const first = world.sender();
    // Stops while the receiver has the request and has not answered.
    const { answer } = receiver;
    let stopping: Promise<void> | undefined;
    receiver.answer = () => {
      stopping = first.stop();
      return 204;
    };
    receiver.holds = true;
    expect(await first.step()).toBe(1);
    await stopping;
    receiver.holds = false;
    receiver.answer = answer;
    expect(stopping).toBeDefined();
    expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'pending', attempts: 0 }]);
    expect(first.sent()).toBe(0);
    expect(await world.sender().step()).toBe(1);
    expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('that is due and that nobody sends is counted as overdue, and no other', async () => {
    await register();
    await world.tell('a', 1);
    await world.tell('a', 2);
    await world.dispatcher.step();
    const sender = world.sender();
    expect(await sender.overdue(admin, 15_000)).toBe(0);
    await asOwner(`update webhooks.deliveries set next_at = now() - interval '20 seconds'`);
    // The second waits for the first.
    expect(await sender.overdue(admin, 15_000)).toBe(1);
    await sender.step();
    await sender.step();
    expect(await sender.overdue(admin, 15_000)).toBe(0);
  });

  it('is not made for an address that may never be called', async () => {
    await expect(register({ url: 'http://169.254.169.254:8080/' })).rejects.toMatchObject({
      code: 'DESTINATION_UNREACHABLE',
    });
    const { webhook } = await register();
    const change = world.webhooks.update(admin, webhook.id, [1], { url: 'http://10.0.0.1:8080/' });
    await expect(change).rejects.toMatchObject({ code: 'DESTINATION_UNREACHABLE' });
  });
});
