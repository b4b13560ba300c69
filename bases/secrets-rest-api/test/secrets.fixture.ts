import { Secret } from '@ashlar/config';
import { contextFor, type Database, newId, type OperationContext, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import {
  createSealer,
  createSecretGrants,
  createSecrets,
  secretEntities,
  type SecretGrants,
  type Secrets,
} from '@ashlar/secrets';
import { createUsers, userEntities } from '@ashlar/users';
import { createSigner } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';

const random = () => randomBytes(32);
const publicOf = (seed: Buffer): string => createSigner(seed).publicKey.toString('base64');

/** Of a service that administers the platform. */
export const operatorClaims = { realm_access: { roles: ['ashlar-admin', 'ashlar-service'] } };

/** Keys of one installation. */
export function newKeys() {
  const [root, publisher, writer] = [random(), random(), random()];
  return {
    writer,
    publisherKey: publicOf(publisher),
    env: {
      ASHLAR_VAULT_ROOT_KEY: root.toString('base64'),
      ASHLAR_SECRETS_PUBLISHER_KEY: publisher.toString('base64'),
      ASHLAR_SECRETS_WRITERS: publicOf(writer),
      ASHLAR_SECRETS_POLICY: 'notebooks|session|*|*,reporting|session|*|*',
    },
  };
}

/** Whoever has secrets, on the side of the data API. */
export interface Owner {
  readonly id: string;
  readonly database: Database;
  readonly secrets: Secrets;
  readonly grants: SecretGrants;
  keep(name: string, value: Buffer): Promise<string>;
  /** A grant for notebooks. */
  grant(...secretIds: string[]): Promise<string>;
  grantTo(service: string, ...secretIds: string[]): Promise<string>;
  /** A newer value. */
  replace(id: string, value: Buffer): Promise<void>;
  readonly ctx: OperationContext;
  readonly owner: { readonly type: 'user'; readonly id: string };
}

export async function openOwner(
  url: string,
  keys: ReturnType<typeof newKeys>,
  known?: string,
): Promise<Owner> {
  // A slow machine makes everybody wait longer, which is no failure here.
  const patience = { connectTimeoutMs: 60_000, lockTimeoutMs: 60_000, statementTimeoutMs: 60_000 };
  const { database } = await openDatabase(url, [...secretEntities, ...userEntities], patience);
  const writerKey = new Secret(keys.writer.toString('base64'));
  const sealer = createSealer({ writerKey, publishers: [keys.publisherKey] });
  const secrets = createSecrets({
    database,
    sealer,
    domainOf: async () => '00000000-0000-7000-8000-000000000001',
  });
  const users = createUsers({ database });
  const grants = createSecretGrants({
    ...{ database, sealer, mayAct: users.mayAct },
    authorizer: { authorize: async () => undefined },
  });
  const subject = newId();
  const mirrored = { issuer: 'spec', subject, username: subject };
  const id = known ?? (await users.mirror(systemContext('an owner of secrets'), mirrored)).id;
  const ctx: OperationContext = contextFor({ kind: 'user', id, roles: ['member'] });
  const owner = { type: 'user', id } as const;
  const grantTo = async (service: string, ...secretIds: string[]): Promise<string> =>
    (await grants.mint(ctx, { service, purpose: 'session', secretIds })).token;
  return {
    ...{ id, database, secrets, grants, ctx, owner },
    keep: async (name, value) =>
      (await secrets.create(ctx, owner, { name, kind: 'general', value, defaultFilename: name })).id,
    grant: (...secretIds) => grantTo('notebooks', ...secretIds),
    grantTo,
    async replace(id, value) {
      await secrets.addVersion(ctx, owner, id, value, undefined);
    },
  };
}
