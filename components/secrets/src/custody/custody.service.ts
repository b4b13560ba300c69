import { type Database, type OperationContext, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { createSigner, createVerifier } from '@ashlar/vault';
import { createLocalRootKey, expand, extract, type RootKey } from '@ashlar/vault/custody';
import { AuditRepository } from './audit.repository.js';
import { type AuditTrail, createAuditTrail } from './audit.service.js';
import type { CustodyConfig } from './custody.config.js';
import { createCheckpointFile } from './checkpoint-file.js';
import { createDeepRotation, type DeepRotation } from './deep-rotation.service.js';
import { createFetch, type Fetch } from './fetch.service.js';
import { FetchRepository } from './fetch.repository.js';
import { openKeyHolder } from './key-holder.js';
import { type ClusterAccess, createCluster } from './kubernetes/cluster.js';
import { createDeliveries, type Deliveries } from './kubernetes/deliveries.service.js';
import { createPolicy } from './policy.js';
import { createRotation, type Rotation } from './rotation.service.js';
import { createWraps, type Wraps } from './wraps.service.js';

export interface CustodyDeps {
  readonly config: CustodyConfig;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Where the root key is, when it is not in the configuration: a KMS. */
  readonly root?: RootKey;
  /** Whether a person still may anything: grants of who may not are refused. Absent: everybody may. */
  readonly mayAct?: (ctx: OperationContext, userId: string) => Promise<boolean>;
  /** Where Kubernetes Secrets may be made; without it none are. */
  readonly kubernetes?: { readonly access: ClusterAccess; readonly namespaces: readonly string[] };
}

/** All that the secrets API does. */
export interface Custody extends Fetch, Wraps {
  readonly rotation: Rotation;
  /** For an owner whose keys have leaked. */
  readonly rotateDeeply: DeepRotation;
  /** Undefined where no namespace is configured. */
  readonly deliveries: Deliveries | undefined;
  readonly audit: AuditTrail;
  /** Base64 of the public key that signs keys and checkpoints. */
  readonly publisherKey: string;
  readonly rootFingerprint: string;
  /** Whether values may be answered unsealed. */
  readonly plaintextReplies: boolean;
  /**
   * Reads the ring again, makes spare keys, forgets grants and wraps that have expired, signs a checkpoint, and takes Kubernetes Secrets back.
   * Every minute.
   */
  keepUp(ctx: OperationContext): Promise<void>;
  /** @throws {CustodyUnavailable} unless the ring is open. */
  assertReady(): void;
  /** Forgets all keys, in this process. */
  seal(ctx: OperationContext): Promise<void>;
}

/**
 * Opens the ring and makes the first spare keys.
 * @returns undefined where the configuration has no keys.
 * @throws {TypeError} for keys that are none, or only some of them; says nothing of what they hold.
 * @throws {RootKeyMismatch} when the database was wrapped by another root key.
 */
export async function createCustody(deps: CustodyDeps): Promise<Custody | undefined> {
  const { config, database, logger: rootLogger, metrics } = deps;
  const { rootKey, publisherKey, writers: writerKeys } = config;
  const root = deps.root ?? (rootKey && createLocalRootKey(rootKey));
  if (!root && !publisherKey && !writerKeys) return undefined;
  if (!root || !publisherKey || !writerKeys) {
    throw new TypeError('Root key, publisher key and writers of secrets are needed together');
  }
  const logger = rootLogger.child({ brick: 'secrets' });
  const seed = Buffer.from(publisherKey.reveal(), 'base64');
  const publisher = createSigner(seed);
  const ledgerKey = expand(extract(Buffer.alloc(0), seed), Buffer.from('ashlar/secrets/ledger/1'), 32);
  const writers = createVerifier(writerKeys.map((key) => Buffer.from(key, 'base64')));
  const signers = createVerifier([
    ...writerKeys.map((key) => Buffer.from(key, 'base64')),
    publisher.publicKey,
  ]);
  const keys = await openKeyHolder(systemContext('key ring'), {
    ...{ database, root, publisher, logger },
    spareKeys: config.spareKeys,
  });
  const audit = createAuditTrail({
    ...{ database, publisher, logger, metrics },
    checkpoints:
      config.checkpointFile === undefined ? undefined : createCheckpointFile(config.checkpointFile),
  });
  const trail = new AuditRepository(database);
  const grants = new FetchRepository(database);
  const policy = createPolicy(config.policy ?? []);
  await keys.topUp(systemContext('spare keys'));

  if (config.checkpointFile !== undefined) {
    // What is wrong is in the log; the service starts, gives nothing out, and says so in its readiness.
    await audit.checkpoint(systemContext('first checkpoint')).catch(() => undefined);
  }
  const open = createFetch({
    ...{ database, keys, writers, signers, policy, ledgerKey, metrics },
    mayAct: deps.mayAct,
  });
  const fetching: Fetch = {
    fetch: async (ctx, token, about) => {
      audit.assertTrusted();
      return open.fetch(ctx, token, about);
    },
  };
  const deliveries =
    deps.kubernetes &&
    createDeliveries({
      ...{ database, writers, logger, metrics, fetch: fetching.fetch, mayAct: deps.mayAct },
      cluster: createCluster(deps.kubernetes.access),
      namespaces: deps.kubernetes.namespaces,
    });

  return {
    ...fetching,
    deliveries,
    ...createWraps({ database, logger, metrics }),
    rotateDeeply: createDeepRotation({ database, keys, publisher, signers, logger }),
    rotation: createRotation({ database, keys, root, logger }),
    audit,
    publisherKey: publisher.publicKey.toString('base64'),
    rootFingerprint: root.fingerprint,
    plaintextReplies: config.plaintextReplies === 'allowed',
    async keepUp(ctx) {
      await keys.refresh(ctx);
      await keys.topUp(ctx);
      await database.transact(ctx, (tx) => grants.forgetGrants(tx));
      await audit.checkpoint(ctx);
      await deliveries?.withdraw(ctx);
    },
    assertReady() {
      keys.ring();
      audit.assertTrusted();
    },
    async seal(ctx) {
      await database.transact(ctx, (tx) =>
        trail.append(tx, {
          ...{ action: 'seal', outcome: 'done' },
          caller: `${ctx.actor.kind}:${ctx.actor.id}`,
          requestId: ctx.requestId,
        }),
      );
      keys.seal();
    },
  };
}
