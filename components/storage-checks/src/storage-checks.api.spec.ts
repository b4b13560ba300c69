import { createUsageCollector } from '@ashlar/storage';
import { type Answer, assertProblem, walkContract } from '@ashlar/test-http';
import { eventually } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import ssh2 from 'ssh2';
import { startSftp } from './probe/files/sftp.fixture.js';
import { listing, newKeys, refusal, type S3Server, startS3, startScripted } from './probe/probe.fixture.js';
import { targetDigest } from './target.js';
import { openWorld, type World } from './world.fixture.js';
import { createUsageLister, ValuesUnavailable } from './worker/index.js';

let world: World;
let s3: S3Server;
let stopWorker: () => Promise<void>;
/** Everything secret that was ever sent. */
const secrets: string[] = [];

beforeAll(async () => {
  [world, s3] = await Promise.all([openWorld(), startS3()]);
  stopWorker = world.startWorker();
  secrets.push(s3.credentials.secret_access_key);
}, 60_000);
afterAll(async () => {
  await stopWorker();
  await s3.stop();
  await world.stop();
});

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly state: string;
  readonly code: string;
  readonly checks: readonly { readonly name: string; readonly status: string; readonly code: string }[];
}
const shown = ({ json }: Answer): Shown => json as Shown;
const codes = (answer: Answer) =>
  Object.fromEntries(shown(answer).checks.map(({ name, code }) => [name, code]));
const resource = (more: object = {}) => ({
  ...{ type: 's3', endpoint: s3.endpoint, bucket: s3.bucket, region: 'us-east-1' },
  ...more,
});
const secretive = (): ReturnType<typeof newKeys> => {
  const keys = newKeys();
  secrets.push(keys.secret_access_key);
  return keys;
};
let names = 0;
const create = async (
  credentials: object | undefined = s3.credentials,
  more: object = {},
): Promise<string> => {
  names += 1;
  const made = await world.admin.call('POST', '/api/data/storages', {
    json: { name: `Storage ${names}`, resource: resource(more), credentials, enabled: false },
  });
  expect(made.status).toBe(201);
  return shown(made).id;
};
const storagePath = (id: string): string => `/api/data/storages/${id}`;
const testIt = (id: string, json: object = {}, by = world.admin) =>
  by.call('POST', `${storagePath(id)}/test`, { json });
const testUnsaved = (json: object, by = world.admin) => by.call('POST', '/api/data/storages/test', { json });
const leftOf = async (checkId: string): Promise<number> =>
  (
    await world.query(
      `select 1 from secrets.secrets where owner_id = $1
       union all select 1 from secrets.owner_keys where owner_id = $1 and wrapped is not null
       union all select 1 from storage_checks.trials where check_id = $1`,
      [checkId],
    )
  ).length;

