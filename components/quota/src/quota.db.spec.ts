import { contextFor, type Database, newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { jest } from '@jest/globals';
import pg from 'pg';
import {
  createQuotas,
  createQuotaUpkeep,
  platformSubject,
  quotaEntities,
  type QuotaEvent,
  type Quotas,
  type QuotaSubject,
} from './index.js';
import type { NewQuotaTemplate } from './rules.types.js';

/** All but the clock. */
const timers = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

let testDatabase: TestDatabase;
let database: Database;
let workerDatabase: Database;
let client: pg.Pool;
let quotas: Quotas;
const ctx = contextFor({ kind: 'service', id: 'spec', roles: ['service'] });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), quotaEntities));
  ({ database: workerDatabase } = await openDatabase(testDatabase.urlFor('worker'), quotaEntities));
  client = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  quotas = createQuotas({ database });
});
afterAll(async () => {
  await client.end();
  await workerDatabase.close();
  await database.close();
  await testDatabase.drop();
});

async function newUser(): Promise<QuotaSubject> {
  const id = newId();
  await client.query(`insert into users.users (id, issuer, subject, username) values ($1, 'i', $2, 'u')`, [
    id,
    id,
  ]);
  return { type: 'user', id };
}

async function newType(): Promise<string> {
  const type = `T_${newId().replaceAll('-', '').toUpperCase()}`;
  await quotas.templates.createType(ctx, {
    ...{ name: type, description: 'x', unit: 'items', periodic: true, withoutRule: 'allow' },
    thresholds: [80, 100],
  });
  return type;
}

async function newQuota(type: string, limit: bigint, more: Partial<NewQuotaTemplate> = {}): Promise<string> {
  const { id } = await quotas.templates.create(ctx, {
    ...{ name: newId(), type, limit, period: { kind: 'none' }, expire: { kind: 'never' }, enabled: true },
    ...more,
  });
  return id;
}

/** A user with a quota of a type of its own. */
async function limited(limit: bigint, more?: Partial<NewQuotaTemplate>) {
  const [type, subject] = [await newType(), await newUser()];
  const quota = await newQuota(type, limit, more);
  await quotas.assignments.assign(ctx, subject, quota, { replace: false });
  const item = (amount: bigint) => ({ type, amount });
  return { type, subject, quota, item };
}

async function figuresOf(subject: QuotaSubject, type: string) {
  const [figures] = await quotas.meter.usage(ctx, subject, [type]);
  if (!figures) throw new Error('no figures');
  return figures;
}

async function codes(work: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(work)) {
    const code = result.status === 'fulfilled' ? 'done' : (result.reason as { code: string }).code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

describe('whether a quota is over', () => {
  const hour = 3_600_000;
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['ahead of', hour, hour / 2, 'done'],
    ['behind', -hour, -hour / 2, 'QUOTA_DISABLED'],
  ])('the database says, also to a process whose clock is %s it', async (_, ahead, endsIn, outcome) => {
    const [type, subject] = [await newType(), await newUser()];
    const quota = await newQuota(type, 1n, { expire: { kind: 'at', at: new Date(Date.now() + hour) } });
    await client.query('update quota.templates set expire_at = $2 where id = $1', [
      ...[quota, new Date(Date.now() + endsIn)],
    ]);
    // The clock alone: what waits goes on waiting.
    jest.useFakeTimers({ now: Date.now() + ahead, doNotFake: timers });
    expect(await codes([quotas.assignments.assign(ctx, subject, quota, { replace: false })])).toEqual({
      [outcome]: 1,
    });
    expect(await codes([quotas.assignments.putDefault(ctx, 'group', quota)])).toEqual({ [outcome]: 1 });
  });
});

