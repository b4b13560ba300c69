import { Secret } from '@ashlar/config';
import { newId, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase } from '@ashlar/database/testing';
import { createLocalRootKey } from '@ashlar/vault/custody';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { randomBytes } from 'node:crypto';
import { person } from '../secrets.fixture.js';
import { type BothSides, grantFor, keep, named, openBothSides, service } from './custody.fixture.js';
import { createCustody } from './custody.service.js';
import { configOf } from './custody.fixture.js';
import { restoreKeys } from './restore-keys.js';

let both: BothSides;
const system = systemContext('spec');
beforeAll(async () => {
  both = await openBothSides();
}, 60_000);
afterAll(async () => {
  await both.close();
});

const rowsOf = (id: string) =>
  both.side.query<{ readonly version: number; readonly state: string; readonly ciphertext: Buffer | null }>(
    'select version, state, ciphertext from secrets.versions where secret_id = $1 order by version',
    [id],
  );
const keysOf = (ownerId: string) =>
  both.side.query<{ readonly id: string; readonly current: boolean }>(
    'select id, current from secrets.owner_keys where owner_id = $1',
    [ownerId],
  );

describe('after a leak', () => {
  it('an owner has another key, other ciphertexts and no earlier values, and is told; both replicas open them', async () => {
    const ann = person();
    const [plain, restored] = [
      await keep(both.side, ann, 'plain', 'one'),
      await keep(both.side, ann, 'again', 'first'),
    ];
    await both.side.secrets.addVersion(ann.ctx, ann.owner, plain.id, Buffer.from('two'), 1);
    await both.side.secrets.addVersion(ann.ctx, ann.owner, restored.id, Buffer.from('second'), 1);
    await both.side.secrets.restoreVersion(ann.ctx, ann.owner, restored.id, 1);
    const ben = person();
    const other = await keep(both.side, ben, 'other', 'untouched');
    const [before, beforeBen] = [await rowsOf(plain.id), await rowsOf(other.id)];
    const [oldKey] = await keysOf(ann.id);

    const result = await both.replicas[0].custody.rotateDeeply(service('operator'), ann.owner);
    expect(result).toEqual({ resealed: 2, destroyed: 2, broken: 0 });
    const after = await rowsOf(plain.id);
    expect(after.map(({ version, state }) => [version, state])).toEqual([
      [1, 'destroyed'],
      [2, 'live'],
    ]);
    expect(after[1]?.ciphertext?.equals(before[1]?.ciphertext ?? Buffer.alloc(0))).toBe(false);
    const keys = await keysOf(ann.id);
    expect(keys).toEqual([{ id: expect.not.stringMatching(oldKey?.id ?? ''), current: true }]);
    expect(await rowsOf(other.id)).toEqual(beforeBen);
    for (const { custody } of both.replicas) {
      const token = await grantFor(both.side, ann, plain.id, restored.id);
      expect(named(await custody.fetch(service(), token))).toEqual({ plain: 'two', again: 'first' });
    }
    const told = await both.side.secrets.get(ann.ctx, ann.owner, plain.id);
    expect(told.changeAdvisedAt).toBeInstanceOf(Date);
    await both.side.secrets.addVersion(ann.ctx, ann.owner, plain.id, Buffer.from('three'), 2);
    expect((await both.side.secrets.get(ann.ctx, ann.owner, plain.id)).changeAdvisedAt).toBeUndefined();
    expect((await both.side.secrets.get(ben.ctx, ben.owner, other.id)).changeAdvisedAt).toBeUndefined();
    await both.replicas[0].custody.audit.checkpoint(system);
  });

  it('the process that opens values can write none: only such as are sealed to a key that was given up', async () => {
    const [ann, ben] = [person(), person()];
    const { id } = await keep(both.side, ann, 'unwritable', 'value');
    await keep(both.side, ben, 'other', 'value');
    const { database } = await openDatabase(both.side.testDatabase.urlFor('secrets'));
    const run = (sql: string, values: readonly unknown[] = []): Promise<readonly unknown[]> =>
      database.transact(system, (tx) => managerFor(tx, database).query(sql, [...values]));
    for (const change of [
      "state = 'destroyed'",
      'tag = tag',
      'sealed_key = sealed_key',
      'current_version = 1',
    ]) {
      const table = change.startsWith('current') ? 'secrets.secrets' : 'secrets.versions';
      await expect(run(`update ${table} set ${change}`)).rejects.toThrow('permission denied');
    }
    const reseal = `select secrets.reseal(secret_id, version, wrap_revision, $2, enc, sealed_key, commitment, nonce,
      ciphertext, tag, signature, writer_id) as done from secrets.versions where secret_id = $1`;
    for (const key of [...(await keysOf(ann.id)), ...(await keysOf(ben.id))])
      expect(await run(reseal, [id, key.id])).toEqual([{ done: false }]);
    expect(await run('select secrets.destroy_given_up($1, 1) as gone', [id])).toEqual([{ gone: '0' }]);
    await database.close();
    const { secrets } = await both.replicas[0].custody.fetch(service(), await grantFor(both.side, ann, id));
    expect(named({ secrets })).toEqual({ unwritable: 'value' });
  });

  it('what cannot be opened stays, with its key, and is counted; who has no key has nothing to encrypt', async () => {
    const ann = person();
    const [good, bad] = [
      await keep(both.side, ann, 'good', 'good'),
      await keep(both.side, ann, 'bad', 'bad'),
    ];
    await both.side.query(
      "update secrets.versions set tag = decode(repeat('00', 16), 'hex') where secret_id = $1",
      [bad.id],
    );
    const result = await both.replicas[0].custody.rotateDeeply(service('operator'), ann.owner);
    expect(result).toEqual({ resealed: 1, destroyed: 0, broken: 1 });
    expect((await keysOf(ann.id)).map(({ current }) => current).sort()).toEqual([false, true]);
    const { secrets } = await both.replicas[1].custody.fetch(
      service(),
      await grantFor(both.side, ann, good.id),
    );
    expect(named({ secrets })).toEqual({ good: 'good' });
    const nobody = { type: 'user', id: newId() } as const;
    expect(await both.replicas[0].custody.rotateDeeply(service('operator'), nobody)).toEqual({
      ...{ resealed: 0, destroyed: 0, broken: 0 },
    });
  });
});

