import type { Database, ExpectedVersion, OperationContext, TransactionContext } from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { assertFitting, type CredentialKeeping } from './credentials.js';
import type { CredentialVerdict, Rotation, RotationResult, TestCredentials } from './credentials.types.js';
import { StorageCredentialsRefused, StorageRollbackImpossible } from './storage.errors.js';
import type { StorageRepository, StoredStorage } from './storage.repository.js';
import type { Storage, StorageChange, StorageDescription } from './storage.types.js';

export interface StorageRotation {
  /**
   * Tries new credentials and puts them in the place of all old ones, which are kept for a while.
   * @throws {StorageNotFound | PreconditionFailed | DomainSuspended | StorageCredentialsRefused | ValidationFailed}
   */
  rotateCredentials(
    ctx: OperationContext,
    id: string,
    rotation: Rotation,
  ): Promise<{ readonly storage: Storage } & RotationResult>;
  /** Back to what the last rotation replaced. @throws {StorageNotFound | DomainSuspended | StorageRollbackImpossible} */
  rollBackCredentials(ctx: OperationContext, id: string): Promise<Storage>;
}

export interface RotationDeps {
  readonly database: Database;
  readonly storages: StorageRepository;
  readonly credentials: CredentialKeeping;
  readonly testCredentials: TestCredentials | undefined;
  readonly lock: (
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    purpose: 'change',
  ) => Promise<StoredStorage>;
  readonly describe: (ctx: OperationContext, id: string) => Promise<StorageDescription>;
  readonly assertChangeable: (ctx: OperationContext, id: string) => Promise<void>;
  readonly told: (tx: TransactionContext, id: string, change: StorageChange) => Promise<Storage>;
}

const untested: CredentialVerdict = { status: 'skip', code: 'TEST_UNAVAILABLE', checks: [] };

/** New credentials for old, tried first, and the way back. */
export function createRotation(deps: RotationDeps): StorageRotation {
  const { database, storages, credentials, testCredentials, lock, describe, assertChangeable, told } = deps;

  const switched = async (tx: TransactionContext, id: string): Promise<Storage> => {
    await storages.update(tx, id, 'any', { checkIsStale: true });
    return told(tx, id, { credentials: {} });
  };

  return {
    async rotateCredentials(ctx, id, { values, graceSeconds, intendedUse: wanted }) {
      const known = await describe(ctx, id);
      // Nothing is tried either.
      await assertChangeable(ctx, id);
      assertFitting(known.config, values);
      const given = Object.entries(values).flatMap(([option, value]) =>
        typeof value === 'string' ? [[option, value] as const] : [],
      );
      if (given.length === 0) throw new StorageCredentialsRefused('A rotation needs credentials');
      // Before the transaction: the store may be slow. What was tried is bound to what it was tried on below.
      const intendedUse = wanted ?? known.testedFor ?? 'read';
      const trial = { storage: known, values: Object.fromEntries(given), intendedUse };
      const test = (await testCredentials?.(ctx, trial)) ?? untested;
      if (test.status === 'fail') {
        throw new StorageCredentialsRefused('The storage does not take the new credentials', {
          details: { test },
        });
      }
      const storage = await database.transact(ctx, async (tx) => {
        const { config } = await lock(tx, id, 'any', 'change');
        const now = await describe(tx, id);
        if (now.target !== known.target || JSON.stringify(config) !== JSON.stringify(known.config)) {
          throw new PreconditionFailed('The storage was changed while the credentials were tried', {
            details: { version: now.version },
          });
        }
        await credentials.rotate(tx, id, values, graceSeconds);
        return switched(tx, id);
      });
      return { storage, test: { ...test, intendedUse } };
    },
    rollBackCredentials: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        await lock(tx, id, 'any', 'change');
        if (!(await credentials.rollBack(tx, id))) throw new StorageRollbackImpossible();
        return switched(tx, id);
      }),
  };
}
