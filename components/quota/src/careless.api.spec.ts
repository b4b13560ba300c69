import { newId, systemContext } from '@ashlar/database';
import { type Answer, assertProblem } from '@ashlar/test-http';
import { bodyOf, serveQuotas, type ServedQuotas } from './server.fixture.js';

let served: ServedQuotas;

beforeAll(async () => {
  served = await serveQuotas();
});
afterAll(() => served.stop());

interface Figures {
  readonly type: string;
  readonly used: number | string;
  readonly reserved: number | string;
  readonly limit: number | string | null;
}

const largest = '9223372036854775807';
let people = 0;
const newUser = async (): Promise<string> => {
  const id = newId();
  people += 1;
  await served.client.query(
    `insert into users.users (id, issuer, subject, username) values ($1, 'careless', $2, $2)`,
    [id, `u${people}`],
  );
  return id;
};
const quotaOf = async (more: object): Promise<Answer> =>
  served.admin.call('POST', '/api/data/quotas', {
    json: { name: newId(), type: 'MAX_ORDER_TIMES', value: { max: 10 }, ...more },
  });
const assign = async (user: string, more: object = {}): Promise<string> => {
  const quota = await quotaOf(more);
  expect([quota.status, quota.text]).toEqual([201, quota.text]);
  const { id } = bodyOf<{ id: string }>(quota);
  const json = { quota_id: id };
  expect((await served.admin.call('POST', `/api/data/users/${user}/quotas`, { json })).status).toBe(201);
  return id;
};
const consume = (user: string, amount: unknown, type = 'MAX_ORDER_TIMES'): Promise<Answer> =>
  served.meter.call('POST', `/api/data/users/${user}/quota-usage/consume`, {
    json: { items: [{ type, amount }] },
  });
const figuresOf = async (user: string, type = 'MAX_ORDER_TIMES'): Promise<Figures | undefined> => {
  const answer = await served.admin.call('GET', `/api/data/users/${user}/quota-usage`);
  expect(answer.status).toBe(200);
  return bodyOf<{ items: readonly Figures[] }>(answer).items.find((each) => each.type === type);
};

describe('amounts', () => {
  it.each<[unknown]>([
    [1.5],
    [-1],
    ['-1'],
    ['1e3'],
    ['0x10'],
    [' 5'],
    ['5.0'],
    [''],
    ['NaN'],
    ['9223372036854775808'],
    [2 ** 53],
    [true],
    [null],
    [[1]],
    [{}],
  ])('that are %p are refused, and nothing is counted', async (amount) => {
    assertProblem(await consume(served.ids.ben, amount), 400, 'VALIDATION_FAILED');
    expect(await figuresOf(served.ids.ben)).toMatchObject({ used: 0 });
  });

  it.each(['NaN', 'Infinity', '1e400', '9007199254740993', '01'])(
    'that are written %s in JSON are refused',
    async (text) => {
      const path = `/api/data/users/${served.ids.ben}/quota-usage/consume`;
      const answer = await served.meter.call('POST', path, {
        body: `{"items":[{"type":"MAX_ORDER_TIMES","amount":${text}}]}`,
        headers: { 'content-type': 'application/json' },
      });
      expect([answer.status, await figuresOf(served.ids.ben)]).toEqual([
        400,
        expect.objectContaining({ used: 0 }),
      ]);
    },
  );

  it('as large as can be are counted exactly, and what comes on top is refused', async () => {
    const user = await newUser();
    const first = await consume(user, largest, 'MAX_SIZE');
    expect(first.json).toMatchObject({ items: [{ used: largest }] });
    // Nobody limits this one; it is the counter that ends.
    assertProblem(await consume(user, 1, 'MAX_SIZE'), 400, 'VALIDATION_FAILED');
    expect(await figuresOf(user, 'MAX_SIZE')).toMatchObject({ used: largest });
  });

  it('that are too many together are refused by the quota, in one call too, though no counter could hold them', async () => {
    const user = await newUser();
    await assign(user);
    await consume(user, 1);
    const items = [1, 2].map(() => ({ type: 'MAX_ORDER_TIMES', amount: largest }));
    for (const path of ['quota-usage/consume', 'quota-holds']) {
      for (const [some, requested] of [
        [items, '18446744073709551614'],
        [items.slice(1), largest],
      ] as const) {
        const answer = await served.meter.call('POST', `/api/data/users/${user}/${path}`, {
          json: { items: some },
        });
        const problem = assertProblem(answer, 429, 'QUOTA_EXCEEDED');
        expect(problem).toMatchObject({ details: { refusals: [{ requested, remaining: 9 }] } });
      }
    }
    expect(await figuresOf(user)).toMatchObject({ used: 1, reserved: 0 });
  });

  it('that end a hold with more than a counter can hold are refused by the quota', async () => {
    const user = await newUser();
    await assign(user);
    await consume(user, 1);
    const hold = await served.meter.call('POST', `/api/data/users/${user}/quota-holds`, {
      json: { items: [{ type: 'MAX_ORDER_TIMES', amount: 2 }] },
    });
    const commit = `/api/data/quota-holds/${bodyOf<{ id: string }>(hold).id}/commit`;
    const json = { items: [{ type: 'MAX_ORDER_TIMES', amount: largest }] };
    assertProblem(await served.meter.call('POST', commit, { json }), 429, 'QUOTA_EXCEEDED');
    expect(await figuresOf(user)).toMatchObject({ used: 1, reserved: 2 });
  });
});

