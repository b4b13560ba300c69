import type { Authorizer } from '@ashlar/authz';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed, Unprocessable } from '@ashlar/errors';
import { type GrantedSecret, grantLifetime, writeGrant } from './grant-token.js';
import { GrantRepository } from './grants.repository.js';
import type {
  GrantRequest,
  MintedGrant,
  NewStandingGrant,
  OwnerGrantRequest,
  StandingGrant,
} from './grants.types.js';
import { OwnerKeyRepository } from './owner-keys.repository.js';
import { personOf } from './person.js';
import type { Sealer } from './sealing.js';
import { SecretGrantNotFound, SecretNotFound } from './secrets.errors.js';
import { SecretRepository } from './secrets.repository.js';
import type { OwnerRef } from './secrets.types.js';
import { SlotRepository } from './slots.repository.js';

export interface SecretGrantsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize'>;
  readonly sealer: () => Sealer;
  /** Whether a person still may anything: their standing grants are worth as much. Absent: everybody may. */
  readonly mayAct?: (ctx: OperationContext, userId: string) => Promise<boolean>;
}

const secretsAtMost = 100;

/** Words that let services have secrets: for one fetch, or standing, to be exchanged for such. */
export interface SecretGrants {
  /** The caller's own, expired ones too. Sorted by `created_at`. */
  list(ctx: OperationContext, request: PageRequest): Promise<Page<StandingGrant>>;
  /** @throws {SecretGrantNotFound} */
  get(ctx: OperationContext, id: string): Promise<StandingGrant>;
  /** @throws {SecretNotFound} unless all are the caller's and in use. @throws {Forbidden} for who is no person. */
  create(ctx: OperationContext, grant: NewStandingGrant): Promise<StandingGrant>;
  /** Tokens that were made of it end within a minute. @throws {SecretGrantNotFound | PreconditionFailed} */
  revoke(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
  /**
   * A grant for one fetch of the newest values, by the person themself.
   * @throws {SecretNotFound} unless all can be used. @throws {NotFound} for a project that they may not see.
   */
  mint(ctx: OperationContext, request: GrantRequest): Promise<MintedGrant>;
  /**
   * The same for secrets of an owner that is no person. Who may ask is decided before.
   * @throws {SecretNotFound} unless all can be used, and the named versions are the newest.
   */
  mintOf(ctx: OperationContext, owner: OwnerRef, request: OwnerGrantRequest): Promise<MintedGrant>;
  /**
   * The same by the service that a standing grant names, or by its owner, for what it names.
   * @throws {SecretGrantNotFound} for all others. @throws {SecretNotFound}
   */
  exchange(
    ctx: OperationContext,
    id: string,
    about: {
      readonly purpose: string;
      readonly endpoint?: string | undefined;
      readonly job?: string | undefined;
    },
  ): Promise<MintedGrant>;
}

export function createSecretGrants({
  database,
  authorizer,
  sealer,
  mayAct = async () => true,
}: SecretGrantsDeps): SecretGrants {
  const grants = new GrantRepository(database);
  const secrets = new SecretRepository(database);
  const slots = new SlotRepository(database);
  const keys = new OwnerKeyRepository(database);

  /** All of them or an error that does not say which one is missing. */
  const granted = async (
    tx: TransactionContext,
    owner: OwnerRef,
    ids: readonly string[],
  ): Promise<readonly GrantedSecret[]> => {
    if (ids.length === 0) return [];
    await keys.enter(tx, owner.id);
    const found = await secrets.usable(tx, owner, ids);
    if (found.length < new Set(ids).size) throw new SecretNotFound();
    return found.map(({ id, version, filename }) => ({ id, version, filename }));
  };

  const inProject = async (tx: TransactionContext, projectId: string, userId: string) => {
    await authorizer.authorize(tx, { permission: 'project.view', objectId: projectId });
    const all: GrantedSecret[] = [];
    for (const { slotId, secretId, shared } of await slots.valuesFor(tx, projectId, userId)) {
      const owner: OwnerRef = shared ? { type: 'project', id: projectId } : { type: 'user', id: userId };
      const slot = await slots.find(tx, projectId, slotId);
      for (const secret of await granted(tx, owner, [secretId])) {
        all.push({ ...secret, filename: slot?.filename ?? secret.filename });
      }
    }
    return all;
  };

  const mintFor = async (
    tx: TransactionContext,
    userId: string | undefined,
    { service, purpose, endpoint, job }: Omit<GrantRequest, 'secretIds' | 'projectId'>,
    all: readonly GrantedSecret[],
  ): Promise<MintedGrant> => {
    if (all.length === 0 || all.length > secretsAtMost) {
      throw new Unprocessable(`A grant is for 1 to ${secretsAtMost} secrets, and this one for ${all.length}`);
    }
    const issuedAt = await grants.now(tx);
    const expiresAt = issuedAt + grantLifetime;
    const jti = newId();
    const grant = { jti, userId, caller: service, purpose, endpoint, job, secrets: all, issuedAt, expiresAt };
    return { id: jti, token: writeGrant(grant, sealer().writer), expiresAt: new Date(expiresAt * 1000) };
  };

  const get = async (ctx: OperationContext, id: string): Promise<StandingGrant> => {
    const grant = await grants.find(ctx, id);
    if (grant?.userId !== personOf(ctx)) throw new SecretGrantNotFound();
    return grant;
  };

  return {
    list: async (ctx, request) => grants.list(ctx, personOf(ctx), request),
    get,
    create: (ctx, input) => {
      const userId = personOf(ctx);
      return database.transact(ctx, async (tx) => {
        await granted(tx, { type: 'user', id: userId }, input.secretIds);
        const id = newId();
        await grants.insert(tx, id, userId, input);
        return get(tx, id);
      });
    },
    revoke: (ctx, id, expected) =>
      database.transact(ctx, async (tx) => {
        if (await grants.delete(tx, id, personOf(ctx), expected)) return;
        const { version } = await get(tx, id);
        throw new PreconditionFailed('The grant has changed', { details: { version } });
      }),
    mint: (ctx, { secretIds, projectId, ...request }) => {
      const userId = personOf(ctx);
      return database.transact(ctx, async (tx) => {
        const own = await granted(tx, { type: 'user', id: userId }, secretIds);
        const all = projectId === undefined ? own : [...own, ...(await inProject(tx, projectId, userId))];
        return mintFor(tx, userId, request, all);
      });
    },
    mintOf: (ctx, owner, { secrets: wanted, ...request }) =>
      database.transact(ctx, async (tx) => {
        const all = await granted(
          tx,
          owner,
          wanted.map(({ id }) => id),
        );
        const versions = new Map(wanted.map(({ id, version }) => [id, version]));
        if (all.some(({ id, version }) => versions.get(id) !== version)) throw new SecretNotFound();
        return mintFor(tx, undefined, request, all);
      }),
    exchange: (ctx, id, about) =>
      database.transact(ctx, async (tx) => {
        const standing = await grants.findLive(tx, id);
        const { kind, id: caller } = ctx.actor;
        // The person could mint the same grant without it.
        const may =
          standing && (kind === 'service' ? standing.service === caller : standing.userId === caller);
        if (!may || standing.purpose !== about.purpose || standing.endpoint !== about.endpoint) {
          throw new SecretGrantNotFound();
        }
        if (!(await mayAct(tx, standing.userId))) throw new SecretGrantNotFound();
        const all = await granted(tx, { type: 'user', id: standing.userId }, standing.secretIds);
        return mintFor(tx, standing.userId, { service: standing.service, ...about }, all);
      }),
  };
}
