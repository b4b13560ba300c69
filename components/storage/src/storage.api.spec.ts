import { type Actor, newId } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import { createIdempotency, type HttpServer, openApiDocument, operationsRoutes } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { recordSpans } from '@ashlar/telemetry/testing';
import {
  type Answer,
  assertProblem,
  createHttpClient,
  type HttpClient,
  walkContract,
} from '@ashlar/test-http';
import { findLeaks } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import { storageRoutes } from './http/index.js';
import { createStorageUsageReader } from './index.js';
import { domainId, openWorld, type Person, type World } from './world.fixture.js';

let world: World;
let server: HttpServer;
let admin: HttpClient;
let ann: HttpClient;
let person: Person;
let groupId: string;

beforeAll(async () => {
  world = await openWorld([], 12);
  person = await world.person();
  ({ id: groupId } = await world.groups.create(person.ctx, {
    parentId: domainId,
    slug: 'team',
    name: 'Team',
  }));
  const actors: Readonly<Record<string, Actor>> = {
    'Bearer admin': { kind: 'service', id: 'console', roles: ['admin'] },
    'Bearer ann': person.ctx.actor,
  };
  const own = storageRoutes({
    storages: world.storages,
    storageUsage: createStorageUsageReader(world),
  });
  const { database, logger, metrics, authorizer } = world;
  server = await startSpecServer({
    ...{ logger, metrics, authorizer },
    routes: [
      ...own,
      ...operationsRoutes({
        ...{ name: 'spec', version: '1', prefix: '/api/data', checks: [] },
        onFailedCheck: () => undefined,
        isDraining: () => false,
        document: () =>
          openApiDocument({ title: 'Storages', version: '1', description: 'For the walk' }, own),
      }),
    ],
    authenticator: {
      async authenticate(authorization) {
        const actor = actors[authorization ?? ''];
        if (!actor) throw new Unauthenticated('No such caller');
        return actor;
      },
    },
    idempotency: createIdempotency({ database }),
  });
  const anybody = createHttpClient(`http://127.0.0.1:${server.port}`);
  [admin, ann] = [anybody.as('admin'), anybody.as('ann')];
}, 60_000);
afterAll(async () => {
  await server.stop();
  await world.close();
});

const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };
const full = {
  ...resource,
  ...{ provider: 'Other', addressing: 'auto', tls_verify: true, auth: 'keys', requester_pays: false },
  path_style: false,
};

interface Body {
  readonly id: string;
  readonly version: number;
  readonly [name: string]: unknown;
}
const bodyOf = ({ json }: Answer): Body => json as Body;
const post = (json: object, path = '/api/data/storages', by = admin) => by.call('POST', path, { json });
const secret = (): string => randomBytes(30).toString('base64');

// The others are walked where they are put together.
it('keeps the conventions in operations on credentials, and in those of EOM', async () => {
  const { walked, faults } = await walkContract({
    baseUrl: `http://127.0.0.1:${server.port}`,
    documentPath: '/api/data/spec.json',
    tokens: { all: 'admin', expired: 'expired' },
    where: ({ tags, operationId }) =>
      tags.some((tag) => ['storage-credentials', 'eom-storages'].includes(tag)) &&
      operationId !== 'rollBackStorageCredentials',
  });
  expect(faults).toEqual([]);
  expect(Object.keys(walked)).toEqual(
    expect.arrayContaining(['rotateStorageCredentials', 'eomPutStorage', 'eomFilterStorages']),
  );
}, 120_000);

