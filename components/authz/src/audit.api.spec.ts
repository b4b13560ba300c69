import {
  type Actor,
  anonymous,
  contextFor,
  newId,
  type OperationContext,
  systemContext,
} from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import type { HttpServer } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createSilentLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { assertProblem, createHttpClient, type HttpClient } from '@ashlar/test-http';
import pg from 'pg';
import { type Fixture, openFixture } from './engine.fixture.js';
import { accessRoutes } from './http/index.js';
import { createAccessAudit, createAuthorizer, createRelations, platformId, type Tuple } from './index.js';

const domain = { type: 'domain', id: newId() };
const group = { type: 'group', id: newId() };
const project = { type: 'project', id: newId() };
const elsewhere = { type: 'domain', id: newId() };
const people = { admin: newId(), domainAdmin: newId(), owner: newId(), viewer: newId(), stranger: newId() };
type Name = keyof typeof people;

const actorOf = (name: Name): Actor => ({
  kind: 'user',
  id: people[name],
  roles: name === 'admin' ? ['admin'] : ['member'],
});
const as = (name: Name): OperationContext => contextFor(actorOf(name));
const is = (object: Tuple['object'], relation: string, name: Name): Tuple => ({
  object,
  relation,
  subject: { type: 'user', id: people[name] },
});
const lies = (object: Tuple['object'], parent: Tuple['object']): Tuple => ({
  object,
  relation: 'parent',
  subject: parent,
});

let fixture: Fixture;
let server: HttpServer;
let client: HttpClient;

beforeAll(async () => {
  fixture = await openFixture();
  const { database } = fixture;
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const change = (ctx: OperationContext, touch: readonly Tuple[], gone: readonly Tuple[] = []) =>
    database.transact(ctx, (tx) => relations.write(tx, { touch, delete: gone }));
  const platform = { type: 'platform', id: platformId };
  await change(systemContext('spec'), [lies(domain, platform), lies(elsewhere, platform)]);
  await change(as('admin'), [is(domain, 'admin', 'domainAdmin'), lies(group, domain)]);
  await change(as('domainAdmin'), [is(group, 'owner', 'owner'), lies(project, group)]);
  await change(as('owner'), [is(project, 'viewer', 'viewer')]);
  await change(as('owner'), [is(project, 'editor', 'viewer')], [is(project, 'viewer', 'viewer')]);

  const logger = createSilentLogger();
  server = await startSpecServer({
    logger,
    metrics: createMetrics({ logger }),
    routes: accessRoutes({ audit: createAccessAudit({ database, authorizer, relations }) }),
    authenticator: {
      async authenticate(authorization) {
        if (authorization === undefined) return anonymous;
        const name = Object.keys(people).find((each) => authorization === `Bearer ${each}`);
        if (name === undefined) throw new Unauthenticated('The token is not valid');
        return actorOf(name as Name);
      },
    },
    authorizer,
  });
  client = createHttpClient(server.url);
});
afterAll(async () => {
  await server.stop();
  await fixture.close();
});

interface Change {
  readonly id: string;
  readonly change: string;
  readonly relation: string;
  readonly object_id: string;
  readonly subject_id: string;
  readonly actor_id: string;
}

async function audit(name: Name, query: Readonly<Record<string, string>> = {}): Promise<readonly Change[]> {
  const answer = await client
    .as(name)
    .call('GET', `/api/data/audit?${new URLSearchParams(query).toString()}`);
  expect(answer.status).toBe(200);
  return answer.json as readonly Change[];
}
const ofProject = { object_type: 'project', object_id: project.id };

