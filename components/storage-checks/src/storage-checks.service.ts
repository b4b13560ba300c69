import {
  type Database,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  systemContext,
  type TransactionContext,
} from '@ashlar/database';
import type { MintedGrant, SecretGrants, Secrets } from '@ashlar/secrets';
import {
  type CredentialChange,
  type CredentialRef,
  type CredentialVerdict,
  kindOf,
  type StorageConfig,
  type StorageOwner,
  type Storages,
  type TestCredentials,
} from '@ashlar/storage';
import { setTimeout as pause } from 'node:timers/promises';
import type { IntendedUse } from './checks.types.js';
import type { CheckCode } from './probe/codes.js';
import type { StorageChecksConfig } from './storage-checks.config.js';
import { StorageCheckNotFound, StorageChecksLimited, StorageGrantRefused } from './storage-checks.errors.js';
import { type NewCheck, StorageCheckRepository } from './storage-checks.repository.js';
import type { StorageCheck } from './storage-checks.types.js';
import { type GrantPurpose, type GrantSubject, targetDigest } from './target.js';

export const storageChecksSchema: SchemaNeed = { brick: 'storage_checks', migration: '0046-storage-use' };

/** All that wait or run, whoever asked: more would only wait in vain. */
const openAtMost = 200;
/** Of a test. Values that are tried are given to nobody after that, whatever became of the test. */
export const trialLifeMs = 120_000;
const askAgainMs = 250;

export interface StorageChecksDeps {
  readonly database: Database;
  readonly storages: () => Pick<Storages, 'describe' | 'assertCreatable' | 'assertChangeable'>;
  readonly secrets: Pick<Secrets, 'create'>;
  readonly grants: Pick<SecretGrants, 'mintOf'>;
  readonly config: StorageChecksConfig;
  /** The tenant of what the platform owns. */
  readonly platformDomainId: string;
}

export interface UnsavedCheck {
  readonly owner: StorageOwner;
  readonly config: StorageConfig;
  readonly credentials: CredentialChange;
  readonly intendedUse: IntendedUse;
}

export interface GrantWanted {
  readonly purpose: GrantPurpose;
  /** From `targetDigest`. */
  readonly target: string;
  /** Whose: stored ones, or those that a test tries before they are kept. */
  readonly about: GrantSubject;
  readonly id: string;
}

/** Connection tests, as those see them who ask for them. The worker makes them. */
export interface StorageChecks {
  /** Whether the caller may is asked before. @throws {StorageNotFound | DomainSuspended | StorageChecksLimited} */
  request(ctx: OperationContext, storageId: string, intendedUse: IntendedUse): Promise<StorageCheck>;
  /**
   * Of settings that were not saved, for who may create such a storage. Values are sealed before they are written.
   * @throws {StorageOwnerNotFound | Forbidden | DomainSuspended | StorageCredentialsRefused | ValidationFailed}
   * @throws {StorageChecksLimited | SecretKeysUnavailable | SecretsUnconfigured}
   */
  requestUnsaved(ctx: OperationContext, check: UnsavedCheck): Promise<StorageCheck>;
  /** The test, done or not, after as long as a request waits. */
  wait(ctx: OperationContext, check: StorageCheck): Promise<StorageCheck>;
  /** @throws {StorageCheckNotFound} */
  get(ctx: OperationContext, storageId: string, id: string): Promise<StorageCheck>;
  /** For who asked for it. @throws {StorageCheckNotFound} */
  getUnsaved(ctx: OperationContext, id: string): Promise<StorageCheck>;
  /** Sorted by `created_at`. Whether the caller may see the storage is asked before. */
  list(ctx: OperationContext, storageId: string, request: PageRequest): Promise<Page<StorageCheck>>;
  /** For the brick storage; undefined where nothing tests. A test that nobody makes in time is a failure. */
  readonly testCredentials: TestCredentials | undefined;
  /**
   * For the service that tests, and for nobody else: credentials for the endpoint and bucket that it names, as long as the
   * storage leads there.
   * @throws {StorageCheckNotFound} for all other callers. @throws {StorageGrantRefused}
   */
  grant(ctx: OperationContext, wanted: GrantWanted): Promise<MintedGrant>;
}

