import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed, Unprocessable } from '@ashlar/errors';
import { currentSuite, type PublishedKey } from '@ashlar/vault';
import { parseEnv } from 'node:util';
import { filenameFor } from './filenames.js';
import { OwnerKeyRepository } from './owner-keys.repository.js';
import { countFor, type SecretQuota, unlimited } from './quota.js';
import type { Sealer } from './sealing.js';
import {
  SecretKeysUnavailable,
  SecretNotFound,
  SecretTooLarge,
  SecretVersionConflict,
  SecretVersionNotFound,
} from './secrets.errors.js';
import { SecretRepository } from './secrets.repository.js';
import type {
  ImportResult,
  NewSecret,
  OwnerRef,
  SecretChange,
  SecretFilter,
  SecretInfo,
  VersionInfo,
} from './secrets.types.js';
import { VersionRepository } from './versions.repository.js';

export const secretsSchema: SchemaNeed = { brick: 'secrets', migration: '0048-secrets-audit' };

/** Bytes. */
export const largestValue = 65_536;
const importAtMost = 100;
const labelsAtMost = 20;

export interface SecretsDeps {
  readonly database: Database;
  /** From `createSealer`. */
  readonly sealer: () => Sealer;
  /** The tenant that an owner belongs to; values are bound to it. */
  readonly domainOf: (ctx: OperationContext, owner: OwnerRef) => Promise<string>;
  /** Default: nothing limits how many there are. */
  readonly quota?: SecretQuota;
}

/**
 * Secrets as their owners see them: all of them but the value. Who may act for an owner is decided before: every
 * operation is about one owner, and finds nothing of another.
 */
export interface Secrets {
  /** Sorted by `name`, `created_at` or `updated_at`. */
  list(
    ctx: OperationContext,
    owner: OwnerRef,
    filter: SecretFilter,
    request: PageRequest,
  ): Promise<Page<SecretInfo>>;
  /** @throws {SecretNotFound} */
  get(ctx: OperationContext, owner: OwnerRef, id: string): Promise<SecretInfo>;
  /** @throws {SecretFilenameTaken | SecretTooLarge | SecretKeysUnavailable | SecretsUnconfigured} */
  create(ctx: OperationContext, owner: OwnerRef, input: NewSecret): Promise<SecretInfo>;
  /** @throws {SecretNotFound | PreconditionFailed | SecretFilenameTaken | SecretTooLarge} */
  update(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    expected: ExpectedVersion,
    change: SecretChange,
  ): Promise<SecretInfo>;
  /** Out of use, but not gone: `undelete` brings it back. @throws {SecretNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, owner: OwnerRef, id: string, expected: ExpectedVersion): Promise<void>;
  /** Again is no error. @throws {SecretNotFound | PreconditionFailed | SecretFilenameTaken} */
  undelete(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    expected: ExpectedVersion,
  ): Promise<SecretInfo>;
  /** For good, every value of it. @throws {SecretNotFound | PreconditionFailed} */
  destroy(ctx: OperationContext, owner: OwnerRef, id: string, expected: ExpectedVersion): Promise<void>;
  /** The newest first, at most 100. @throws {SecretNotFound} */
  listVersions(ctx: OperationContext, owner: OwnerRef, id: string): Promise<readonly VersionInfo[]>;
  /**
   * A new value.
   * @param cas the version that it replaces; undefined when any will do.
   * @throws {SecretNotFound | SecretVersionConflict | SecretTooLarge}
   */
  addVersion(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    value: Buffer,
    cas: number | undefined,
  ): Promise<SecretInfo>;
  /** Makes an earlier value the newest. @throws {SecretNotFound | SecretVersionNotFound} */
  restoreVersion(ctx: OperationContext, owner: OwnerRef, id: string, version: number): Promise<SecretInfo>;
  /** Again is no error. @throws {SecretNotFound | SecretVersionNotFound} */
  setVersionState(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    version: number,
    state: 'live' | 'deleted' | 'destroyed',
  ): Promise<void>;
  /**
   * Names a version, or takes the name away.
   * @throws {SecretNotFound | SecretVersionNotFound | PreconditionFailed | Unprocessable}
   */
  label(
    ctx: OperationContext,
    owner: OwnerRef,
    id: string,
    expected: ExpectedVersion,
    label: string,
    version: number | undefined,
  ): Promise<SecretInfo>;
  /**
   * Each line of a `.env` text becomes a secret of that name and filename, or a new value of it: all or none.
   * @throws {Unprocessable} for more than 100, none, or one without value.
   */
  importEnv(ctx: OperationContext, owner: OwnerRef, text: string): Promise<ImportResult>;
  /** For whoever removes owners: makes all they had unreadable, backups of the keys aside. Answers how many. */
  shredOwner(ctx: OperationContext, owner: OwnerRef): Promise<number>;
}

