import { createAuthorizer, createRelations, type Authorizer, platformId } from '@ashlar/authz';
import { Secret } from '@ashlar/config';
import {
  type Actor,
  contextFor,
  type Database,
  newId,
  type OperationContext,
  systemContext,
} from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createRecordingEvents, type RecordingEvents } from '@ashlar/events/testing';
import {
  createDomains,
  createGroups,
  createNamespaces,
  type Domains,
  groupEntities,
  type Groups,
} from '@ashlar/groups';
import type { RecordingLogger } from '@ashlar/logging/testing';
import { createRecordingJobs, type RecordingJobs } from '@ashlar/message-queue/testing';
import { createProjects, projectEntities, type Projects } from '@ashlar/projects';
import { createQuotas, quotaEntities, type Quotas } from '@ashlar/quota';
import { createSealer, createSecrets, secretEntities, type Secrets } from '@ashlar/secrets';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createSigner } from '@ashlar/vault';
import { createLocalRootKey, makeOwnerKey, makeRingKey, openKeyRing } from '@ashlar/vault/custody';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  createSecretStore,
  createStorages,
  type NewStorage,
  type S3Config,
  type StorageDependants,
  storageEntities,
  type Storages,
  type StoragesDeps,
} from './index.js';

export const domainId = '00000000-0000-7000-8000-000000000001';

export interface Person {
  readonly id: string;
  readonly ctx: OperationContext;
}

/** Storages with groups, projects, quotas and secrets around them, on a database of its own. */
export interface World {
  readonly testDatabase: TestDatabase;
  readonly database: Database;
  readonly logger: RecordingLogger;
  readonly metrics: Awaited<ReturnType<typeof openDatabase>>['metrics'];
  /** The same database as the background jobs may use it. */
  readonly worker: Database;
  readonly authorizer: Authorizer;
  readonly storages: Storages;
  readonly domains: Domains;
  readonly groups: Groups;
  readonly projects: Projects;
  readonly secrets: Secrets;
  readonly quotas: Quotas;
  readonly jobs: RecordingJobs;
  readonly events: RecordingEvents;
  readonly admin: OperationContext;
  /** Other storages on the same database. */
  storagesWith(more: Partial<StoragesDeps>, on?: Database): Storages;
  /** A new user with a home. */
  person(roles?: readonly string[]): Promise<Person>;
  /** As superuser. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const entities = [
  ...storageEntities,
  ...groupEntities,
  ...projectEntities,
  ...quotaEntities,
  ...secretEntities,
];

export async function openWorld(
  dependants: readonly StorageDependants[] = [],
  poolSize?: number,
): Promise<World> {
  const testDatabase = await createTestDatabase();
  const keys = { writer: randomBytes(32), publisher: randomBytes(32), root: randomBytes(32) };
  await fillPool(testDatabase.urlFor('secrets'), keys);
  const { database, logger, metrics } = await openDatabase(
    testDatabase.urlFor('data'),
    entities,
    ...(poolSize === undefined ? [] : [{ poolSize }]),
  );
  const { database: worker } = await openDatabase(testDatabase.urlFor('worker'), entities);
  const root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await root.query(sql, [...values])).rows as readonly Row[];

  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const jobs = createRecordingJobs();
  const events = createRecordingEvents();
  const quotas = createQuotas({ database });
  const publisher = createSigner(keys.publisher).publicKey.toString('base64');
  const sealer = createSealer({
    writerKey: new Secret(keys.writer.toString('base64')),
    publishers: [publisher],
  });
  const secrets = createSecrets({ database, sealer, domainOf: () => Promise.resolve(domainId) });
  const deps: StoragesDeps = {
    ...{ ...access, jobs, events, dependants, quota: quotas.meter },
    secrets: createSecretStore(secrets, (label, ...parts) => sealer().writer.sign(label, ...parts)),
    domainOf: async (ctx, { type, id }) => {
      const found = await (type === 'group' ? groups : projects).domainOf(ctx, id);
      await namespaces.assertActive(ctx, found);
      return found;
    },
  };
  const storagesWith = (more: Partial<StoragesDeps>, on: Database = database): Storages =>
    createStorages({
      ...deps,
      ...{ database: on, authorizer: createAuthorizer({ database: on }) },
      relations: createRelations({ database: on }),
      ...more,
    });
  const storages = createStorages(deps);
  const projects = createProjects({ ...access, namespaces, parts: [storages.inOwners] });
  const contents = [projects.inGroups, storages.inOwners];
  const groups = createGroups({ ...access, namespaces, contents });
  const domains = createDomains({ ...access, contents });
  await database.transact(systemContext('storage spec'), (tx) =>
    relations.write(tx, {
      touch: (['group_creator', 'project_creator'] as const).map((relation) => ({
        ...{ object: { type: 'platform', id: platformId }, relation },
        subject: { type: 'user', id: '*' },
      })),
    }),
  );
  const person = async (roles: readonly string[] = ['member']): Promise<Person> => {
    const id = newId();
    const name = `user-${id.slice(-12)}`;
    await query('insert into users.users (id, issuer, subject, username) values ($1, $2, $3, $3)', [
      ...[id, 'https://id.example.org', name],
    ]);
    const actor: Actor = { kind: 'user', id, roles };
    const ctx = contextFor(actor);
    await namespaces.ensureHome(ctx, id, name);
    return { id, ctx };
  };
  return {
    ...{ testDatabase, database, logger, metrics, worker, authorizer, storages, domains, groups },
    projects,
    ...{ secrets, quotas, jobs, events, storagesWith, person, query },
    admin: contextFor({ kind: 'service', id: 'console', roles: ['admin'] }),
    async close() {
      await root.end();
      await database.close();
      await worker.close();
      await testDatabase.drop();
    },
  };
}

/** What the secrets API does when it starts: a ring, and keys for owners to come. */
async function fillPool(
  url: string,
  keys: { readonly root: Buffer; readonly publisher: Buffer },
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const root = createLocalRootKey(new Secret(keys.root.toString('base64')));
  const record = { ...(await makeRingKey(newId(), root)), state: 'active' as const };
  const ring = await openKeyRing([record], root);
  await client.query(
    'insert into secrets.ring_keys (id, state, root_fingerprint, wrapped) values ($1, $2, $3, $4)',
    [record.id, record.state, record.rootFingerprint, record.wrapped],
  );
  const publisher = createSigner(keys.publisher);
  for (let index = 0; index < 60; index += 1) {
    const key = makeOwnerKey(newId(), ring, publisher);
    await client.query(
      `insert into secrets.owner_keys (id, public_key, publisher_id, signature, ring_key_id, wrapped)
       values ($1, $2, $3, $4, $5, $6)`,
      [key.id, key.publicKey, key.publisherId, key.signature, key.ringKeyId, key.wrapped],
    );
  }
  await client.end();
}

export const s3Config: S3Config = {
  ...{ type: 's3', provider: 'Other', endpoint: 'https://s3.example.org', bucket: 'results' },
  ...{ addressing: 'auto', tlsVerify: true, auth: 'keys', requesterPays: false },
};

export function newStorage(name: string, more: Partial<NewStorage> = {}): NewStorage {
  return { name, config: s3Config, enabled: true, ...more };
}