it.each([
  ['was deleted', "update users.users set deleted_at = now(), deleted_by = 'platform' where id = $1"],
  ['is gone', 'delete from users.users where id = $1'],
])(
  'who %s uses nothing more, with counters and without; what was used can be given back',
  async (_, going) => {
    const user = await newUser();
    await consume(user, 3);
    await served.client.query(going, [user]);
    for (const type of ['MAX_ORDER_TIMES', 'MAX_SIZE']) {
      assertProblem(await consume(user, 1, type), 404, 'QUOTA_SUBJECT_NOT_FOUND');
      const held = await served.meter.call('POST', `/api/data/users/${user}/quota-holds`, {
        json: { items: [{ type, amount: 1 }] },
      });
      assertProblem(held, 404, 'QUOTA_SUBJECT_NOT_FOUND');
    }
    const used = async (): Promise<unknown> =>
      (
        await served.client.query(
          `select type, used::int, reserved::int from quota.counters where subject_id = $1`,
          [user],
        )
      ).rows;
    expect(await used()).toEqual([{ type: 'MAX_ORDER_TIMES', used: 3, reserved: 0 }]);
    await served.database.transact(systemContext('purge'), (tx) =>
      served.quotas.meter.release(tx, { type: 'user', id: user }, [{ type: 'MAX_ORDER_TIMES', amount: 3n }]),
    );
    expect(await used()).toEqual([{ type: 'MAX_ORDER_TIMES', used: 0, reserved: 0 }]);
  },
);

it('a key stands for one body', async () => {
  const user = await newUser();
  const headers = { 'Idempotency-Key': newId() };
  const path = `/api/data/users/${user}/quota-holds`;
  const hold = (amount: number): Promise<Answer> =>
    served.meter.call('POST', path, { headers, json: { items: [{ type: 'MAX_ORDER_TIMES', amount }] } });
  const [first, again, other] = [await hold(2), await hold(2), await hold(3)];
  expect([first.status, again.text, other.status]).toEqual([201, first.text, 422]);
  expect(await figuresOf(user)).toMatchObject({ reserved: 2 });
});

it('periods that end beyond the calendar are refused, and long ones can be read', async () => {
  const period = (count: number, more: object = {}) => ({
    value: { max: 1, period: { kind: 'custom', unit: 'year', count, ...more } },
  });
  for (const count of [1_001, 10_000]) {
    assertProblem(await quotaOf(period(count)), 400, 'VALIDATION_FAILED');
  }
  for (const anchor of ['9999-12-31T23:59:59Z', '1000-01-01T00:00:00Z']) {
    const user = await newUser();
    await assign(user, period(1_000, { anchor }));
    expect((await consume(user, 1)).status).toBe(200);
    expect((await consume(user, 1)).status).toBe(429);
    expect(await figuresOf(user)).toMatchObject({ used: 1, limit: 1 });
  }
});

it('an assignment that would have ended already is refused', async () => {
  const [user, quota] = [await newUser(), await quotaOf({})];
  const path = `/api/data/users/${user}/quotas/${bodyOf<{ id: string }>(quota).id}`;
  const headers = { 'If-None-Match': '*' };
  const json = { expires_at: '2001-01-01T00:00:00Z' };
  assertProblem(await served.admin.call('PUT', path, { json, headers }), 422, 'QUOTA_DISABLED');
  expect(await figuresOf(user)).toMatchObject({ limit: null });
});

it('a threshold that is named twice is reached once', async () => {
  const type = `TWICE_${people}`;
  const thresholds = [100, 80, 80].map((percent) => ({ percent }));
  const json = { name: type, description: 'x', unit: 'items', thresholds };
  const made = await served.admin.call('POST', '/api/data/quota-types', { json });
  expect(made.json).toMatchObject({ thresholds: [{ percent: 80 }, { percent: 100 }] });
  const user = await newUser();
  await assign(user, { type });
  await consume(user, 9, type);
  const { rows } = await served.client.query(
    `select threshold from quota.crossings x join quota.counters c on c.id = x.counter_id where c.type = $1`,
    [type],
  );
  expect(rows).toEqual([{ threshold: 80 }]);
});