describe('a storage', () => {
  it('is tested with its stored credentials, and shows how that went', async () => {
    const id = await create();
    const answer = await testIt(id);
    expect([answer.status, shown(answer).status]).toEqual([200, 'pass']);
    expect(codes(answer)).toMatchObject({ auth: 'OK', write: 'OK', read: 'OK', delete: 'OK' });
    const { json } = await world.admin.call('GET', storagePath(id));
    expect(json).toMatchObject({ last_check: { status: 'pass' } });
    const listed = await world.admin.call('GET', `${storagePath(id)}/checks`);
    expect(listed.json).toEqual([answer.json]);
    const one = await world.admin.call('GET', `${storagePath(id)}/checks/${shown(answer).id}`);
    expect(one.json).toEqual(answer.json);
    const elsewhere = await create();
    const foreign = await world.admin.call('GET', `${storagePath(elsewhere)}/checks/${shown(answer).id}`);
    assertProblem(foreign, 404, 'STORAGE_CHECK_NOT_FOUND');
    const found = await world.admin.call('GET', `/api/data/storages?check_status=pass&ids=${id}`);
    expect(found.json).toHaveLength(1);
    assertProblem(await testIt(id, {}, world.ann), 403, 'FORBIDDEN');
    expect(await world.leaks(secrets)).toEqual([]);
  });

  it('of SFTP shows the key of its server, to be compared and set', async () => {
    const { private: hostKey } = ssh2.utils.generateKeyPairSync('ed25519');
    const server = await startSftp([hostKey]);
    try {
      const pass = randomBytes(24).toString('base64url');
      secrets.push(pass);
      server.become({ password: pass });
      const { json: stored } = await world.admin.call('POST', '/api/data/storages', {
        json: {
          name: 'Files',
          resource: { type: 'sftp', host: '127.0.0.1', port: server.port, user: 'ann' },
          credentials: { pass },
          enabled: false,
        },
      });
      const { id } = stored as Shown;
      const first = await testIt(id);
      expect(shown(first)).toMatchObject({ status: 'warn', code: 'HOST_KEY_UNKNOWN' });
      const { host_key: found } = first.json as { host_key: { key: string; fingerprint: string } };
      expect(found.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
      const json = { resource: { host_key: found.key }, credentials: { pass } };
      const set = await world.admin.call('PATCH', storagePath(id), { json, headers: { 'If-Match': '*' } });
      expect(set.status).toBe(200);
      const second = await testIt(id);
      expect(shown(second)).toMatchObject({ status: 'pass', code: 'OK' });
      expect(second.json).toMatchObject({ host_key: found });
      expect(await world.leaks(secrets)).toEqual([]);
    } finally {
      await server.stop();
    }
  });

  it('whose keys are wrong fails, and shows it', async () => {
    const id = await create(secretive());
    const answer = await testIt(id);
    expect(shown(answer)).toMatchObject({ status: 'fail', code: 'ACCESS_KEY_UNKNOWN' });
    const { json } = await world.admin.call('GET', storagePath(id));
    expect(json).toMatchObject({ last_check: { status: 'fail' } });
    expect(await world.leaks(secrets)).toEqual([]);
  });

  it('is no change of the storage: who read it before may change it, and who looks again sees how it went', async () => {
    const id = await create();
    const look = (tag: string) =>
      world.admin.call('GET', storagePath(id), { headers: { 'If-None-Match': tag } });
    const before = (await look('"0"')).headers.get('etag') ?? '';
    await testIt(id);
    const after = await look(before);
    expect([after.status, after.headers.get('etag') === before]).toEqual([200, false]);
    expect((await look(after.headers.get('etag') ?? '')).status).toBe(304);
    const change = (tag: string) =>
      world.admin.call('PATCH', storagePath(id), {
        headers: { 'If-Match': tag },
        json: { description: tag },
      });
    expect((await change(before)).status).toBe(200);
    assertProblem(await change(before), 412, 'PRECONDITION_FAILED');
    assertProblem(await change(after.headers.get('etag') ?? ''), 412, 'PRECONDITION_FAILED');
  });

  it('has credentials for the endpoint and bucket alone that they were stored for', async () => {
    const id = await create();
    const { config, credentials: refs } = await world.storages.describe(world.adminCtx, id);
    const ask = (target: string, by = world.tester) =>
      by.call('POST', '/api/data/storage-grants', {
        json: { about: 'storage', id, purpose: 'storage-check', target },
      });
    expect((await ask(targetDigest(config))).status).toBe(200);
    const elsewhere = targetDigest({ ...config, bucket: 'elsewhere' } as typeof config);
    assertProblem(await ask(elsewhere), 409, 'STORAGE_GRANT_REFUSED');
    for (const by of [world.other, world.admin, world.ann]) {
      assertProblem(await ask(targetDigest(config), by), 404, 'STORAGE_CHECK_NOT_FOUND');
    }
    // Looked at before the bucket was changed, and asked for afterwards.
    const moved = secretive();
    const patched = await world.admin.call('PATCH', storagePath(id), {
      headers: { 'If-Match': '*' },
      json: { resource: { bucket: 'elsewhere' }, credentials: moved },
    });
    expect(patched.status).toBe(200);
    const late = world.values({ purpose: 'storage-check', about: 'storage', id, config, refs });
    await expect(late).rejects.toThrow(ValuesUnavailable);
    // And the same endpoint and bucket, with values that are newer than those that were looked at.
    const now = await world.storages.describe(world.adminCtx, id);
    const older = now.credentials.map((ref) => ({ ...ref, secretVersion: ref.secretVersion - 1 }));
    const stale = world.values({
      purpose: 'storage-check',
      about: 'storage',
      id,
      config: now.config,
      refs: older,
    });
    await expect(stale).rejects.toThrow(ValuesUnavailable);
  });

  it('is rotated to what was tried, and to nothing else', async () => {
    const id = await create(secretive());
    const rotate = (credentials: object) =>
      world.admin.call('POST', `${storagePath(id)}/credentials`, { json: { credentials } });
    const wrong = await rotate(secretive());
    assertProblem(wrong, 422, 'STORAGE_CREDENTIALS_REFUSED');
    expect(wrong.json).toMatchObject({ details: { test: { status: 'fail', code: 'ACCESS_KEY_UNKNOWN' } } });
    const right = await rotate(s3.credentials);
    expect(right.json).toMatchObject({ test: { status: 'pass', code: 'OK' } });
    expect(shown(await testIt(id)).status).toBe('pass');
    const trials = await world.query<{ readonly id: string }>(
      `select id from storage_checks.checks where reason = 'rotation' and storage_id = $1`,
      [id],
    );
    expect(trials).toHaveLength(2);
    for (const { id: checkId } of trials) expect(await leftOf(checkId)).toBe(0);
    expect(await world.leaks(secrets)).toEqual([]);
  });

  it('keeps the keys that may write, when the new ones may only list', async () => {
    // Everybody may list, and one of them write: the others are told apart by their names in what they sign with.
    const [writer, lister] = [secretive(), secretive()];
    const store = await startScripted(({ method, query, path, headers }, response) => {
      const isWriter = headers.authorization?.includes(writer.access_key_id) ?? false;
      if (method === 'GET' && query.has('list-type')) listing(response);
      else if (!isWriter && method !== 'HEAD') refusal(response, 403, 'AccessDenied');
      else if (method === 'PUT') response.writeHead(200, { etag: '"x"' }).end();
      else if (method === 'DELETE') response.writeHead(204).end();
      else if (path.endsWith('results') || path.endsWith('results/')) response.writeHead(200).end();
      else refusal(response, 403, 'AccessDenied');
    });
    const id = await create(writer, { endpoint: store.endpoint, addressing: 'path' });
    const rotate = (more: object = {}) =>
      world.admin.call('POST', `${storagePath(id)}/credentials`, { json: { credentials: lister, ...more } });
    const refused = await rotate({ intended_use: 'write' });
    assertProblem(refused, 422, 'STORAGE_CREDENTIALS_REFUSED');
    expect(refused.json).toMatchObject({ details: { test: { status: 'fail', code: 'WRITE_DENIED' } } });
    await world.query(`update storage.storages set last_check_use = 'write' where id = $1`, [id]);
    assertProblem(await rotate(), 422, 'STORAGE_CREDENTIALS_REFUSED');
    // Whoever says that listing is enough has it tried, and shown as what it was.
    expect((await rotate({ intended_use: 'list' })).json).toMatchObject({
      test: { status: 'pass', intended_use: 'list' },
    });
    await store.stop();
  });

  it('is tested when there is a worker again, and the caller waits', async () => {
    const id = await create();
    await stopWorker();
    const asked = testIt(id);
    await eventually(async () => {
      const rows = await world.query(`select 1 from storage_checks.checks where state = 'waiting'`);
      return rows.length > 0;
    });
    stopWorker = world.startWorker();
    expect(shown(await asked)).toMatchObject({ state: 'done', status: 'pass' });
  });
});

describe('settings that are not saved', () => {
  it('are tested, and neither they nor their credentials are left', async () => {
    const answer = await testUnsaved({
      resource: resource(),
      credentials: s3.credentials,
      intended_use: 'list',
    });
    expect([answer.status, shown(answer).status]).toEqual([200, 'pass']);
    const { id } = shown(answer);
    expect(await leftOf(id)).toBe(0);
    const address = `/api/data/storage-tests/${id}`;
    expect((await world.admin.call('GET', address)).json).toEqual(answer.json);
    assertProblem(await world.ann.call('GET', address), 404, 'STORAGE_CHECK_NOT_FOUND');
    const wrong = await testUnsaved({ resource: resource(), credentials: secretive() });
    expect(shown(wrong)).toMatchObject({ status: 'fail', code: 'ACCESS_KEY_UNKNOWN' });
    expect(await world.leaks(secrets)).toEqual([]);
  });

  it('are tested for those alone who could save them, and refused as they would be', async () => {
    assertProblem(await testUnsaved({ resource: resource() }, world.ann), 403, 'FORBIDDEN');
    const strange = await testUnsaved({ resource: resource(), credentials: { pass: 'x' } });
    assertProblem(strange, 422, 'STORAGE_CREDENTIALS_REFUSED');
    assertProblem(await testUnsaved({ resource: { type: 's3' } }), 400, 'VALIDATION_FAILED');
  });

  it('of a kind that needs a connected service are skipped, with the reason', async () => {
    const answer = await testUnsaved({ resource: { type: 'dropbox' } });
    expect(shown(answer)).toMatchObject({ status: 'skip', code: 'CONNECTED_SERVICE_NEEDED' });
  });

  it('leave nothing when the worker dies: their credentials expire and are destroyed', async () => {
    await stopWorker();
    const keys = secretive();
    const asked = await world.storageChecks.requestUnsaved(world.adminCtx, {
      owner: { type: 'platform', id: '00000000-0000-0000-0000-000000000000' },
      config: (await world.storages.describe(world.adminCtx, await create())).config,
      credentials: keys,
      intendedUse: 'list',
    });
    expect(await leftOf(asked.id)).toBeGreaterThan(2);
    expect(await world.leaks(secrets)).toEqual([]);
    // A worker took it, and was never heard of again.
    await world.query(
      `update storage_checks.checks set state = 'running', attempts = 1, lease = gen_random_uuid(),
         lease_until = now() - interval '1 second', created_at = now() - interval '3 minutes' where id = $1`,
      [asked.id],
    );
    await world.query(
      `update storage_checks.trials set expires_at = now() - interval '1 second' where check_id = $1`,
      [asked.id],
    );
    const done = await world.checkerWith().run(world.worker);
    expect(done).toMatchObject({ abandoned: 1, shredded: 1 });
    expect(await leftOf(asked.id)).toBe(0);
    const ended = await world.storageChecks.getUnsaved(world.adminCtx, asked.id);
    expect(ended).toMatchObject({ state: 'done', status: 'skip', report: { code: 'NOT_MADE' } });
    stopWorker = world.startWorker();
  });
});

describe('the worker', () => {
  it('gives a test back that it cannot finish, and another makes it', async () => {
    await stopWorker();
    let asked = 0;
    const store = await startScripted((request, response) => {
      asked += 1;
      if (request.headers.authorization !== undefined) listing(response);
    });
    const id = await create(s3.credentials, { endpoint: store.endpoint });
    const check = await world.storageChecks.request(world.adminCtx, id, 'list');
    const stop = new AbortController();
    const first = world.checkerWith().run({ ...world.worker, signal: stop.signal });
    await eventually(() => asked > 0);
    stop.abort(new Error('the worker stops'));
    await first;
    expect(await world.storageChecks.get(world.adminCtx, id, check.id)).toMatchObject({ state: 'waiting' });
    store.become((_, response) => listing(response));
    await world.checkerWith().run(world.worker);
    const ended = await world.storageChecks.get(world.adminCtx, id, check.id);
    expect(ended).toMatchObject({ state: 'done', status: 'pass' });
    await store.stop();
    stopWorker = world.startWorker();
  });

  it('tests enabled storages again, later and later while they fail', async () => {
    await stopWorker();
    const id = await create(secretive());
    await world.query('update storage.storages set enabled = true where id = $1', [id]);
    const checker = world.checkerWith({ intervalMs: 3_600_000, firstRetryMs: 60_000, lastRetryMs: 200_000 });
    const due = async (): Promise<number> => {
      await world.query('update storage_checks.turns set next_at = now() where storage_id = $1', [id]);
      await checker.run(world.worker);
      const [turn] = await world.query<{ readonly seconds: number }>(
        'select extract(epoch from next_at - now())::float8 as seconds from storage_checks.turns where storage_id = $1',
        [id],
      );
      return Math.round((turn?.seconds ?? 0) / 60);
    };
    await checker.run(world.worker);
    expect([await due(), await due(), await due(), await due()]).toEqual([1, 2, 3, 3]);
    const tests = await world.query<{ readonly reason: string; readonly intended_use: string }>(
      'select reason, intended_use from storage_checks.checks where storage_id = $1',
      [id],
    );
    expect(tests).toEqual(Array(4).fill({ reason: 'due', intended_use: 'read' }));
    // What somebody tested it for is what it is tested for again.
    await world.query(`update storage.storages set last_check_use = 'write' where id = $1`, [id]);
    await due();
    const [last] = await world.query<{ readonly intended_use: string }>(
      'select intended_use from storage_checks.checks where storage_id = $1 order by created_at desc limit 1',
      [id],
    );
    expect(last?.intended_use).toBe('write');
    const patched = await world.admin.call('PATCH', storagePath(id), {
      headers: { 'If-Match': '*' },
      json: { credentials: s3.credentials },
    });
    expect(patched.status).toBe(200);
    expect(await due()).toBeGreaterThanOrEqual(50);
    await world.query('update storage_checks.turns set next_at = now() where storage_id = $1', [id]);
    expect(await world.checkerWith({ intervalMs: 0 }).run(world.worker)).toMatchObject({ made: 0 });
    const { json } = await world.admin.call('GET', storagePath(id));
    expect(json).toMatchObject({ last_check: { status: 'pass' } });
    await world.query('update storage.storages set enabled = false where id = $1', [id]);
    stopWorker = world.startWorker();
  });

  it('forgets tests of long ago', async () => {
    const id = await create();
    await testIt(id, { intended_use: 'list' });
    await world.query(
      `update storage_checks.checks set done_at = now() - interval '2 hours' where storage_id = $1`,
      [id],
    );
    const checker = world.checkerWith();
    await checker.forget(world.worker, 3 * 3_600_000);
    expect((await world.admin.call('GET', `${storagePath(id)}/checks`)).json).toHaveLength(1);
    await checker.forget(world.worker, 3_600_000);
    expect((await world.admin.call('GET', `${storagePath(id)}/checks`)).json).toEqual([]);
  });

  it('counts what a bucket holds, page by page, and says of other stores why not', async () => {
    const store = await startScripted(({ query }, response) => {
      const cursor = query.get('continuation-token');
      if (cursor === null) listing(response, ['a', 'b'], 'next one/+');
      else if (cursor === 'next one/+') listing(response, ['c']);
      else refusal(response, 400, 'InvalidArgument');
    });
    const id = await create(s3.credentials, { endpoint: store.endpoint });
    const [denied, http] = [await create(secretive()), await create({}, {})];
    await world.query(
      `update storage.storages set type = 'http', resource = '{"url":"https://example.org","tlsVerify":true,"noHead":false}'
       where id = $1`,
      [http],
    );
    await world.query('update storage.storages set enabled = id = any($1)', [[id, denied, http]]);
    const list = createUsageLister({ egress: world.egress, values: world.values });
    const { describe } = world.atWork;
    const collector = createUsageCollector({ database: world.work.database, describe, list });
    expect(await collector.run(world.worker)).toEqual({ counted: 1, unfinished: 0, failed: 2 });
    const usage = async (storageId: string) =>
      (await world.admin.call('GET', `${storagePath(storageId)}/usage`)).json;
    expect(await usage(id)).toMatchObject({ objects: 3, bytes: 21, error_code: null });
    expect(await usage(denied)).toMatchObject({ bytes: null, error_code: 'ACCESS_KEY_UNKNOWN' });
    expect(await usage(http)).toMatchObject({ bytes: null, error_code: 'USAGE_NOT_LISTED' });
    await world.query('update storage.storages set enabled = false');
    expect(await world.leaks(secrets)).toEqual([]);
    await store.stop();
  });
});

it('keeps the conventions in every operation that it documents', async () => {
  const id = await create();
  const { id: saved } = shown(await testIt(id, { intended_use: 'list' }));
  const { id: unsaved } = shown(await testUnsaved({ resource: { type: 'dropbox' } }));
  const target = targetDigest((await world.storages.describe(world.adminCtx, id)).config);
  const special = ['getUnsavedStorageCheck', 'mintStorageGrant'];
  const walk = (by: string, check: string, takes: (operationId: string) => boolean) =>
    walkContract({
      baseUrl: world.dataUrl,
      documentPath: '/api/data/spec.json',
      tokens: { all: by, expired: 'expired' },
      where: ({ tags, operationId }) => tags.includes('storage-checks') && takes(operationId),
      values: {
        parameters: { storage_id: () => id, check_id: () => check },
        fields: { id: () => id, target: () => target },
      },
    });
  const walks = [
    await walk('admin', saved, (operationId) => !special.includes(operationId)),
    await walk('admin', unsaved, (operationId) => operationId === special[0]),
    await walk('tester', unsaved, (operationId) => operationId === special[1]),
  ];
  expect(walks.flatMap(({ faults }) => faults)).toEqual([]);
  expect(walks.map(({ walked }) => Object.keys(walked).length)).toEqual([4, 1, 1]);
}, 120_000);
