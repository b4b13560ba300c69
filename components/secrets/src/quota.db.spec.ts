import { newId, systemContext } from '@ashlar/database';
import { type OpenedDatabase, openDatabase } from '@ashlar/database/testing';
import {
  createQuotas,
  createQuotaUpkeep,
  platformSubject,
  quotaEntities,
  type Quotas,
  type QuotaSubject,
  type QuotaUpkeep,
} from '@ashlar/quota';
import {
  createSecrets,
  createSecretUsage,
  type OwnerRef,
  purgeSecrets,
  secretEntities,
  type Secrets,
} from './index.js';
import { type DataSide, domainId, openDataSide, person } from './secrets.fixture.js';

let side: DataSide;
let data: OpenedDatabase;
let worker: OpenedDatabase;
let quotas: Quotas;
let secrets: Secrets;
/** As the worker has them: it destroys secrets and writes none. */
let destroying: Secrets;
let upkeep: QuotaUpkeep;
const ctx = systemContext('secrets of a quota');

beforeAll(async () => {
  side = await openDataSide();
  const entities = [...secretEntities, ...quotaEntities];
  data = await openDatabase(side.testDatabase.urlFor('data'), entities);
  worker = await openDatabase(side.testDatabase.urlFor('worker'), entities);
  quotas = createQuotas(data);
  const open = ({ database }: OpenedDatabase): Secrets =>
    createSecrets({
      database,
      sealer: side.sealer,
      domainOf: async () => domainId,
      quota: createQuotas({ database }).meter,
    });
  secrets = open(data);
  destroying = open(worker);
  upkeep = createQuotaUpkeep({
    database: worker.database,
    publish: () => Promise.resolve(),
    sources: [createSecretUsage(worker)],
  });
});
afterAll(async () => {
  await data.database.close();
  await worker.database.close();
  await side.close();
});

async function user() {
  const one = person();
  await side.query(
    `insert into users.users (id, issuer, subject, username) values ($1::uuid, 'spec', $1::text, $1::text)`,
    [one.id],
  );
  return one;
}

async function used(subject: QuotaSubject): Promise<bigint | undefined> {
  return (await quotas.meter.usage(ctx, subject, ['MAX_SECRETS']))[0]?.used;
}

async function limit(subject: QuotaSubject, amount: bigint): Promise<void> {
  const quota = await quotas.templates.create(ctx, {
    ...{ name: newId(), type: 'MAX_SECRETS', limit: amount, enabled: true },
    ...{ period: { kind: 'none' }, expire: { kind: 'never' } },
  });
  await quotas.assignments.assign(ctx, subject, quota.id, { replace: false });
}

const general = (name: string) => ({ name, kind: 'general', value: Buffer.from('v') }) as const;
const exceeded = { code: 'QUOTA_EXCEEDED' };

it('limits how many secrets there are, in the transaction that makes them', async () => {
  const { owner } = await user();
  const subject = { type: 'user', id: owner.id } as const;
  await limit(subject, 3n);
  const attempts = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => secrets.create(ctx, owner, general(`one ${index}`))),
  );
  const made = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(made).toHaveLength(3);
  for (const attempt of attempts)
    if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject(exceeded);
  expect(await side.query('select 1 from secrets.secrets where owner_id = $1', [owner.id])).toHaveLength(3);
  expect(await used(subject)).toBe(3n);

  await secrets.delete(ctx, owner, made[0]?.id ?? '', 'any');
  expect(await used(subject)).toBe(2n);
  await expect(secrets.importEnv(ctx, owner, 'A=1\nB=2')).rejects.toMatchObject(exceeded);
  expect((await secrets.importEnv(ctx, owner, 'A=1')).created).toHaveLength(1);
  expect((await secrets.importEnv(ctx, owner, 'A=2')).updated).toHaveLength(1);
  await expect(secrets.undelete(ctx, owner, made[0]?.id ?? '', 'any')).rejects.toMatchObject(exceeded);
  await secrets.destroy(ctx, owner, made[0]?.id ?? '', 'any');
  expect(await used(subject)).toBe(3n);
  await secrets.destroy(ctx, owner, made[1]?.id ?? '', 'any');
  expect(await used(subject)).toBe(2n);
  expect((await upkeep.recount(ctx)).repaired).toBe(0);
});

