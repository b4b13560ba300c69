import { createAuthorizer, createRelations, platformId } from '@ashlar/authz';
import { type Actor, contextFor, newId, systemContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { Unauthenticated } from '@ashlar/errors';
import {
  createDomains,
  createGroups,
  createNamespaces,
  defaultDomainId,
  groupEntities,
} from '@ashlar/groups';
import { domainRoutes, groupRoutes, namespaceRoutes } from '@ashlar/groups/http';
import { type HttpServer, openApiDocument, type Route } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { type Answer, assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { projectRoutes } from './http/index.js';
import { createProjects, projectEntities } from './index.js';

let testDatabase: TestDatabase;
let opened: OpenedDatabase;
let server: HttpServer;
let routes: readonly Route[];
let ann: HttpClient;
let ben: HttpClient;
let admin: HttpClient;
const ids = { ann: newId(), ben: newId() };

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = await openDatabase(testDatabase.urlFor('data'), [...groupEntities, ...projectEntities]);
  const { database, logger, metrics } = opened;
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const namespaces = createNamespaces({ database, relations });
  const projects = createProjects({ database, authorizer, relations, namespaces, parts: [] });
  const contents = [projects.inGroups];
  const groups = createGroups({ database, authorizer, relations, namespaces, contents });
  const domains = createDomains({ database, authorizer, relations });

  const client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  for (const [name, id] of Object.entries(ids)) {
    const values = [id, 'https://id.example.org', name];
    await client.query(
      'insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)',
      values,
    );
    await namespaces.ensureHome(contextFor({ kind: 'user', id, roles: ['member'] }), id, name);
  }
  await client.end();
  const everybodyMayMake = ['group_creator', 'project_creator'].map((relation) => ({
    object: { type: 'platform', id: platformId },
    relation,
    subject: { type: 'user', id: '*' },
  }));
  await database.transact(systemContext('spec'), (tx) => relations.write(tx, { touch: everybodyMayMake }));

  const actors: Readonly<Record<string, Actor>> = {
    'Bearer ann': { kind: 'user', id: ids.ann, roles: ['member'] },
    'Bearer ben': { kind: 'user', id: ids.ben, roles: ['member'] },
    'Bearer admin': { kind: 'service', id: 'console', roles: ['admin'] },
  };
  routes = [
    ...domainRoutes({ domains, authorizer }),
    ...groupRoutes({ groups, authorizer }),
    ...namespaceRoutes({ namespaces, authorizer }),
    ...projectRoutes({ projects, authorizer }),
  ];
  server = await startSpecServer({
    logger,
    metrics,
    routes,
    authenticator: {
      async authenticate(authorization) {
        const actor = actors[authorization ?? ''];
        if (!actor) throw new Unauthenticated('No such caller');
        return actor;
      },
    },
    authorizer,
  });
  const anybody = createHttpClient(`http://127.0.0.1:${server.port}`);
  [ann, ben, admin] = [anybody.as('ann'), anybody.as('ben'), anybody.as('admin')];
});
afterAll(async () => {
  await server.stop();
  await opened.database.close();
  await testDatabase.drop();
});

interface Made {
  readonly id: string;
  readonly path: string;
}
const bodyOf = <T = Made>({ json }: Answer): T => json as T;

async function makeGroup(slug: string, more: object = {}): Promise<Made> {
  const answer = await ann.call('POST', '/api/data/groups', {
    json: { parent_id: defaultDomainId, slug, name: slug, ...more },
  });
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
  return bodyOf(answer);
}

