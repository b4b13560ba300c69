import { Secret } from '@ashlar/config';
import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createSigner } from '@ashlar/vault';
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  type BundleUse,
  type ConfigBundles,
  createConfigBundles,
  createSignedBundles,
  sweepConfigBundles,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let worker: Database;
let secretsApi: Database;
let root: pg.Client;
let bundles: ConfigBundles;
const seed = randomBytes(32);
const publicKey = createSigner(seed).publicKey.toString('base64');
const ann = contextFor({ kind: 'user', id: newId(), roles: [] });
const anybody = async (uses: readonly BundleUse[]) => uses[0];
const nobody = () => Promise.resolve(undefined);
const filesOf = (content: string) => [{ path: 'home/.profile', mode: 0o644, content: Buffer.from(content) }];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), []));
  ({ database: worker } = await openDatabase(testDatabase.urlFor('worker'), []));
  ({ database: secretsApi } = await openDatabase(testDatabase.urlFor('secrets'), []));
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  bundles = createConfigBundles({ database, key: new Secret(seed.toString('base64')) });
});
afterAll(async () => {
  await root.end();
  await Promise.all([database.close(), worker.close(), secretsApi.close()]);
  await testDatabase.drop();
});

const kept = async (): Promise<number> =>
  Number((await root.query('select count(*) from config_bundles.bundles')).rows[0]?.count);

describe('a config bundle', () => {
  it('is kept once under what it is, for all that it was made for', async () => {
    const before = await kept();
    const [one, other] = [newId(), newId()].map((userId) => ({ projectId: newId(), userId }));
    const first = await bundles.make(ann, one ?? { projectId: '', userId: '' }, filesOf('{{secret:token}}'));
    const second = await bundles.make(
      ann,
      other ?? { projectId: '', userId: '' },
      filesOf('{{secret:token}}'),
    );
    expect(createHash('sha256').update(first.content).digest('hex')).toBe(first.sha256);
    expect([second.sha256, second.secrets]).toEqual([first.sha256, ['token']]);
    expect(second.signature.equals(first.signature)).toBe(false);
    expect((await kept()) - before).toBe(1);
    const mine = await bundles.get(ann, first.sha256, async (uses) =>
      uses.find(({ userId }) => userId === other?.userId),
    );
    expect(mine).toMatchObject({ ...other, sha256: first.sha256 });
    await expect(bundles.get(ann, first.sha256, nobody)).rejects.toMatchObject({
      code: 'CONFIG_BUNDLE_NOT_FOUND',
    });
  });

  it('is found by whom it was made for, however many it was made for since', async () => {
    const files = filesOf('shared by many');
    const projectId = newId();
    const { sha256 } = await bundles.make(ann, { projectId, userId: ann.actor.id }, files);
    await bundles.make(ann, { projectId, userId: undefined }, files);
    await root.query(
      `insert into config_bundles.uses (sha256, project_id, user_id, signer_id, signature)
       select u.sha256, gen_random_uuid(), gen_random_uuid(), u.signer_id, u.signature
       from config_bundles.uses u, generate_series(1, 1100) where u.project_id = $1 and u.user_id is null`,
      [projectId],
    );
    await root.query(
      `update config_bundles.uses set used_at = now() - interval '1 minute' where project_id = $1`,
      [projectId],
    );
    const ofProject = async (uses: readonly BundleUse[]) => uses.find((use) => use.projectId === projectId);
    expect(await bundles.get(ann, sha256, ofProject)).toMatchObject({ userId: ann.actor.id });
    const bob = contextFor({ kind: 'user', id: newId(), roles: [] });
    expect((await bundles.get(bob, sha256, ofProject)).userId).toBeUndefined();
    const ofAnn = async (uses: readonly BundleUse[]) => uses.find(({ userId }) => userId === ann.actor.id);
    expect(await bundles.get(bob, sha256, ofAnn)).toMatchObject({ projectId, userId: ann.actor.id });
    await expect(bundles.get(bob, sha256, nobody)).rejects.toMatchObject({ code: 'CONFIG_BUNDLE_NOT_FOUND' });
    const signed = createSignedBundles({ database: secretsApi, signers: [publicKey] });
    expect(await signed.get(bob, sha256, ann.actor.id ?? '')).toMatchObject({ projectId });
  });

  it('is good for who delivers it only as it was signed, for that user', async () => {
    const userId = newId();
    const { sha256 } = await bundles.make(ann, { projectId: newId(), userId }, filesOf('signed'));
    const signed = createSignedBundles({ database: secretsApi, signers: [publicKey] });
    expect(await signed.get(ann, sha256, userId)).toMatchObject({ userId });
    const missing = { code: 'CONFIG_BUNDLE_NOT_FOUND' };
    await expect(signed.get(ann, sha256, newId())).rejects.toMatchObject(missing);
    const another = createSigner(randomBytes(32)).publicKey.toString('base64');
    for (const signers of [[], [another]]) {
      const strangers = createSignedBundles({ database: secretsApi, signers });
      await expect(strangers.get(ann, sha256, userId)).rejects.toMatchObject(missing);
    }
    await root.query('update config_bundles.bundles set content = $2 where sha256 = $1', [
      Buffer.from(sha256, 'hex'),
      Buffer.from('planted'),
    ]);
    await expect(signed.get(ann, sha256, userId)).rejects.toMatchObject(missing);
  });

  it('is bounded in bytes, in secrets and in how many there are of one run, and goes when it is old', async () => {
    const use = { projectId: newId(), userId: newId() };
    const large = [{ path: 'x', mode: 0o644, content: Buffer.alloc(4_194_304) }];
    await expect(bundles.make(ann, use, large)).rejects.toMatchObject({ code: 'CONFIG_BUNDLE_TOO_LARGE' });
    const greedy = filesOf(Array.from({ length: 101 }, (_, n) => `{{secret:s${n}}}`).join(''));
    await expect(bundles.make(ann, use, greedy)).rejects.toMatchObject({ code: 'CONFIG_BUNDLE_TOO_LARGE' });
    const made = [];
    for (let n = 0; n < 25; n += 1) made.push(await bundles.make(ann, use, filesOf(`version ${n}`)));
    const found = await Promise.allSettled(made.map(({ sha256 }) => bundles.get(ann, sha256, anybody)));
    expect(found.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 5 }, () => 'rejected'),
      ...Array.from({ length: 20 }, () => 'fulfilled'),
    ]);
    const hour = 3_600_000;
    await sweepConfigBundles({ database: worker, retentionMs: hour });
    await bundles.get(ann, made[24]?.sha256 ?? '', anybody);
    await root.query(`update config_bundles.uses set used_at = now() - interval '2 hours'`);
    await bundles.make(ann, use, filesOf('version 24'));
    await sweepConfigBundles({ database: worker, retentionMs: hour });
    expect(await kept()).toBe(1);
    expect(await bundles.get(ann, made[24]?.sha256 ?? '', anybody)).toMatchObject(use);
  });

  it('cannot be made without a key', async () => {
    const unsigned = createConfigBundles({ database, key: undefined });
    await expect(unsigned.make(ann, { projectId: newId(), userId: undefined }, [])).rejects.toMatchObject({
      code: 'CONFIG_BUNDLES_UNSIGNED',
    });
  });
});
