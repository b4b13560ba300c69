import { createAuthorizer, createRelations } from '@ashlar/authz';
import { type Actor, newId, systemContext } from '@ashlar/database';
import { defineError, Unauthenticated } from '@ashlar/errors';
import { type HttpServer, openApiDocument, operationsRoutes, createIdempotency } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { assertProblem, createHttpClient, type HttpClient, walkContract } from '@ashlar/test-http';
import { createVerifier, createSigner } from '@ashlar/vault';
import { readGrant } from './grant-token.js';
import { secretRoutes } from './http/index.js';
import { type DataSide, openDataSide, seedOf } from './secrets.fixture.js';

let side: DataSide;
let server: HttpServer;
let ann: HttpClient;
let ben: HttpClient;
let eve: HttpClient;
let notebooks: HttpClient;
const logger = createRecordingLogger();
const ids = { ann: newId(), ben: newId(), eve: newId() };
const [project, walked, storage, group] = [newId(), newId(), newId(), newId()];
const base = '/api/data/user/secrets';
const ofProject = `/api/data/projects/${project}`;

const missing = (code: string) =>
  defineError({ code, kind: 'not-found', title: 'There is no such thing', remedy: 'Check the id.' });
const [ProjectNotFound, StorageNotFound] = [missing('PROJECT_NOT_FOUND'), missing('STORAGE_NOT_FOUND')];

beforeAll(async () => {
  side = await openDataSide({ spare: 40 });
  const { database } = side;
  const relations = createRelations({ database });
  const user = (id: string) => ({ type: 'user', id });
  await database.transact(systemContext('spec'), (tx) =>
    relations.write(tx, {
      touch: [
        { object: { type: 'group', id: group }, relation: 'owner', subject: user(ids.ann) },
        {
          object: { type: 'project', id: project },
          relation: 'parent',
          subject: { type: 'group', id: group },
        },
        {
          object: { type: 'project', id: walked },
          relation: 'parent',
          subject: { type: 'group', id: group },
        },
        { object: { type: 'project', id: project }, relation: 'viewer', subject: user(ids.ben) },
        {
          object: { type: 'storage', id: storage },
          relation: 'parent',
          subject: { type: 'group', id: group },
        },
        {
          object: { type: 'storage', id: storage },
          relation: 'public',
          subject: { type: 'user', id: '*' },
        },
      ],
    }),
  );
  const actors: Readonly<Record<string, Actor>> = {
    ...Object.fromEntries(
      Object.entries(ids).map(([name, id]) => [`Bearer ${name}`, { kind: 'user', id, roles: ['member'] }]),
    ),
    'Bearer notebooks': { kind: 'service', id: 'notebooks', roles: ['service'] },
    'Bearer admin': { kind: 'user', id: newId(), roles: ['admin', 'member'] },
  };
  const about = { title: 'Spec', version: '1.0.0', description: 'Spec.' };
  const prefix = '/api/data';
  const operations = operationsRoutes({
    ...about,
    ...{ name: 'spec', prefix, checks: [], isDraining: () => false, onFailedCheck: () => undefined },
    document: () => openApiDocument(about, routes),
  });
  const routes = [
    ...operations,
    ...secretRoutes({
      ...side,
      isManaged: ({ type }, filename) => type === 'storage' && filename.startsWith('credential.'),
      missing: { project: ProjectNotFound, storage: StorageNotFound },
    }),
  ];
  server = await startSpecServer({
    ...{ logger, metrics: createMetrics({ logger }), prefix, routes },
    idempotency: createIdempotency({ database }),
    authorizer: createAuthorizer({ database }),
    authenticator: {
      async authenticate(authorization) {
        const actor = actors[authorization ?? ''];
        if (!actor) throw new Unauthenticated('No such caller');
        return actor;
      },
    },
  });
  const anybody = createHttpClient(server.url);
  [ann, ben, eve, notebooks] = ['ann', 'ben', 'eve', 'notebooks'].map((name) => anybody.as(name)) as [
    HttpClient,
    HttpClient,
    HttpClient,
    HttpClient,
  ];
});
afterAll(async () => {
  await server.stop();
  await side.close();
});

interface Made {
  readonly id: string;
  readonly version: number;
}

async function make(client: HttpClient, body: object, path = base): Promise<Made> {
  const answer = await client.call('POST', path, { json: body });
  expect(answer.status).toBe(201);
  return answer.json as Made;
}

