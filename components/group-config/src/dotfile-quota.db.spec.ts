import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createQuotas, createQuotaUpkeep, quotaEntities, type Quotas } from '@ashlar/quota';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import {
  createDotfiles,
  createDotfileUsage,
  type Dotfiles,
  groupConfigEntities,
  type OwnerRef,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let worker: Database;
let root: pg.Client;
let quotas: Quotas;
let dotfiles: Dotfiles;
/** The one that is there from the start, in which users are whom nothing else is known of. */
const domain: OwnerRef = { type: 'domain', id: '00000000-0000-7000-8000-000000000001' };
const ann = contextFor({ kind: 'user', id: newId(), roles: ['admin'] });
const content = Buffer.from('12345');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const entities = [...groupConfigEntities, ...quotaEntities];
  ({ database } = await openDatabase(testDatabase.urlFor('data'), entities));
  ({ database: worker } = await openDatabase(testDatabase.urlFor('worker'), entities));
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  quotas = createQuotas({ database });
  const domainOf = () => Promise.resolve(domain.id);
  dotfiles = createDotfiles({ database, domainOf, quota: quotas.meter });
});
afterAll(async () => {
  await root.end();
  await Promise.all([database.close(), worker.close()]);
  await testDatabase.drop();
});

async function someUser(): Promise<OwnerRef> {
  const id = newId();
  await root.query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
    ...[id, 'https://id.example.org', `u-${id}`],
  ]);
  return { type: 'user', id };
}

async function limit(owner: OwnerRef, type: string, amount: bigint): Promise<void> {
  const { id } = await quotas.templates.create(ann, {
    ...{ name: `${type} ${newId()}`, type, limit: amount, enabled: true },
    ...{ period: { kind: 'none' }, expire: { kind: 'never' } },
  });
  await quotas.assignments.assign(ann, owner, id, { replace: true });
}

const codesOf = (all: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
const create = (owner: OwnerRef, path: string) => dotfiles.create(ann, owner, { path, content });

describe('the limits of dotfiles', () => {
  it('are the default unless a quota says more or less', async () => {
    const owner = await someUser();
    expect((await dotfiles.usage(ann, owner)).limits).toEqual({
      ...{ files: 100, bytes: 65_536, bytesPerFile: 65_536, pathLength: 1_024 },
    });
    await limit(owner, 'MAX_DOTFILES', 200n);
    await limit(owner, 'MAX_DOTFILE_SIZE', 4n);
    expect((await dotfiles.usage(ann, owner)).limits).toEqual({
      ...{ files: 200, bytes: 65_536, bytesPerFile: 4, pathLength: 1_024 },
    });
    await expect(create(owner, 'a')).rejects.toMatchObject({ code: 'DOTFILES_TOO_LARGE' });
  });

  it('hold to the file and to the byte when many write at once, and the meter agrees', async () => {
    const owner = await someUser();
    await limit(owner, 'MAX_DOTFILES', 12n);
    await limit(owner, 'MAX_DOTFILE_BYTES', 50n);
    const all = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => create(owner, `f${n}`)));
    expect(codesOf(all)).toEqual(Array.from({ length: 20 }, () => 'DOTFILES_TOO_LARGE'));
    const used = async () =>
      (await quotas.meter.usage(ann, owner, ['MAX_DOTFILES', 'MAX_DOTFILE_BYTES'])).map((one) => one.used);
    expect(await dotfiles.usage(ann, owner)).toMatchObject({ files: 10, bytes: 50 });
    expect(await used()).toEqual([10n, 50n]);
    const made = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await dotfiles.delete(ann, owner, made[0]?.id ?? '', 'any');
    expect(await used()).toEqual([9n, 45n]);
    await database.transact(ann, (tx) => dotfiles.ownedByUsers.remove(tx, owner.id));
    expect(await used()).toEqual([0n, 0n]);
  }, 30_000);

  it('have ceilings above them, which the worker counts again', async () => {
    const [one, other] = [await someUser(), await someUser()];
    await create(one, 'before');
    const upkeep = createQuotaUpkeep({
      database: worker,
      publish: () => Promise.resolve(),
      sources: createDotfileUsage({ database: worker }),
    });
    const of = async (): Promise<bigint> =>
      (await quotas.meter.usage(ann, domain, ['MAX_DOTFILES']))[0]?.used ?? -1n;
    await limit(domain, 'MAX_DOTFILES', (await of()) + 4n);
    const before = await of();
    const attempts = [one, other].flatMap((owner) => ['a', 'b', 'c', 'd'].map((path) => create(owner, path)));
    const all = await Promise.allSettled(attempts);
    const room = Number((await of()) - before);
    expect(codesOf(all)).toEqual(Array.from({ length: 8 - room }, () => 'QUOTA_EXCEEDED'));
    expect(room).toBeGreaterThan(0);
    expect(room).toBeLessThan(8);
    await root.query('update quota.counters set used = used + 3 where subject_id = $1', [one.id]);
    expect((await upkeep.recount(ann)).repaired).toBeGreaterThan(0);
    expect((await upkeep.recount(ann)).repaired).toBe(0);
    const { files } = await dotfiles.usage(ann, one);
    expect((await quotas.meter.usage(ann, one, ['MAX_DOTFILES']))[0]?.used).toBe(BigInt(files));
  }, 30_000);
});
