import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { ValidationFailed } from '@ashlar/errors';
import { type Credential, kindOf, storageKinds } from './catalogue/index.js';
import { oneLine } from './catalogue/settings.js';
import type { StorageConfig } from './config.types.js';
import { type CredentialRecord, CredentialRepository, type CurrentValue } from './credentials.repository.js';
import type { SensitiveField } from './credentials.types.js';
import type { SecretStore } from './secret-store.js';
import { StorageCredentialsRefused, StorageCredentialsUnavailable } from './storage.errors.js';
import type { CredentialChange, CredentialRef, StorageCredential } from './storage.types.js';

const filePrefix = 'credential.';

/** Whether a secret of a storage is one of its credentials, by its filename in lower case. */
export function isCredentialFile(owner: { readonly type: string }, filename: string): boolean {
  return owner.type === 'storage' && filename.startsWith(filePrefix);
}

/** What a storage of these settings can be asked for. */
function askedFor(config: StorageConfig): readonly (readonly [string, Credential])[] {
  const auth: unknown = Reflect.get(config, 'auth');
  return Object.entries(kindOf(config.type).credentials).filter(
    ([, credential]) =>
      credential.auth.length === 0 || (typeof auth === 'string' && credential.auth.includes(auth)),
  );
}

/** For forms: what to ask for, and what is there already. */
export function sensitiveFields(
  config: StorageConfig,
  set: readonly StorageCredential[],
): readonly SensitiveField[] {
  return askedFor(config).map(([name, { help, required }]) => ({
    ...{ name, help, required },
    set: set.some(({ option }) => option === name),
  }));
}

const identifiers = new Set(
  storageKinds.flatMap(({ credentials }) =>
    Object.entries(credentials).flatMap(([option, { identifier }]) => (identifier ? [option] : [])),
  ),
);

/** What answers show in the place of a value, or people write there: never a value. */
const masks = /^(?:[*•●]{3,}.{0,4}|<[a-z_ -]+>|\[[a-z_ -]+\]|redacted|masked|sensitive|hidden)$/i;

/**
 * Refuses what the kind does not have, what is a mask of a value and what would not stay on its line.
 * @throws {StorageCredentialsRefused | ValidationFailed} naming options, never values.
 */
export function assertFitting(config: StorageConfig, change: CredentialChange): void {
  const { credentials } = kindOf(config.type);
  const asked = new Map(askedFor(config));
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const strange = given
    .filter(([name, value]) => !(value === null ? Object.hasOwn(credentials, name) : asked.has(name)))
    .map(([name]) => name);
  if (strange.length > 0) {
    throw new StorageCredentialsRefused('The way to sign in has no such credentials', {
      details: { fields: strange },
    });
  }
  const faults = given.flatMap(([name, value]) => {
    const rule = typeof value === 'string' ? faultOf(value, asked.get(name)) : undefined;
    return rule === undefined ? [] : [{ name, ...rule }];
  });
  if (faults.length === 0) return;
  const errors = faults.map(({ name, rule, message }) => ({
    pointer: `#/body/credentials/${name}`,
    field: `credentials.${name}`,
    rule,
    message: `credentials.${name} ${message}`,
  }));
  throw new ValidationFailed(errors[0]?.message ?? '', { details: { errors } });
}

function faultOf(
  value: string,
  credential: Credential | undefined,
): { readonly rule: string; readonly message: string } | undefined {
  if (masks.test(value)) {
    return { rule: 'masked', message: 'is a mask and no value; leave it out to keep what is set' };
  }
  if (!credential?.lines && !oneLine.test(value)) return { rule: 'line', message: 'must be one line' };
  if (value.length > (credential?.maxLength ?? 0)) {
    return { rule: 'maxLength', message: `must have at most ${credential?.maxLength ?? 0} characters` };
  }
  return undefined;
}

export interface CredentialKeeping {
  list(ctx: OperationContext, storageId: string): Promise<readonly StorageCredential[]>;
  refs(ctx: OperationContext, storageId: string): Promise<readonly CredentialRef[]>;
  /** At once and for good. Says whether anything changed. */
  apply(tx: TransactionContext, storageId: string, change: CredentialChange): Promise<boolean>;
  /** The whole new set; what was before can be brought back for a while. */
  rotate(
    tx: TransactionContext,
    storageId: string,
    values: CredentialChange,
    graceSeconds: number,
  ): Promise<void>;
  /** False when there is nothing to go back to. */
  rollBack(tx: TransactionContext, storageId: string): Promise<boolean>;
  /** With the keys that they were sealed to. */
  shred(tx: TransactionContext, storageId: string): Promise<void>;
}

export interface CredentialKeepingDeps {
  readonly database: Database;
  readonly secrets: SecretStore | undefined;
}

