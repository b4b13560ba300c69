import { contextFor, newId } from '@ashlar/database';
import { assertProblem, type HttpClient, walkContract } from '@ashlar/test-http';
import type pg from 'pg';
import type { Quotas } from './index.js';
import { bodyOf, defaultDomain, serveQuotas, type ServedQuotas } from './server.fixture.js';

let served: ServedQuotas;
let client: pg.Client;
let quotas: Quotas;
let ids: ServedQuotas['ids'];
let ann: HttpClient;
let ben: HttpClient;
let dora: HttpClient;
let meter: HttpClient;
let admin: HttpClient;
const adminContext = contextFor({ kind: 'service', id: 'console', roles: ['admin'] });

beforeAll(async () => {
  served = await serveQuotas();
  ({ client, quotas, ids, ann, ben, dora, meter, admin } = served);
});
afterAll(() => served.stop());

interface Made {
  readonly id: string;
}

async function made(caller: HttpClient, path: string, json: object): Promise<string> {
  const answer = await caller.call('POST', path, { json });
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
  return bodyOf<Made>(answer).id;
}

const orders = (max: number | null, more: object = {}) => ({
  name: newId(),
  type: 'MAX_ORDER_TIMES',
  value: { max_order_times: max, ...more },
});

describe('quotas over HTTP', () => {
  it('are made, assigned, consumed and refused with numbers', async () => {
    const quota = await made(admin, '/api/data/quotas', orders(3, { period: { kind: 'month' } }));
    const of = `/api/data/users/${ids.ann}`;
    await made(admin, `${of}/quotas`, { quota_id: quota });
    const items = [{ type: 'MAX_ORDER_TIMES', amount: 2 }];
    const consumed = await meter.call('POST', `${of}/quota-usage/consume`, { json: { items } });
    expect([consumed.status, consumed.json]).toEqual([
      200,
      expect.objectContaining({
        items: [expect.objectContaining({ used: 2, remaining: 1, limit: 3, overage: 0 })],
      }),
    ]);
    const checked = await ann.call('POST', `${of}/quota-usage/check`, { json: { items } });
    expect(checked.json).toMatchObject({ allowed: false, refusals: [{ requested: 2, remaining: 1 }] });
    const refused = await meter.call('POST', `${of}/quota-usage/consume`, { json: { items } });
    const { details } = assertProblem(refused, 429, 'QUOTA_EXCEEDED');
    expect(details).toMatchObject({
      refusals: [
        {
          ...{ type: 'MAX_ORDER_TIMES', limit: 3, used: 2, reserved: 0, requested: 2, remaining: 1 },
          ...{ quota_id: quota, reset_at: expect.stringMatching(/^\d{4}-\d\d-01T00:00:00.000Z$/) as string },
          decided_by: { rule: 'assignment', subject_type: 'user', subject_id: ids.ann, quota_id: quota },
        },
      ],
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds > 0 && seconds <= 31 * 86_400).toBe(true);
    const usage = await ann.call('GET', `${of}/quota-usage`);
    expect(usage.json).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          ...{ type: 'MAX_ORDER_TIMES', limit: 3, used: 2, reserved: 0, remaining: 1, overage: 0 },
          period_start: expect.stringMatching(/-01T00:00:00.000Z$/) as string,
        }),
      ]) as unknown,
    });
  });

  it('hold, commit less, and tell a hold that ended from one that never was', async () => {
    const of = `/api/data/users/${ids.ben}`;
    const quota = await made(admin, '/api/data/quotas', { ...orders(5), expire: { kind: 'never' } });
    await made(admin, `${of}/quotas`, { quota_id: quota });
    const hold = await made(meter, `${of}/quota-holds`, {
      items: [{ type: 'MAX_ORDER_TIMES', amount: 5 }],
      ttl: 60,
    });
    const at = `/api/data/quota-holds/${hold}`;
    assertProblem(await ann.call('POST', `${at}/release`), 404, 'QUOTA_HOLD_NOT_FOUND');
    const committed = await meter.call('POST', `${at}/commit`, {
      json: { items: [{ type: 'MAX_ORDER_TIMES', amount: 2 }] },
    });
    expect(committed.json).toMatchObject({ items: [{ used: 2, reserved: 0, remaining: 3 }] });
    assertProblem(await meter.call('POST', `${at}/release`), 409, 'HOLD_ENDED');
    const missing = `/api/data/quota-holds/${newId()}/commit`;
    assertProblem(await meter.call('POST', missing, { json: {} }), 404, 'QUOTA_HOLD_NOT_FOUND');
  });

  it('answer a repeated key once', async () => {
    const path = `/api/data/users/${ids.dora}/quota-usage/consume`;
    const json = { items: [{ type: 'MAX_SIZE', amount: '9007199254740993' }] };
    const headers = { 'Idempotency-Key': newId() };
    const [first, again] = [
      await meter.call('POST', path, { json, headers }),
      await meter.call('POST', path, { json, headers }),
    ];
    expect(again.text).toBe(first.text);
    expect(first.json).toMatchObject({ items: [{ used: '9007199254740993' }] });
  });

  it('are seen by the user, the administrator of the domain, services and administrators, and by nobody else', async () => {
    const usage = `/api/data/users/${ids.ann}/quota-usage`;
    for (const caller of [ann, dora, meter, admin]) {
      expect((await caller.call('GET', usage)).status).toBe(200);
    }
    const { details: _, ...seen } = assertProblem(
      await ben.call('GET', usage),
      404,
      'QUOTA_SUBJECT_NOT_FOUND',
    );
    const nobody = await ben.call('GET', `/api/data/users/${newId()}/quota-usage`);
    expect(assertProblem(nobody, 404, 'QUOTA_SUBJECT_NOT_FOUND').detail).toBe(seen.detail);
    const domain = `/api/data/domains/${defaultDomain}/quota-usage`;
    expect((await dora.call('GET', domain)).status).toBe(200);
    expect([403, 404]).toContain((await ann.call('GET', domain)).status);
    assertProblem(await ann.call('GET', '/api/data/platform/quota-usage'), 403, 'FORBIDDEN');
  });

  it('are charged by services and managed by administrators alone', async () => {
    const json = { items: [{ type: 'MAX_ORDER_TIMES', amount: 1 }] };
    const of = `/api/data/users/${ids.ann}`;
    for (const caller of [ann, dora]) {
      assertProblem(await caller.call('POST', `${of}/quota-usage/consume`, { json }), 403, 'FORBIDDEN');
      assertProblem(await caller.call('POST', `${of}/quota-holds`, { json }), 403, 'FORBIDDEN');
      assertProblem(await caller.call('POST', '/api/data/quotas', { json: orders(1) }), 403, 'FORBIDDEN');
    }
    assertProblem(await meter.call('POST', '/api/data/quotas', { json: orders(1) }), 403, 'FORBIDDEN');
  });

  it('have values that fit their type', async () => {
    const make = (json: object) =>
      admin.call('POST', '/api/data/quotas', { json: { name: newId(), ...json } });
    const faults = async (json: object): Promise<readonly string[]> => {
      const { details } = assertProblem(await make(json), 400, 'VALIDATION_FAILED');
      return (details.errors ?? []).map(({ pointer }) => pointer);
    };
    expect(await faults({ type: 'MAX_SIZE', value: { max_order_times: 1 } })).toEqual([
      '#/body/value/max_order_times',
    ]);
    expect(await faults({ type: 'MAX_SIZE', value: {} })).toEqual(['#/body/value']);
    expect(await faults({ type: 'MAX_SIZE', value: { max_size: -1 } })).toEqual(['#/body/value/max_size']);
    expect(await faults({ type: 'MAX_SIZE', value: { max_size: 1 }, expire: { kind: 'at' } })).toEqual([
      '#/body/expire/at',
    ]);
    const period = { kind: 'day', zone: 'Atlantis' };
    expect(await faults({ type: 'MAX_ORDER_TIMES', value: { max: 1, period } })).toEqual([
      '#/body/value/period/zone',
    ]);
    const periodic = { type: 'MAX_SIZE', value: { max_size: 1, period: { kind: 'day' } } };
    assertProblem(await make(periodic), 422, 'QUOTA_VALUE_MISMATCH');
    assertProblem(await make({ type: 'NOBODY_KNOWS', value: { max: 1 } }), 422, 'QUOTA_TYPE_UNKNOWN');
    const unlimited = await make({ type: 'MAX_SIZE', value: { max_size: null } });
    expect(unlimited.json).toMatchObject({ value: { max_size: null }, expire: { kind: 'never' } });
  });

  it('are asked for, and given', async () => {
    const of = `/api/data/users/${ids.dora}/quota-requests`;
    const ask = { type: 'MAX_ORDER_TIMES', amount: 50, reason: 'The thesis' };
    const request = await made(dora, of, ask);
    assertProblem(await dora.call('POST', of, { json: ask }), 409, 'QUOTA_REQUEST_PENDING');
    const approve = `/api/data/quota-requests/${request}/approve`;
    const quota = await made(admin, '/api/data/quotas', orders(50));
    assertProblem(await dora.call('POST', approve, { json: { quota_id: quota } }), 403, 'FORBIDDEN');
    const approved = await admin.call('POST', approve, { json: { quota_id: quota, comment: 'Until May' } });
    expect(approved.json).toMatchObject({ state: 'approved', quota_id: quota, comment: 'Until May' });
    const usage = await dora.call('GET', `/api/data/users/${ids.dora}/quota-usage`);
    expect(JSON.stringify(usage.json)).toContain(quota);
    assertProblem(
      await admin.call('POST', approve, { json: { quota_id: quota } }),
      409,
      'QUOTA_REQUEST_DECIDED',
    );
    assertProblem(
      await ben.call('GET', `/api/data/quota-requests/${request}`),
      404,
      'QUOTA_REQUEST_NOT_FOUND',
    );
  });

  it('are asked for, and denied, which changes nothing', async () => {
    const of = `/api/data/users/${ids.ben}`;
    const before = (await ben.call('GET', `${of}/quota-usage`)).json;
    const ask = { type: 'MAX_SIZE', amount: 5, reason: 'More room' };
    const request = await made(ben, `${of}/quota-requests`, ask);
    const deny = `/api/data/quota-requests/${request}/deny`;
    assertProblem(await ben.call('POST', deny, { json: {} }), 403, 'FORBIDDEN');
    const denied = await admin.call('POST', deny, { json: { comment: 'Not now' } });
    expect(denied.json).toMatchObject({ state: 'denied', quota_id: null, comment: 'Not now' });
    assertProblem(await admin.call('POST', deny, { json: {} }), 409, 'QUOTA_REQUEST_DECIDED');
    expect((await ben.call('GET', `${of}/quota-usage`)).json).toEqual(before);
    // Decided is not pending: one may ask again.
    await made(ben, `${of}/quota-requests`, ask);
  });

  it('end when their template or their assignment says so, and usage says when', async () => {
    const of = `/api/data/users/${ids.ann}`;
    const quota = await made(admin, '/api/data/quotas', {
      ...{ name: newId(), type: 'MAX_SECRETS', value: { max: 4 } },
      expire: { kind: 'after-assignment', seconds: 3_600 },
    });
    await made(admin, `${of}/quotas`, { quota_id: quota });
    const usage = async () =>
      bodyOf<{ items: { type: string; expires_at: string | null; decided_by: object }[] }>(
        await ann.call('GET', `${of}/quota-usage`),
      ).items.find(({ type }) => type === 'MAX_SECRETS');
    const { rows } = await client.query<{ expected: Date }>(
      `select assigned_at + interval '1 hour' as expected from quota.assignments where template_id = $1`,
      [quota],
    );
    expect(await usage()).toMatchObject({
      ...{ limit: 4, expires_at: rows[0]?.expected.toISOString() },
      decided_by: { rule: 'assignment', quota_id: quota },
    });
    await client.query(
      `update quota.assignments set expires_at = now() - interval '1 s' where template_id = $1`,
      [quota],
    );
    expect(await usage()).toMatchObject({ limit: null, expires_at: null, decided_by: { rule: 'none' } });
  });

  it('are plotted: the hours of a range, oldest first, each with the limit that it had', async () => {
    const of = `/api/data/users/${ids.ben}`;
    const type = 'PLOTTED';
    const json = { name: type, description: 'For this spec', unit: 'items', periodic: false };
    expect((await admin.call('POST', '/api/data/quota-types', { json })).status).toBe(201);
    const items = [{ type, amount: 1 }];
    expect((await meter.call('POST', `${of}/quota-usage/consume`, { json: { items } })).status).toBe(200);
    const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n)).toISOString();
    await client.query(
      `insert into quota.history (counter_id, at, limit_amount, used, reserved)
       select c.id, $2::timestamptz + make_interval(hours => n), nullif(n, 3), n * 10, n
       from quota.counters c, generate_series(4, 0, -1) n where c.type = $1 and c.subject_type = 'user'`,
      [type, hour(0)],
    );
    const plot = async (range: string) => {
      const answer = await ben.call('GET', `${of}/quota-usage/history?type=${type}${range}`);
      expect(answer.status).toBe(200);
      return bodyOf<{ type: string; points: object[] }>(answer);
    };
    const point = (n: number) => ({ at: hour(n), limit: n === 3 ? null : n, used: n * 10, reserved: n });
    expect(await plot(`&from=${hour(1)}&to=${hour(4)}`)).toEqual({ type, points: [1, 2, 3].map(point) });
    expect((await plot(`&to=${hour(2)}`)).points).toEqual([0, 1].map(point));
    // From 30 days before its end on: what is older is asked for.
    expect((await plot(`&to=${new Date(Date.UTC(2026, 0, 31, 2)).toISOString()}`)).points).toEqual(
      [2, 3, 4].map(point),
    );
    // At most 10,000 points are answered: the oldest.
    await client.query(
      `insert into quota.history (counter_id, at, used, reserved)
       select c.id, $2::timestamptz + make_interval(hours => n), 1, 0
       from quota.counters c, generate_series(5, 10020) n where c.type = $1 and c.subject_type = 'user'`,
      [type, hour(0)],
    );
    const { points } = await plot(`&from=${hour(0)}&to=${hour(20_000)}`);
    expect([points.length, points.at(0), points.at(-1)]).toEqual([
      ...[10_000, point(0), expect.objectContaining({ at: hour(9_999) }) as unknown],
    ]);
    assertProblem(
      await dora.call('GET', `${of.replace(ids.ben, newId())}/quota-usage/history?type=${type}`),
      ...([404, 'QUOTA_SUBJECT_NOT_FOUND'] as const),
    );
  });

  it.each(['/api/data/quotas', '/eom/admin/quotas'])(
    'are found by when they were made at %s',
    async (path) => {
      const [first, second, third] = [
        await made(admin, '/api/data/quotas', orders(1)),
        await made(admin, '/api/data/quotas', orders(2)),
        await made(admin, '/api/data/quotas', orders(3)),
      ];
      const days = [1, 2, 3].map((day) => new Date(Date.UTC(2020, 0, day)).toISOString());
      await client.query(
        `update quota.templates t set created_at = d.at from unnest($1::uuid[], $2::timestamptz[]) d (id, at) where t.id = d.id`,
        [[first, second, third], days],
      );
      const found = async (range: string) =>
        bodyOf<Made[]>(await admin.call('GET', `${path}?${range}`))
          .map(({ id }) => id)
          .filter((id) => [first, second, third].includes(id))
          .sort();
      expect(await found(`created_from=${days[1]}&created_to=${days[2]}`)).toEqual([second]);
      expect(await found(`created_to=${days[2]}`)).toEqual([first, second].sort());
      assertProblem(await admin.call('GET', `${path}?created_from=yesterday`), 400, 'VALIDATION_FAILED');
    },
  );

  it('count what was measured elsewhere once, and show overage', async () => {
    const of = `/api/data/users/${ids.dora}`;
    const event = {
      ...{ specversion: '1.0', id: 'e-1', source: '/meters/gpu', type: 'org.example.usage' },
      ...{ subject: `user/${ids.dora}`, data: { type: 'MAX_ORDER_TIMES', amount: 70 } },
    };
    const send = (events: readonly object[]) =>
      meter.call('POST', '/api/data/quota-usage-events', { json: { events } });
    expect((await send([event, event])).json).toEqual({ imported: 1, duplicates: 1 });
    expect((await send([event])).json).toEqual({ imported: 0, duplicates: 1 });
    const usage = await dora.call('GET', `${of}/quota-usage`);
    expect(usage.json).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ type: 'MAX_ORDER_TIMES', used: 70, limit: 50, remaining: 0, overage: 20 }),
      ]) as unknown,
    });
  });
});