describe('a limit', () => {
  it('admits exactly what it says, whoever asks at the same time, in whatever way', async () => {
    const { subject, type, item } = await limited(100n);
    const attempts = Array.from({ length: 400 }, (_, index) => {
      if (index % 4 === 3) return quotas.meter.reserve(ctx, { subject, items: [item(1n)], ttlSeconds: 60 });
      if (index % 4 === 2)
        return database.transact(ctx, (tx) => quotas.meter.consume(tx, subject, [item(1n)]));
      return quotas.meter.charge(ctx, { subject, items: [item(1n)] });
    });
    expect(await codes(attempts)).toEqual({ done: 100, QUOTA_EXCEEDED: 300 });
    const { used, reserved, remaining } = await figuresOf(subject, type);
    expect([used + reserved, remaining]).toEqual([100n, 0n]);
  });

  it('takes the amounts that fit, in the order in which they came, when they do not all fit', async () => {
    const { subject, type, item } = await limited(10n);
    const asked = [4n, 7n, 6n, 1n].map((amount) =>
      quotas.meter.charge(ctx, { subject, items: [item(amount)] }),
    );
    const results = await Promise.allSettled(asked);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect((await figuresOf(subject, type)).used).toBe(10n);
  });

  it('is all or nothing over several types', async () => {
    const [a, b] = [await limited(5n), await limited(1n)];
    await quotas.assignments.assign(ctx, a.subject, b.quota, { replace: false });
    const both = { subject: a.subject, items: [a.item(3n), b.item(1n)] };
    await quotas.meter.charge(ctx, both);
    await expect(
      quotas.meter.charge(ctx, { ...both, items: [a.item(1n), b.item(1n)] }),
    ).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { refusals: [{ type: b.type, limit: 1, used: 1, requested: 1, remaining: 0 }] },
    });
    expect((await figuresOf(a.subject, a.type)).used).toBe(3n);
  });

  it('of the domain and of the platform holds for all below, from what they have used already', async () => {
    const type = await newType();
    const [one, two] = [await newUser(), await newUser()];
    const domain: QuotaSubject = { type: 'domain', id: '00000000-0000-7000-8000-000000000001' };
    const items = (amount: bigint) => [{ type, amount }];
    await quotas.meter.charge(ctx, { subject: one, items: items(4n) });
    const hold = await quotas.meter.reserve(ctx, { subject: two, items: items(2n), ttlSeconds: 600 });
    await quotas.assignments.assign(ctx, domain, await newQuota(type, 8n), { replace: false });
    expect(await figuresOf(domain, type)).toMatchObject({ used: 4n, reserved: 2n, remaining: 2n });
    expect(await figuresOf(two, type)).toMatchObject({
      ...{ used: 0n, limit: undefined, remaining: 2n },
      decidedBy: { rule: 'assignment', subject: domain, limit: 8n },
    });
    await expect(quotas.meter.charge(ctx, { subject: one, items: items(3n) })).rejects.toMatchObject({
      details: { refusals: [{ decided_by: { subject_type: 'domain' }, remaining: 2 }] },
    });
    await quotas.assignments.putDefault(ctx, 'platform', await newQuota(type, 7n));
    await expect(quotas.meter.charge(ctx, { subject: one, items: items(2n) })).rejects.toMatchObject({
      details: { refusals: [{ decided_by: { subject_type: 'platform', rule: 'default' }, remaining: 1 }] },
    });
    await quotas.meter.commit(ctx, hold.id, [1n]);
    expect(await figuresOf(platformSubject, type)).toMatchObject({ used: 5n, reserved: 0n, remaining: 2n });
    await database.transact(ctx, (tx) => quotas.meter.release(tx, one, items(4n)));
    expect((await figuresOf(domain, type)).used).toBe(1n);
  });

  it('that is new counts what is charged at the same moment', async () => {
    const type = await newType();
    const users = await Promise.all(Array.from({ length: 8 }, newUser));
    const charges = users.flatMap((subject) =>
      Array.from({ length: 10 }, () => quotas.meter.charge(ctx, { subject, items: [{ type, amount: 1n }] })),
    );
    const ceiling = quotas.assignments.assign(ctx, platformSubject, await newQuota(type, 1_000n), {
      replace: false,
    });
    await Promise.all([...charges, ceiling]);
    expect((await figuresOf(platformSubject, type)).used).toBe(80n);
  });

  it('that was lowered takes nothing away, and stops growth alone', async () => {
    const { subject, type, quota, item } = await limited(10n);
    await quotas.meter.charge(ctx, { subject, items: [item(8n)] });
    await quotas.templates.update(ctx, quota, 'any', {
      value: { type, limit: 5n, period: { kind: 'none' } },
    });
    expect(await figuresOf(subject, type)).toMatchObject({ used: 8n, overage: 3n, remaining: 0n });
    await expect(quotas.meter.charge(ctx, { subject, items: [item(1n)] })).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
    });
    await quotas.meter.charge(ctx, { subject, items: [item(0n)] });
    await database.transact(ctx, (tx) => quotas.meter.release(tx, subject, [item(4n)]));
    await quotas.meter.charge(ctx, { subject, items: [item(1n)] });
    expect(await figuresOf(subject, type)).toMatchObject({ used: 5n, overage: 0n });
  });
});

