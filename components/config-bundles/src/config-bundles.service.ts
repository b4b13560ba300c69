import type { Secret } from '@ashlar/config';
import { type Database, type OperationContext, type SchemaNeed, systemContext } from '@ashlar/database';
import { createSigner, createVerifier, type Signer } from '@ashlar/vault';
import { createHash } from 'node:crypto';
import {
  ConfigBundleNotFound,
  ConfigBundlesUnsigned,
  ConfigBundleTooLarge,
} from './config-bundles.errors.js';
import { ConfigBundleRepository } from './config-bundles.repository.js';
import type { BundleUse, ConfigBundle } from './config-bundles.types.js';
import { secretsNamedIn } from './secret-references.js';
import { type BundleEntry, writeTar } from './tar.js';

export const configBundlesSchema: SchemaNeed = { brick: 'config-bundles', migration: '0028-config-bundles' };

/** Bytes of one. */
export const largestBundle = 4_194_304;
/** That one may name. */
export const mostSecrets = 100;
/** Uses that are looked at by one statement. */
const usesAtOnce = 1_000;
/** Newest ones that are kept of a user in a project. */
const mostUses = 20;
const label = 'ashlar/config-bundle/1';

export interface ConfigBundlesDeps {
  readonly database: Database;
  /** 32 bytes in base64. Absent: nothing can be made. */
  readonly key: Secret | undefined;
}

/** Bundles of the process that makes them. Whether the caller may is asked before, and by `allowed`. */
export interface ConfigBundles {
  /**
   * One tar of the files, kept under its SHA-256 and signed; the same files give the same one.
   * @throws {ConfigBundlesUnsigned | ConfigBundleTooLarge}
   */
  make(ctx: OperationContext, use: BundleUse, files: readonly BundleEntry[]): Promise<ConfigBundle>;
  /**
   * The one at this address, as it was made for somebody whose things the caller may use, however many share it.
   * @param allowed which of these uses, of at most 1,000: the caller's own come first, then those of nobody in particular.
   * @throws {ConfigBundleNotFound}
   */
  get(
    ctx: OperationContext,
    sha256: string,
    allowed: (uses: readonly BundleUse[]) => Promise<BundleUse | undefined>,
  ): Promise<ConfigBundle>;
}

/** @throws {TypeError} for a key of another length. */
export function createConfigBundles({ database, key }: ConfigBundlesDeps): ConfigBundles {
  const bundles = new ConfigBundleRepository(database);
  const signer: Signer | undefined = key && createSigner(Buffer.from(key.reveal(), 'base64'));
  return {
    async make(ctx, { projectId, userId }, files) {
      if (!signer) throw new ConfigBundlesUnsigned(undefined, { retryAfterSeconds: 60 });
      const secrets = secretsNamedIn(files);
      if (secrets.length > mostSecrets) throw tooLarge({ secrets: secrets.length, limit: mostSecrets });
      const content = await writeTar(files);
      if (content.length > largestBundle) throw tooLarge({ bytes: content.length, limit: largestBundle });
      const sha256 = createHash('sha256').update(content).digest('hex');
      const signature = signer.sign(label, sha256, projectId, userId ?? '');
      const bundle = { sha256, content, secrets, projectId, userId, signature, signerId: signer.id };
      await database.transact(ctx, (tx) => bundles.keep(tx, bundle, mostUses));
      return bundle;
    },
    async get(ctx, sha256, allowed) {
      const userId = ctx.actor.kind === 'user' ? ctx.actor.id : undefined;
      for (let from = 0; ; from += usesAtOnce) {
        const uses = await bundles.usesOf(ctx, sha256, userId, { from, limit: usesAtOnce });
        const use = uses.length > 0 ? await allowed(uses) : undefined;
        const bundle = use && (await bundles.find(ctx, sha256, use));
        if (bundle) return bundle;
        if (uses.length < usesAtOnce) throw new ConfigBundleNotFound();
      }
    },
  };
}

/** Bundles of the process that fills them. */
export interface SignedBundles {
  /** As it was made for this user, with bytes and signature that are good. @throws {ConfigBundleNotFound} */
  get(ctx: OperationContext, sha256: string, userId: string): Promise<ConfigBundle>;
}

/** @param signers public Ed25519 keys in base64. */
export function createSignedBundles({
  database,
  signers,
}: {
  readonly database: Database;
  readonly signers: readonly string[];
}): SignedBundles {
  const bundles = new ConfigBundleRepository(database);
  const verifier = createVerifier(signers.map((one) => Buffer.from(one, 'base64')));
  return {
    async get(ctx, sha256, userId) {
      const found = (await bundles.findOfUser(ctx, sha256, userId)).find((bundle) => {
        const { signerId, signature, projectId } = bundle;
        return (
          createHash('sha256').update(bundle.content).digest('hex') === sha256 &&
          verifier.verifies(signerId, signature, label, sha256, projectId, userId)
        );
      });
      if (!found) throw new ConfigBundleNotFound();
      return found;
    },
  };
}

/** For the worker: removes what nobody has used for so long. @returns how many bundles went. */
export async function sweepConfigBundles({
  database,
  retentionMs,
  signal,
}: {
  readonly database: Database;
  readonly retentionMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const bundles = new ConfigBundleRepository(database);
  const ctx = systemContext('sweep of config bundles', signal ? { signal } : {});
  const batch = 200;
  for (let total = 0; ;) {
    const gone = await database.transact(ctx, (tx) => bundles.sweep(tx, retentionMs / 1_000, batch));
    total += gone;
    if (gone < batch || signal?.aborted) return total;
  }
}

function tooLarge(details: {
  readonly limit: number;
  readonly bytes?: number;
  readonly secrets?: number;
}): Error {
  return new ConfigBundleTooLarge(`A config bundle may have ${details.limit}`, { details });
}
