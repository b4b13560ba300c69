import { type Database, newId, type OperationContext } from '@ashlar/database';
import { DomainError, Forbidden } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import type { Verifier } from '@ashlar/vault';
import { wipe } from '@ashlar/vault';
import { type Grant, readGrant } from '../../grant-token.js';
import { AuditRepository } from '../audit.repository.js';
import { GrantRefused } from '../custody.errors.js';
import type { Fetch, FetchedSecret } from '../fetch.service.js';
import type { Cluster, ClusterSecret, FoundSecret, OwnerReference } from './cluster.js';
import { type Delivery, DeliveryRepository } from './deliveries.repository.js';
import { keysOf, type KeyMapping } from './key-mapping.js';
import {
  KubernetesOwnerMissing,
  KubernetesSecretForeign,
  KubernetesSecretTooLarge,
  KubernetesUnavailable,
  NamespaceRefused,
} from './kubernetes.errors.js';

export interface DeliveriesDeps {
  readonly database: Database;
  readonly cluster: Cluster;
  readonly fetch: Fetch['fetch'];
  readonly writers: Verifier;
  /** Whether a person still may anything: of who may not, they are taken back. Absent: everybody may. */
  readonly mayAct?: ((ctx: OperationContext, userId: string) => Promise<boolean>) | undefined;
  /** `service=namespace` or `service=namespace:prefix`. */
  readonly namespaces: readonly string[];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface DeliveryRequest {
  readonly grant: string;
  readonly namespace: string;
  readonly name: string;
  /** Objects of the same namespace; the Kubernetes Secret goes with the last of them. */
  readonly owners: readonly OwnerReference[];
  /** Under which keys each secret lies; undefined: under its filename. */
  readonly keys?: KeyMapping | undefined;
}

export interface MadeSecret {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** In alphabetical order. */
  readonly keys: readonly string[];
}

/** Kubernetes Secrets that hold what a grant is for. */
export interface Deliveries {
  /**
   * Makes the Kubernetes Secret or replaces the one that was made before for the same person and service.
   * @throws {Forbidden | NamespaceRefused | KeyMappingRefused | KubernetesOwnerMissing | KubernetesSecretForeign} before
   * the grant is spent.
   * @throws {GrantRefused | SecretUnavailable | CustodyUnavailable} as a fetch.
   * @throws {KubernetesSecretTooLarge | KubernetesUnavailable}
   */
  deliver(ctx: OperationContext, request: DeliveryRequest): Promise<MadeSecret>;
  /**
   * Takes back those whose secrets have expired or been deleted, and of people who may nothing any more; forgets those
   * that are gone. Answers how many.
   */
  withdraw(ctx: OperationContext): Promise<number>;
}

export const managedBy = { 'app.kubernetes.io/managed-by': 'ashlar-secrets' } as const;
const deliveryAnnotation = 'ashlar.io/delivery';
const versionsAnnotation = 'ashlar.io/versions';
const ownerLabel = 'ashlar.io/user';
const largest = 1_048_576;
const tries = 3;
const batch = 100;
const checkEveryMinutes = 60;

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const { database, cluster, fetch, writers, namespaces, logger: parent, metrics, mayAct } = deps;
  const logger = parent.child({ brick: 'secrets' });
  const deliveries = new DeliveryRepository(database);
  const audit = new AuditRepository(database);
  const outcomes = metrics.counter(
    'ashlar_secrets_kubernetes_total',
    'Kubernetes Secrets, by what became of them',
    ['outcome'],
  );
  const rules = namespaces.map((line) => {
    const [, service = '', namespace = '', prefix = ''] = /^([^=]+)=([^:]+)(?::(.+))?$/.exec(line) ?? [];
    return { service, namespace, prefix };
  });

  const note = async (
    ctx: OperationContext,
    outcome: string,
    { namespace, name }: Pick<DeliveryRequest, 'namespace' | 'name'>,
    grant?: Partial<Pick<Grant, 'userId' | 'jti' | 'purpose' | 'job'>>,
  ): Promise<void> => {
    outcomes.inc({ outcome });
    await database.transact(ctx, (tx) =>
      audit.append(tx, {
        ...{ action: 'kubernetes', outcome, caller: `${ctx.actor.kind}:${ctx.actor.id}` },
        ...{ userId: grant?.userId, grant: grant?.jti, purpose: grant?.purpose, job: grant?.job },
        target: `${namespace}/${name}`,
        requestId: ctx.requestId,
      }),
    );
  };