describe('an assignment', () => {
  it('is the only one of its type, and is replaced without a gap', async () => {
    const { subject, type, item } = await limited(0n);
    const others = await Promise.all(Array.from({ length: 6 }, () => newQuota(type, 0n)));
    expect(
      await codes(others.map((id) => quotas.assignments.assign(ctx, subject, id, { replace: false }))),
    ).toEqual({ USER_QUOTA_TYPE_CONFLICT: 6 });
    const replaced = others.map((id) => quotas.assignments.assign(ctx, subject, id, { replace: true }));
    const tried = Array.from({ length: 40 }, () => quotas.meter.charge(ctx, { subject, items: [item(1n)] }));
    // A moment without a quota would have let one through.
    expect(await codes(tried)).toEqual({ QUOTA_EXCEEDED: 40 });
    expect(await codes(replaced)).toEqual({ done: 6 });
    const { rows } = await client.query(
      'select count(*)::int as live from quota.assignments where subject_id = $1 and ended_at is null',
      [subject.id],
    );
    expect(rows).toEqual([{ live: 1 }]);
  });
});

describe('a key', () => {
  it('is answered once by many at the same time, and refused for anything else', async () => {
    const { subject, type, item } = await limited(100n);
    const key = newId();
    const same = Array.from({ length: 20 }, () =>
      quotas.meter.charge(ctx, { subject, items: [item(2n)], key }),
    );
    const ids = new Set((await Promise.all(same)).map(({ operationId }) => operationId));
    expect([ids.size, (await figuresOf(subject, type)).used]).toEqual([1, 2n]);
    await expect(quotas.meter.charge(ctx, { subject, items: [item(3n)], key })).rejects.toMatchObject({
      code: 'QUOTA_KEY_REUSED',
    });
    const other = contextFor({ kind: 'service', id: 'other', roles: ['service'] });
    await quotas.meter.charge(other, { subject, items: [item(3n)], key });
    expect((await figuresOf(subject, type)).used).toBe(5n);
  });
});

describe('calls that share a statement', () => {
  it('fail alone when one of them cannot be made', async () => {
    const { subject, item } = await limited(100n);
    const good = Array.from({ length: 10 }, () => quotas.meter.charge(ctx, { subject, items: [item(1n)] }));
    const bad = [
      quotas.meter.charge(ctx, { subject: { type: 'user', id: newId() }, items: [item(1n)] }),
      quotas.meter.charge(ctx, { subject, items: [{ type: 'NOBODY_KNOWS', amount: 1n }] }),
    ];
    expect(await codes([...good, ...bad])).toEqual({
      ...{ done: 10, QUOTA_SUBJECT_NOT_FOUND: 1, QUOTA_TYPE_UNKNOWN: 1 },
    });
  });
});

describe('the ledger', () => {
  it('cannot be changed by any service', async () => {
    for (const role of ['data', 'worker'] as const) {
      const service = new pg.Client({ connectionString: testDatabase.urlFor(role) });
      await service.connect();
      await expect(service.query('update quota.ledger set amount = 0')).rejects.toThrow(/permission denied/);
      await expect(service.query('delete from quota.ledger')).rejects.toThrow(/permission denied/);
      await service.end();
    }
  });
});

