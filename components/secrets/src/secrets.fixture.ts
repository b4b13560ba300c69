import { createAuthorizer } from '@ashlar/authz';
import { Secret } from '@ashlar/config';
import { type Actor, contextFor, type Database, newId, type OperationContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createSigner, createVerifier } from '@ashlar/vault';
import { createLocalRootKey, makeOwnerKey, makeRingKey, openKeyRing } from '@ashlar/vault/custody';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  createSealer,
  createSecretGrants,
  createSecrets,
  createSecretSlots,
  type OwnerRef,
  secretEntities,
  type SecretGrants,
  type Secrets,
  type SecretSlots,
} from './index.js';

export const domainId = '00000000-0000-7000-8000-000000000001';

/** The whole data side of this brick on a database of its own, with keys that nobody there has. */
export interface DataSide {
  readonly testDatabase: TestDatabase;
  readonly database: Database;
  readonly secrets: Secrets;
  readonly slots: SecretSlots;
  readonly grants: SecretGrants;
  readonly keys: TestKeys;
  readonly sealer: ReturnType<typeof createSealer>;
  /** As superuser. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Another process of the data API. */
  another(): Promise<{ readonly secrets: Secrets; readonly database: Database }>;
  close(): Promise<void>;
}

export interface TestKeys {
  readonly root: Secret;
  readonly publisherSeed: Secret;
  readonly writerSeed: Secret;
}

export function newKeys(): TestKeys {
  const random = () => new Secret(randomBytes(32).toString('base64'));
  return { root: random(), publisherSeed: random(), writerSeed: random() };
}

export const seedOf = (secret: Secret): Buffer => Buffer.from(secret.reveal(), 'base64');

export function person(id = newId()): {
  readonly ctx: OperationContext;
  readonly owner: OwnerRef;
  readonly id: string;
} {
  const actor: Actor = { kind: 'user', id, roles: ['member'] };
  return { ctx: contextFor(actor), owner: { type: 'user', id }, id };
}

export async function openDataSide({ spare = 20 }: { readonly spare?: number } = {}): Promise<DataSide> {
  const testDatabase = await createTestDatabase();
  const keys = newKeys();
  await fillPool(testDatabase.urlFor('secrets'), keys, spare);
  const root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  const opened: Database[] = [];
  const another = async () => {
    const { database } = await openDatabase(testDatabase.urlFor('data'), secretEntities);
    opened.push(database);
    const publisher = createSigner(seedOf(keys.publisherSeed)).publicKey.toString('base64');
    const sealer = createSealer({ writerKey: keys.writerSeed, publishers: [publisher] });
    return { database, sealer, secrets: createSecrets({ database, sealer, domainOf: async () => domainId }) };
  };
  const { database, sealer, secrets } = await another();
  const authorizer = createAuthorizer({ database });
  return {
    ...{ testDatabase, database, secrets, keys, sealer, another },
    slots: createSecretSlots({ database, authorizer, secrets }),
    grants: createSecretGrants({ database, authorizer, sealer }),
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await root.query(sql, [...values])).rows as readonly Row[],
    async close() {
      await root.end();
      for (const one of opened) await one.close();
      await testDatabase.drop();
    },
  };
}

/** What the secrets API does when it starts: a ring, and keys for owners to come. */
async function fillPool(url: string, keys: TestKeys, spare: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const root = createLocalRootKey(keys.root);
  const record = { ...(await makeRingKey(newId(), root)), state: 'active' as const };
  const ring = await openKeyRing([record], root);
  await client.query(
    'insert into secrets.ring_keys (id, state, root_fingerprint, wrapped) values ($1, $2, $3, $4)',
    [record.id, record.state, record.rootFingerprint, record.wrapped],
  );
  const publisher = createSigner(seedOf(keys.publisherSeed));
  for (let index = 0; index < spare; index += 1) {
    const key = makeOwnerKey(newId(), ring, publisher);
    await client.query(
      `insert into secrets.owner_keys (id, public_key, publisher_id, signature, ring_key_id, wrapped)
       values ($1, $2, $3, $4, $5, $6)`,
      [key.id, key.publicKey, key.publisherId, key.signature, key.ringKeyId, key.wrapped],
    );
  }
  await client.end();
}

export const writersOf = ({ writerSeed }: TestKeys) =>
  createVerifier([createSigner(seedOf(writerSeed)).publicKey]);
