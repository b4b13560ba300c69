import { Secret } from '@ashlar/config';
import { contextFor, newId, type OperationContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import {
  createSealer,
  createSecretGrants,
  createSecrets,
  secretEntities,
  type SecretGrants,
  type Secrets,
} from '@ashlar/secrets';
import { createCustody, type Custody } from '@ashlar/secrets/custody';
import { createSigner } from '@ashlar/vault';

/** Base64 of 32 bytes each; handed from process to process by the environment. */
export interface InstallationKeys {
  readonly root: string;
  readonly publisher: string;
  readonly writer: string;
}

const publicOf = (seed: string): string =>
  createSigner(Buffer.from(seed, 'base64')).publicKey.toString('base64');

/** One process of the secrets API, without its HTTP. */
export async function openCustody(
  url: string,
  { root, publisher, writer }: InstallationKeys,
  spareKeys = 50,
): Promise<OpenedDatabase & { readonly custody: Custody }> {
  const opened = await openDatabase(url, [], { statementTimeoutMs: 60_000, retryDeadlineMs: 60_000 });
  const custody = await createCustody({
    ...opened,
    config: {
      rootKey: new Secret(root),
      publisherKey: new Secret(publisher),
      writers: [publicOf(writer)],
      policy: ['chaos|chaos|*|*'],
      plaintextReplies: 'allowed',
      spareKeys,
      checkpointFile: undefined,
    },
  });
  if (!custody) throw new Error('It has keys');
  return { ...opened, custody };
}

/** People who write, on the side of the data API. */
export async function openWriters(
  url: string,
  { publisher, writer }: InstallationKeys,
): Promise<OpenedDatabase & { readonly secrets: Secrets; readonly grants: SecretGrants }> {
  const opened = await openDatabase(url, secretEntities);
  const { database } = opened;
  const sealer = createSealer({ writerKey: new Secret(writer), publishers: [publicOf(publisher)] });
  const domainOf = async () => '00000000-0000-7000-8000-000000000001';
  return {
    ...opened,
    secrets: createSecrets({ database, sealer, domainOf }),
    grants: createSecretGrants({ database, sealer, authorizer: { authorize: async () => undefined } }),
  };
}

export function somebody(): {
  readonly ctx: OperationContext;
  readonly owner: { readonly type: 'user'; readonly id: string };
} {
  const id = newId();
  return { ctx: contextFor({ kind: 'user', id, roles: ['member'] }), owner: { type: 'user', id } };
}