describe('/api/data/storages', () => {
  it('answers what was made, with what has a default', async () => {
    const made = await post({ name: 'Made', resource });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      ...{ name: 'Made', owner_type: 'platform', owner_id: null, enabled: true, version: 1 },
      resource: full,
      credentials: { secret_set: false, updated_at: null, fingerprint: null, fields: [] },
    });
    const { sensitive_fields: fields } = bodyOf(made);
    expect(fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'secret_access_key', required: true, set: false }),
      ]),
    );
  });

  it.each([
    ['azureblob', { account: 'results', container: 'results' }],
    ['gcs', { bucket: 'results' }],
    ['webdav', { url: 'https://files.example.org/dav', user: 'ann' }],
    ['sftp', { host: 'files.example.org', user: 'ann' }],
    ['ftp', { host: 'files.example.org', user: 'ann' }],
    ['http', { url: 'https://files.example.org/data' }],
    ['dropbox', {}],
    ['drive', {}],
    ['onedrive', {}],
  ])('takes a %s, with its own settings alone', async (type, settings) => {
    const made = await post({ name: `A ${type}`, resource: { type, ...settings } });
    expect(made.status).toBe(201);
    expect(bodyOf(made)['resource']).toMatchObject({ type, ...settings });
    const strange = await post({ name: 'Strange', resource: { type, ...settings, access_key: 'x' } });
    expect(assertProblem(strange, 400, 'VALIDATION_FAILED').details).toMatchObject({
      errors: [{ pointer: '#/body/resource/access_key', rule: 'unknown' }],
    });
  });

  it('understands the older word for addressing', async () => {
    for (const [path_style, addressing] of [
      [true, 'path'],
      [false, 'virtual'],
    ]) {
      const made = bodyOf(await post({ name: `Older ${addressing}`, resource: { ...resource, path_style } }));
      expect(made['resource']).toMatchObject({ addressing, path_style });
    }
  });

  it('belongs to a group, whose owner it is made by and listed to', async () => {
    const owned = { name: 'Of group', resource, owner_type: 'group', owner_id: groupId };
    expect((await post(owned, undefined, ann)).status).toBe(201);
    const { json } = await ann.call('GET', `/api/data/storages?collection_id=${groupId}`);
    expect(json).toMatchObject([{ name: 'Of group', owner_type: 'group', owner_id: groupId }]);
    assertProblem(await post({ name: 'x', resource }, undefined, ann), 403, 'FORBIDDEN');
    const nowhere = { ...owned, owner_id: newId() };
    assertProblem(await post(nowhere, undefined, ann), 404, 'STORAGE_OWNER_NOT_FOUND');
    assertProblem(await post({ ...owned, owner_id: undefined }), 400, 'VALIDATION_FAILED');
  });

  it('filters and sorts', async () => {
    await post({ name: 'Filter b', resource, enabled: false });
    await post({ name: 'Filter a', resource: { type: 'gcs', bucket: 'results' } });
    const names = async (query: string) =>
      ((await admin.call('GET', `/api/data/storages?keyword=filter&${query}`)).json as Body[]).map(
        ({ name }) => name,
      );
    expect(await names('')).toEqual(['Filter a', 'Filter b']);
    expect(await names('sort=enabled')).toEqual(['Filter b', 'Filter a']);
    expect(await names('sort=-created_at')).toEqual(['Filter a', 'Filter b']);
    expect(await names('type=gcs')).toEqual(['Filter a']);
    expect(await names('enabled=false')).toEqual(['Filter b']);
    expect(await names('check_status=none')).toEqual(['Filter a', 'Filter b']);
    expect(await names('check_status=fail')).toEqual([]);
    expect(await names('created_to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await names('updated_from=2020-01-01T00:00:00Z')).toEqual(['Filter a', 'Filter b']);
    assertProblem(await admin.call('GET', '/api/data/storages?type=tape'), 400, 'VALIDATION_FAILED');
  });

  it('answers 64 creators of one name with one 201 and 63 conflicts', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => post({ name: 'Contended', resource })),
    );
    const counts = new Map<number, number>();
    for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ 201: 1, 409: 63 });
  }, 60_000);

  it('serves what forms need, in which nothing names a file or a command', async () => {
    const { json } = await ann.call('GET', '/api/data/storages/schema');
    const { types } = json as {
      types: { type: string; options: { name: string; rclone: string | null; sensitive: boolean }[] }[];
    };
    expect(types.map(({ type }) => type)).toEqual([
      ...['s3', 'azureblob', 'gcs', 'webdav', 'sftp', 'ftp', 'http', 'dropbox', 'drive', 'onedrive'],
    ]);
    for (const { options } of types) {
      const suspect = options.filter(({ rclone }) =>
        /(_|^)(file|command|profile|ssh|socket)$/.test(rclone ?? ''),
      );
      expect(suspect).toEqual([]);
    }
    const s3 = types[0]?.options ?? [];
    expect(s3.filter(({ sensitive }) => sensitive).map(({ name }) => name)).toEqual([
      ...['access_key_id', 'secret_access_key', 'session_token', 'sse_customer_key'],
    ]);
  });
});