describe('each kind of subject', () => {
  const [groupId, projectId] = [newId(), newId()];
  beforeAll(async () => {
    await client.query(
      `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
       values ($1, 'lab', 'group', $2, true), ($2, 'beam', 'project', $3, true)`,
      [defaultDomain, groupId, projectId],
    );
    await client.query(
      `insert into groups.groups (id, domain_id, slug, name, visibility) values ($1, $2, 'lab', 'Lab', 'private')`,
      [groupId, defaultDomain],
    );
    await client.query(
      `insert into projects.projects (id, domain_id, group_id, slug, name, visibility)
       values ($1, $2, $3, 'beam', 'Beam', 'private')`,
      [projectId, defaultDomain, groupId],
    );
  });

  it.each([
    ['user', () => `users/${ids.ben}`],
    ['group', () => `groups/${groupId}`],
    ['project', () => `projects/${projectId}`],
    ['domain', () => `domains/${defaultDomain}`],
    ['platform', () => 'platform'],
  ])('a %s is given a quota, charged, held for, set right and asked for', async (kind, place) => {
    const of = `/api/data/${place()}`;
    const type = `PARTS_${kind.toUpperCase()}`;
    const json = { name: type, description: 'For this spec', unit: 'items', periodic: false };
    expect((await admin.call('POST', '/api/data/quota-types', { json })).status).toBe(201);
    const limited = (limit: number) => ({ name: newId(), type, value: { max: limit } });
    const [small, large] = [
      await made(admin, '/api/data/quotas', limited(5)),
      await made(admin, '/api/data/quotas', limited(50)),
    ];
    await made(admin, `${of}/quotas`, { quota_id: small });
    assertProblem(
      await admin.call('POST', `${of}/quotas`, { json: { quota_id: large } }),
      409,
      'USER_QUOTA_TYPE_CONFLICT',
    );
    const usage = async () => {
      const { json: all } = await admin.call('GET', `${of}/quota-usage`);
      const { items } = all as { readonly items: readonly { readonly type: string }[] };
      return items.find((one) => one.type === type);
    };
    const items = [{ type, amount: 4 }];
    expect((await meter.call('POST', `${of}/quota-usage/consume`, { json: { items } })).status).toBe(200);
    assertProblem(
      await meter.call('POST', `${of}/quota-holds`, { json: { items, ttl: 60 } }),
      429,
      'QUOTA_EXCEEDED',
    );
    const checked = await admin.call('POST', `${of}/quota-usage/check`, { json: { items } });
    expect(checked.json).toMatchObject({ allowed: false, refusals: [{ remaining: 1, requested: 4 }] });

    // Whatever the limit, by who administers the platform alone, with a reason that the ledger keeps.
    const adjust = `${of}/quota-usage/adjust`;
    const right = (change: object) =>
      admin.call('POST', adjust, { json: { type, reason: 'counted', ...change } });
    expect((await right({ amount: 3 })).json).toMatchObject({
      items: [{ used: 7, overage: 2, remaining: 0 }],
    });
    expect((await right({ amount: -100 })).json).toMatchObject({ items: [{ used: 0, overage: 0 }] });
    expect((await right({ used: 2 })).json).toMatchObject({ items: [{ used: 2, remaining: 3 }] });
    for (const change of [{}, { amount: 1, used: 1 }])
      assertProblem(await right(change), 400, 'VALIDATION_FAILED');
    const refused = await meter.call('POST', adjust, { json: { type, amount: 1, reason: 'x' } });
    assertProblem(refused, 403, 'FORBIDDEN');
    const { rows } = await client.query<{ reason: string }>(
      `select l.reason from quota.ledger l join quota.counters c on c.id = l.counter_id
       where c.type = $1 and l.kind = 'adjust' and l.reason is not null`,
      [type],
    );
    expect(rows.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['counted', 'counted', 'counted']),
    );

    const hold = await made(meter, `${of}/quota-holds`, { items: [{ type, amount: 3 }], ttl: 60 });
    expect(await usage()).toMatchObject({ used: 2, reserved: 3, remaining: 0 });
    expect((await meter.call('POST', `/api/data/quota-holds/${hold}/release`)).status).toBe(200);
    const replaced = await admin.call('POST', `${of}/quotas`, { json: { quota_id: large, replace: true } });
    expect(replaced.status).toBe(201);
    expect(await usage()).toMatchObject({ limit: 50, used: 2, reserved: 0 });
    const asked = await made(admin, `${of}/quota-requests`, { type, amount: 90, reason: 'more' });
    expect((await admin.call('POST', `/api/data/quota-requests/${asked}/deny`, { json: {} })).status).toBe(
      200,
    );
    expect((await admin.call('GET', `${of}/quota-usage/history?type=${type}`)).status).toBe(200);
    const headers = { 'If-Match': '*' };
    expect((await admin.call('DELETE', `${of}/quotas/${large}`, { headers })).status).toBe(204);
    expect(await usage()).toMatchObject({ limit: null, used: 2 });
  });
});