export function createSecrets({ database, sealer, domainOf, quota = unlimited }: SecretsDeps): Secrets {
  const secrets = new SecretRepository(database);
  const versions = new VersionRepository(database);
  const keys = new OwnerKeyRepository(database);

  const within = <T>(
    ctx: OperationContext,
    owner: OwnerRef,
    work: (tx: TransactionContext) => Promise<T>,
  ): Promise<T> =>
    database.transact(ctx, async (tx) => {
      await keys.enter(tx, owner.id);
      return work(tx);
    });

  // Last: both lock the owner's counter until the end.
  const count = (tx: TransactionContext, owner: OwnerRef, secrets = 1): Promise<void> =>
    quota.consume(tx, ...countFor(owner, secrets));
  const giveBack = async (tx: TransactionContext, owner: OwnerRef, secrets = 1): Promise<void> => {
    if (secrets > 0) await quota.release(tx, ...countFor(owner, secrets));
  };

  const get = async (tx: OperationContext, owner: OwnerRef, id: string): Promise<SecretInfo> => {
    const secret = await secrets.find(tx, owner, id);
    if (!secret) throw new SecretNotFound();
    return secret;
  };

  /** Why a change hit nothing. */
  const refuse = async (tx: TransactionContext, owner: OwnerRef, id: string): Promise<never> => {
    const { version, state } = await get(tx, owner, id);
    throw new PreconditionFailed(`The secret is ${state} and at version ${version} now`, {
      details: { version },
    });
  };

  const keyOf = async (tx: TransactionContext, owner: OwnerRef): Promise<PublishedKey> => {
    const key = (await keys.find(tx, owner)) ?? (await keys.assign(tx, owner));
    if (!key) throw new SecretKeysUnavailable(undefined, { retryAfterSeconds: 2 });
    return key;
  };

  const writeValue = async (
    tx: TransactionContext,
    owner: OwnerRef,
    about: {
      readonly id: string;
      readonly domainId: string;
      readonly kind: string;
      readonly version: number;
    },
    value: Buffer,
  ): Promise<void> => {
    const { id, domainId, kind, version } = about;
    const { seal, signHead, writer } = sealer();
    const context = { domainId, ownerType: owner.type, ownerId: owner.id, secretId: id, version, kind };
    const envelope = seal(value, context, await keyOf(tx, owner));
    const row = { secretId: id, ownerId: owner.id, version, size: value.length, writerId: writer.id };
    await versions.add(tx, { ...row, headSignature: signHead(id, version, 0) }, envelope);
    await versions.prune(tx, id, version);
  };

  const createIn = async (tx: TransactionContext, owner: OwnerRef, input: NewSecret): Promise<SecretInfo> => {
    assertSize(input.value);
    const { name, kind, expiresAt, defaultFilename = filenameFor(name) } = input;
    const id = newId();
    const domainId = input.domainId ?? (await domainOf(tx, owner));
    await secrets.insert(tx, { id, owner, domainId, name, kind, expiresAt, defaultFilename });
    await writeValue(tx, owner, { id, domainId, kind, version: 1 }, input.value);
    return get(tx, owner, id);
  };

  const addIn = async (
    tx: TransactionContext,
    owner: OwnerRef,
    id: string,
    value: Buffer,
    cas: number | undefined,
  ): Promise<void> => {
    assertSize(value);
    await get(tx, owner, id);
    const next = await secrets.nextVersion(tx, id);
    if (!next) throw new SecretNotFound();
    const replaced = next.currentVersion - 1;
    if (cas !== undefined && cas !== replaced) {
      throw new SecretVersionConflict(`The value is version ${replaced}`, { details: { version: replaced } });
    }
    await writeValue(tx, owner, { id, ...next, version: next.currentVersion }, value);
  };

  return {
    list: (ctx, owner, filter, request) =>
      within(ctx, owner, (tx) => secrets.list(tx, owner, filter, request)),
    get: (ctx, owner, id) => within(ctx, owner, (tx) => get(tx, owner, id)),
    create: (ctx, owner, input) =>
      within(ctx, owner, async (tx) => {
        const made = await createIn(tx, owner, input);
        await count(tx, owner);
        return made;
      }),
    update: (ctx, owner, id, expected, { value, ...change }) =>
      within(ctx, owner, async (tx) => {
        await get(tx, owner, id);
        if (!(await secrets.update(tx, id, expected, change))) return refuse(tx, owner, id);
        if (value !== undefined) await addIn(tx, owner, id, value, undefined);
        return get(tx, owner, id);
      }),
    delete: (ctx, owner, id, expected) =>
      within(ctx, owner, async (tx) => {
        await get(tx, owner, id);
        if (!(await secrets.setDeleted(tx, id, expected, true))) await refuse(tx, owner, id);
        await giveBack(tx, owner);
      }),
    undelete: (ctx, owner, id, expected) =>
      within(ctx, owner, async (tx) => {
        const { state } = await get(tx, owner, id);
        if (state !== 'deleted') return get(tx, owner, id);
        if (!(await secrets.setDeleted(tx, id, expected, false))) return refuse(tx, owner, id);
        const back = await get(tx, owner, id);
        await count(tx, owner);
        return back;
      }),
    destroy: (ctx, owner, id, expected) =>
      within(ctx, owner, async (tx) => {
        await get(tx, owner, id);
        const removed = await secrets.remove(tx, id, expected);
        if (!removed) return refuse(tx, owner, id);
        if (removed.counted) await giveBack(tx, owner);
      }),
    listVersions: (ctx, owner, id) =>
      within(ctx, owner, async (tx) => {
        await get(tx, owner, id);
        return versions.list(tx, id);
      }),
    addVersion: (ctx, owner, id, value, cas) =>
      within(ctx, owner, async (tx) => {
        await addIn(tx, owner, id, value, cas);
        return get(tx, owner, id);
      }),
    restoreVersion: (ctx, owner, id, version) =>
      within(ctx, owner, async (tx) => {
        await get(tx, owner, id);
        const next = await secrets.nextVersion(tx, id);
        if (!next) throw new SecretNotFound();
        const found = await versions.find(tx, id, version);
        if (found?.state !== 'live') throw new SecretVersionNotFound();
        const source = found.restoredFrom ?? version;
        const { writer, signHead } = sealer();
        const number = next.currentVersion;
        const row = {
          secretId: id,
          ownerId: owner.id,
          version: number,
          size: found.size,
          writerId: writer.id,
        };
        const headSignature = signHead(id, number, source);
        await versions.addRestored(tx, { ...row, headSignature }, currentSuite, source);
        await versions.prune(tx, id, number);
        return get(tx, owner, id);
      }),
    setVersionState: (ctx, owner, id, version, state) =>
      within(ctx, owner, async (tx) => {
        await get(tx, owner, id);
        const done =
          state === 'destroyed'
            ? await versions.destroy(tx, id, version)
            : await versions.setState(tx, id, version, state === 'live' ? 'deleted' : 'live', state);
        if (!done && (await versions.find(tx, id, version))?.state !== state)
          throw new SecretVersionNotFound();
      }),
    label: (ctx, owner, id, expected, label, version) =>
      within(ctx, owner, async (tx) => {
        const { labels } = await get(tx, owner, id);
        const { [label]: _, ...others } = labels;
        if (version !== undefined && !(await versions.find(tx, id, version)))
          throw new SecretVersionNotFound();
        if (version !== undefined && Object.keys(others).length >= labelsAtMost) {
          throw new Unprocessable(`A secret has at most ${labelsAtMost} labels`);
        }
        const changed = version === undefined ? others : { ...others, [label]: version };
        if (!(await secrets.setLabels(tx, id, expected, changed))) return refuse(tx, owner, id);
        return get(tx, owner, id);
      }),
    importEnv: (ctx, owner, text) =>
      within(ctx, owner, async (tx) => {
        const created: SecretInfo[] = [];
        const updated: SecretInfo[] = [];
        for (const [name, value] of entriesOf(text)) {
          const known = await secrets.findByFilename(tx, owner, name);
          if (known) {
            await addIn(tx, owner, known.id, Buffer.from(value), undefined);
            updated.push(await get(tx, owner, known.id));
          } else {
            const secret = {
              name,
              kind: 'general',
              value: Buffer.from(value),
              defaultFilename: name,
            } as const;
            created.push(await createIn(tx, owner, secret));
          }
        }
        if (created.length > 0) await count(tx, owner, created.length);
        return { created, updated };
      }),
    shredOwner: (ctx, owner) =>
      within(ctx, owner, async (tx) => {
        const { gone, counted } = await secrets.shredOwner(tx, owner);
        await giveBack(tx, owner, counted);
        return gone;
      }),
  };
}