it('the routes keep the conventions', async () => {
  const secret = await make(ann, { name: 'walked', value: 'x' });
  const slots = `/api/data/projects/${walked}/secret-slots`;
  const slot = await make(ann, { name: 'walked', filename: 'walked' }, slots);
  const { faults, walked: operations } = await walkContract({
    baseUrl: server.url,
    documentPath: '/api/data/spec.json',
    tokens: { all: 'ann', expired: 'expired' },
    values: {
      parameters: { project_id: () => walked, storage_id: () => storage },
      fields: {
        purpose: () => 'session',
        secret_ids: () => [secret.id],
        fillings: () => [{ slot_id: slot.id, value: 'x' }],
      },
    },
  });
  expect(faults).toEqual([]);
  expect(Object.keys(operations)).toContain('createUserSecret');
}, 120_000);

describe('a value', () => {
  it('goes in and is in no answer, no log and no document', async () => {
    const value = `needle-${newId()}`;
    const { id } = await make(ann, { name: 'needle', value });
    const answers = [
      await ann.call('GET', `${base}/${id}`),
      await ann.call('GET', base),
      await ann.call('GET', `${base}/${id}/versions`),
      await ann.call('PATCH', `${base}/${id}`, {
        json: { value: `${value}-2` },
        headers: { 'if-match': '*' },
      }),
      await ann.call('POST', base, { json: { name: 'odd', value, default_filename: '../x' } }),
      await ann.call('POST', base, { json: { name: 'odd', value, unknown: value } }),
      await ann.call('POST', `${base}/import`, { json: { content: `A=${value}\nB=` } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 400, 400, 422]);
    const everything = JSON.stringify([answers, logger.entries]);
    for (const encoding of ['utf8', 'hex', 'base64'] as const) {
      expect(everything).not.toContain(Buffer.from(value).toString(encoding));
    }
  });

  it('is text or base64, never both, never neither, at most 64 KiB', async () => {
    const attempt = async (body: object) =>
      (await ann.call('POST', base, { json: { name: 'form', ...body } })).status;
    expect(await attempt({ value_base64: Buffer.from([0, 255, 254]).toString('base64') })).toBe(201);
    expect(await attempt({})).toBe(400);
    expect(await attempt({ value: 'a', value_base64: 'YQ==' })).toBe(400);
    expect(await attempt({ value_base64: 'YQ' })).toBe(400);
    expect(await attempt({ value_base64: 'Y===' })).toBe(400);
    expect(await attempt({ value: '' })).toBe(400);
    expect(await attempt({ value: 'a\0b' })).toBe(400);
    expect(await attempt({ value: '€'.repeat(21_845) })).toBe(201);
    expect(await attempt({ value: '€'.repeat(21_846) })).toBe(413);
    expect(await attempt({ value_base64: Buffer.alloc(65_536, 1).toString('base64') })).toBe(201);
    expect(await attempt({ value: 'x'.repeat(65_537) })).toBe(400);
  });

  it.each(['../x', 'a/b', '.', '..', '', 'a\0', 'ä', 'x'.repeat(100)])(
    'has no file called %j',
    async (name) => {
      const answer = await ann.call('POST', base, {
        json: { name: 'file', value: 'x', default_filename: name },
      });
      expect(answer.status).toBe(400);
    },
  );
});

describe('who may not', () => {
  it('see a secret gets the same as for one that is not there', async () => {
    const { id } = await make(ann, { name: 'private', value: 'x' });
    const strange = await eve.call('GET', `${base}/${id}`);
    const absent = await eve.call('GET', `${base}/${newId()}`);
    assertProblem(strange, 404, 'SECRET_NOT_FOUND');
    const comparable = ({ json }: { json?: unknown }) => ({
      ...(json as object),
      request_id: '',
      instance: '',
    });
    expect(comparable(strange)).toEqual(comparable(absent));
    expect(await eve.call('DELETE', `${base}/${id}`, { headers: { 'if-match': '*' } })).toMatchObject({
      status: 404,
    });
  });

  it('have secrets: services', async () => {
    assertProblem(await notebooks.call('GET', base), 403, 'FORBIDDEN');
    assertProblem(await notebooks.call('POST', base, { json: { name: 'x', value: 'x' } }), 403, 'FORBIDDEN');
  });

  it('edit a storage has none of its secrets, whoever may see it', async () => {
    const path = `/api/data/storages/${storage}/secrets`;
    const { id } = await make(ann, { name: 'access key', kind: 'storage', value: 'x' }, path);
    expect(await ann.call('GET', `${path}/${id}`)).toMatchObject({
      json: { owner_type: 'storage', owner_id: storage },
    });
    assertProblem(await ben.call('GET', path), 403, 'FORBIDDEN');
    assertProblem(await ann.call('GET', `/api/data/storages/${newId()}/secrets`), 404, 'STORAGE_NOT_FOUND');
    assertProblem(await ann.call('GET', `${base}/${id}`), 404, 'SECRET_NOT_FOUND');
  });
});

describe('what a storage keeps for itself', () => {
  it('is seen among its secrets, and changed by the storage alone', async () => {
    const path = `/api/data/storages/${storage}/secrets`;
    const owner = { type: 'storage', id: storage } as const;
    const kept = await side.secrets.create(systemContext('spec'), owner, {
      ...{ name: 'secret_access_key', kind: 'storage', value: Buffer.from('first') },
      defaultFilename: 'credential.secret_access_key',
    });
    const one = `${path}/${kept.id}`;
    const read = await ann.call('GET', one);
    expect(read).toMatchObject({ status: 200, json: { default_filename: 'credential.secret_access_key' } });
    const headers = { 'If-Match': read.headers.get('etag') ?? '' };
    const version = { version: 1 };
    for (const [method, at, json] of [
      ['PATCH', one, { value: 'second' }],
      ['PATCH', one, { name: 'other', default_filename: 'other' }],
      ['DELETE', one, undefined],
      ['POST', `${one}/undelete`, undefined],
      ['POST', `${one}/destroy`, undefined],
      ['POST', `${one}/versions`, { value: 'second' }],
      ['POST', `${one}/versions/restore`, version],
      ['POST', `${one}/versions/delete`, version],
      ['POST', `${one}/versions/undelete`, version],
      ['POST', `${one}/versions/destroy`, version],
      ['POST', `${one}/labels`, { label: 'live', ...version }],
      ['POST', path, { name: 'x', value: 'x', default_filename: 'Credential.x' }],
      ['POST', `${path}/import`, { content: 'credential.secret_access_key=second' }],
      ['POST', `${path}/import`, { content: 'FREE=1\nCREDENTIAL.X=second' }],
    ] as const) {
      assertProblem(await ann.call(method, at, { json, headers }), 409, 'SECRET_MANAGED');
    }
    const free = await make(ann, { name: 'free', value: 'x' }, path);
    const renamed = { json: { default_filename: 'credential.free' }, headers: { 'If-Match': '"1"' } };
    assertProblem(await ann.call('PATCH', `${path}/${free.id}`, renamed), 409, 'SECRET_MANAGED');
    expect((await ann.call('GET', one)).text).toBe(read.text);
    // Of a person the same filename is like any other.
    await make(ann, { name: 'x', value: 'x', default_filename: 'credential.x' });
  });
});

describe('slots of a project', () => {
  it('are filled by each member for themself, and by editors for all who do not', async () => {
    const slots = `${ofProject}/secret-slots`;
    const slot = await make(ann, { name: 'API key', filename: 'api-key' }, slots);
    assertProblem(await ben.call('POST', slots, { json: { name: 'x', filename: 'x' } }), 403, 'FORBIDDEN');
    assertProblem(await eve.call('GET', slots), 404, 'PROJECT_NOT_FOUND');
    const taken = await ann.call('POST', slots, { json: { name: 'x', filename: 'API-KEY' } });
    assertProblem(taken, 409, 'SECRET_SLOT_FILENAME_TAKEN');

    const fill = (client: HttpClient, filling: object) =>
      client.call('POST', `${ofProject}/secrets`, { json: { fillings: [{ slot_id: slot.id, ...filling }] } });
    assertProblem(await fill(ben, { value: 'x', shared: true }), 403, 'FORBIDDEN');
    const shared = await fill(ann, { value: 'for all', shared: true });
    expect(shared).toMatchObject({ status: 200, json: { values: [{ slot_id: slot.id, shared: true }] } });
    expect(await ben.call('GET', `${ofProject}/secrets`)).toMatchObject({ json: shared.json });
    expect(await fill(ben, { value: 'my own' })).toMatchObject({ json: { values: [{ shared: false }] } });
    expect(await ann.call('GET', `${ofProject}/secrets`)).toMatchObject({ json: shared.json });

    const own = await make(ben, { name: 'from elsewhere', value: 'x' });
    expect(await fill(ben, { secret_id: own.id })).toMatchObject({
      json: { values: [{ secret_id: own.id }] },
    });
    assertProblem(await fill(ann, { secret_id: own.id }), 404, 'SECRET_NOT_FOUND');
    expect(await fill(ben, { clear: true })).toMatchObject({ json: { values: [{ shared: true }] } });
    expect(await ben.call('GET', `${base}/${own.id}`)).toMatchObject({ status: 200 });
    for (const odd of [{}, { value: 'x', clear: true }, { secret_id: own.id, shared: true }]) {
      expect((await fill(ben, odd)).status).toBe(400);
    }
    const gone = await ann.call('DELETE', `${slots}/${slot.id}`, { headers: { 'if-match': '*' } });
    expect(gone.status).toBe(204);
    expect(await side.query('select from secrets.secrets where owner_id = $1', [project])).toEqual([]);
  });
});

describe('grants', () => {
  const verifier = () => createVerifier([createSigner(seedOf(side.keys.writerSeed)).publicKey]);
  const tokenOf = (answer: { json?: unknown }) => String((answer.json as { token?: string }).token);

  it('name one service, one purpose and the newest values, and last a minute', async () => {
    const { id } = await make(ann, { name: 'granted', value: 'x', default_filename: 'granted' });
    await ann.call('POST', `${base}/${id}/versions`, { json: { value: 'y' } });
    const request = { service: 'notebooks', purpose: 'session', job: 'session-1', secret_ids: [id] };
    const answer = await ann.call('POST', '/api/data/secret-grants/tokens', { json: request });
    expect(answer.status).toBe(200);
    const grant = readGrant(tokenOf(answer), verifier());
    expect(grant).toMatchObject({
      userId: ids.ann,
      caller: 'notebooks',
      purpose: 'session',
      job: 'session-1',
    });
    expect(grant?.secrets).toEqual([{ id, version: 2, filename: 'granted' }]);
    expect((grant?.expiresAt ?? 0) - (grant?.issuedAt ?? 0)).toBe(60);
    expect(readGrant(tokenOf(answer), createVerifier([]))).toBeUndefined();
    expect(readGrant(`${tokenOf(answer).slice(0, -3)}AAA`, verifier())).toBeUndefined();
  });

  it('are for secrets that the person can use, all of them', async () => {
    const mine = await make(eve, { name: 'mine', value: 'x' });
    const theirs = await make(ann, { name: 'theirs', value: 'x' });
    const expired = await make(eve, { name: 'old', value: 'x', expires_at: '2020-01-01T00:00:00Z' });
    const mint = (...secret_ids: string[]) =>
      eve.call('POST', '/api/data/secret-grants/tokens', {
        json: { service: 's', purpose: 'p', secret_ids },
      });
    expect((await mint(mine.id)).status).toBe(200);
    for (const id of [theirs.id, expired.id, newId()])
      assertProblem(await mint(mine.id, id), 404, 'SECRET_NOT_FOUND');
    assertProblem(await mint(), 422, 'UNPROCESSABLE');
    const inProject = { service: 's', purpose: 'p', project_id: project };
    assertProblem(
      await eve.call('POST', '/api/data/secret-grants/tokens', { json: inProject }),
      404,
      'NOT_FOUND',
    );
  });

  it('stand until they are revoked, and are exchanged by the service that they name, for what they name', async () => {
    const { id: secretId } = await make(ann, { name: 'standing', value: 'x' });
    const wanted = {
      service: 'notebooks',
      purpose: 'pull',
      endpoint: 'https://s3.example.org',
      secret_ids: [secretId],
    };
    const standing = await make(ann, wanted, '/api/data/secret-grants');
    const tokens = `/api/data/secret-grants/${standing.id}/tokens`;
    const about = { purpose: 'pull', endpoint: 'https://s3.example.org' };
    const answer = await notebooks.call('POST', tokens, { json: about });
    expect(readGrant(tokenOf(answer), verifier())).toMatchObject({
      userId: ids.ann,
      caller: 'notebooks',
      ...about,
    });
    assertProblem(
      await notebooks.call('POST', tokens, { json: { purpose: 'pull' } }),
      404,
      'SECRET_GRANT_NOT_FOUND',
    );
    assertProblem(
      await notebooks.call('POST', tokens, { json: { ...about, purpose: 'x' } }),
      404,
      'SECRET_GRANT_NOT_FOUND',
    );
    assertProblem(await eve.call('POST', tokens, { json: about }), 404, 'SECRET_GRANT_NOT_FOUND');
    assertProblem(
      await eve.call('GET', `/api/data/secret-grants/${standing.id}`),
      404,
      'SECRET_GRANT_NOT_FOUND',
    );
    const revoke = (client: HttpClient) =>
      client.call('DELETE', `/api/data/secret-grants/${standing.id}`, { headers: { 'if-match': '*' } });
    expect((await revoke(eve)).status).toBe(404);
    expect((await revoke(ann)).status).toBe(204);
    assertProblem(await notebooks.call('POST', tokens, { json: about }), 404, 'SECRET_GRANT_NOT_FOUND');
  });
});
