import { createHash, createHmac } from 'node:crypto';
import { loadConfig, Secret } from '@ashlar/config';
import {
  createDatabase,
  type Database,
  DatabaseConfig,
  newId,
  systemContext,
  type TransactionContext,
} from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { createSilentLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { Conflict } from '@ashlar/errors';
import { created, createIdempotency, granted, type Idempotency, route, type Route } from './index.js';
import { LampRequest, LampResponse, type Sample, startSample } from './sample.fixture.js';

const ctx = systemContext('idempotency spec');
const lamps = '/api/sample/lamps';

let testDatabase: TestDatabase;
let database: Database;
let idempotency: Idempotency;
let sample: Sample;
let ann: HttpClient;
/** Runs in the transaction of each POST, after its effect. */
let afterEffect: () => Promise<void>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const logger = createSilentLogger();
  // As the data API would: the rights of its role are part of what is tested.
  const { config } = loadConfig({ config: DatabaseConfig }, { DATABASE_URL: testDatabase.urlFor('data') });
  const service = { logger, metrics: createMetrics({ logger }), entities: [], service: 'idempotency-spec' };
  database = await createDatabase({ config, ...service });
  const owner = await createDatabase({
    config: { ...config, url: new Secret(testDatabase.url) },
    ...service,
  });
  await managerFor(ctx, owner).query(
    'create schema spec; create table spec.lamps (id uuid, name text); grant all on schema spec to public; grant all on spec.lamps to public',
  );
  await owner.close();
  idempotency = createIdempotency({ database });
  sample = await startSample({
    services: { routes: [make('createLamp'), make('createSecret', true)], idempotency },
  });
  ann = createHttpClient(sample.server.url, 'ann');
});
afterAll(async () => {
  await sample.server.stop();
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  afterEffect = async () => undefined;
  await sql('truncate spec.lamps');
});

function make(operationId: string, secret = false): Route {
  return route({
    method: 'post',
    path: secret ? `${lamps}/secret` : lamps,
    operationId,
    summary: 'x',
    tag: 'x',
    secret,
    permission: granted('lamp.create'),
    body: LampRequest,
    success: { status: 201, description: 'Made.', body: LampResponse },
    handle: ({ ctx: outer, body: { name } }) =>
      database.transact(outer, async (tx: TransactionContext) => {
        const id = newId();
        await managerFor(tx, database).query('insert into spec.lamps values ($1, $2)', [id, name]);
        await afterEffect();
        return created({ id, name }, `${lamps}/${id}`, 1);
      }),
  });
}

function sql<T>(text: string, parameters: unknown[] = []): Promise<T[]> {
  return managerFor(ctx, database).query<T[]>(text, parameters);
}

async function count(): Promise<number> {
  return (await sql<{ n: number }>('select count(*)::int as n from spec.lamps'))[0]?.n ?? -1;
}

function post(key: string, name = 'Desk', client = ann, path = lamps) {
  return client.call('POST', path, { json: { name }, headers: { 'Idempotency-Key': key } });
}

const headersOf = ({ headers }: { headers: Headers }) =>
  ['content-type', 'etag', 'location'].map((name) => headers.get(name));

