import { newId, systemContext } from '@ashlar/database';
import { randomBytes } from 'node:crypto';
import {
  type CheckStatus,
  type CredentialVerdict,
  type IntendedUse,
  isCredentialFile,
  retireCredentials,
  type Storage,
  type Storages,
} from './index.js';
import { newStorage, openWorld, s3Config, type World } from './world.fixture.js';

let world: World;
let storages: Storages;

beforeAll(async () => {
  world = await openWorld();
  ({ storages } = world);
}, 60_000);
afterAll(() => world.close());

const secret = (): string => randomBytes(30).toString('base64');
const pair = () => ({
  access_key_id: `AKID${randomBytes(8).toString('hex').toUpperCase()}`,
  secret_access_key: secret(),
});
const create = (name: string, credentials: Record<string, string>, config = s3Config): Promise<Storage> =>
  storages.create(world.admin, newStorage(name, { credentials, config }));
const optionsOf = ({ credentials }: Storage) => credentials.map(({ option }) => option);
const fingerprints = ({ credentials }: Storage) =>
  Object.fromEntries(credentials.map(({ option, fingerprint }) => [option, fingerprint]));

/** How many values of a storage's secrets could still be opened by who has the keys. */
async function valuesOf(id: string): Promise<readonly string[]> {
  const rows = await world.query<{ readonly name: string; readonly version: number }>(
    `select s.name, v.version from secrets.versions v join secrets.secrets s on s.id = v.secret_id
     where s.owner_id = $1 and v.ciphertext is not null order by 1, 2`,
    [id],
  );
  return rows.map(({ name, version }) => `${name} ${version}`);
}

