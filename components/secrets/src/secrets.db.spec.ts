import { type PageRequest, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { randomBytes } from 'node:crypto';
import { createSecrets, purgeSecrets, secretEntities } from './index.js';
import { createSealer } from './sealing.js';
import { type DataSide, domainId, openDataSide, person } from './secrets.fixture.js';

let side: DataSide;
beforeAll(async () => {
  side = await openDataSide();
});
afterAll(async () => {
  await side.close();
});

const byName: PageRequest = {
  size: 20,
  sort: { by: 'name', descending: false },
  start: { page: 0 },
  count: true,
};
const general = (name: string, value = 'value') =>
  ({ name, kind: 'general', value: Buffer.from(value), defaultFilename: name }) as const;

describe('secrets', () => {
  it('are kept with all but their value, and found by their owner alone', async () => {
    const [ann, ben] = [person(), person()];
    const expiresAt = new Date(Date.now() + 3_600_000);
    const made = await side.secrets.create(ann.ctx, ann.owner, { ...general('token'), expiresAt });
    expect(made).toMatchObject({ name: 'token', state: 'live', currentVersion: 1, version: 1, expiresAt });
    expect(made.owner).toEqual(ann.owner);
    expect(Object.keys(made)).not.toContain('value');
    expect(await side.secrets.get(ann.ctx, ann.owner, made.id)).toEqual(made);
    const notFound = { code: 'SECRET_NOT_FOUND' };
    await expect(side.secrets.get(ben.ctx, ben.owner, made.id)).rejects.toMatchObject(notFound);
    await expect(side.secrets.update(ben.ctx, ben.owner, made.id, 'any', {})).rejects.toMatchObject(notFound);
    await expect(side.secrets.delete(ben.ctx, ben.owner, made.id, 'any')).rejects.toMatchObject(notFound);
    await expect(side.secrets.destroy(ben.ctx, ben.owner, made.id, 'any')).rejects.toMatchObject(notFound);
    expect((await side.secrets.list(ben.ctx, ben.owner, {}, byName)).total).toEqual({
      count: 0,
      exact: true,
    });
  });

  it('have filenames that are unique per owner whatever their case, made from the name where none is given', async () => {
    const [ann, ben] = [person(), person()];
    await side.secrets.create(ann.ctx, ann.owner, general('Key'));
    const again = side.secrets.create(ann.ctx, ann.owner, general('KEY'));
    await expect(again).rejects.toMatchObject({ code: 'SECRET_FILENAME_TAKEN' });
    await side.secrets.create(ben.ctx, ben.owner, general('key'));
    const unnamed = { name: 'Über Schlüssel!', kind: 'general', value: Buffer.from('x') } as const;
    const [one, two] = await Promise.all([
      side.secrets.create(ann.ctx, ann.owner, unnamed),
      side.secrets.create(ann.ctx, ann.owner, unnamed),
    ]);
    for (const { defaultFilename } of [one, two])
      expect(defaultFilename).toMatch(/^u-ber-schlu-ssel-[a-z0-9]{8}$/);
    expect(one.defaultFilename).not.toBe(two.defaultFilename);
  });

  it('take any bytes up to 64 KiB', async () => {
    const ann = person();
    const largest = { ...general('large'), value: randomBytes(65_536) };
    expect(await side.secrets.create(ann.ctx, ann.owner, largest)).toMatchObject({ currentVersion: 1 });
    const larger = { ...general('larger'), value: randomBytes(65_537) };
    const refused = side.secrets.create(ann.ctx, ann.owner, larger);
    await expect(refused).rejects.toMatchObject({ code: 'SECRET_TOO_LARGE' });
  });

  it('change in a version that the caller accepts: of many at once, one', async () => {
    const ann = person();
    const { id } = await side.secrets.create(ann.ctx, ann.owner, general('contended'));
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        side.secrets.update(ann.ctx, ann.owner, id, [1], {
          name: `name ${index}`,
          value: Buffer.from(`${index}`),
        }),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected')
        expect(attempt.reason).toMatchObject({ code: 'PRECONDITION_FAILED' });
    }
    expect(await side.secrets.get(ann.ctx, ann.owner, id)).toMatchObject({ currentVersion: 2 });
  });

  it('expire, keep their expiry when their value changes, and lose it by null', async () => {
    const ann = person();
    const past = new Date(Date.now() - 1_000);
    const made = await side.secrets.create(ann.ctx, ann.owner, { ...general('old'), expiresAt: past });
    expect(made.state).toBe('expired');
    const changed = await side.secrets.update(ann.ctx, ann.owner, made.id, 'any', {
      value: Buffer.from('new'),
    });
    expect(changed).toMatchObject({ state: 'expired', expiresAt: past, currentVersion: 2 });
    const cleared = await side.secrets.update(ann.ctx, ann.owner, made.id, 'any', { expiresAt: null });
    expect(cleared).toMatchObject({ state: 'live', expiresAt: undefined });
  });

  it('can be deleted when expired; then the filename is free and the secret can still come back', async () => {
    const ann = person();
    const made = await side.secrets.create(ann.ctx, ann.owner, {
      ...general('gone'),
      expiresAt: new Date(0),
    });
    await side.secrets.delete(ann.ctx, ann.owner, made.id, [1]);
    expect((await side.secrets.list(ann.ctx, ann.owner, {}, byName)).items).toEqual([]);
    const [listed] = (await side.secrets.list(ann.ctx, ann.owner, { deleted: true }, byName)).items;
    expect(listed).toMatchObject({ id: made.id, state: 'deleted' });
    const next = await side.secrets.create(ann.ctx, ann.owner, general('gone'));
    const back = side.secrets.undelete(ann.ctx, ann.owner, made.id, 'any');
    await expect(back).rejects.toMatchObject({ code: 'SECRET_FILENAME_TAKEN' });
    await side.secrets.destroy(ann.ctx, ann.owner, next.id, 'any');
    expect(await side.secrets.undelete(ann.ctx, ann.owner, made.id, 'any')).toMatchObject({
      state: 'expired',
    });
    await side.secrets.destroy(ann.ctx, ann.owner, made.id, 'any');
    await expect(side.secrets.get(ann.ctx, ann.owner, made.id)).rejects.toMatchObject({
      code: 'SECRET_NOT_FOUND',
    });
  });
});

