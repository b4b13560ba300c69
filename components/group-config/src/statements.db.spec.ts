import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { groupEntities } from '@ashlar/groups';
import { createQuotas, quotaEntities } from '@ashlar/quota';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { jest } from '@jest/globals';
import pg from 'pg';
import {
  createDotfiles,
  createEffectiveConfigs,
  type Dotfiles,
  type EffectiveConfigs,
  groupConfigEntities,
  type OwnerRef,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let root: pg.Client;
let dotfiles: Dotfiles;
let effectiveConfigs: EffectiveConfigs;
const domainId = '00000000-0000-7000-8000-000000000001';
const ann = contextFor({ kind: 'user', id: newId(), roles: [] });
const [groupId, projectId] = [newId(), newId()];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const entities = [...groupConfigEntities, ...quotaEntities, ...groupEntities];
  ({ database } = await openDatabase(testDatabase.urlFor('data'), entities));
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  await root.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     values ($1, 'lab', 'group', $2, true), ($2, 'beam', 'project', $3, true)`,
    [domainId, groupId, projectId],
  );
  await root.query(
    `insert into groups.groups (id, domain_id, slug, name, visibility) values ($1, $2, 'lab', 'Lab', 'private')`,
    [groupId, domainId],
  );
  await root.query(
    `insert into projects.projects (id, domain_id, group_id, slug, name, visibility)
     values ($1, $2, $3, 'beam', 'Beam', 'private')`,
    [projectId, domainId, groupId],
  );
  await root.query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
    ...[ann.actor.id, 'https://id.example.org', 'ann'],
  ]);
  dotfiles = createDotfiles({
    database,
    domainOf: () => Promise.resolve(domainId),
    quota: createQuotas({ database }).meter,
  });
  effectiveConfigs = createEffectiveConfigs({ database });
});
afterAll(async () => {
  await root.end();
  await database.close();
  await testDatabase.drop();
});

/** What goes to the database while something is done, by connection. */
async function statementsOf(work: () => Promise<unknown>): Promise<{ texts: string[]; connections: number }> {
  const clients = new Set<unknown>();
  const texts: string[] = [];
  const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const query = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [first] = args;
    clients.add(this);
    texts.push(typeof first === 'string' ? first : (first as { text: string }).text);
    return original.apply(this, args);
  } as never);
  try {
    await work();
    return { texts, connections: clients.size };
  } finally {
    query.mockRestore();
  }
}

const verbOf = (text: string): string => text.trim().split(/\s+/)[0]?.toLowerCase() ?? '';

it('a create is one transaction on one connection, with the same statements however much there is', async () => {
  const owner: OwnerRef = { type: 'group', id: groupId };
  await dotfiles.create(ann, owner, { path: 'warm', content: Buffer.from('x') });
  for (const path of ['one', 'two', 'three']) {
    const { texts, connections } = await statementsOf(() =>
      dotfiles.create(ann, owner, { path, content: Buffer.from(path) }),
    );
    expect(connections).toBe(1);
    const verbs = texts.map(verbOf);
    expect(verbs.filter((verb) => verb === 'start' || verb === 'begin')).toHaveLength(1);
    expect(verbs.filter((verb) => verb === 'commit')).toHaveLength(1);
    // Lock, limits, clash, insert with content and revision, count, read back, meter.
    expect(texts).toHaveLength(9);
  }
}, 30_000);

it('the effective config of four owners with a hundred files each is one statement', async () => {
  const owners: readonly OwnerRef[] = [
    { type: 'domain', id: domainId },
    { type: 'group', id: groupId },
    { type: 'project', id: projectId },
    { type: 'user', id: ann.actor.id ?? '' },
  ];
  await root.query(`insert into group_config.contents (sha256, content) values (sha256('many'), 'many')`);
  for (const { type, id } of owners) {
    await root.query(
      'insert into group_config.owners (owner_type, owner_id, domain_id) values ($1, $2, $3) on conflict do nothing',
      [type, id, domainId],
    );
    await root.query('delete from group_config.dotfiles where owner_type = $1 and owner_id = $2', [type, id]);
    await root.query(
      `insert into group_config.dotfiles (id, owner_type, owner_id, path, mode, sha256, size)
       select gen_random_uuid(), $1, $2, 'd/' || case when n % 2 = 0 then 'shared' else $1 end || '-' || n, 420,
         sha256('many'), 4
       from generate_series(0, 99) n`,
      [type, id],
    );
  }
  const request = { projectId, userId: ann.actor.id, mounts: ['d/shared-0'] };
  await effectiveConfigs.of(ann, request);
  const { texts } = await statementsOf(async () => {
    const { files, layers, mountClashes } = await effectiveConfigs.of(ann, request);
    expect(layers.map(({ type }) => type)).toEqual(['domain', 'group', 'project', 'user']);
    expect(files.reduce((sum, { shadows }) => sum + 1 + shadows.length, 0)).toBe(400);
    expect(mountClashes).toEqual([{ path: 'd/shared-0', mount: 'd/shared-0', kind: 'equal' }]);
  });
  expect(texts).toHaveLength(1);
}, 30_000);
