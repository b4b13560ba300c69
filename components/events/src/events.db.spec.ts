import { newId } from '@ashlar/database';
import { eventually } from '@ashlar/test-postgres';
import pg from 'pg';
import { lampChanged, lampDeleted, openWorld, someone, takeNumber, type World } from './events.db.fixture.js';
import {
  createConsumer,
  createFeeder,
  EventCursorExpired,
  type EventSink,
  type FeedItem,
  observeEvents,
  sweepEvents,
} from './index.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const brightness = ({ event }: FeedItem): number => (event.data as { brightness: number }).brightness;

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: world.testDatabase.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('an event', () => {
  it('is a CloudEvent, numbered within its subject, and is there only when its transaction commits', async () => {
    const domainId = newId();
    const lamp = newId();
    await world.database.transact(someone, async (tx) => {
      await world.events.publish(tx, lampChanged, { id: lamp, domainId, data: { brightness: 1 } });
      await world.events.publish(tx, lampChanged, { id: newId(), data: { brightness: 2 } });
      await world.events.publish(tx, lampChanged, { id: lamp, domainId, data: { brightness: 3 } });
    });
    await expect(
      world.database.transact(someone, async (tx) => {
        await world.events.publish(tx, lampChanged, { id: lamp, data: { brightness: 4 } });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const { items, atEnd } = await world.feed.read(someone, { size: 10 });
    expect(atEnd).toBe(true);
    expect(items.map(brightness)).toEqual([1, 2, 3]);
    expect(items[2]?.event).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      source: '/ashlar/spec',
      type: 'lamp.changed',
      subject: `lamp/${lamp}`,
      time: expect.stringMatching(/Z$/) as string,
      datacontenttype: 'application/json',
      dataschema: 'urn:ashlar:event:lamp.changed:1',
      domainid: domainId,
      actorkind: 'user',
      actorid: someone.actor.id,
      sequence: '00000000000000000002',
      data: { brightness: 3 },
    });
    expect(items[1]?.event).not.toHaveProperty('domainid');
  });

  it('with data of another shape is refused, and rolls back what it would tell of', async () => {
    const telling = world.database.transact(someone, (tx) =>
      world.events.publish(tx, lampChanged, { id: newId(), data: { brightness: -1 } }),
    );
    await expect(telling).rejects.toThrow(/lamp.changed is not valid: .*brightness/);
    expect((await world.feed.read(someone, { size: 10 })).items).toEqual([]);
  });

  it('keeps its place in the order of its subject when an older transaction comes after a younger one', async () => {
    const lamp = newId();
    await world.database.transact(someone, async (old) => {
      // Takes its transaction number now, and tells of the lamp only after a younger one has.
      await takeNumber(old, world.database);
      await world.tell(lamp, 1);
      await world.events.publish(old, lampChanged, { id: lamp, data: { brightness: 2 } });
    });
    const { items } = await world.feed.read(someone, { size: 10 });
    const ofLamp = items.filter(({ event }) => event.subject === `lamp/${lamp}`);
    expect(ofLamp.map(brightness)).toEqual([1, 2]);
    expect(ofLamp.map(({ event }) => Number(event.sequence))).toEqual([1, 2]);
  });
});

describe('the feed', () => {
  it('shows nothing that an open transaction could still come before', async () => {
    await asOwner(async (slow) => {
      await slow.query('begin');
      await slow.query('select pg_current_xact_id()');
      await world.tell(newId(), 1);
      const hidden = await world.feed.read(someone, { size: 10 });
      expect(hidden).toMatchObject({ items: [], atEnd: true });
      await slow.query('commit');
      const shown = await world.feed.read(someone, { after: hidden.next, size: 10 });
      expect(shown.items.map(brightness)).toEqual([1]);
    });
  });

  it('is filtered by type and domain, and a cursor goes past what was not wanted', async () => {
    const [mine, other] = [newId(), newId()];
    for (const [index, domain] of [mine, other, undefined, mine].entries())
      await world.tell(newId(), index, domain);
    const { items, next } = await world.feed.read(someone, { size: 10, domainIds: [mine] });
    expect(items.map(brightness)).toEqual([0, 3]);
    expect((await world.feed.read(someone, { size: 10, types: ['lamp.deleted'] })).items).toEqual([]);
    await world.tell(newId(), 4, other);
    await world.tell(newId(), 5, mine);
    const more = await world.feed.read(someone, { after: next, size: 10, domainIds: [mine] });
    expect(more.items.map(brightness)).toEqual([5]);
  });

  it('is read in parts of any size without losing or repeating one', async () => {
    for (let index = 0; index < 7; index += 1) await world.tell(newId(), index);
    const seen: number[] = [];
    let batch = await world.feed.read(someone, { size: 3 });
    seen.push(...batch.items.map(brightness));
    while (!batch.atEnd) {
      batch = await world.feed.read(someone, { after: batch.next, size: 3 });
      seen.push(...batch.items.map(brightness));
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('waits for an event when there is none', async () => {
    const after = await world.feed.latest(someone);
    const waiting = world.feed.readWaiting(someone, { after, size: 10 }, 20_000);
    await world.tell(newId(), 1);
    expect((await waiting).items.map(brightness)).toEqual([1]);
  });

  it('forgets what is older than kept, and tells who had not read it', async () => {
    const lamp = newId();
    await world.tell(lamp, 1);
    const { next } = await world.feed.read(someone, { size: 1 });
    await world.tell(lamp, 2);
    await world.database.transact(someone, (tx) =>
      world.events.publish(tx, lampDeleted, { id: lamp, data: { brightness: 0 } }),
    );
    await asOwner((client) =>
      client.query(`update events.events set created_at = now() - interval '2 hours'`),
    );
    await world.tell(newId(), 3);
    expect(await sweepEvents({ database: world.workerDatabase, retentionMs: 3_600_000 })).toBe(3);
    await expect(world.feed.read(someone, { after: next, size: 10 })).rejects.toBeInstanceOf(
      EventCursorExpired,
    );
    expect((await world.feed.read(someone, { size: 10 })).items.map(brightness)).toEqual([3]);
    // The lamp is gone and so is all that was told of it; the other one keeps its count.
    const heads = await asOwner((client) => client.query('select aggregate_id, sequence from events.heads'));
    expect(heads.rows).toEqual([{ aggregate_id: expect.not.stringMatching(lamp) as string, sequence: '1' }]);
  });

  it('refuses a cursor of a database that has gone further', async () => {
    const after = { xid: '9000000000000000000', seq: '0' };
    await expect(world.feed.read(someone, { after, size: 10 })).rejects.toBeInstanceOf(EventCursorExpired);
  });
});

describe('a consumer', () => {
  const deps = () => ({ database: world.workerDatabase, logger: world.logger, metrics: world.metrics });

  it('gets each event once when it writes to the database, whoever of several works', async () => {
    for (let index = 0; index < 9; index += 1) await world.tell(newId(), index);
    const seen: number[] = [];
    let failures = 1;
    const make = () =>
      createConsumer({ ...deps(), batchSize: 2 }, 'spec', async (_, items) => {
        if (failures-- > 0) throw new Error('once');
        seen.push(...items.map(brightness));
      });
    const [one, two] = [make(), make()];
    await expect(one.step()).rejects.toThrow('once');
    for (let more = true; more;)
      more = (await Promise.all([one.step(), two.step()])).some((result) => result.more);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('that feeds a sink goes on from where the sink had everything, and delivers again what failed', async () => {
    for (let index = 0; index < 5; index += 1) await world.tell(newId(), index);
    const seen: number[][] = [];
    let broken = true;
    const sink: EventSink = {
      name: 'spec-sink',
      async deliver(items) {
        seen.push(items.map(brightness));
        if (broken) throw new Error('away');
      },
    };
    const feeder = createFeeder({ ...deps(), batchSize: 3 }, sink);
    await expect(feeder.step()).rejects.toThrow('away');
    broken = false;
    expect(await feeder.step()).toEqual({ events: 3, more: true, idle: false });
    expect(await feeder.step()).toEqual({ events: 2, more: false, idle: false });
    expect(await feeder.step()).toEqual({ events: 0, more: false, idle: false });
    expect(seen).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('that lost its lease does not move what the next holder has moved', async () => {
    await world.tell(newId(), 1);
    let steal = async (): Promise<void> => undefined;
    const sink: EventSink = { name: 'stalled', deliver: () => steal() };
    const feeder = createFeeder(deps(), sink);
    steal = async () => {
      steal = async () => undefined;
      await asOwner((client) =>
        client.query(`update events.consumers set lease_until = now() - interval '1 second'`),
      );
      expect(await createFeeder(deps(), sink).step()).toMatchObject({ events: 1 });
    };
    expect(await feeder.step()).toMatchObject({ idle: true });
    const { rows } = await asOwner((client) => client.query('select fence from events.consumers'));
    expect(rows).toEqual([{ fence: '2' }]);
    expect(await createFeeder(deps(), sink).step()).toMatchObject({ events: 0, idle: false });
  });

  it('that slept too long says that it has missed events, and goes on', async () => {
    const seen: number[] = [];
    const consumer = createConsumer(
      deps(),
      'sleeper',
      async (_, items) => void seen.push(...items.map(brightness)),
    );
    await world.tell(newId(), 1);
    await consumer.step();
    await world.tell(newId(), 2);
    await asOwner((client) =>
      client.query(`update events.events set created_at = now() - interval '2 hours'`),
    );
    await sweepEvents({ database: world.workerDatabase, retentionMs: 3_600_000 });
    await world.tell(newId(), 3);
    await consumer.step();
    await consumer.step();
    expect(seen).toEqual([1, 3]);
    expect(world.logger.entries.map(({ message }) => message)).toContain(
      'A consumer of events has missed some: they were deleted before it read them',
    );
    expect(await world.metrics.render()).toContain('ashlar_events_skipped_total{consumer="sleeper"} 1');
  });
});

describe('the metrics', () => {
  it('count what was handed on and what could not be', async () => {
    await world.tell(newId(), 1);
    let failures = 1;
    const consumer = createConsumer(
      { database: world.workerDatabase, logger: world.logger, metrics: world.metrics, pollMs: 10 },
      'spec',
      async () => {
        if (failures-- > 0) throw new Error('away');
      },
    );
    consumer.start();
    await eventually(async () =>
      (await world.metrics.render()).includes('ashlar_events_consumed_total{consumer="spec"} 1'),
    );
    await consumer.stop();
    expect(await world.metrics.render()).toContain('ashlar_events_failures_total{consumer="spec"} 1');
  });

  it('tell how far behind a consumer is, and how long an open transaction hides events', async () => {
    observeEvents({ database: world.workerDatabase, metrics: world.metrics });
    const gauge = async (name: string): Promise<number> =>
      Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(await world.metrics.render())?.[1]);
    const consumer = createConsumer(
      { database: world.workerDatabase, logger: world.logger, metrics: world.metrics },
      'slow',
      async () => undefined,
    );
    await world.tell(newId(), 1);
    await consumer.step();
    expect(await gauge('ashlar_events_lag_seconds')).toBe(0);
    await world.tell(newId(), 2);
    await asOwner((client) =>
      client.query(`update events.events set created_at = created_at - interval '90 seconds'`),
    );
    expect(await gauge('ashlar_events_lag_seconds')).toBeGreaterThanOrEqual(90);
    await eventually(async () => (await gauge('ashlar_events_hidden_seconds')) === 0);
    expect(await gauge('ashlar_events_from_another_cluster')).toBe(0);
    await world.database.transact(someone, async (tx) => {
      await takeNumber(tx, world.database);
      await world.tell(newId(), 3);
      await asOwner((client) =>
        client.query(
          `update events.events set created_at = now() - interval '1 hour' where (data->>'brightness')::int = 3`,
        ),
      );
      expect(await gauge('ashlar_events_hidden_seconds')).toBeGreaterThanOrEqual(3_600);
    });
    await eventually(async () => (await gauge('ashlar_events_hidden_seconds')) === 0);
  });
});

it('may be written by the secrets API, which may read none', async () => {
  const { rows } = await asOwner((client) =>
    client.query<{ may: boolean }>(
      `select has_table_privilege('ashlar_secrets', 'events.events', 'insert')
         and not has_table_privilege('ashlar_secrets', 'events.events', 'select') as may`,
    ),
  );
  expect(rows).toEqual([{ may: true }]);
});
