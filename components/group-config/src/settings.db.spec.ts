import { contextFor, type Database, newId, type PageRequest } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import {
  type BootstrapScripts,
  createBootstrapScripts,
  createSettings,
  groupConfigEntities,
  type OwnerRef,
  type Settings,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let root: pg.Client;
let settings: Settings;
let scripts: BootstrapScripts;
const domainId = newId();
const domain: OwnerRef = { type: 'domain', id: domainId };
const ann = contextFor({ kind: 'user', id: newId(), roles: ['member'] });
const make = { expected: 'any', mustNotExist: true } as const;
const put = { expected: 'any', mustNotExist: false } as const;
const newestFirst: PageRequest = {
  size: 20,
  sort: { by: 'version', descending: true },
  start: { page: 0 },
  count: false,
};
const byName: PageRequest = { ...newestFirst, size: 100, sort: { by: 'name', descending: false } };
const someUser = (): OwnerRef => ({ type: 'user', id: newId() });

// A slow machine makes everybody wait longer, which is no failure here.
const patience = { connectTimeoutMs: 60_000, lockTimeoutMs: 60_000, statementTimeoutMs: 60_000 };

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), groupConfigEntities, patience));
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  const deps = { database, domainOf: () => Promise.resolve(domainId) };
  settings = createSettings(deps);
  scripts = createBootstrapScripts(deps);
});
afterAll(async () => {
  await root.end();
  await database.close();
  await testDatabase.drop();
});

describe('a setting', () => {
  it('is made, replaced in the version that is known, and can be what it was', async () => {
    const owner = someUser();
    const { setting, created } = await settings.put(ann, owner, 'editor', { value: { a: 1 } }, make);
    expect([created, setting.version, setting.createdBy]).toEqual([true, 1, ann.actor.id]);
    await expect(settings.put(ann, owner, 'editor', { value: {} }, make)).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    const changed = await settings.put(
      ann,
      owner,
      'editor',
      { value: { a: 2 }, locked: ['/a'] },
      { expected: [1], mustNotExist: false },
    );
    expect(changed).toMatchObject({ created: false, setting: { version: 2, locked: ['/a'] } });
    const stale = { expected: [1], mustNotExist: false };
    await expect(settings.put(ann, owner, 'editor', { value: {} }, stale)).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      details: { version: 2 },
    });
    await expect(settings.put(ann, owner, 'other', { value: {} }, stale)).rejects.toMatchObject({
      code: 'SETTING_NOT_FOUND',
    });
    expect(await settings.restore(ann, owner, 'editor', 1)).toMatchObject({ version: 3, value: { a: 1 } });
    await settings.delete(ann, owner, 'editor', [3]);
    const { items } = await settings.revisions(ann, owner, 'editor', newestFirst);
    expect(items.map(({ version, change, value }) => [version, change, value])).toEqual([
      [4, 'deleted', undefined],
      [3, 'changed', { a: 1 }],
      [2, 'changed', { a: 2 }],
      [1, 'created', { a: 1 }],
    ]);
    const hashes = items.map(({ sha256Before, sha256 }) => [sha256Before, sha256]);
    expect(hashes.slice(0, 3).map(([before]) => before)).toEqual(hashes.slice(1).map(([, after]) => after));
    expect(items[3]).toMatchObject({ sha256Before: undefined, size: 8, actor: { id: ann.actor.id } });
    expect(await settings.restore(ann, owner, 'editor', 2)).toMatchObject({ version: 5, value: { a: 2 } });
    await expect(settings.restore(ann, owner, 'editor', 4)).rejects.toMatchObject({
      code: 'SETTING_NOT_FOUND',
    });
  });

  it('fits the schemas of all that it lies in, and leaves alone what they have locked', async () => {
    const name = `limits-${newId()}`;
    const schema = { required: ['team'], properties: { gpu: { type: 'integer', maximum: 4 } } };
    await settings.put(
      ann,
      domain,
      name,
      { value: { gpu: 1, image: { tag: 'x' } }, schema, locked: ['/image'] },
      make,
    );
    const owner = someUser();
    await expect(settings.put(ann, owner, name, { value: { gpu: 5 } }, make)).rejects.toMatchObject({
      code: 'SETTING_INVALID',
      details: { violations: [{ pointer: '/gpu', rule: 'maximum', schema_of: domain }] },
    });
    const locked = { value: { gpu: 2, image: { tag: 'y' } } };
    await expect(settings.put(ann, owner, name, locked, make)).rejects.toMatchObject({
      code: 'SETTING_LOCKED',
      details: { stopped: [{ pointer: '/image', lock: '/image', locked_by: domain }] },
    });
    await settings.put(ann, owner, name, { value: { gpu: 3 } }, make);
    expect(await settings.explain(ann, owner, name)).toEqual({
      name,
      value: { gpu: 3, image: { tag: 'x' } },
      sources: [
        { pointer: '/gpu', from: owner, shadows: [domain] },
        { pointer: '/image/tag', from: domain, shadows: [] },
      ],
      stopped: [],
      violations: [expect.objectContaining({ schemaOf: domain, rule: 'required' })],
    });
    await settings.put(ann, domain, name, { value: { gpu: 1 }, locked: ['/gpu'] }, put);
    expect(await settings.explain(ann, owner, name)).toMatchObject({
      ...{ value: { gpu: 1 }, stopped: [{ pointer: '/gpu', from: owner, lock: { from: domain } }] },
    });
  });

  it('is one of a hundred, however many write at once', async () => {
    const owner = someUser();
    const attempts = await Promise.allSettled(
      Array.from({ length: 120 }, (_, n) => settings.put(ann, owner, `s${n}`, { value: {} }, make)),
    );
    const refused = attempts.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    );
    expect(refused).toEqual(Array.from({ length: 20 }, () => 'SETTINGS_TOO_MANY'));
    expect((await settings.list(ann, owner, byName)).items).toHaveLength(100);
    await settings.ownedByUsers.preview(ann, owner.id);
    await database.transact(ann, (tx) => settings.ownedByUsers.remove(tx, owner.id));
    expect((await settings.list(ann, owner, byName)).items).toEqual([]);
  }, 30_000);

  it('loses nothing when many change it at once', async () => {
    const owner = someUser();
    await settings.put(ann, owner, 'count', { value: { n: 0 } }, make);
    const increment = async (): Promise<void> => {
      for (;;) {
        const { value, version } = await settings.get(ann, owner, 'count');
        const next = { value: { n: Number(value['n']) + 1 } };
        try {
          await settings.put(ann, owner, 'count', next, { expected: [version], mustNotExist: false });
          return;
        } catch (error) {
          if ((error as { code?: string }).code !== 'PRECONDITION_FAILED') throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 10 }, increment));
    expect(await settings.get(ann, owner, 'count')).toMatchObject({ value: { n: 10 }, version: 11 });
  }, 30_000);
});