describe('the drill: the root key is lost', () => {
  it('a backup and an identity let a new root key take over; without them, nothing does', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'kept', 'value');
    const [identity, stranger] = [await generateX25519Identity(), await generateX25519Identity()];
    const recipient = await identityToRecipient(identity);
    const backup = await both.replicas[0].custody.rotation.backUp(service('operator'), [recipient]);
    expect(backup).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
    const said = await both.side.query(`select from secrets.audit where event->>'outcome' = 'backup'`);
    expect(said).toHaveLength(1);
    await expect(both.replicas[0].custody.rotation.backUp(system, ['nobody'])).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
    });

    const lost = new Secret(randomBytes(32).toString('base64'));
    const root = createLocalRootKey(lost);
    await expect(both.start({ rootKey: lost })).rejects.toThrow('were wrapped by the root key');
    const { database, logger, metrics } = await openDatabase(both.side.testDatabase.urlFor('secrets'));
    const restoring = restoreKeys(system, { database, backup, identity: stranger, root });
    await expect(restoring).rejects.toThrow();
    await expect(both.start({ rootKey: lost })).rejects.toThrow('were wrapped by the root key');
    expect(await restoreKeys(system, { database, backup, identity, root })).toBeGreaterThan(0);
    const config = configOf(both.side.keys, { rootKey: lost });
    const custody = await createCustody({ config, database, logger, metrics });
    expect(
      named((await custody?.fetch(service(), await grantFor(both.side, ann, id))) ?? { secrets: [] }),
    ).toEqual({
      kept: 'value',
    });
    await expect(both.start()).rejects.toThrow('were wrapped by the root key');
    await database.close();
  });
});