describe('groups over HTTP', () => {
  it('are made, found by path, renamed, and found by the old path', async () => {
    const { id } = await makeGroup('Lab');
    const made = await ann.call('GET', `/api/data/groups/${id}`);
    expect([made.status, made.headers.get('etag')]).toEqual([200, '"1"']);
    assertProblem(
      await ann.call('PATCH', `/api/data/groups/${id}`, { json: { slug: 'labs' } }),
      428,
      'PRECONDITION_REQUIRED',
    );
    const renamed = await ann.call('PATCH', `/api/data/groups/${id}`, {
      json: { slug: 'labs' },
      headers: { 'If-Match': '"1"' },
    });
    expect([renamed.status, renamed.headers.get('etag'), bodyOf(renamed).path]).toEqual([200, '"2"', 'labs']);
    const old = await ann.call('GET', '/api/data/namespaces/LAB');
    expect([old.status, old.headers.get('location')]).toEqual([308, '/api/data/namespaces/labs']);
    expect((await ann.call('GET', old.headers.get('location') ?? '')).json).toMatchObject({
      ...{ id, type: 'group', path: 'labs' },
    });
    assertProblem(await ben.call('GET', '/api/data/namespaces/lab'), 404, 'NOT_FOUND');
    assertProblem(
      await ann.call('POST', '/api/data/projects', { json: { namespace: 'lab', name: 'x' } }),
      409,
      'SLUG_MOVED',
    );
  });

  it('look to strangers as if they were not there', async () => {
    const { id } = await makeGroup('secret');
    const asSeen = async (address: string, code: string): Promise<string> => {
      const answer = await ben.call('GET', `/api/data/${address}`);
      const { instance: _, request_id: __, ...problem } = assertProblem(answer, 404, code);
      return JSON.stringify(problem);
    };
    expect(await asSeen(`groups/${id}`, 'GROUP_NOT_FOUND')).toBe(
      await asSeen(`groups/${newId()}`, 'GROUP_NOT_FOUND'),
    );
    expect(await asSeen('namespaces/secret', 'NOT_FOUND')).toBe(
      await asSeen('namespaces/nothing', 'NOT_FOUND'),
    );
    expect((await ben.call('GET', '/api/data/groups?keyword=secret')).json).toEqual([]);
  });

  it('have members that are put, changed and removed, but never the last owner', async () => {
    const { id } = await makeGroup('crew');
    const member = `/api/data/groups/${id}/members/${ids.ben}`;
    const json = { kind: 'user', role: 'editor' };
    const put = await ann.call('PUT', member, { json, headers: { 'If-None-Match': '*' } });
    expect([put.status, put.headers.get('location')]).toEqual([201, member]);
    assertProblem(
      await ann.call('PUT', member, { json, headers: { 'If-None-Match': '*' } }),
      412,
      'MEMBER_EXISTS',
    );
    const held = await ben.call('GET', `/api/data/groups/${id}/permissions`);
    expect(held.json).toEqual({
      permissions: ['read', 'read_members', 'create_project', 'create_storage', 'create_schedule'],
    });
    assertProblem(
      await ben.call('DELETE', `/api/data/groups/${id}`, { headers: { 'If-Match': '*' } }),
      403,
      'FORBIDDEN',
    );
    const list = await ben.call('GET', `/api/data/groups/${id}/members?count=true`);
    expect(list.headers.get('x-total-count')).toBe('2');
    assertProblem(
      await ann.call('DELETE', `/api/data/groups/${id}/members/${ids.ann}`, {
        headers: { 'If-Match': '"1"' },
      }),
      409,
      'LAST_OWNER',
    );
    const removed = await ann.call('DELETE', member, { headers: { 'If-Match': '"1"' } });
    expect(removed.status).toBe(204);
    assertProblem(await ben.call('GET', `/api/data/groups/${id}`), 404, 'GROUP_NOT_FOUND');
  });

  it('say what goes with them before they go', async () => {
    const { id, path } = await makeGroup('going');
    await ann.call('POST', '/api/data/projects', { json: { namespace: path, name: 'Inside' } });
    const refused = await ann.call('DELETE', `/api/data/groups/${id}`, { headers: { 'If-Match': '"1"' } });
    const { details } = assertProblem(refused, 409, 'DELETION_UNCONFIRMED');
    const preview = await ann.call('GET', `/api/data/groups/${id}/deletion-preview`);
    expect(preview.json).toEqual(details);
    const { fingerprint } = bodyOf<{ fingerprint: string }>(preview);
    const gone = await ann.call('DELETE', `/api/data/groups/${id}?confirm=${fingerprint}`, {
      headers: { 'If-Match': '"1"' },
    });
    expect(gone.status).toBe(204);
  });
});