it('gives each back once, whoever deletes it and how often', async () => {
  const { owner } = await user();
  const [one, two] = [
    await secrets.create(ctx, owner, general('one')),
    await secrets.create(ctx, owner, general('two')),
  ];
  await Promise.allSettled([
    ...Array.from({ length: 4 }, () => secrets.delete(ctx, owner, one.id, 'any')),
    ...Array.from({ length: 4 }, () => secrets.destroy(ctx, owner, one.id, 'any')),
  ]);
  expect(await used({ type: 'user', id: owner.id })).toBe(1n);
  await secrets.delete(ctx, owner, two.id, 'any');
  await secrets.undelete(ctx, owner, two.id, 'any');
  await secrets.undelete(ctx, owner, two.id, 'any');
  expect(await used({ type: 'user', id: owner.id })).toBe(1n);
});

it('gives back what is purged, unless it was when it was deleted, and what goes with its owner', async () => {
  const { owner } = await user();
  const subject = { type: 'user', id: owner.id } as const;
  const long = new Date(Date.now() - 40 * 86_400_000);
  await secrets.create(ctx, owner, { ...general('expired'), expiresAt: long });
  const both = await secrets.create(ctx, owner, { ...general('deleted too'), expiresAt: long });
  await secrets.create(ctx, owner, general('stays'));
  await secrets.delete(ctx, owner, both.id, 'any');
  expect(await used(subject)).toBe(2n);
  const quota = createQuotas(worker).meter;
  expect(await purgeSecrets(ctx, { database: worker.database, quota })).toBe(2);
  expect(await used(subject)).toBe(1n);

  const deleted = await secrets.create(ctx, owner, general('deleted'));
  await secrets.delete(ctx, owner, deleted.id, 'any');
  expect(await destroying.shredOwner(ctx, owner)).toBe(2);
  expect(await used(subject)).toBe(0n);
  expect((await upkeep.recount(ctx)).repaired).toBe(0);
});

it('counts those of storages as the platform’s, and of owners that have gone nothing', async () => {
  const storage: OwnerRef = { type: 'storage', id: newId() };
  const before = (await used(platformSubject)) ?? 0n;
  await secrets.create(ctx, storage, general('access key'));
  expect(await used(platformSubject)).toBe(before + 1n);
  await secrets.shredOwner(ctx, storage);
  expect(await used(platformSubject)).toBe(before);
  expect(await secrets.shredOwner(ctx, { type: 'project', id: newId() })).toBe(0);
  // Made where nothing counted, by one who has gone since.
  const gone = person();
  await side.secrets.create(ctx, gone.owner, general('left'));
  expect(await destroying.shredOwner(ctx, gone.owner)).toBe(1);
});

it('counts again what was there before there was a quota', async () => {
  const { owner } = await user();
  const storage: OwnerRef = { type: 'storage', id: newId() };
  const platform = (await used(platformSubject)) ?? 0n;
  await side.secrets.create(ctx, owner, general('old'));
  await side.secrets.create(ctx, owner, general('older'));
  const deleted = await side.secrets.create(ctx, owner, general('oldest'));
  await side.secrets.delete(ctx, owner, deleted.id, 'any');
  await side.secrets.create(ctx, storage, general('key'));
  // Of nobody any more: nothing is counted, and the others are all the same.
  await side.secrets.create(ctx, person().owner, general('orphan'));
  expect((await upkeep.recount(ctx)).repaired).toBe(2);
  expect(await used({ type: 'user', id: owner.id })).toBe(2n);
  expect(await used(platformSubject)).toBe(platform + 1n);
});