describe('versions', () => {
  const numbers = async (ann: ReturnType<typeof person>, id: string) =>
    (await side.secrets.listVersions(ann.ctx, ann.owner, id)).map(({ version, restoredFrom, state }) => [
      version,
      restoredFrom,
      state,
    ]);

  it('follow each other; check-and-set lets one of many writers through', async () => {
    const ann = person();
    const { id } = await side.secrets.create(ann.ctx, ann.owner, general('cas'));
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        side.secrets.addVersion(ann.ctx, ann.owner, id, Buffer.from(`${index}`), 1),
      ),
    );
    const refused = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toHaveLength(5);
    for (const error of refused)
      expect(error).toMatchObject({ code: 'SECRET_VERSION_CONFLICT', details: { version: 2 } });
    await Promise.all(
      [1, 2, 3].map((n) => side.secrets.addVersion(ann.ctx, ann.owner, id, Buffer.of(n), undefined)),
    );
    expect((await numbers(ann, id)).map(([version]) => version)).toEqual([5, 4, 3, 2, 1]);
  });

  it('come back as new ones, can be taken out of use and back, and be destroyed with all that they are again', async () => {
    const ann = person();
    const { id } = await side.secrets.create(ann.ctx, ann.owner, general('history'));
    await side.secrets.addVersion(ann.ctx, ann.owner, id, Buffer.from('two'), 1);
    expect(await side.secrets.restoreVersion(ann.ctx, ann.owner, id, 1)).toMatchObject({ currentVersion: 3 });
    await side.secrets.restoreVersion(ann.ctx, ann.owner, id, 3);
    await side.secrets.setVersionState(ann.ctx, ann.owner, id, 2, 'deleted');
    const missing = { code: 'SECRET_VERSION_NOT_FOUND' };
    await expect(side.secrets.restoreVersion(ann.ctx, ann.owner, id, 2)).rejects.toMatchObject(missing);
    expect(await numbers(ann, id)).toEqual([
      [4, 1, 'live'],
      [3, 1, 'live'],
      [2, undefined, 'deleted'],
      [1, undefined, 'live'],
    ]);
    await side.secrets.setVersionState(ann.ctx, ann.owner, id, 2, 'live');
    await side.secrets.setVersionState(ann.ctx, ann.owner, id, 1, 'destroyed');
    expect((await numbers(ann, id)).map(([, , state]) => state)).toEqual([
      'destroyed',
      'destroyed',
      'live',
      'destroyed',
    ]);
    await expect(side.secrets.setVersionState(ann.ctx, ann.owner, id, 1, 'live')).rejects.toMatchObject(
      missing,
    );
    const left = await side.query(
      'select ciphertext from secrets.versions where secret_id = $1 and ciphertext is not null',
      [id],
    );
    expect(left).toHaveLength(1);
  });

  it('have names that move', async () => {
    const ann = person();
    const { id } = await side.secrets.create(ann.ctx, ann.owner, general('named'));
    await side.secrets.addVersion(ann.ctx, ann.owner, id, Buffer.from('two'), 1);
    await side.secrets.label(ann.ctx, ann.owner, id, 'any', 'stable', 1);
    expect(await side.secrets.label(ann.ctx, ann.owner, id, 'any', 'stable', 2)).toMatchObject({
      labels: { stable: 2 },
    });
    expect(await side.secrets.label(ann.ctx, ann.owner, id, 'any', 'stable', undefined)).toMatchObject({
      labels: {},
    });
    const odd = side.secrets.label(ann.ctx, ann.owner, id, 'any', 'stable', 9);
    await expect(odd).rejects.toMatchObject({ code: 'SECRET_VERSION_NOT_FOUND' });
  });
});

