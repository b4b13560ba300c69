import { type Actor, anonymous, systemContext } from '@ashlar/database';
import { type OpenedDatabase, openDatabase } from '@ashlar/database/testing';
import { createBufferDeadLetters } from '@ashlar/message-queue';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import {
  type ApiCallMeter,
  createApiCallMeter,
  createLastSeen,
  createUsage,
  createUserCallsMeter,
  type Sighting,
  type UserCalls,
} from './index.js';

let testDatabase: TestDatabase;
let opened: OpenedDatabase;
let root: pg.Pool;
let today: string;
const ctx = systemContext('metering spec');
const ada: Actor = { kind: 'user', id: 'ada', roles: [] };
const robot: Actor = { kind: 'service', id: 'robot', roles: [] };

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = await openDatabase(testDatabase.urlFor('data'));
  root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
});
afterAll(async () => {
  await root.end();
  await opened.database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  await root.query('truncate metering.api_calls');
  const { rows } = await root.query<{ day: string }>(`select (now() at time zone 'utc')::date::text as day`);
  today = rows[0]?.day ?? '';
});

function openMeter(): ApiCallMeter {
  const deadLetters = createBufferDeadLetters({ database: opened.database });
  return createApiCallMeter({ ...opened, deadLetters });
}

const nothingLeft = { left: 0, inDoubt: 0, lost: 0 };
const yearsAround = ['2000-01-01', '2999-12-31'] as const;

describe('API calls', () => {
  it('are counted per caller and day, each once, over many meters at the same time', async () => {
    const meters = Array.from({ length: 4 }, openMeter);
    for (const [index, meter] of meters.entries()) {
      for (let call = 0; call < 250; call += 1) {
        meter.onServed({ actor: ada, status: call % 10 === 0 ? 404 : 200 });
        meter.onServed({ actor: robot, status: call === index ? 503 : 201 });
      }
      meter.onServed({ actor: anonymous, status: 200 });
      meter.onServed({ actor: undefined, status: 404 });
    }
    expect(await Promise.all(meters.map((meter) => meter.stop(5_000)))).toEqual(
      meters.map(() => nothingLeft),
    );
    const usage = createUsage(opened);
    expect(await usage.apiCalls(ctx, { kind: 'user', id: 'ada' }, ...yearsAround)).toEqual([
      { day: today, calls: 1_000, refused: 100, failed: 0 },
    ]);
    expect(await usage.apiCalls(ctx, { kind: 'service', id: 'robot' }, today, today)).toEqual([
      { day: today, calls: 1_000, refused: 0, failed: 4 },
    ]);
    expect((await root.query('select 1 from metering.api_calls')).rowCount).toBe(2);
  });

  it('after the end are refused without a word to the caller', async () => {
    const meter = openMeter();
    await meter.stop(1_000);
    expect(() => meter.onServed({ actor: ada, status: 200 })).not.toThrow();
    expect(await createUsage(opened).apiCalls(ctx, { kind: 'user', id: 'ada' }, ...yearsAround)).toEqual([]);
  });

  it('can be counted by every service', async () => {
    for (const role of ['secrets', 'worker'] as const) {
      const other = await openDatabase(testDatabase.urlFor(role));
      const deadLetters = createBufferDeadLetters({ database: other.database });
      const meter = createApiCallMeter({ ...other, deadLetters });
      meter.onServed({ actor: ada, status: 200 });
      expect(await meter.stop(5_000)).toEqual(nothingLeft);
      await other.database.close();
    }
    expect(await createUsage(opened).apiCalls(ctx, { kind: 'user', id: 'ada' }, today, today)).toMatchObject([
      { calls: 2 },
    ]);
  });
});

it('users that are seen are told once per batch, the latest time of each', async () => {
  const batches: (readonly Sighting[])[] = [];
  const lastSeen = createLastSeen({
    ...opened,
    write: async (_ctx, sightings) => void batches.push(sightings),
    deadLetters: { store: async () => undefined },
  });
  const before = Date.now();
  for (const id of ['b', 'a', 'b', 'a', 'b']) lastSeen.onServed({ actor: { ...ada, id }, status: 200 });
  lastSeen.onServed({ actor: robot, status: 200 });
  lastSeen.onServed({ actor: { ...ada, id: 'c' }, status: 401 });
  expect(await lastSeen.stop(1_000)).toEqual(nothingLeft);
  expect(batches.map((batch) => batch.map(({ userId }) => userId))).toEqual([['a', 'b']]);
  for (const { at } of batches.flat()) expect(at.getTime()).toBeGreaterThanOrEqual(before);
});

describe('calls of users', () => {
  it('are told as sums, each once, of users alone', async () => {
    const batches: (readonly UserCalls[])[] = [];
    const meter = createUserCallsMeter({
      ...opened,
      write: async (_ctx, calls) => void batches.push(calls),
      deadLetters: { store: async () => undefined },
    });
    for (const id of ['b', 'a', 'b', 'a', 'b']) meter.onServed({ actor: { ...ada, id }, status: 404 });
    meter.onServed({ actor: robot, status: 200 });
    meter.onServed({ actor: anonymous, status: 200 });
    meter.onServed({ actor: { ...ada, id: 'c' }, status: 401 });
    expect(await meter.stop(1_000)).toEqual(nothingLeft);
    expect(batches).toEqual([
      [
        { userId: 'a', calls: 2 },
        { userId: 'b', calls: 3 },
      ],
    ]);
    expect(() => meter.onServed({ actor: ada, status: 200 })).not.toThrow();
  });

  it('are lost of nobody else when those of one cannot be written', async () => {
    const told: UserCalls[] = [];
    const letters: unknown[] = [];
    const meter = createUserCallsMeter({
      ...opened,
      write: async (_ctx, calls) => {
        if (calls.some(({ userId }) => userId === 'gone')) throw new Error('There is no such user');
        told.push(...calls);
      },
      deadLetters: { store: async (some) => void letters.push(...some) },
    });
    for (const id of ['a', 'gone', 'b', 'c']) meter.onServed({ actor: { ...ada, id }, status: 200 });
    expect(await meter.stop(5_000)).toEqual(nothingLeft);
    expect(told.map(({ userId }) => userId)).toEqual(['a', 'b', 'c']);
    expect(letters).toMatchObject([{ item: { userId: 'gone', calls: 1 }, reason: 'poison' }]);
  });
});