  const reach = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      if (cause instanceof DomainError) throw cause;
      throw new KubernetesUnavailable(undefined, { retryAfterSeconds: 5, cause });
    }
  };

  /** Ours is what bears our label and the number that we gave it; and the uid, once it is known. */
  const isOurs = ({ uid, labels, annotations }: FoundSecret, delivery: Delivery | undefined): boolean =>
    delivery !== undefined &&
    Object.entries(managedBy).every(([label, value]) => labels[label] === value) &&
    annotations[deliveryAnnotation] === delivery.id &&
    (delivery.uid === undefined || delivery.uid === uid);

  /** All that can be refused before the grant is spent and anything is opened. */
  const assertAllowed = async (
    ctx: OperationContext,
    grant: Grant,
    request: DeliveryRequest,
  ): Promise<void> => {
    const { namespace, name, owners } = request;
    const refuse = async (outcome: string, error: Error): Promise<never> => {
      await note(ctx, `denied:${outcome}`, request, grant);
      throw error;
    };
    const may = rules.some(
      (rule) => rule.service === ctx.actor.id && rule.namespace === namespace && name.startsWith(rule.prefix),
    );
    if (!may) await refuse('namespace', new NamespaceRefused());
    const known = await deliveries.find(ctx, namespace, name);
    const there = await reach(cluster.find(namespace, name));
    const foreign = known && (known.caller !== grant.caller || known.userId !== grant.userId);
    if (there && (foreign || !isOurs(there, known))) await refuse('foreign', new KubernetesSecretForeign());
    // The name of one that is gone is free again.
    if (!there && known && (foreign || known.uid !== undefined))
      await database.transact(ctx, (tx) => deliveries.forget(tx, known));
    for (const owner of owners) {
      if ((await reach(cluster.uidOf(namespace, owner))) !== owner.uid)
        await refuse('owner', new KubernetesOwnerMissing());
    }
  };

  /** What is in the cluster of people who may nothing any more, as much as is taken back at once. */
  const ofLeavers = async (ctx: OperationContext): Promise<readonly Delivery[]> => {
    const found: Delivery[] = [];
    let after = '00000000-0000-0000-0000-000000000000';
    for (let ids: readonly string[] = [after]; mayAct && ids.length > 0 && found.length < batch;) {
      ids = await deliveries.users(ctx, after, batch);
      for (const id of ids) {
        if (!(await mayAct(ctx, id))) found.push(...(await deliveries.ofUser(ctx, id, batch)));
      }
      after = ids.at(-1) ?? after;
    }
    return found;
  };

  const write = async (namespace: string, secret: ClusterSecret, delivery: Delivery): Promise<string> => {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const there = await cluster.find(namespace, secret.name);
      if (there && !isOurs(there, delivery)) throw new KubernetesSecretForeign();
      const uid = await cluster.write(namespace, secret, there);
      if (uid !== undefined) return uid;
    }
    throw new Error('Somebody else changes the Secret all the time');
  };

  const secretOf = (
    request: DeliveryRequest,
    delivery: Delivery,
    opened: readonly FetchedSecret[],
    keys: ReadonlyMap<string, readonly string[]>,
  ): ClusterSecret => {
    const data: Record<string, string> = {};
    let size = 0;
    for (const { id, value } of opened) {
      for (const key of keys.get(id) ?? []) {
        data[key] = value.toString('base64');
        size += value.length;
      }
    }
    if (size > largest) throw new KubernetesSecretTooLarge();
    const versions = Object.fromEntries(opened.map(({ id, version }) => [id, version]));
    return {
      name: request.name,
      labels: { ...managedBy, [ownerLabel]: delivery.userId },
      annotations: { [deliveryAnnotation]: delivery.id, [versionsAnnotation]: JSON.stringify(versions) },
      owners: request.owners,
      data,
    };
  };

  return {
    async deliver(ctx, request) {
      if (ctx.actor.kind !== 'service') throw new Forbidden('Only services have Kubernetes Secrets made');
      const { namespace, name } = request;
      const target = `${namespace}/${name}`;
      const grant = readGrant(request.grant, writers);
      if (grant?.caller !== ctx.actor.id) {
        // Refused there as well, and noted.
        await fetch(ctx, request.grant, { target });
        throw new GrantRefused();
      }
      const { userId } = grant;
      // What belongs to no person is for the service that asks, and not for whoever reads a namespace.
      if (userId === undefined) {
        await note(ctx, 'denied:person', request, grant);
        throw new GrantRefused();
      }
      const keys = keysOf(grant.secrets, request.keys);
      await assertAllowed(ctx, grant, request);
      const { secrets: opened } = await fetch(ctx, request.grant, { target });
      try {
        const claimed = { id: newId(), namespace, name, caller: grant.caller, userId };
        const ids = opened.map(({ id }) => id);
        const delivery = await database.transact(ctx, (tx) => deliveries.claim(tx, claimed, ids));
        if (!delivery) throw new KubernetesSecretForeign();
        const secret = secretOf(request, delivery, opened, keys);
        const uid = await reach(write(namespace, secret, delivery));
        await database.transact(ctx, (tx) => deliveries.made(tx, delivery.id, uid));
        await note(ctx, 'done', request, grant);
        return { namespace, name, uid, keys: Object.keys(secret.data).sort() };
      } catch (error) {
        const code = error instanceof DomainError ? error.code.toLowerCase().replaceAll('_', '-') : 'failed';
        await note(ctx, `failed:${code}`, request, grant);
        throw error;
      } finally {
        wipe(...opened.map(({ value }) => value));
      }
    },
    async withdraw(ctx) {
      let count = 0;
      const forget = async (delivery: Delivery): Promise<void> => {
        await database.transact(ctx, (tx) => deliveries.forget(tx, delivery));
      };
      const outdated = [...(await deliveries.outdated(ctx, batch)), ...(await ofLeavers(ctx))];
      for (const delivery of outdated) {
        const { namespace, name, userId } = delivery;
        const there = await cluster.find(namespace, name);
        if (there && isOurs(there, delivery)) {
          await cluster.remove(namespace, name, there.uid);
          await note(ctx, 'withdrawn', delivery, { userId });
          count += 1;
        }
        await forget(delivery);
      }
      const old = await database.transact(ctx, (tx) => deliveries.unchecked(tx, checkEveryMinutes, batch));
      for (const delivery of old) {
        const there = await cluster.find(delivery.namespace, delivery.name);
        if (!there || !isOurs(there, delivery)) await forget(delivery);
      }
      if (count > 0) logger.info('Kubernetes Secrets were taken back', { count });
      return count;
    },
  };
}