describe('the dialect of EOM', () => {
  it('has its own names, finds users by subject, and takes one quota of each type', async () => {
    const base = '/eom/admin/quotas';
    const first = await made(admin, base, { ...orders(2), description: 'First' });
    const second = await made(admin, base, orders(4));
    const one = await admin.call('GET', `${base}/${first}`);
    expect(one.json).toMatchObject({
      ...{ type: 'MAX_ORDER_TIMES', value: { max_order_times: 2 }, enable: true, description: 'First' },
      created: expect.any(String) as string,
    });
    const of = '/eom/admin/users/ben/quotas';
    await admin.call(
      'DELETE',
      `${of}/${bodyOf<{ quota_id: string }[]>(await admin.call('GET', of))[0]?.quota_id}`,
    );
    await made(admin, of, { quota_id: first });
    const { details } = assertProblem(
      await admin.call('POST', of, { json: { quota_id: second } }),
      409,
      'USER_QUOTA_TYPE_CONFLICT',
    );
    expect(details).toMatchObject({ type: 'MAX_ORDER_TIMES', quota_id: first });
    const put = await admin.call('PUT', `${of}/${second}`, { json: {} });
    expect(put.json).toMatchObject({ quota_id: second, user_id: ids.ben });
    const list = await ben.call('GET', of);
    expect([list.headers.get('x-total-count'), bodyOf<{ quota_id: string }[]>(list)]).toEqual([
      '1',
      [expect.objectContaining({ quota_id: second })],
    ]);
    const disabled = await admin.call('PUT', `${base}/${second}`, { json: { enable: false } });
    expect(disabled.json).toMatchObject({ enable: false, value: { max_order_times: 4 } });
    assertProblem(await admin.call('DELETE', `${base}/${second}`), 409, 'QUOTA_IN_USE');
    assertProblem(
      await admin.call('PUT', `${base}/${first}`, { json: { type: 'MAX_SIZE', value: { max_size: 1 } } }),
      409,
      'QUOTA_IN_USE',
    );
  });
});