describe('credentials', () => {
  it('are told of without their values', async () => {
    const given = pair();
    const made = await create('Told', given);
    expect(made.credentials).toEqual([
      {
        option: 'access_key_id',
        fingerprint: expect.stringMatching(/^[\w-]{16}$/) as string,
        hint: given.access_key_id.slice(-4),
        updatedAt: expect.any(Date) as Date,
        previousUntil: undefined,
      },
      {
        option: 'secret_access_key',
        fingerprint: expect.stringMatching(/^[\w-]{16}$/) as string,
        hint: undefined,
        updatedAt: expect.any(Date) as Date,
        previousUntil: undefined,
      },
    ]);
    expect((await storages.get(world.admin, made.id)).credentials).toEqual(made.credentials);
    const files = await world.query<{ readonly file: string }>(
      'select default_filename as file from secrets.secrets where owner_id = $1',
      [made.id],
    );
    expect(files).toHaveLength(2);
    expect(files.filter(({ file }) => !isCredentialFile({ type: 'storage' }, file))).toEqual([]);
    const other = await create('Told again', given);
    expect(Object.values(fingerprints(other))).not.toEqual(Object.values(fingerprints(made)));
  });

  it('stay when they are absent, go with null, and are replaced by a value', async () => {
    const made = await create('Kept', { ...pair(), session_token: secret() });
    const kept = await storages.update(world.admin, made.id, 'any', { description: 'x', credentials: {} });
    expect(fingerprints(kept)).toEqual(fingerprints(made));
    const cleared = await storages.update(world.admin, made.id, 'any', {
      credentials: { session_token: null },
    });
    expect(optionsOf(cleared)).toEqual(['access_key_id', 'secret_access_key']);
    const replaced = await storages.update(world.admin, made.id, 'any', {
      credentials: { secret_access_key: secret() },
    });
    expect(fingerprints(replaced)).not.toEqual(fingerprints(cleared));
    expect(fingerprints(replaced)['access_key_id']).toBe(fingerprints(made)['access_key_id']);
    // Of what was replaced or cleared nothing can be opened any more.
    expect(await valuesOf(made.id)).toEqual(['access_key_id 1', 'secret_access_key 2']);
    await storages.delete(world.admin, made.id, 'any');
    expect(await valuesOf(made.id)).toEqual([]);
  });

  it.each(['***', '********abcd', '••••••••', '<sensitive>', '[redacted]', 'REDACTED', 'masked'])(
    'are no masks: %s',
    async (value) => {
      const made = await create(`Masked ${newId()}`, pair());
      const attempt = storages.update(world.admin, made.id, 'any', {
        credentials: { secret_access_key: value },
      });
      await expect(attempt).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        details: { errors: [{ pointer: '#/body/credentials/secret_access_key', rule: 'masked' }] },
      });
    },
  );

  it('are those of the type and of its way to sign in', async () => {
    const made = await create('Fitting', {});
    for (const credentials of [{ pass: secret() }, { key: secret() }]) {
      await expect(storages.update(world.admin, made.id, 'any', { credentials })).rejects.toMatchObject({
        code: 'STORAGE_CREDENTIALS_REFUSED',
        details: { fields: Object.keys(credentials) },
      });
    }
    const anonymous = { ...s3Config, auth: 'anonymous' } as const;
    await expect(create('Nobody', pair(), anonymous)).rejects.toMatchObject({
      code: 'STORAGE_CREDENTIALS_REFUSED',
    });
    const lines = { ...pair(), secret_access_key: `${secret()}\nprofile = root` };
    await expect(create('Lines', lines)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('go only where they were stored for', async () => {
    const made = await create('Bound', pair());
    for (const config of [
      { endpoint: 'https://elsewhere.example.org' },
      { endpoint: 'http://s3.example.org' },
      { bucket: 'other-bucket' },
    ]) {
      await expect(storages.update(world.admin, made.id, 'any', { config })).rejects.toMatchObject({
        code: 'STORAGE_CREDENTIALS_BOUND',
        details: { fields: ['access_key_id', 'secret_access_key'] },
      });
    }
    const { access_key_id } = pair();
    const half = storages.update(world.admin, made.id, 'any', {
      config: { bucket: 'other-bucket' },
      credentials: { access_key_id },
    });
    await expect(half).rejects.toMatchObject({ details: { fields: ['secret_access_key'] } });
    const moved = await storages.update(world.admin, made.id, 'any', {
      config: { bucket: 'other-bucket' },
      credentials: pair(),
    });
    expect(moved.config).toMatchObject({ bucket: 'other-bucket' });
    const below = await storages.update(world.admin, made.id, 'any', { config: { prefix: 'runs' } });
    expect(fingerprints(below)).toEqual(fingerprints(moved));
    const cleared = await storages.update(world.admin, made.id, 'any', {
      config: { bucket: 'third-bucket' },
      credentials: { access_key_id: null, secret_access_key: null },
    });
    expect(cleared.credentials).toEqual([]);
  });

  it('are described for who uses the storage: which secrets, and where they may go', async () => {
    const made = await create('Described', pair());
    const before = await storages.describe(systemContext('worker'), made.id);
    expect(before).toMatchObject({ id: made.id, enabled: true, config: s3Config, version: 1 });
    expect(before.credentials.map(({ option, secretVersion }) => [option, secretVersion])).toEqual([
      ['access_key_id', 1],
      ['secret_access_key', 1],
    ]);
    await storages.update(world.admin, made.id, 'any', { config: { prefix: 'runs' } });
    expect((await storages.describe(world.admin, made.id)).target).toBe(before.target);
    await storages.update(world.admin, made.id, 'any', {
      config: { endpoint: 'https://s3.example.org:8443' },
      credentials: pair(),
    });
    expect((await storages.describe(world.admin, made.id)).target).not.toBe(before.target);
    // As the worker reads it.
    const asWorker = world.storagesWith({}, world.worker);
    expect((await asWorker.describe(systemContext('worker'), made.id)).credentials).toHaveLength(2);
  });

  it('need a place to be kept in', async () => {
    const without = world.storagesWith({ secrets: undefined } as never);
    await expect(
      without.create(world.admin, newStorage('Unkept', { credentials: pair() })),
    ).rejects.toMatchObject({ code: 'STORAGE_CREDENTIALS_UNAVAILABLE' });
    expect(await world.query(`select from storage.storages where name = 'Unkept'`)).toEqual([]);
  });
});

describe('a rotation', () => {
  const verdict = (status: CredentialVerdict['status']): CredentialVerdict => ({
    ...{ status, code: status.toUpperCase() },
    checks: [{ name: 'auth', status }],
  });
  const rotate = (id: string, values: Record<string, string>, graceSeconds = 3_600, by = storages) =>
    by.rotateCredentials(world.admin, id, { values, graceSeconds });

  it('says so when nothing tried the new ones, and keeps the old ones for a while', async () => {
    const made = await create('Rotated', { ...pair(), session_token: secret() });
    const { storage, test } = await rotate(made.id, pair());
    expect(test).toEqual({
      ...{ status: 'skip', code: 'TEST_UNAVAILABLE', checks: [], intendedUse: 'read' },
    });
    expect(optionsOf(storage)).toEqual(['access_key_id', 'secret_access_key']);
    expect(storage.version).toBe(2);
    for (const { previousUntil } of storage.credentials) expect(previousUntil).toBeInstanceOf(Date);
    expect(await valuesOf(made.id)).toEqual([
      ...['access_key_id 1', 'access_key_id 2', 'secret_access_key 1', 'secret_access_key 2'],
      'session_token 1',
    ]);
  });

  it('tries the new ones on the storage before anything is kept', async () => {
    const made = await create('Tried', pair());
    const tried: string[] = [];
    const with_ = (status: CredentialVerdict['status']): Storages =>
      world.storagesWith({
        async testCredentials(ctx, { storage, values }) {
          expect(ctx.transaction).toBeUndefined();
          tried.push(`${storage.id} ${Object.keys(values).join()}`);
          return verdict(status);
        },
      });
    const refused = rotate(made.id, pair(), 60, with_('fail'));
    await expect(refused).rejects.toMatchObject({
      code: 'STORAGE_CREDENTIALS_REFUSED',
      details: { test: verdict('fail') },
    });
    expect(fingerprints(await storages.get(world.admin, made.id))).toEqual(fingerprints(made));
    const { storage, test } = await rotate(made.id, pair(), 60, with_('warn'));
    expect(test).toEqual({ ...verdict('warn'), intendedUse: 'read' });
    expect(fingerprints(storage)).not.toEqual(fingerprints(made));
    expect(tried).toEqual(Array(2).fill(`${made.id} access_key_id,secret_access_key`));
  });

  it('keeps nothing when the storage was changed in the meantime', async () => {
    const made = await create('Moving', pair());
    const moving = world.storagesWith({
      async testCredentials() {
        await storages.update(world.admin, made.id, 'any', {
          config: { bucket: 'elsewhere' },
          credentials: pair(),
        });
        return verdict('pass');
      },
    });
    await expect(rotate(made.id, pair(), 60, moving)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await valuesOf(made.id)).toEqual(['access_key_id 2', 'secret_access_key 2']);
  });

  it('is rolled back to what was before, once', async () => {
    const made = await create('Back', pair());
    await rotate(made.id, { ...pair(), session_token: secret() });
    const back = await storages.rollBackCredentials(world.admin, made.id);
    expect(fingerprints(back)).toEqual(fingerprints(made));
    // What was refused by the roll-back is gone; what is used again is the value of before.
    expect(await valuesOf(made.id)).toEqual(['access_key_id 1', 'secret_access_key 1']);
    await expect(storages.rollBackCredentials(world.admin, made.id)).rejects.toMatchObject({
      code: 'STORAGE_ROLLBACK_IMPOSSIBLE',
    });
    const again = await rotate(made.id, pair());
    const { credentials } = await storages.rollBackCredentials(world.admin, again.storage.id);
    expect(credentials).toHaveLength(2);
    expect(fingerprints(await storages.get(world.admin, made.id))).toEqual(fingerprints(made));
    expect(await valuesOf(made.id)).toEqual(['access_key_id 1', 'secret_access_key 1']);
  });

  it('is over when its time has come: then the worker destroys what was before', async () => {
    const made = await create('Ended', { ...pair(), session_token: secret() });
    const rest = await create('Waiting', pair());
    await rotate(rest.id, pair());
    const { storage } = await rotate(made.id, pair(), 0);
    await expect(storages.rollBackCredentials(world.admin, made.id)).rejects.toMatchObject({
      code: 'STORAGE_ROLLBACK_IMPOSSIBLE',
    });
    const worker = { database: world.worker };
    expect(await retireCredentials(systemContext('spec'), worker)).toBe(3);
    expect(await retireCredentials(systemContext('spec'), worker)).toBe(0);
    expect(await valuesOf(made.id)).toEqual(['access_key_id 2', 'secret_access_key 2']);
    expect(await valuesOf(rest.id)).toHaveLength(4);
    expect(fingerprints(await storages.get(world.admin, made.id))).toEqual(fingerprints(storage));
  });

  it('tries them for what the storage was tested for, unless it is said what for', async () => {
    const uses: IntendedUse[] = [];
    const trying = world.storagesWith({
      testCredentials: async (_, { intendedUse }) => {
        uses.push(intendedUse);
        return { status: 'pass', code: 'OK', checks: [] };
      },
    });
    const { id } = await storages.create(world.admin, newStorage('Tried for'));
    const rotate = async (intendedUse?: IntendedUse) => {
      const values = { access_key_id: 'AKIDEXAMPLE0001', secret_access_key: newId() };
      const { test } = await trying.rotateCredentials(world.admin, id, {
        ...{ values, graceSeconds: 60, intendedUse },
      });
      return test.intendedUse;
    };
    expect(await rotate()).toBe('read');
    const { version } = await storages.get(world.admin, id);
    await world.worker.transact(systemContext('worker'), (tx) =>
      world
        .storagesWith({}, world.worker)
        .recordCheck(tx, id, { status: 'pass', intendedUse: 'write', version }),
    );
    // The first of them makes what the check found stale, and not what for.
    expect([await rotate(), await rotate(), await rotate('list'), await rotate()]).toEqual([
      ...['write', 'write', 'list', 'write'],
    ]);
    expect(uses).toEqual(['read', 'write', 'write', 'list', 'write']);
    const now = await storages.get(world.admin, id);
    expect([now.lastCheck, now.testedFor]).toEqual([undefined, 'write']);
  });

  it('needs credentials that fit', async () => {
    const made = await create('Wrong', pair());
    await expect(rotate(made.id, {})).rejects.toMatchObject({ code: 'STORAGE_CREDENTIALS_REFUSED' });
    await expect(rotate(made.id, { pass: secret() })).rejects.toMatchObject({
      code: 'STORAGE_CREDENTIALS_REFUSED',
    });
    await expect(rotate(newId(), pair())).rejects.toMatchObject({ code: 'STORAGE_NOT_FOUND' });
  });
});

describe('a check', () => {
  it('for a weaker use makes no failure good: that stands until as much is tested', async () => {
    const { id } = await storages.create(world.admin, newStorage('Weaker'));
    const asWorker = world.storagesWith({}, world.worker);
    const record = async (status: CheckStatus, intendedUse: IntendedUse): Promise<readonly unknown[]> => {
      const recorded = await world.worker.transact(systemContext('worker'), (tx) =>
        asWorker.recordCheck(tx, id, { status, intendedUse, version: 1 }),
      );
      const { lastCheck } = await storages.get(world.admin, id);
      return [recorded, lastCheck?.status, lastCheck?.intendedUse];
    };
    expect(await record('pass', 'list')).toEqual([true, 'pass', 'list']);
    expect(await record('fail', 'write')).toEqual([true, 'fail', 'write']);
    expect(await record('pass', 'list')).toEqual([false, 'fail', 'write']);
    expect(await record('warn', 'read')).toEqual([false, 'fail', 'write']);
    // It is no less of a failure for failing at less.
    expect(await record('fail', 'list')).toEqual([true, 'fail', 'write']);
    expect(await record('pass', 'list')).toEqual([false, 'fail', 'write']);
    expect(await record('pass', 'write')).toEqual([true, 'pass', 'write']);
    expect(await record('pass', 'read')).toEqual([true, 'pass', 'read']);
    expect(await record('fail', 'read')).toEqual([true, 'fail', 'read']);
    expect(await record('pass', 'write')).toEqual([true, 'pass', 'write']);
  });

  it('is recorded by the worker, is no new version, and is forgotten by a change', async () => {
    const made = await create('Checked', pair());
    const asWorker = world.storagesWith({}, world.worker);
    const record = (status: 'pass' | 'fail', version: number): Promise<boolean> =>
      world.worker.transact(systemContext('worker'), (tx) =>
        asWorker.recordCheck(tx, made.id, { status, version, intendedUse: 'read' }),
      );
    const now = () => storages.get(world.admin, made.id);
    expect(await record('pass', 1)).toBe(true);
    expect(await now()).toMatchObject({ version: 1, lastCheck: { status: 'pass' } });
    const since = (await now()).lastCheck?.since;
    expect(await record('pass', 1)).toBe(true);
    expect(await now()).toMatchObject({ version: 1, lastCheck: { status: 'pass', since } });
    await storages.update(world.admin, made.id, 'any', { description: 'Whatever' });
    // Of a version that is no more.
    expect(await record('fail', 1)).toBe(false);
    expect(await record('fail', 2)).toBe(true);
    expect(await now()).toMatchObject({ version: 2, lastCheck: { status: 'fail' } });
    const byStatus = async (lastCheck: 'fail' | 'none') =>
      (
        await storages.list(
          world.admin,
          { lastCheck, keyword: 'checked' },
          { size: 5, sort: { by: 'enabled', descending: true }, start: { page: 0 }, count: false },
        )
      ).items.map(({ id }) => id);
    expect([await byStatus('fail'), await byStatus('none')]).toEqual([[made.id], []]);
    await storages.update(world.admin, made.id, 'any', { name: 'Checked still' });
    expect((await now()).lastCheck?.status).toBe('fail');
    await storages.update(world.admin, made.id, 'any', { config: { prefix: 'elsewhere' } });
    expect((await now()).lastCheck).toBeUndefined();
    expect([await byStatus('fail'), await byStatus('none')]).toEqual([[], [made.id]]);
  });
});
