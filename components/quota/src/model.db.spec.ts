import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import fc from 'fast-check';
import pg from 'pg';
import {
  createQuotaAssignments,
  createQuotaMeter,
  createQuotaTemplates,
  platformSubject,
  quotaEntities,
  type QuotaSubject,
} from './index.js';
import { type Item, Model, type ModelTemplate, type What, type Who, zone } from './model.fixture.js';

/** `QUOTA_MODEL_STEPS=100000` is the full length. */
const steps = Number(process.env['QUOTA_MODEL_STEPS'] ?? 800);
const stepsOfARun = 50;
/** Machines that run at the same time, each with its own types and clock: a step is short, and its way there and back is not. */
const machines = 8;
/** Each machine has two types of its own, of which there are at most a thousand. */
const roundsOfADatabase = 50;
const everybody: readonly Who[] = ['ann', 'ben', 'domain', 'platform'];

const defaultDomain = '00000000-0000-7000-8000-000000000001';
const ctx = contextFor({ kind: 'service', id: 'model', roles: ['admin'] });

let testDatabase: TestDatabase;
let database: Database;
let client: pg.Pool;

async function open(): Promise<void> {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), quotaEntities, {
    poolSize: machines,
  }));
  client = new pg.Pool({ connectionString: testDatabase.url, max: machines });
}
async function close(): Promise<void> {
  await client.end();
  await database.close();
  await testDatabase.drop();
}
beforeAll(open);
afterAll(close);