describe('the contract', () => {
  it('holds for every operation', async () => {
    const types: string[] = [];
    const templates: string[] = [];
    const users: string[] = [];
    const size = 900;
    for (let index = 0; index < size; index += 1) {
      types.push(`WALK_${index}`);
      templates.push(newId());
      users.push(newId());
    }
    await client.query(
      `insert into quota.types (name, description, unit, periodic) select n, 'x', 'items', true from unnest($1::text[]) n`,
      [types],
    );
    await client.query(
      `insert into quota.templates (id, name, type) select i, i::text, n from unnest($1::uuid[], $2::text[]) t (i, n)`,
      [templates, types],
    );
    await client.query(
      `insert into users.users (id, issuer, subject, username) select i, 'w', i, 'w' from unnest($1::uuid[]) i`,
      [users],
    );
    const holds: string[] = [];
    const requests: { readonly id: string; readonly quota: string }[] = [];
    for (let index = 0; index < 60; index += 1) {
      const subject = { type: 'user' as const, id: users.pop() ?? '' };
      const items = [{ type: 'MAX_SIZE', amount: 1n }];
      holds.push((await quotas.meter.reserve(adminContext, { subject, items, ttlSeconds: 3_600 })).id);
      const type = types.pop() ?? '';
      const { id } = await quotas.requests.ask(adminContext, subject, { type, amount: 1n }, 'walk');
      requests.push({ id, quota: templates.pop() ?? '' });
    }
    const policies: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      const input = {
        kind: 'user',
        name: newId(),
        limits: [{ type: types.pop() ?? '', limit: 1n }],
      } as const;
      policies.push((await quotas.policies.create(adminContext, input)).id);
    }
    let pending: string | undefined;
    const next = (pool: string[]): string => {
      const value = pool.pop();
      if (value === undefined) throw new Error('The walk needs more than was made for it');
      return value;
    };
    const person = users.pop() ?? '';
    const { walked, faults } = await walkContract({
      baseUrl: served.url,
      documentPath: '/api/data/spec.json',
      tokens: { all: 'admin', expired: 'expired' },
      values: {
        parameters: {
          user_id: () => person,
          subject_type: () => 'group',
          quota_id: () => next(templates),
          hold_id: () => next(holds),
          policy_id: () => next(policies),
          request_id: () => {
            const request = requests.pop();
            pending = request?.quota;
            return request?.id ?? '';
          },
        },
        fields: {
          type: () => next(types),
          policy_id: () => next(policies),
          quota_id: () => {
            const quota = pending ?? next(templates);
            pending = undefined;
            return quota;
          },
        },
      },
    });
    expect(faults).toEqual([]);
    expect(Object.keys(walked)).toEqual(expect.arrayContaining(['consumeUserQuota', 'eomPutUserQuota']));
    expect(walked['eomFilterQuotas']).toContain('has pages of eight, always counted');
  }, 300_000);
});