it('events come as tools send them, and what they measured is counted once', async () => {
  const user = await newUser();
  const event = {
    ...{ specversion: '1.0', id: newId(), source: '/meters/gpu', type: 'org.example.usage' },
    ...{ subject: `user/${user}`, time: '2001-01-01T00:00:00Z', datacontenttype: 'application/json' },
    ...{ dataschema: 'https://meters.example.org/usage', data: { type: 'MAX_ORDER_TIMES', amount: 2 } },
  };
  const send = (...events: readonly object[]): Promise<Answer> =>
    served.meter.call('POST', '/api/data/quota-usage-events', { json: { events } });
  expect((await send(event, event)).json).toEqual({ imported: 1, duplicates: 1 });
  // All or none: what is wrong with one of them leaves the others to be told again.
  const other = { ...event, id: newId() };
  const nobody = { ...event, id: newId(), subject: `user/${newId()}` };
  assertProblem(await send(other, nobody), 404, 'QUOTA_SUBJECT_NOT_FOUND');
  expect((await send(other)).json).toEqual({ imported: 1, duplicates: 0 });
  expect(await figuresOf(user)).toMatchObject({ used: 4 });
});

describe('a hold', () => {
  const reserve = async (user: string, amount: number): Promise<string> => {
    const answer = await served.meter.call('POST', `/api/data/users/${user}/quota-holds`, {
      json: { items: [{ type: 'MAX_ORDER_TIMES', amount }], ttl: 60 },
    });
    expect(answer.status).toBe(201);
    return `/api/data/quota-holds/${bodyOf<{ id: string }>(answer).id}`;
  };

  it('that is committed, released and runs out at the same instant ends in one way', async () => {
    const user = await newUser();
    await assign(user, { value: { max: 1_000 } });
    let used = 0;
    for (let round = 0; round < 6; round += 1) {
      const hold = await reserve(user, 3);
      const late = served.client.query(
        `with h as (update quota.holds set expires_at = now() where id = $1 and state = 'held' returning id)
         update quota.hold_items set expires_at = now() where hold_id in (select id from h)`,
        [hold.split('/').at(-1)],
      );
      const [commit, release, again] = await Promise.all([
        served.meter.call('POST', `${hold}/commit`, { json: {} }),
        served.meter.call('POST', `${hold}/release`),
        served.meter.call('POST', `${hold}/commit`, { json: {} }),
        round % 2 === 0 ? late : undefined,
      ]);
      expect(commit.status).toBe(again.status);
      expect([commit.status === 200, release.status === 200]).not.toEqual([true, true]);
      if (commit.status === 200) used += 3;
      expect(await figuresOf(user)).toMatchObject({ used, reserved: 0 });
    }
    const { rows } = await served.client.query(
      `select c.used::int, coalesce(sum(l.amount), 0)::int as proven from quota.counters c
       left join quota.ledger l on l.counter_id = c.id where c.subject_id = $1 group by c.used`,
      [user],
    );
    expect(rows).toEqual([{ used, proven: used }]);
  });

  it('of somebody who is gone can still be ended', async () => {
    const user = await newUser();
    const [first, second] = [await reserve(user, 1), await reserve(user, 1)];
    await served.client.query('delete from users.users where id = $1', [user]);
    expect((await served.meter.call('POST', `${first}/commit`, { json: {} })).status).toBe(200);
    expect((await served.meter.call('POST', `${second}/release`)).status).toBe(200);
  });

  it("is its maker's alone", async () => {
    const hold = await reserve(await newUser(), 1);
    for (const caller of [served.ann, served.dora]) {
      assertProblem(await caller.call('GET', hold), 404, 'QUOTA_HOLD_NOT_FOUND');
      assertProblem(await caller.call('POST', `${hold}/commit`, { json: {} }), 404, 'QUOTA_HOLD_NOT_FOUND');
    }
  });
});

it('use beside assigning and unassigning is exact, and lost by nobody', async () => {
  const user = await newUser();
  const quota = await assign(user, { value: { max: 1_000 } });
  const path = `/api/data/users/${user}/quotas`;
  const turns = (async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await served.admin.call('DELETE', `${path}/${quota}`, { headers: { 'If-Match': '*' } });
      await served.admin.call('POST', path, { json: { quota_id: quota } });
    }
  })();
  const answers = await Promise.all(Array.from({ length: 40 }, () => consume(user, 1)));
  await turns;
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(await figuresOf(user)).toMatchObject({ used: 40, limit: 1_000 });
});

it.each([
  ['a forged cursor', `cursor=${Buffer.from('["created_at",false,{},"y"]').toString('base64url')}`],
  [
    'a cursor that is no time',
    `cursor=${Buffer.from(`["created_at",false,"x","${newId()}"]`).toString('base64url')}`,
  ],
  ['a filter that is none', 'colour=red'],
])('a list with %s is refused', async (_, query) => {
  const path = `/api/data/users/${served.ids.ann}/quotas?${query}`;
  assertProblem(await served.ann.call('GET', path), 400, 'VALIDATION_FAILED');
});