export function createCredentialKeeping({ database, secrets }: CredentialKeepingDeps): CredentialKeeping {
  const credentials = new CredentialRepository(database);

  const store = (): SecretStore => {
    if (!secrets) throw new StorageCredentialsUnavailable(undefined, { retryAfterSeconds: 60 });
    return secrets;
  };
  const ownerOf = (storageId: string) => ({ type: 'storage', id: storageId }) as const;

  const describe = (
    storageId: string,
    option: string,
    value: string,
  ): Omit<CurrentValue, 'secretVersion'> => ({
    fingerprint: store().fingerprint({ storageId, option, value }).slice(0, 16),
    // Of a short name the end would be most of it.
    hint: identifiers.has(option) && value.length >= 12 ? value.slice(-4) : null,
  });

  /** A new value; undefined when it is the one that is set. */
  const write = async (
    tx: TransactionContext,
    storageId: string,
    option: string,
    value: string,
    known: CredentialRecord | undefined,
  ): Promise<{ readonly secretId: string; readonly current: CurrentValue } | undefined> => {
    const about = describe(storageId, option, value);
    if (known?.fingerprint === about.fingerprint) return undefined;
    const owner = ownerOf(storageId);
    const kept = known
      ? await store().addVersion(tx, owner, known.secretId, Buffer.from(value), undefined)
      : await store().create(tx, owner, {
          name: option,
          kind: 'storage',
          value: Buffer.from(value),
          defaultFilename: `${filePrefix}${option}`,
        });
    return { secretId: kept.id, current: { secretVersion: kept.currentVersion, ...about } };
  };

  const byOption = async (tx: TransactionContext, storageId: string) =>
    new Map((await credentials.list(tx, storageId)).map((one) => [one.option, one]));

  return {
    async list(ctx, storageId) {
      return (await credentials.list(ctx, storageId)).flatMap(
        ({ option, fingerprint, hint, updatedAt, previousUntil }) =>
          fingerprint === null
            ? []
            : [
                {
                  ...{ option, fingerprint, hint: hint ?? undefined, updatedAt },
                  previousUntil: previousUntil ?? undefined,
                },
              ],
      );
    },
    async refs(ctx, storageId) {
      return (await credentials.list(ctx, storageId)).flatMap(({ option, secretId, secretVersion }) =>
        secretVersion === null ? [] : [{ option, secretId, secretVersion }],
      );
    },
    async apply(tx, storageId, change) {
      const known = await byOption(tx, storageId);
      let changed = false;
      for (const [option, value] of Object.entries(change)) {
        const before = known.get(option);
        if (value === undefined || (value === null && !before)) continue;
        if (value === null) {
          await credentials.destroy(tx, storageId, before?.secretId ?? '');
          changed = true;
          continue;
        }
        const written = await write(tx, storageId, option, value, before);
        if (!written) continue;
        await credentials.set(tx, storageId, option, written.secretId, written.current);
        if (before) await credentials.destroySuperseded(tx, storageId, written.secretId);
        changed = true;
      }
      return changed;
    },
    async rotate(tx, storageId, values, graceSeconds) {
      const known = await byOption(tx, storageId);
      const options = new Set([...known.keys(), ...Object.keys(values)]);
      for (const option of options) {
        const before = known.get(option);
        const value = values[option] ?? undefined;
        const written = value === undefined ? undefined : await write(tx, storageId, option, value, before);
        if (before) {
          const { secretVersion, fingerprint, hint } = before;
          const same = value === undefined ? nothing : { secretVersion, fingerprint, hint };
          await credentials.replace(tx, storageId, option, written?.current ?? same, graceSeconds);
        } else if (written) {
          await credentials.add(tx, storageId, option, written.secretId, written.current, graceSeconds);
        }
      }
    },
    async rollBack(tx, storageId) {
      const all = await credentials.list(tx, storageId);
      const replaced = all.filter(({ previousUntil }) => previousUntil !== null);
      for (const { option, secretId, secretVersion, ...before } of replaced) {
        const { previousVersion, previousFingerprint, previousHint } = before;
        if (previousVersion === null) {
          await credentials.destroy(tx, storageId, secretId);
          continue;
        }
        const version =
          previousVersion === secretVersion
            ? previousVersion
            : (await store().restoreVersion(tx, ownerOf(storageId), secretId, previousVersion))
                .currentVersion;
        const current = {
          secretVersion: version,
          fingerprint: previousFingerprint,
          hint: previousHint,
        };
        await credentials.set(tx, storageId, option, secretId, current);
        await credentials.destroySuperseded(tx, storageId, secretId);
      }
      return replaced.length > 0;
    },
    async shred(tx, storageId) {
      await secrets?.shredOwner(tx, ownerOf(storageId));
    },
  };
}

const nothing: CurrentValue = { secretVersion: null, fingerprint: null, hint: null };

/**
 * For the worker: what rotations replaced is destroyed once they cannot be rolled back any more. Answers how many
 * credentials that were.
 */
export async function retireCredentials(
  ctx: OperationContext,
  { database }: { readonly database: Database },
): Promise<number> {
  const credentials = new CredentialRepository(database);
  const batch = 100;
  let total = 0;
  for (let count = batch; count === batch && !ctx.signal.aborted; total += count) {
    count = await database.transact(ctx, async (tx) => {
      const expired = await credentials.takeExpired(tx, batch);
      for (const { storageId, option, secretId, gone } of expired) {
        if (gone) await credentials.destroy(tx, storageId, secretId);
        else {
          await credentials.forgetPrevious(tx, storageId, option);
          await credentials.destroySuperseded(tx, storageId, secretId);
        }
      }
      return expired.length;
    });
  }
  return total;
}