describe('upkeep', () => {
  const events: QuotaEvent[] = [];
  const told = (about: QuotaSubject) =>
    events.flatMap((event) =>
      event.type === 'quota.counter-repaired' && event.subject.id === about.id ? [event] : [],
    );
  const listed = async (about: QuotaSubject) => {
    const sort = { by: 'at', descending: true };
    const page = await quotas.repairs.list(ctx, { size: 100, start: { page: 0 }, sort, count: false });
    return page.items.filter(({ subject }) => subject.id === about.id);
  };
  const upkeep = (sources: Parameters<typeof createQuotaUpkeep>[0]['sources'] = []) =>
    createQuotaUpkeep({
      database: workerDatabase,
      publish: async (_, event) => void events.push(event),
      sources,
    });
  const worker = systemContext('spec');

  it('ends holds that ran out, which were free before it came', async () => {
    const { subject, type, item } = await limited(3n);
    const hold = await quotas.meter.reserve(ctx, { subject, items: [item(3n)], ttlSeconds: 600 });
    await client.query(
      `with h as (update quota.holds set expires_at = now() - interval '1 s' where id = $1)
       update quota.hold_items set expires_at = now() - interval '1 s' where hold_id = $1`,
      [hold.id],
    );
    expect(await figuresOf(subject, type)).toMatchObject({ reserved: 0n, remaining: 3n });
    await expect(quotas.meter.commit(ctx, hold.id)).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
    expect(await upkeep().sweep(worker)).toMatchObject({ holds: 1 });
    expect((await quotas.meter.getHold(ctx, hold.id)).state).toBe('expired');
    const { rows } = await client.query('select from quota.hold_items where hold_id = $1', [hold.id]);
    expect(rows).toEqual([]);
    await quotas.meter.charge(ctx, { subject, items: [item(3n)] });
  });

  it('tells of a threshold once for each time that it is reached', async () => {
    const { subject, type, item } = await limited(10n);
    const own = () =>
      events.flatMap((event) =>
        event.type === 'quota.threshold-reached' && event.quotaType === type ? [event.threshold] : [],
      );
    await quotas.meter.charge(ctx, { subject, items: [item(7n)] });
    await upkeep().announce(worker);
    expect(own()).toEqual([]);
    await quotas.meter.charge(ctx, { subject, items: [item(1n)] });
    await quotas.meter.charge(ctx, { subject, items: [item(1n)] });
    await Promise.all([upkeep().announce(worker), upkeep().announce(worker)]);
    expect(own()).toEqual([80]);
    await quotas.meter.charge(ctx, { subject, items: [item(1n)] });
    await database.transact(ctx, (tx) => quotas.meter.release(tx, subject, [item(5n)]));
    await quotas.meter.charge(ctx, { subject, items: [item(5n)] });
    await upkeep().announce(worker);
    expect(own()).toEqual([80, 100, 80, 100]);
    expect(events.at(-1)).toMatchObject({ subject, used: 10n, limit: 10n });
  });

  it('sets right a counter that lies, and writes it down', async () => {
    const { subject, type, item } = await limited(10n);
    await quotas.meter.charge(ctx, { subject, items: [item(4n)] });
    await quotas.meter.reserve(ctx, { subject, items: [item(2n)], ttlSeconds: 600 });
    await client.query(
      'update quota.counters set used = 9, reserved = 0 where type = $1 and subject_id = $2',
      [type, subject.id],
    );
    expect((await upkeep().recount(worker)).repaired).toBe(1);
    expect(await figuresOf(subject, type)).toMatchObject({ used: 4n, reserved: 2n });
    const repair = {
      ...{ subject, quotaType: type, cause: 'ledger' },
      ...{ used: { before: 9n, after: 4n }, reserved: { before: 0n, after: 2n } },
    };
    expect(await listed(subject)).toEqual([expect.objectContaining(repair)]);
    expect(told(subject)).toEqual([expect.objectContaining(repair)]);
    expect((await upkeep().recount(worker)).repaired).toBe(0);
  });

  it('counts again what a source counts', async () => {
    const { subject, type, item } = await limited(10n);
    await quotas.meter.charge(ctx, { subject, items: [item(4n)] });
    const source = { type, owners: async () => [subject], count: async () => 6n };
    expect((await upkeep([source]).recount(worker)).repaired).toBe(1);
    expect((await figuresOf(subject, type)).used).toBe(6n);
    expect((await upkeep([source]).recount(worker)).repaired).toBe(0);
    const repair = {
      ...{ subject, quotaType: type, cause: 'source' },
      ...{ used: { before: 4n, after: 6n }, reserved: { before: 0n, after: 0n } },
    };
    expect(await listed(subject)).toEqual([expect.objectContaining(repair)]);
    expect(told(subject)).toEqual([expect.objectContaining(repair)]);
  });

  it('sets nothing right of which it cannot tell', async () => {
    const { subject, type, item } = await limited(10n);
    await quotas.meter.charge(ctx, { subject, items: [item(4n)] });
    await client.query('update quota.counters set used = 9 where type = $1 and subject_id = $2', [
      ...[type, subject.id],
    ]);
    const silent = createQuotaUpkeep({
      database: workerDatabase,
      publish: () => Promise.reject(new Error('nobody listens')),
    });
    await expect(silent.recount(worker)).rejects.toThrow('nobody listens');
    expect([await listed(subject), (await figuresOf(subject, type)).used]).toEqual([[], 9n]);
    expect((await upkeep().recount(worker)).repaired).toBe(1);
  });

  it('forgets what is old, in batches, and nothing else', async () => {
    const count = async (): Promise<unknown> => {
      const { rows } = await client.query(
        `select (select count(*) from quota.operations where scope = 'old')::int as answers,
           (select count(*) from quota.holds where created_by = 'old')::int as holds,
           (select count(*) from quota.imported_events where source = 'old')::int as events,
           (select count(*) from quota.history where counter_id < 0)::int as history`,
      );
      return rows[0];
    };
    // One of each is young; more are old than one batch takes.
    await client.query(
      `with n as (select n, case n when 0 then interval '1 day' else interval '500 days' end as age from generate_series(0, 1100) n),
       a as (insert into quota.operations (scope, key, fingerprint, answer, created_at)
             select 'old', n::text, 'x', '{}', now() - age from n),
       h as (insert into quota.holds (id, subject_type, subject_id, state, items, expires_at, created_by, ended_at)
             select gen_random_uuid(), 'user', gen_random_uuid(), 'released', '[]', now(), 'old', now() - age from n),
       e as (insert into quota.imported_events (source, id, imported_at) select 'old', n::text, now() - age from n)
       insert into quota.history (counter_id, at, used, reserved) select -1 - n, now() - age, 1, 0 from n`,
    );
    const { forgotten } = await upkeep().sweep(worker);
    expect(forgotten).toBeGreaterThanOrEqual(3_300);
    await upkeep().recordHistory(worker);
    expect(await count()).toEqual({ answers: 1, holds: 1, events: 1, history: 1 });
    const stopped = systemContext('spec', { signal: AbortSignal.abort() });
    expect(await upkeep().sweep(stopped)).toEqual({ holds: 0, forgotten: 0 });
  });

  it('writes down the hour, for plots', async () => {
    const { subject, type, item } = await limited(10n);
    await quotas.meter.charge(ctx, { subject, items: [item(4n)] });
    await upkeep().recordHistory(worker);
    await quotas.meter.charge(ctx, { subject, items: [item(1n)] });
    await upkeep().recordHistory(worker);
    const time = { from: new Date(Date.now() - 7_200_000), to: new Date(Date.now() + 7_200_000) };
    const points = await quotas.meter.history(ctx, subject, type, time);
    expect(points[0]).toMatchObject({ used: 4n, reserved: 0n, limit: 10n });
  });
});