describe('an import', () => {
  it('makes and changes secrets, all or none', async () => {
    const ann = person();
    await side.secrets.create(ann.ctx, ann.owner, general('TOKEN'));
    const text = 'TOKEN="new value"\n# comment\nexport REGION=eu\nMULTI="a\nb"\n';
    const { created, updated } = await side.secrets.importEnv(ann.ctx, ann.owner, text);
    expect(created.map(({ name }) => name).sort()).toEqual(['MULTI', 'REGION']);
    expect(updated.map(({ name, currentVersion }) => [name, currentVersion])).toEqual([['TOKEN', 2]]);
    const refused = side.secrets.importEnv(ann.ctx, ann.owner, 'GOOD=1\nEMPTY=\n');
    await expect(refused).rejects.toMatchObject({ code: 'UNPROCESSABLE' });
    expect((await side.secrets.list(ann.ctx, ann.owner, { keyword: 'GOOD' }, byName)).items).toEqual([]);
  });
});

describe('keys of owners', () => {
  it('are one each, however many first writes there are in however many processes', async () => {
    const ann = person();
    const other = await side.another();
    const made = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? side : other).secrets.create(ann.ctx, ann.owner, general(`race-${index}`)),
      ),
    );
    const keys = await side.query('select id from secrets.owner_keys where owner_id = $1', [ann.id]);
    expect(keys).toHaveLength(1);
    const sealedTo = await side.query<{ readonly key: string }>(
      'select distinct recipient_key_id as key from secrets.versions where secret_id = any($1)',
      [made.map(({ id }) => id)],
    );
    expect(sealedTo).toHaveLength(1);
  });

  it('are needed: without one, and with one that the secrets API did not sign, nothing is written', async () => {
    const poor = await openDataSide({ spare: 0 });
    const ann = person();
    const attempt = poor.secrets.create(ann.ctx, ann.owner, general('x'));
    await expect(attempt).rejects.toMatchObject({ code: 'SECRET_KEYS_UNAVAILABLE', retryAfterSeconds: 2 });
    await poor.close();
    const forged = await openDataSide({ spare: 1 });
    await forged.query('update secrets.owner_keys set public_key = $1', [randomBytes(32)]);
    await expect(forged.secrets.create(ann.ctx, ann.owner, general('x'))).rejects.toThrow(
      'What is sealed could not be opened',
    );
    expect(await forged.query('select from secrets.secrets')).toEqual([]);
    await forged.close();
  });

  it('go with their owner: nothing of the owner is left', async () => {
    const [ann, ben] = [person(), person()];
    await side.secrets.create(ann.ctx, ann.owner, general('a'));
    const kept = await side.secrets.create(ben.ctx, ben.owner, general('b'));
    expect(await side.secrets.shredOwner(ann.ctx, ann.owner)).toBe(1);
    expect(await side.query('select from secrets.owner_keys where owner_id = $1', [ann.id])).toEqual([]);
    expect(await side.query('select from secrets.versions where owner_id = $1', [ann.id])).toEqual([]);
    expect(await side.secrets.get(ben.ctx, ben.owner, kept.id)).toMatchObject({ state: 'live' });
  });
});

it('without keys in the configuration everything but writing works', async () => {
  const ann = person();
  const sealer = createSealer({ writerKey: undefined, publishers: undefined });
  const secrets = createSecrets({ database: side.database, sealer, domainOf: async () => domainId });
  expect((await secrets.list(ann.ctx, ann.owner, {}, byName)).items).toEqual([]);
  await expect(secrets.create(ann.ctx, ann.owner, general('x'))).rejects.toMatchObject({
    code: 'SECRETS_UNCONFIGURED',
  });
});

it('the worker removes what expired or was deleted long ago, and can read none of it', async () => {
  const ann = person();
  const old = new Date(Date.now() - 40 * 86_400_000);
  const expired = await side.secrets.create(ann.ctx, ann.owner, { ...general('expired'), expiresAt: old });
  const recent = await side.secrets.create(ann.ctx, ann.owner, {
    ...general('recent'),
    expiresAt: new Date(0),
  });
  await side.query("update secrets.secrets set expires_at = now() - interval '29 days' where id = $1", [
    recent.id,
  ]);
  const { database } = await openDatabase(side.testDatabase.urlFor('worker'), secretEntities);
  expect(await purgeSecrets(systemContext('spec'), { database })).toBe(1);
  await database.close();
  await expect(side.secrets.get(ann.ctx, ann.owner, expired.id)).rejects.toMatchObject({
    code: 'SECRET_NOT_FOUND',
  });
  expect(await side.secrets.get(ann.ctx, ann.owner, recent.id)).toMatchObject({ state: 'expired' });
});