describe('projects over HTTP', () => {
  it('are made, copied, described and removed', async () => {
    const made = await ann.call('POST', '/api/data/projects', {
      json: { namespace: 'ann', name: 'Beam Line', documentation: '# Doc', visibility: 'public' },
    });
    expect(made.json).toMatchObject({ path: 'ann/beam-line', documentation: '# Doc', version: 1 });
    const { id } = bodyOf(made);
    const copy = await ben.call('POST', `/api/data/projects/${id}/copies`, {
      json: { namespace: 'ben', slug: 'mine' },
    });
    expect([copy.status, bodyOf(copy).path]).toEqual([201, 'ben/mine']);
    expect((await ann.call('GET', `/api/data/projects/${id}/copies`)).json).toEqual([]);
    expect((await ben.call('GET', '/api/data/namespaces/ann%2FBeam-Line')).json).toMatchObject({ id });
    const listed = await ben.call('GET', '/api/data/projects?text=beam&sort=-created_at');
    expect(bodyOf<readonly Made[]>(listed).map(({ path }) => path)).toEqual(['ben/mine', 'ann/beam-line']);
    expect(listed.text).not.toContain('documentation');
    expect((await ben.call('GET', `/api/data/projects/${id}/permissions`)).json).toEqual({
      permissions: ['read'],
    });
    const gone = await ann.call('DELETE', `/api/data/projects/${id}`, { headers: { 'If-Match': '"1"' } });
    expect(gone.status).toBe(204);
    assertProblem(await ben.call('GET', `/api/data/projects/${id}`), 404, 'PROJECT_NOT_FOUND');
  });
});

describe('domains over HTTP', () => {
  it('are the platform administrators', async () => {
    const json = { slug: 'physics', name: 'Physics' };
    assertProblem(await ann.call('POST', '/api/data/domains', { json }), 403, 'FORBIDDEN');
    const made = await admin.call('POST', '/api/data/domains', { json });
    expect(made.status).toBe(201);
    const { id } = bodyOf(made);
    assertProblem(await ann.call('GET', `/api/data/domains/${id}`), 404, 'DOMAIN_NOT_FOUND');
    const member = `/api/data/domains/${id}/members/${ids.ann}`;
    const put = await admin.call('PUT', member, {
      json: { kind: 'user', role: 'admin' },
      headers: { 'If-None-Match': '*' },
    });
    expect(put.status).toBe(201);
    const described = await ann.call('PATCH', `/api/data/domains/${id}`, {
      json: { description: 'By its administrator' },
      headers: { 'If-Match': '"1"' },
    });
    expect(described.status).toBe(200);
    const suspension = { json: { suspended: true }, headers: { 'If-Match': '"2"' } };
    assertProblem(await ann.call('PUT', `/api/data/domains/${id}/suspension`, suspension), 403, 'FORBIDDEN');
    const suspended = await admin.call('PUT', `/api/data/domains/${id}/suspension`, suspension);
    expect(suspended.json).toMatchObject({ suspended_at: expect.any(String), version: 3 });
    assertProblem(
      await ann.call('POST', '/api/data/groups', { json: { parent_id: id, slug: 'x', name: 'x' } }),
      403,
      'DOMAIN_SUSPENDED',
    );
  });
});

it('is documented, every operation under a name of its own', () => {
  const document = openApiDocument({ title: 'Spec', version: '1.0.0', description: 'x' }, routes);
  const { paths } = document as { paths: Record<string, object> };
  expect(Object.values(paths).flatMap((operations) => Object.keys(operations)).length).toBe(routes.length);
});