describe('a bootstrap script', () => {
  it('is one of its owner, and every change of it is kept', async () => {
    const owner = someUser();
    await expect(scripts.get(ann, owner)).rejects.toMatchObject({ code: 'BOOTSTRAP_SCRIPT_NOT_FOUND' });
    const first = await scripts.put(ann, owner, Buffer.from('one'), make);
    expect(first).toMatchObject({ created: true, script: { version: 1, size: 3 } });
    await expect(scripts.put(ann, owner, Buffer.from('x'), make)).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    await scripts.put(ann, owner, Buffer.from('two!'), { expected: [1], mustNotExist: false });
    await expect(scripts.delete(ann, owner, [1])).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await scripts.delete(ann, owner, [2]);
    await expect(scripts.put(ann, owner, Buffer.from('x'), put)).rejects.toMatchObject({
      code: 'BOOTSTRAP_SCRIPT_NOT_FOUND',
    });
    await expect(scripts.put(ann, owner, Buffer.alloc(65_537), make)).rejects.toMatchObject({
      code: 'BOOTSTRAP_SCRIPT_TOO_LARGE',
    });
    expect((await scripts.put(ann, owner, Buffer.from('three'), make)).script.version).toBe(4);
    const { rows } = await root.query<{ change: string; linked: boolean; size: number | null }>(
      `select change, size, sha256_before is not distinct from lag(sha256) over (order by version) as linked
       from group_config.bootstrap_script_revisions where owner_id = $1 order by version`,
      [owner.id],
    );
    expect(rows).toEqual([
      { change: 'created', size: 3, linked: true },
      { change: 'changed', size: 4, linked: true },
      { change: 'deleted', size: null, linked: true },
      { change: 'created', size: 5, linked: true },
    ]);
  });
});