describe('the log of permissions', () => {
  it('shows administrators of the platform who changed what, the newest first', async () => {
    const changes = await audit('admin', ofProject);
    expect(changes.map(({ change, relation, actor_id }) => [change, relation, actor_id])).toEqual(
      expect.arrayContaining([
        ['added', 'editor', people.owner],
        ['removed', 'viewer', people.owner],
        ['added', 'viewer', people.owner],
        ['added', 'parent', people.domainAdmin],
      ]),
    );
    expect(changes).toHaveLength(4);
    expect(changes[3]?.relation).toBe('parent');
  });

  it('is filtered by subject, by actor and by time', async () => {
    const bySubject = await audit('admin', { subject_id: people.viewer });
    expect(bySubject.map(({ subject_id }) => subject_id)).toEqual(Array(3).fill(people.viewer));
    const byActor = await audit('admin', { actor_id: people.domainAdmin });
    expect(byActor.map(({ relation }) => relation).sort()).toEqual(['owner', 'parent']);
    expect(await audit('admin', { until: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await audit('admin', { since: '2020-01-01T00:00:00Z', size: '100' })).toHaveLength(9);
  });

  it.each(['created_at', '-created_at'])('is read in pages, each change once, sorted by %s', async (sort) => {
    const whole = await audit('admin', { sort, size: '100' });
    const read: Change[] = [];
    let url: string | undefined = `/api/data/audit?size=2&sort=${sort}&count=true`;
    while (url !== undefined) {
      const answer = await client.as('admin').call('GET', url);
      read.push(...(answer.json as readonly Change[]));
      url = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(read).toEqual(whole);
    const order = whole.map(({ id }) => Number(id));
    expect(order).toEqual([...order].sort((a, b) => (sort === 'created_at' ? a - b : b - a)));
  });

  it('shows administrators of a domain what lies in it, and nothing else', async () => {
    expect(await audit('domainAdmin', ofProject)).toEqual(await audit('admin', ofProject));
    expect(await audit('domainAdmin', { object_type: 'domain', object_id: domain.id })).toHaveLength(2);
    const foreign = { object_type: 'domain', object_id: elsewhere.id };
    for (const query of [{}, foreign, { object_type: 'project', object_id: newId() }]) {
      const search = new URLSearchParams(query as Record<string, string>).toString();
      assertProblem(
        await client.as('domainAdmin').call('GET', `/api/data/audit?${search}`),
        403,
        'FORBIDDEN',
      );
    }
  });

  it.each(['owner', 'viewer', 'stranger'] as const)(
    'is not for %s, whether the object exists or not',
    async (name) => {
      for (const id of [project.id, newId()]) {
        const answer = await client
          .as(name)
          .call('GET', `/api/data/audit?object_type=project&object_id=${id}`);
        assertProblem(answer, 403, 'FORBIDDEN');
      }
    },
  );

  it.each([
    ['object_id=0190a000-0000-7000-8000-000000000001', 400],
    ['subject_type=user', 400],
    ['object_type=planet&object_id=0190a000-0000-7000-8000-000000000001', 400],
    ['cursor=x', 400],
    ['page=501', 400],
  ])('refuses %s', async (query, status) => {
    expect((await client.as('admin').call('GET', `/api/data/audit?${query}`)).status).toBe(status);
  });

  it('needs a credential', async () => {
    assertProblem(await client.as(null).call('GET', '/api/data/audit'), 401, 'UNAUTHENTICATED');
  });
});

describe('an explanation', () => {
  const explain = (name: Name, query: Readonly<Record<string, string>>) =>
    client
      .as(name)
      .call('GET', `/api/data/access/explain?${new URLSearchParams({ ...ofProject, ...query }).toString()}`);

  it('names the way by which the caller has a permission', async () => {
    const { json } = await explain('owner', { permission: 'update' });
    expect(json).toMatchObject({
      allowed: true,
      by: 'path',
      path: [
        { object_id: project.id, relation: 'parent', subject_id: group.id },
        { object_id: group.id, relation: 'owner', subject_id: people.owner },
      ],
    });
    expect((await explain('stranger', { permission: 'read' })).json).toEqual({
      allowed: false,
      by: 'none',
      path: [],
    });
    expect((await explain('admin', { permission: 'read' })).json).toMatchObject({ by: 'role' });
  });

  it('about others is for administrators of the platform', async () => {
    const about = { permission: 'update', subject_id: people.viewer };
    expect((await explain('admin', about)).json).toMatchObject({ allowed: true, by: 'path' });
    expect((await explain('viewer', about)).json).toMatchObject({ allowed: true, by: 'path' });
    assertProblem(await explain('domainAdmin', about), 403, 'FORBIDDEN');
    const nobody = { permission: 'read', subject_type: 'anonymous' };
    expect((await explain('admin', nobody)).json).toMatchObject({ allowed: false });
  });

  it('needs a permission that exists, and an object where it is about one', async () => {
    assertProblem(await explain('admin', { permission: 'paint' }), 400, 'VALIDATION_FAILED');
    const answer = await client
      .as('admin')
      .call('GET', '/api/data/access/explain?object_type=project&permission=read');
    assertProblem(answer, 400, 'VALIDATION_FAILED');
  });
});

describe('the months of the log', () => {
  const months = async (): Promise<readonly string[]> => {
    const { rows } = await superuser.query<{ readonly name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'authz.change'::regclass order by 1`,
    );
    return rows.map(({ name }) => name);
  };
  const count = async (table: string): Promise<number> =>
    (await superuser.query<{ readonly n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ??
    -1;
  let superuser: pg.Client;
  let worker: Fixture['database'];
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await openFixture({ as: 'worker' });
    worker = own.database;
    superuser = new pg.Client({ connectionString: own.testDatabase.url });
    await superuser.connect();
    close = async () => {
      await superuser.end();
      await own.close();
    };
  });
  afterAll(() => close());

  it('are made ahead, take what waits for them, and go as a whole', async () => {
    const database = worker;
    const log = createAccessAudit({
      database,
      authorizer: createAuthorizer({ database }),
      relations: createRelations({ database }),
    });
    const system = systemContext('spec');
    const before = await months();
    expect(before).toHaveLength(4);
    expect(await log.ensurePartitions(system)).toBe(0);
    expect(await log.ensurePartitions(system, { monthsAhead: 3 })).toBe(1);

    const old = (age: string) =>
      superuser.query(`insert into authz.change (op, resource_type, relation, subject_type, subject_relation,
        resource_id, subject_id, actor_kind, actor_id, request_id, created_at)
        select 'touch', 8, 6, 1, 0, gen_random_uuid(), gen_random_uuid(), 'user', 'u', 'r', now() - interval '${age}'`);
    await old('5 months');
    await old('2 months');
    expect(await count('authz.change_rest')).toBe(2);
    expect(await log.ensurePartitions(system, { monthsAhead: 3 })).toBe(5);
    expect(await count('authz.change_rest')).toBe(0);
    expect(await count('authz.change')).toBe(2);

    expect(await log.sweepChanges(system, { keepMonths: 3 })).toBe(2);
    expect(await count('authz.change')).toBe(1);
    expect(await months()).toHaveLength(8);
    await expect(log.sweepChanges(system, { keepMonths: 0 })).rejects.toThrow();
  });

  it('are no business of the other services', async () => {
    const { database } = fixture;
    const log = createAccessAudit({
      database,
      authorizer: createAuthorizer({ database }),
      relations: createRelations({ database }),
    });
    await expect(log.sweepChanges(systemContext('spec'), { keepMonths: 1 })).rejects.toThrow(
      /permission denied/,
    );
  });
});