const who = fc.constantFrom<Who>('ann', 'ann', 'ben', 'domain', 'platform');
const what = fc.constantFrom<What>('size', 'times');
const items: fc.Arbitrary<Item[]> = fc.array(fc.record({ what, amount: fc.integer({ min: 0, max: 6 }) }), {
  minLength: 1,
  maxLength: 3,
});
const at = fc.nat({ max: 50 });

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('consume' as const), who, items }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('reserve' as const),
      who,
      items,
      ttl: fc.constantFrom(1, 60, 4_000, 86_400),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('commit' as const), at, more: fc.integer({ min: -3, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at, other: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('adjust' as const),
      who,
      what,
      change: fc.oneof(fc.integer({ min: -8, max: 4 }), fc.record({ to: fc.nat({ max: 3 }) })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('assign' as const), who, at, replace: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unassign' as const), who, what }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('default' as const),
      of: fc.constantFrom('user' as const, 'domain' as const, 'platform' as const),
      at,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('limit' as const),
      at,
      limit: fc.option(fc.nat({ max: 12 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('enable' as const), at, enabled: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 30, 3_700, 20_000, 86_400, 172_800),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The evening before the clocks of Berlin go forward. */
const start = Date.UTC(2026, 2, 28, 20);
let runs = 0;

async function play(script: readonly Step[]): Promise<void> {
  runs += 1;
  const model = new Model(start);
  const asOf = (): Date => new Date(model.now);
  const types: Record<What, string> = { size: `R${runs}_SIZE`, times: `R${runs}_TIMES` };
  const subjects: Record<Who, QuotaSubject> = {
    ann: { type: 'user', id: newId() },
    ben: { type: 'user', id: newId() },
    domain: { type: 'domain', id: defaultDomain },
    platform: platformSubject,
  };
  await client.query(
    `insert into users.users (id, issuer, subject, username) select id, 'i', id, 'u' from unnest($1::uuid[]) id`,
    [[subjects.ann.id, subjects.ben.id]],
  );
  await client.query(
    `insert into quota.types (name, description, unit, periodic) values ($1, 'x', 'items', false), ($2, 'x', 'times', true)`,
    [types.size, types.times],
  );
  const meter = createQuotaMeter({ database, asOf });
  const templates = createQuotaTemplates({ database, asOf });
  const assignments = createQuotaAssignments({ database, asOf });
  const ids = await makeTemplates(model, types, asOf);
  const holds: string[] = [];
  const charges: { key: string; who: Who; items: readonly Item[]; at: string }[] = [];
  const amounts = (list: readonly Item[]) =>
    list.map((one) => ({ type: types[one.what], amount: BigInt(one.amount) }));
  const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % (list.length || 1)];

  async function take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'consume': {
        const key = newId();
        const asked = { subject: subjects[one.who], items: amounts(one.items) };
        const looked =
          one.items.length === 2 ? await meter.check(ctx, asked.subject, asked.items) : undefined;
        const fits = model.consume(one.who, one.items);
        if (looked) expect(looked.allowed).toBe(fits);
        const outcome = await codeOf(meter.charge(ctx, { ...asked, key }));
        expect(outcome.code).toBe(fits ? 'done' : 'QUOTA_EXCEEDED');
        if (outcome.value)
          charges.push({ key, who: one.who, items: one.items, at: outcome.value.operationId });
        return;
      }
      case 'repeat': {
        const before = pick(charges, one.at);
        if (!before) return;
        const list = one.other ? [{ what: 'size' as const, amount: 77 }] : before.items;
        const again = await codeOf(
          meter.charge(ctx, { subject: subjects[before.who], items: amounts(list), key: before.key }),
        );
        expect(again.code).toBe(one.other ? 'QUOTA_KEY_REUSED' : 'done');
        if (again.value) expect(again.value.operationId).toBe(before.at);
        return;
      }
      case 'reserve': {
        const fits = model.reserve(one.who, one.items, one.ttl);
        const asked = { subject: subjects[one.who], items: amounts(one.items), ttlSeconds: one.ttl };
        const outcome = await codeOf(meter.reserve(ctx, asked));
        expect(outcome.code).toBe(fits ? 'done' : 'QUOTA_EXCEEDED');
        if (outcome.value) holds.push(outcome.value.id);
        return;
      }
      case 'commit': {
        const [hold, id] = [pick(model.holds, one.at), pick(holds, one.at)];
        if (!hold || id === undefined) return;
        const actuals = hold.items.map(({ amount }) => Math.max(0, amount + one.more));
        const codes = {
          done: 'done',
          expired: 'HOLD_EXPIRED',
          ended: 'HOLD_ENDED',
          refused: 'QUOTA_EXCEEDED',
        } as const;
        const expected = codes[model.commit(hold, actuals)];
        const { code } = await codeOf(meter.commit(ctx, id, actuals.map(BigInt)));
        expect(code).toBe(expected);
        return;
      }
      case 'release': {
        const [hold, id] = [pick(model.holds, one.at), pick(holds, one.at)];
        if (!hold || id === undefined) return;
        const expected = model.release(hold);
        const { code, value } = await codeOf(meter.releaseHold(ctx, id));
        expect(code).toBe(expected === 'ended' ? 'HOLD_ENDED' : 'done');
        if (expected !== 'ended') expect(value?.state).toBe(expected === 'done' ? 'released' : 'expired');
        return;
      }
      case 'adjust': {
        model.adjust(one.who, one.what, one.change);
        const amount = typeof one.change === 'number' ? BigInt(one.change) : { to: BigInt(one.change.to) };
        const subject = subjects[one.who];
        await meter.adjust(ctx, { subject, type: types[one.what], amount, reason: 'model' });
        return;
      }
      case 'assign': {
        const [template, id] = [pick(model.templates, one.at), pick(ids, one.at)];
        if (!template || id === undefined) return;
        const place = `${one.who} ${template.what}`;
        const present = model.assigned.get(place);
        const live =
          present?.template.enabled && (present.expiresAt === undefined || present.expiresAt > model.now);
        const outcome = await codeOf(
          assignments.assign(ctx, subjects[one.who], id, { replace: one.replace }),
        );
        if (!template.enabled) return expect(outcome.code).toBe('QUOTA_DISABLED');
        if (live && !one.replace) return expect(outcome.code).toBe('USER_QUOTA_TYPE_CONFLICT');
        expect(outcome.code).toBe('done');
        const expiresAt = template.lasts === undefined ? undefined : model.now + template.lasts * 1_000;
        model.assigned.set(place, { template, expiresAt });
        if (one.who === 'domain' || one.who === 'platform') model.rulesChanged(template.what);
        return;
      }
      case 'unassign': {
        const present = model.assigned.get(`${one.who} ${one.what}`);
        const index = model.templates.findIndex((template) => template === present?.template);
        const id = ids[index];
        if (!present || id === undefined) return;
        const { code } = await codeOf(assignments.unassign(ctx, subjects[one.who], id, 'any'));
        const gone = present.expiresAt !== undefined && present.expiresAt <= model.now;
        expect(code).toBe(gone ? 'QUOTA_ASSIGNMENT_NOT_FOUND' : 'done');
        if (!gone) model.assigned.delete(`${one.who} ${one.what}`);
        return;
      }
      case 'default': {
        const [template, id] = [pick(model.templates, one.at), pick(ids, one.at)];
        if (!template?.enabled || id === undefined) return;
        await assignments.putDefault(ctx, one.of, id);
        model.defaults.set(`${one.of} ${template.what}`, template);
        if (one.of !== 'user') model.rulesChanged(template.what);
        return;
      }
      case 'limit': {
        const [template, id] = [pick(model.templates, one.at), pick(ids, one.at)];
        if (!template || id === undefined) return;
        template.limit = one.limit;
        await templates.update(ctx, id, 'any', { value: valueOf(template, types) });
        return;
      }
      case 'enable': {
        const [template, id] = [pick(model.templates, one.at), pick(ids, one.at)];
        if (!template || id === undefined) return;
        template.enabled = one.enabled;
        await templates.update(ctx, id, 'any', { enabled: one.enabled });
        if (one.enabled) model.rulesChanged(template.what);
        return;
      }
      case 'wait':
        model.now += one.seconds * 1_000;
    }
  }

  async function compare(names: readonly Who[]): Promise<void> {
    for (const name of names) {
      const figures = await meter.usage(ctx, subjects[name], [types.size, types.times]);
      const seen = figures.map(({ limit, used, reserved, remaining, decidedBy, overage }) => ({
        ...{ limit: number(limit), used: Number(used), reserved: Number(reserved) },
        ...{ remaining: number(remaining), overage: Number(overage), ruled: decidedBy.subject.type },
      }));
      const wanted = (['size', 'times'] as const).map((one) => {
        const [limit, used, reserved] = [
          model.limit(name, one),
          model.used(name, one),
          model.reserved(name, one),
        ];
        const overage = limit === undefined ? 0 : Math.max(0, used + reserved - limit);
        return {
          ...{ limit, used, reserved, remaining: model.remaining(name, one), overage },
          ruled: expect.any(String) as string,
        };
      });
      expect({ name, figures: seen }).toEqual({ name, figures: wanted });
    }
  }

  // One in turn after each step, all of them at the end: the ledger remembers what a step did to the others.
  for (const [index, one] of script.entries()) {
    await take(one);
    await compare(everybody.slice(index % 4, (index % 4) + 1));
  }
  await compare(everybody);
  await assertLedger(Object.values(types));
}

async function makeTemplates(
  model: Model,
  types: Record<What, string>,
  asOf: () => Date,
): Promise<readonly string[]> {
  const templates = createQuotaTemplates({ database, asOf });
  const shapes: Omit<ModelTemplate, 'enabled'>[] = [
    { what: 'size', limit: 5, period: 'none', lasts: undefined },
    { what: 'size', limit: 12, period: 'none', lasts: 90_000 },
    { what: 'size', limit: undefined, period: 'none', lasts: undefined },
    { what: 'times', limit: 6, period: 'day', lasts: undefined },
    { what: 'times', limit: 9, period: 'hours', lasts: 200_000 },
    { what: 'times', limit: 15, period: 'none', lasts: undefined },
  ];
  const ids: string[] = [];
  for (const shape of shapes) {
    const template = { ...shape, enabled: true };
    model.templates.push(template);
    const { id } = await templates.create(ctx, {
      name: newId(),
      ...valueOf(template, types),
      expire:
        shape.lasts === undefined ? { kind: 'never' } : { kind: 'after-assignment', seconds: shape.lasts },
      enabled: true,
    });
    ids.push(id);
  }
  return ids;
}

function valueOf({ what: of, limit, period }: ModelTemplate, types: Record<What, string>) {
  const anchor = new Date(0);
  const periods = {
    none: { kind: 'none' },
    day: { kind: 'day', zone },
    hours: { kind: 'custom', unit: 'hour', count: 5, anchor, zone },
  } as const;
  return {
    type: types[of],
    limit: limit === undefined ? undefined : BigInt(limit),
    period: periods[period],
  };
}

/** What the counters say is what the ledger and the holds prove. */
async function assertLedger(types: readonly string[]): Promise<void> {
  const { rows } = await client.query(
    `select c.subject_type, c.used, c.reserved,
       (select coalesce(sum(amount), 0) from quota.ledger l
        where l.counter_id = c.id and l.at >= coalesce(c.period_starts_at, '-infinity')) as proven,
       (select coalesce(sum(amount), 0) from quota.hold_items h where h.counter_id = c.id) as held
     from quota.counters c where c.type = any ($1)`,
    [types],
  );
  for (const row of rows as readonly Record<string, string>[]) {
    expect([row['used'], row['reserved']]).toEqual([row['proven'], row['held']]);
  }
}

function number(amount: bigint | undefined): number | undefined {
  return amount === undefined ? undefined : Number(amount);
}

async function codeOf<T>(work: Promise<T>): Promise<{ readonly code: string; readonly value?: T }> {
  try {
    return { code: 'done', value: await work };
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string')
      return { code: error.code };
    throw error;
  }
}

it(`does what the model does, ${steps} steps`, async () => {
  const script = fc.array(step, { minLength: stepsOfARun, maxLength: stepsOfARun, size: 'max' });
  const scripts = fc.array(script, { minLength: machines, maxLength: machines, size: 'max' });
  const rounds = Math.ceil(steps / stepsOfARun / machines);
  let round = 0;
  const all = fc.asyncProperty(scripts, async (some) => {
    if (round > 0 && round % roundsOfADatabase === 0) {
      await close();
      await open();
    }
    round += 1;
    await Promise.all(some.map(play));
  });
  await fc.assert(all, { numRuns: rounds, endOnFailure: process.env['QUOTA_MODEL_SHRINK'] === undefined });
  expect(runs).toBe(rounds * machines);
}, 3_600_000);
