import { newId } from '@ashlar/database';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { lampChanged, openWorld, someone, takeNumber, type World } from './events.db.fixture.js';
import { createFeed, type FeedItem, type Position } from './index.js';

/** Transactions of each writer; the full length is `EVENTS_TRANSACTIONS=500`. */
const transactions = Number(process.env['EVENTS_TRANSACTIONS'] ?? 25);
const writers = 12;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('nothing is missed and subjects stay in order while twelve writers commit out of order', async () => {
  const lamps = Array.from({ length: 5 }, newId);
  const committed: string[] = [];
  const rolledBack: string[] = [];
  let running = writers;
  const write = async (writer: number): Promise<void> => {
    for (let turn = 0; turn < transactions; turn += 1) {
      const lamp = lamps[(writer * 7 + turn * 3) % lamps.length] ?? '';
      const own = newId();
      const ids: string[] = [];
      const fails = (writer + turn) % 6 === 0;
      await world.database
        .transact(someone, async (tx) => {
          await takeNumber(tx, world.database);
          ids.push(await world.events.publish(tx, lampChanged, { id: own, data: { brightness: turn } }));
          // Holds its number while others take later ones and commit before it.
          await pause(Math.random() * 20);
          ids.push(await world.events.publish(tx, lampChanged, { id: lamp, data: { brightness: turn } }));
          if (fails) throw new Error('rolled back');
        })
        .then(
          () => committed.push(...ids),
          () => rolledBack.push(...ids),
        );
    }
    running -= 1;
  };

  const seen: FeedItem[] = [];
  const read = async (): Promise<void> => {
    const feed = createFeed({ database: world.workerDatabase });
    for (let after: Position | undefined, last = false; ;) {
      const ended = running === 0;
      const batch = await feed.read(someone, { ...(after && { after }), size: 7 });
      seen.push(...batch.items);
      after = batch.next;
      if (batch.atEnd && last) return;
      last = batch.atEnd && ended;
      if (batch.atEnd) await pause(1);
    }
  };
  await Promise.all([read(), ...Array.from({ length: writers }, (_, writer) => write(writer))]);

  const got = seen.map(({ event }) => event.id);
  expect(new Set(got).size).toBe(got.length);
  expect([...got].sort()).toEqual([...committed].sort());
  expect(rolledBack.length).toBeGreaterThan(0);
  const next = new Map<string, number>();
  for (const { event } of seen) {
    const expected = (next.get(event.subject) ?? 0) + 1;
    expect([event.subject, Number(event.sequence)]).toEqual([event.subject, expected]);
    next.set(event.subject, expected);
  }
  // The rows that a reader by sequence alone would have passed: without any, nothing was put to the test.
  const client = new pg.Client({ connectionString: world.testDatabase.url });
  await client.connect();
  const { rows } = await client.query<{ late: number }>(
    `select count(*)::int as late from (
       select seq, max(seq) over (order by xid, seq rows between unbounded preceding and 1 preceding) as before
       from events.events) as ordered where seq < before`,
  );
  await client.end();
  expect(rows[0]?.late).toBeGreaterThan(0);
});