describe('types', () => {
  it('are no more than answers name', async () => {
    const own = await createTestDatabase();
    const { database: other } = await openDatabase(own.urlFor('data'), quotaEntities);
    try {
      const { templates, meter } = createQuotas({ database: other });
      const type = (name: string) =>
        templates.createType(ctx, {
          ...{ name, description: 'x', unit: 'items', periodic: false, withoutRule: 'allow' },
          thresholds: [],
        });
      const present = (await templates.types(ctx)).length;
      const root = new pg.Client({ connectionString: own.url });
      await root.connect();
      await root.query(
        `insert into quota.types (name, description, unit, periodic)
         select 'MANY_' || n, 'x', 'items', false from generate_series(1, $1::integer) n`,
        [997 - present],
      );
      await root.end();
      expect(await codes([type('MANY_1')])).toEqual({ QUOTA_TYPE_TAKEN: 1 });
      const attempts = Array.from({ length: 6 }, (_, n) => type(`LAST_${n}`));
      expect(await codes(attempts)).toEqual({ done: 3, QUOTA_TYPES_FULL: 3 });
      expect(await templates.types(ctx)).toHaveLength(1_000);
      expect(await meter.usage(ctx, platformSubject)).toHaveLength(1_000);
    } finally {
      await other.close();
      await own.drop();
    }
  });
});

describe('use that is only metered', () => {
  it('is counted whatever the limit, in the period in which it was', async () => {
    const { subject, type } = await limited(5n, { period: { kind: 'day', zone: 'UTC' } });
    const yesterday = new Date(Date.now() - 86_400_000);
    await quotas.meter.record(ctx, [
      { subject, type, amount: 7n },
      { subject, type, amount: 100n, at: yesterday },
    ]);
    expect(await figuresOf(subject, type)).toMatchObject({ used: 7n, overage: 2n });
    const { rows } = await client.query(
      `select sum(amount) as all from quota.ledger l join quota.counters c on c.id = l.counter_id where c.type = $1 and c.subject_type = 'user'`,
      [type],
    );
    expect(rows).toEqual([{ all: '107' }]);
  });
});

describe('without a rule', () => {
  it('a type decides whether all or nothing is allowed', async () => {
    const [type, subject] = [await newType(), await newUser()];
    await quotas.meter.charge(ctx, { subject, items: [{ type, amount: 5n }] });
    await quotas.templates.updateType(ctx, type, 'any', { withoutRule: 'deny' });
    await expect(quotas.meter.charge(ctx, { subject, items: [{ type, amount: 1n }] })).rejects.toMatchObject({
      details: { refusals: [{ limit: 0, used: 5, decided_by: { rule: 'none' } }] },
    });
  });
});