function assertSize({ length }: Buffer): void {
  if (length > largestValue) throw new SecretTooLarge();
}

function entriesOf(text: string): readonly (readonly [string, string])[] {
  const entries = Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? ''] as const);
  if (entries.length === 0 || entries.length > importAtMost) {
    throw new Unprocessable(`The text has ${entries.length} variables; 1 to ${importAtMost} can be imported`);
  }
  const odd = entries.find(([name, value]) => value === '' || !/^[A-Za-z0-9_.-]{1,99}$/.test(name));
  if (odd)
    throw new Unprocessable('A variable has no value, or a name that is no filename', {
      details: { name: odd[0].slice(0, 99) },
    });
  return entries;
}

/** For the worker: removes what expired, or was deleted, more than so many days ago. Answers how many. */
export async function purgeSecrets(
  ctx: OperationContext,
  {
    database,
    afterDays = 30,
    quota = unlimited,
  }: { readonly database: Database; readonly afterDays?: number; readonly quota?: SecretQuota },
): Promise<number> {
  const secrets = new SecretRepository(database);
  const batch = 1_000;
  let total = 0;
  for (let count = batch; count === batch && !ctx.signal.aborted; total += count) {
    count = await database.transact(ctx, async (tx) => {
      const { gone, owners } = await secrets.purge(tx, afterDays, batch);
      for (const [owner, counted] of owners) await quota.release(tx, ...countFor(owner, counted));
      return gone;
    });
  }
  return total;
}