export function createStorageChecks({
  database,
  storages,
  secrets,
  grants,
  config,
  platformDomainId,
}: StorageChecksDeps): StorageChecks {
  const checks = new StorageCheckRepository(database);
  const { service, perMinute, waitMs } = config;

  const found = async (ctx: OperationContext, id: string): Promise<StorageCheck> => {
    const check = await checks.find(ctx, id);
    if (!check) throw new StorageCheckNotFound();
    return check;
  };

  const add = async (
    tx: TransactionContext,
    check: Omit<NewCheck, 'requestedBy' | 'id' | 'refs'>,
    values: CredentialChange = {},
    domainId = platformDomainId,
  ): Promise<StorageCheck> => {
    const requestedBy = callerOf(tx);
    const { ofCaller, open } = await checks.load(tx, requestedBy);
    if (ofCaller >= perMinute) throw new StorageChecksLimited(undefined, { retryAfterSeconds: 60 });
    if (open >= openAtMost) throw new StorageChecksLimited(undefined, { retryAfterSeconds: 20 });
    const id = newId();
    await checks.insert(tx, { ...check, id, requestedBy, refs: await seal(tx, id, values, domainId) });
    return found(tx, id);
  };

  /** Each value is a secret of an owner of its own, whose key is destroyed when the test is over. */
  const seal = async (
    tx: TransactionContext,
    checkId: string,
    values: CredentialChange,
    domainId: string,
  ): Promise<readonly CredentialRef[]> => {
    const refs: CredentialRef[] = [];
    for (const [option, value] of Object.entries(values)) {
      if (typeof value !== 'string') continue;
      const { id, currentVersion } = await secrets.create(
        tx,
        { type: 'storage', id: checkId },
        {
          ...{ name: option, kind: 'storage', value: Buffer.from(value) },
          defaultFilename: `credential.${option}`,
          expiresAt: new Date(Date.now() + trialLifeMs),
          domainId,
        },
      );
      refs.push({ option, secretId: id, secretVersion: currentVersion });
    }
    return refs;
  };

  const wait = async (ctx: OperationContext, check: StorageCheck): Promise<StorageCheck> => {
    const end = performance.now() + waitMs;
    let now = check;
    while (now.state !== 'done' && performance.now() < end) {
      await pause(askAgainMs, undefined, { signal: ctx.signal });
      now = (await checks.find(ctx, check.id)) ?? now;
    }
    return now;
  };

  const testCredentials: TestCredentials = async (ctx, { storage, values, intendedUse }) => {
    const untestable = kindOf(storage.config.type).untestable;
    if (untestable) return { status: 'skip', code: untestable, checks: [] };
    const asked = await database.transact(ctx, (tx) =>
      add(
        tx,
        { storageId: storage.id, reason: 'rotation', intendedUse, config: storage.config },
        values,
        storage.domainId,
      ),
    );
    const { report } = await wait(ctx, asked);
    return report ? verdictOf(report) : { status: 'fail', code: 'NOT_MADE', checks: [] };
  };

  return {
    async request(ctx, storageId, intendedUse) {
      await storages().assertChangeable(ctx, storageId);
      return database.transact(ctx, (tx) => add(tx, { storageId, reason: 'asked', intendedUse }));
    },
    requestUnsaved: (ctx, { owner, config: given, credentials, intendedUse }) =>
      database.transact(ctx, async (tx) => {
        const prepared = await storages().assertCreatable(tx, { owner, config: given, credentials });
        const about = { reason: 'unsaved', intendedUse, config: prepared.config } as const;
        return add(tx, { ...about, storageId: undefined }, credentials, prepared.domainId);
      }),
    wait,
    async get(ctx, storageId, id) {
      const check = await found(ctx, id);
      if (check.storageId !== storageId) throw new StorageCheckNotFound();
      return check;
    },
    async getUnsaved(ctx, id) {
      const check = await found(ctx, id);
      const isOwn = check.reason === 'unsaved' && (await checks.isRequestedBy(ctx, id, callerOf(ctx)));
      if (!isOwn) throw new StorageCheckNotFound();
      return check;
    },
    list: (ctx, storageId, request) => checks.list(ctx, storageId, request),
    testCredentials: service === undefined ? undefined : testCredentials,
    grant: (ctx, { purpose, target, about: subject, id }) => {
      const { kind, id: caller } = ctx.actor;
      if (service === undefined || kind !== 'service' || caller !== service) throw new StorageCheckNotFound();
      return database.transact(systemContext('credentials for a test', ctx), async (tx) => {
        const about = await aboutGrant(tx, subject, id);
        if (!about || about.refs.length === 0 || targetDigest(about.config) !== target) {
          throw new StorageGrantRefused();
        }
        return grants.mintOf(
          tx,
          { type: 'storage', id },
          {
            ...{ service, purpose, endpoint: target, job: id },
            secrets: about.refs.map(({ secretId, secretVersion }) => ({
              id: secretId,
              version: secretVersion,
            })),
          },
        );
      });
    },
  };

  async function aboutGrant(tx: TransactionContext, subject: GrantSubject, id: string) {
    if (subject === 'check') return checks.findTrial(tx, id);
    const { config: settings, credentials } = await storages().describe(tx, id);
    return { config: settings, refs: credentials };
  }
}

function callerOf({ actor }: OperationContext): string {
  return `${actor.kind}:${actor.id}`;
}

/** Why a test that could have been made was not. */
const notMade = new Set<string>(['CREDENTIALS_UNAVAILABLE', 'NOT_MADE'] satisfies readonly CheckCode[]);

function verdictOf(report: NonNullable<StorageCheck['report']>): CredentialVerdict {
  // Nothing is put in the place of what works without having been tried.
  const status = report.status === 'skip' && notMade.has(report.code) ? 'fail' : report.status;
  return { status, code: report.code, checks: report.checks };
}