describe('/eom/admin/storages', () => {
  const path = '/eom/admin/storages';

  it('speaks the words of its contract', async () => {
    const made = await post({ name: 'Eom', resource, active: false }, path);
    expect(made.status).toBe(201);
    const { id } = bodyOf(made);
    expect(made.json).toEqual({
      ...{ id, name: 'Eom', description: null, resource: full, collection_id: null },
      ...{ enable: false, active: false },
      created: expect.any(String) as string,
      modified: expect.any(String) as string,
    });
    const put = await admin.call('PUT', `${path}/${id}`, {
      json: { active: true, resource: { region: 'eu' } },
    });
    expect(put.json).toMatchObject({ name: 'Eom', enable: true, resource: { ...full, region: 'eu' } });
    const patched = await admin.call('PATCH', `${path}/${id}`, {
      json: { enable: false, resource: { region: null } },
    });
    expect(patched.json).toMatchObject({ enable: false, active: false, resource: full });
    const both = await admin.call('PUT', `${path}/${id}`, { json: { enable: true, active: false } });
    assertProblem(both, 400, 'VALIDATION_FAILED');
    for (const word of ['enable', 'active']) {
      const list = await admin.call('GET', `${path}?ids=${id}&${word}=false`);
      expect([list.json as unknown[]].flat()).toHaveLength(1);
      expect(list.headers.get('x-total-count')).toBe('1');
    }
    assertProblem(await admin.call('PUT', `${path}/${id}`, { json: { name: '' } }), 400, 'VALIDATION_FAILED');
    expect((await admin.call('DELETE', `${path}/${id}`)).status).toBe(204);
    assertProblem(await admin.call('GET', `${path}/${id}`), 404, 'STORAGE_NOT_FOUND');
  });

  it('names the group or project as a collection', async () => {
    const made = await post({ name: 'Collected', resource, collection_id: groupId }, path, ann);
    expect(made.json).toMatchObject({ collection_id: groupId });
    const list = await admin.call('GET', `${path}?collection_id=${groupId}&sortby=modified&asc=false`);
    expect(list.json).toMatchObject([{ name: 'Collected' }, { name: 'Of group' }]);
    const nowhere = await post({ name: 'x', resource, collection_id: newId() }, path, ann);
    assertProblem(nowhere, 404, 'STORAGE_OWNER_NOT_FOUND');
  });
});

describe('secrets', () => {
  it('are nowhere to be found: in no answer, row, event, job, span or line of the log', async () => {
    const spans = recordSpans();
    const values = Array.from({ length: 6 }, secret);
    const keys = Array.from({ length: 2 }, () => `AKID${randomBytes(12).toString('hex')}`);
    const answers: Answer[] = [];
    const keep = async (answer: Promise<Answer>): Promise<Answer> => {
      const given = await answer;
      answers.push(given);
      return given;
    };
    const [first, second, third, fourth, fifth, sixth] = values as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const made = await keep(
      post({
        name: 'Secretive',
        resource,
        credentials: { access_key_id: keys[0], secret_access_key: first },
      }),
    );
    expect(made.status).toBe(201);
    const { id } = bodyOf(made);
    const one = `/api/data/storages/${id}`;
    const any = { 'If-Match': '*' };
    const patch = (credentials: object, more: object = {}) =>
      keep(admin.call('PATCH', one, { json: { credentials, ...more }, headers: any }));
    expect((await patch({ secret_access_key: second })).status).toBe(200);
    // Refused for all kinds of reasons, with a secret in the body.
    const refused = [
      await patch({ pass: third }),
      await patch({ secret_access_key: `${third}\n` }),
      await patch({ secret_access_key: 'x'.repeat(2_000) + third }),
      await patch({ secret_access_key: third }, { resource: { type: 'sftp' } }),
      await patch({ secret_access_key: third }, { resource: { bucket: 'no' } }),
      await keep(post({ name: 'secretive', resource, credentials: { secret_access_key: third } })),
      await keep(post({ name: 'x', resource, credentials: third })),
    ];
    expect(refused.map(({ status }) => status).filter((status) => status < 400)).toEqual([]);
    const broken = world.storagesWith({
      testCredentials: () => Promise.reject(new Error('The network is down')),
    });
    const rotation = { values: { access_key_id: keys[1], secret_access_key: fourth }, graceSeconds: 60 };
    const failing = broken.rotateCredentials(world.admin, id, rotation);
    await expect(failing).rejects.toThrow('The network is down');
    const rotate = (secret_access_key: string) =>
      keep(post({ credentials: { access_key_id: keys[1], secret_access_key } }, `${one}/credentials`));
    expect((await rotate(fifth)).status).toBe(200);
    expect((await keep(admin.call('POST', `${one}/credentials/rollback`))).status).toBe(200);
    expect((await rotate(sixth)).status).toBe(200);
    await keep(admin.call('GET', one));
    await keep(admin.call('GET', '/api/data/storages?keyword=secretive'));
    await keep(admin.call('GET', `/eom/admin/storages/${id}`));
    await keep(admin.call('GET', `/api/data/storages/${id}/dependencies`));

    const leaks = findLeaks(values, {
      query: (sql) => world.query(sql),
      places: {
        answers: answers.map(({ text, headers }) => `${text} ${JSON.stringify([...headers])}`).join('\n'),
        logs: JSON.stringify(world.logger.entries),
        events: JSON.stringify(world.events.recorded()),
        jobs: JSON.stringify(world.jobs.recorded()),
        traces: spans.text(),
      },
      landmark: `storage.storages (${id}`,
    });
    expect(await leaks).toEqual([]);
    expect(spans.names()).toContain('PATCH /api/data/storages/{storage_id}');
    await spans.stop();
  }, 60_000);
});
