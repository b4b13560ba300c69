import { jest } from '@jest/globals';
import { createAuthorizer, createRelations, platformId } from '@ashlar/authz';
import { contextFor, newId, type OperationContext, systemContext } from '@ashlar/database';
import { type OpenedDatabase, openDatabase } from '@ashlar/database/testing';
import { createEvents } from '@ashlar/events';
import { createGroups, createNamespaces, defaultDomainId, groupEntities, type Groups } from '@ashlar/groups';
import { createJobs } from '@ashlar/message-queue';
import { createStorages, type NewStorage, storageEntities, type Storages } from '@ashlar/storage';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';

let testDatabase: TestDatabase;
let opened: OpenedDatabase;
let root: pg.Pool;
let groups: Groups;
let storages: Storages;
let admin: OperationContext;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = await openDatabase(testDatabase.urlFor('data'), [...groupEntities, ...storageEntities]);
  root = new pg.Pool({ connectionString: testDatabase.url, max: 1 });
  const { database } = opened;
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const namespaces = createNamespaces({ database, relations });
  groups = createGroups({ database, authorizer, relations, namespaces, contents: [] });
  storages = createStorages({
    ...{ database, authorizer, relations, jobs: createJobs({ database }) },
    events: createEvents({ database, service: 'spec' }),
  });
  const id = newId();
  admin = contextFor({ kind: 'user', id, roles: ['admin'] });
  await root.query(
    `insert into users.users (id, issuer, subject, username) values ($1, 'https://id.example.org', 'ada', 'ada')`,
    [id],
  );
  await namespaces.ensureHome(admin, id, 'ada');
  await database.transact(systemContext('spec'), (tx) =>
    relations.write(tx, {
      touch: [
        {
          object: { type: 'platform', id: platformId },
          relation: 'group_creator',
          subject: { type: 'user', id: '*' },
        },
      ],
    }),
  );
});
afterAll(async () => {
  await opened.database.close();
  await root.end();
  await testDatabase.drop();
});

const newStorage = (name: string): NewStorage => ({
  name,
  config: {
    ...{ type: 's3', provider: 'Other', endpoint: 'https://s3.example.org', bucket: 'results' },
    ...{ addressing: 'auto', tlsVerify: true, auth: 'keys', requesterPays: false },
  },
  enabled: true,
});

/** A use case of use cases: neither of the two knows of the other, nor of permissions and jobs in common. */
function equip(ctx: OperationContext, slug: string, storageName: string) {
  return opened.database.transact(ctx, async (tx) => {
    const group = await groups.create(tx, { parentId: defaultDomainId, slug, name: slug });
    const storage = await storages.create(tx, newStorage(storageName));
    return { group, storage };
  });
}

/** What the driver sends while `work` runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const sent: string[] = [];
  const query = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
  } finally {
    for (const [statement] of query.mock.calls as unknown as [string | { readonly text: string }][])
      sent.push((typeof statement === 'string' ? statement : statement.text).trim().toLowerCase());
    query.mockRestore();
  }
  return sent;
}

/** The transaction that wrote each row which names this id. */
const writersOf = (group: string, storage: string): Promise<readonly { brick: string; writer: string }[]> =>
  root
    .query<{ brick: string; writer: string }>(
      `select 'groups' as brick, xmin::text as writer from groups.groups where id::text = $1
       union all select 'storage', xmin::text from storage.storages where id::text = $2
       union all select 'authz', xmin::text from authz.rel where resource_id::text in ($1, $2)
       union all select 'message-queue', xmin::text from message_queue.outbox
         where payload ->> 'storage_id' = $2`,
      [group, storage],
    )
    .then(({ rows }) => rows);

describe('a use case that touches four bricks', () => {
  it('is one transaction: one BEGIN, one COMMIT, one writer of all rows', async () => {
    let ids = { group: '', storage: '' };
    const statements = await statementsOf(async () => {
      const { group, storage } = await equip(admin, 'one', 'One');
      ids = { group: group.id, storage: storage.id };
    });
    const controls = statements.filter((statement) =>
      /^(begin|start transaction|commit|rollback|savepoint|release)/.test(statement),
    );
    expect(controls).toEqual(['start transaction', 'commit']);
    const writers = await writersOf(ids.group, ids.storage);
    expect([...new Set(writers.map(({ brick }) => brick))].sort()).toEqual([
      ...['authz', 'groups', 'message-queue', 'storage'],
    ]);
    expect(new Set(writers.map(({ writer }) => writer)).size).toBe(1);
  });

  const counts = async (): Promise<unknown> =>
    (
      await root.query(
        `select (select count(*) from groups.groups) as groups, (select count(*) from storage.storages) as storages,
           (select count(*) from authz.rel) as facts, (select count(*) from message_queue.outbox) as jobs`,
      )
    ).rows[0];

  it('leaves nothing in any of them when its last part fails', async () => {
    await equip(admin, 'taken', 'Taken');
    const before = await counts();
    await expect(equip(admin, 'fresh', 'TAKEN')).rejects.toMatchObject({ code: 'STORAGE_NAME_TAKEN' });
    expect(await counts()).toEqual(before);
  });

  it('leaves nothing in any of them when the failure of a part was caught', async () => {
    const before = await counts();
    const whole = opened.database.transact(admin, async (tx) => {
      await groups.create(tx, { parentId: defaultDomainId, slug: 'half', name: 'Half' });
      await storages.create(tx, newStorage('Taken')).catch(() => undefined);
    });
    await expect(whole).rejects.toMatchObject({ code: 'STORAGE_NAME_TAKEN' });
    expect(await counts()).toEqual(before);
  });
});