describe('a repeated key', () => {
  it('gives the first answer again, and has no second effect', async () => {
    const key = newId();
    const first = await post(key);
    const again = await post(`"${key}"`);
    expect(first.status).toBe(201);
    expect([again.status, again.text, headersOf(again)]).toEqual([201, first.text, headersOf(first)]);
    expect(first.headers.has('idempotent-replayed')).toBe(false);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await count()).toBe(1);
  });

  it('is refused with another payload', async () => {
    const key = newId();
    await post(key);
    assertProblem(await post(key, 'Other'), 422, 'IDEMPOTENCY_KEY_REUSED');
    expect(await count()).toBe(1);
  });

  it('keeps nothing by which a guess of what was in the body could be tried', async () => {
    const [key, other] = [newId(), newId()];
    for (const each of [key, other]) await post(each, 'a credential');
    const kept = await sql<{ scope: Buffer; fingerprint: Buffer }>(
      'select scope, fingerprint from http.idempotency_keys order by created_at desc limit 2',
      [],
    );
    expect(kept).toHaveLength(2);
    expect(kept[0]?.fingerprint).not.toEqual(kept[1]?.fingerprint);
    const payload = JSON.stringify([{}, lamps, { name: 'a credential' }]);
    for (const secret of [payload, 'a credential']) {
      const plain = createHash('sha256').update(secret).digest();
      for (const { scope, fingerprint } of kept) {
        expect(fingerprint).not.toEqual(plain);
        expect(fingerprint).not.toEqual(createHmac('sha256', scope).update(secret).digest());
      }
    }
  });

  it('is that of one caller and one route', async () => {
    const key = newId();
    const first = await post(key);
    const elsewhere = await post(key, 'Desk', ann, `${lamps}/secret`);
    expect(elsewhere.status).toBe(201);
    expect(elsewhere.text).not.toBe(first.text);
    // May not, and learns nothing of what another caller was answered.
    assertProblem(await post(key, 'Desk', ann.as('ben')), 403, 'FORBIDDEN');
    expect(await count()).toBe(2);
  });

  it('waits for nobody: while the first runs, others are told to come back', async () => {
    const key = newId();
    let release = (): void => undefined;
    const entered = new Promise<void>((resolve) => {
      afterEffect = () => (resolve(), new Promise((done) => (release = done)));
    });
    const first = post(key);
    await entered;
    const others = await Promise.all([post(key), post(key), post(key)]);
    for (const other of others) {
      assertProblem(other, 409, 'IDEMPOTENCY_IN_PROGRESS');
      expect(Number(other.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    release();
    expect((await first).status).toBe(201);
    afterEffect = async () => undefined;
    expect((await post(key)).headers.get('idempotent-replayed')).toBe('true');
    expect(await count()).toBe(1);
  });

  it('keeps no failure: what was rolled back may be tried again', async () => {
    const key = newId();
    afterEffect = () => Promise.reject(new Conflict('not now'));
    assertProblem(await post(key), 409, 'CONFLICT');
    expect(await count()).toBe(0);
    afterEffect = async () => undefined;
    expect((await post(key)).headers.has('idempotent-replayed')).toBe(false);
    expect(await count()).toBe(1);
  });

  it('gives no secret twice, and keeps none', async () => {
    const key = newId();
    const first = await post(key, 'Hidden', ann, `${lamps}/secret`);
    const { id } = first.json as { id: string };
    const again = await post(key, 'Hidden', ann, `${lamps}/secret`);
    expect(assertProblem(again, 409, 'IDEMPOTENT_REPLY_WITHHELD').details).toEqual({ id });
    assertProblem(await post(key, 'Other', ann, `${lamps}/secret`), 422, 'IDEMPOTENCY_KEY_REUSED');
    const kept = await sql<{ n: number }>(
      `select count(*)::int as n from http.idempotency_keys where resource_id = $1 and body is null`,
      [id],
    );
    expect(kept).toEqual([{ n: 1 }]);
    expect(await count()).toBe(1);
  });

  it('is new again after 24 hours', async () => {
    const key = newId();
    await post(key);
    await sql(`update http.idempotency_keys set created_at = now() - interval '24 hours 1 second'`);
    expect((await post(key, 'Other')).headers.has('idempotent-replayed')).toBe(false);
    expect((await post(key, 'Other')).headers.get('idempotent-replayed')).toBe('true');
    expect(await count()).toBe(2);
  });
});

describe('the sweep', () => {
  it('removes what is past its time and nothing else', async () => {
    await sql('delete from http.idempotency_keys');
    const keys = [newId(), newId(), newId()];
    for (const key of keys) await post(key);
    await sql(`insert into http.idempotency_keys (scope, fingerprint, status, headers, created_at)
      select sha256(i::text::bytea), sha256(''), 204, '{}', now() - interval '25 hours' from generate_series(1, 2500) i`);
    expect(await idempotency.sweep(ctx)).toBe(2_500);
    expect(await idempotency.sweep(ctx)).toBe(0);
    expect((await post(keys[0] ?? '')).headers.get('idempotent-replayed')).toBe('true');
  });
});
