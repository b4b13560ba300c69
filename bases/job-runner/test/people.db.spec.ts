import { createAuthorizer, createRelations } from '@ashlar/authz';
import { contextFor, newId, systemContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createEvents } from '@ashlar/events';
import { createNamespaces } from '@ashlar/groups';
import { createProjects } from '@ashlar/projects';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { tellOfUsers } from '@ashlar/user-events';
import { createUserPurge } from '@ashlar/users';
import pg from 'pg';
import { worker } from '../src/index.js';
import { createBelongings } from '../src/people.js';

let testDatabase: TestDatabase;
let data: OpenedDatabase;
let own: OpenedDatabase;
let root: pg.Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  [data, own] = (await Promise.all(
    (['data', 'worker'] as const).map((role) => openDatabase(testDatabase.urlFor(role), worker.entities)),
  )) as [OpenedDatabase, OpenedDatabase];
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
});
afterAll(async () => {
  await root.end();
  await data.database.close();
  await own.database.close();
  await testDatabase.drop();
});

describe('the purge of the worker', () => {
  it('has the rights that the end of a user with belongings needs', async () => {
    const id = newId();
    const user = contextFor({ kind: 'user', id, roles: ['admin'] });
    await root.query(
      `insert into users.users (id, issuer, subject, username, email) values ($1, 'i', 'ann', 'ann', 'ann@example.org')`,
      [id],
    );
    const { database } = data;
    const access = {
      database,
      authorizer: createAuthorizer({ database }),
      relations: createRelations({ database }),
    };
    const namespaces = createNamespaces(access);
    const home = await namespaces.ensureHome(user, id, 'ann');
    const project = await createProjects({ ...access, namespaces, parts: [] }).create(user, {
      ...{ name: 'Hers', slug: 'hers', place: { namespaceId: home.id }, keywords: [], repositories: [] },
    });
    await root.query(
      `insert into secrets.slots (id, project_id, name, filename) values ($1, $2, 'token', 'token')`,
      [newId(), project.id],
    );
    await root.query(
      `insert into authn.key_pairs (id, access_key, owner_id, name, roles, expires_at)
       values ($1, 'ABCDEFGHIJKLMNOPQRST', $2, 'hers', '{member}', now() + interval '1 day')`,
      [newId(), id],
    );
    for (const owner of ['platform', 'project']) {
      const storage = newId();
      await root.query(
        `insert into storage.storages (id, owner_type, owner_id, domain_id, name, type, resource)
         select $1, $2, p.id, p.domain_id, $2, 's3', '{}'
         from (select 1) one left join projects.projects p on $2 = 'project'`,
        [storage, owner],
      );
      await root.query(
        `insert into storage_mounts.mounts (id, project_id, domain_id, storage_id, path, read_only)
         select $1, id, domain_id, $2, $3, true from projects.projects`,
        [newId(), storage, owner],
      );
    }
    await root.query(
      `update users.users set deleted_at = now() - interval '1 day', deleted_by = 'platform' where id = $1`,
      [id],
    );
    const events = createEvents({ database: own.database, service: worker.name });
    const { owned, access: credentials, relations, shred } = createBelongings(own.database, events);
    const purge = createUserPurge({
      ...{ database: own.database, onChange: tellOfUsers(events), owned, access: credentials, relations },
      keys: { shred },
      graceMs: 0,
      logger: own.logger,
    });
    expect(await purge.run(systemContext('purge'))).toEqual({ purged: 1, stuck: 0 });
    const { rows } = await root.query(
      `select (select count(*)::int from projects.projects) as projects,
              (select count(*)::int from secrets.slots) as slots,
              (select count(*)::int from storage_mounts.mounts) as mounts,
              (select count(*)::int from authn.key_pairs) as key_pairs,
              (select array_agg(name) from storage.storages) as storages,
              (select email from users.users where id = $1) as email`,
      [id],
    );
    expect(rows).toEqual([
      { projects: 0, slots: 0, mounts: 0, key_pairs: 0, storages: ['platform'], email: null },
    ]);
    const told = await root.query(
      `select type, source from events.events where aggregate_id = any($1) order by type`,
      [[id, project.id]],
    );
    const source = `/ashlar/${worker.name}`;
    expect(told.rows).toEqual([
      { type: 'project.deleted', source },
      { type: 'user.purged', source },
    ]);
  });
});
