import {
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import type { DotfilesDeps } from './dotfiles.service.js';
import type { OwnerRef, OwnerType } from './dotfiles.types.js';
import { SettingInvalid, SettingLocked, SettingNotFound, SettingsTooMany } from './group-config.errors.js';
import { mergeSettings } from './setting-merge.js';
import { assertSchema, violationsOf } from './setting-schema.js';
import { SettingRepository } from './settings.repository.js';
import type {
  EffectiveSetting,
  Setting,
  SettingContent,
  SettingRevision,
  SettingSummary,
} from './settings.types.js';

/** Of one owner. */
export const mostSettings = 100;
/** Bytes of the JSON of one. */
export const largestSetting = 65_536;

export type SettingsDeps = Pick<DotfilesDeps, 'database' | 'domainOf'>;

/** Named JSON documents that are merged from the domain down. Whether the caller may is asked before, by the routes. */
export interface Settings {
  /** Without the documents. Sorted by `name` or `updated_at`. */
  list(ctx: OperationContext, owner: OwnerRef, request: PageRequest): Promise<Page<SettingSummary>>;
  /** @throws {SettingNotFound} */
  get(ctx: OperationContext, owner: OwnerRef, name: string): Promise<Setting>;
  /**
   * Makes or replaces it. What it says has to fit the schemas of this owner and of all that it lies in, together with what
   * those say; what is missing may come from narrower owners. Of a user's, only the home domain is asked.
   * @throws {SettingLocked | SettingInvalid | SettingSchemaRefused | SettingsTooMany}
   * @throws {PreconditionFailed | SettingNotFound} when it is there and must not be, or is not in that version.
   */
  put(
    ctx: OperationContext,
    owner: OwnerRef,
    name: string,
    content: SettingContent,
    conditions: { readonly expected: ExpectedVersion; readonly mustNotExist: boolean },
  ): Promise<{ readonly setting: Setting; readonly created: boolean }>;
  /** @throws {SettingNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, owner: OwnerRef, name: string, expected: ExpectedVersion): Promise<void>;
  /** Sorted by `version`; also of a setting that is gone. @throws {SettingNotFound} */
  revisions(
    ctx: OperationContext,
    owner: OwnerRef,
    name: string,
    request: PageRequest,
  ): Promise<Page<SettingRevision>>;
  /** What there was in that version, as a new one. @throws {SettingNotFound}, and as `put` */
  restore(ctx: OperationContext, owner: OwnerRef, name: string, version: number): Promise<Setting>;
  /** What this owner and what it lies in make of it, and why. @throws {SettingNotFound} when none says anything. */
  explain(ctx: OperationContext, owner: OwnerRef, name: string): Promise<EffectiveSetting>;
  /** For the end of a user: their own settings go, whoever inherits the rest. */
  readonly ownedByUsers: SettingsOfUsers;
  /** For the bricks that delete and copy groups and projects. */
  partOf(type: OwnerType): SettingsOf;
}

/** What a user keeps here. */
export interface SettingsOfUsers {
  readonly name: 'settings';
  preview(
    ctx: OperationContext,
    userId: string,
  ): Promise<readonly { readonly kind: string; readonly ids: readonly string[] }[]>;
  remove(tx: TransactionContext, userId: string): Promise<'done'>;
}

/** What the owners of one kind keep here. */
export interface SettingsOf {
  readonly kind: 'settings';
  idsIn(ctx: OperationContext, ownerIds: readonly string[]): Promise<readonly string[]>;
  /** With all that the owners of these settings have here. */
  remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
  copy(tx: TransactionContext, fromId: string, toId: string): Promise<void>;
}

export function createSettings({ database, domainOf }: SettingsDeps): Settings {
  const settings = new SettingRepository(database);

  const get = async (ctx: OperationContext, owner: OwnerRef, name: string): Promise<Setting> => {
    const found = await settings.find(ctx, owner, name);
    if (!found) throw new SettingNotFound(`There is no setting ${name}`);
    return found;
  };

  const put: Settings['put'] = async (ctx, owner, name, content, conditions) => {
    if (content.schema) assertSchema(content.schema);
    return database.transact(ctx, async (tx) => {
      const domainId = await domainOf(tx, owner);
      await settings.countMore(tx, owner, domainId, 0);
      const chain = await settings.chain(tx, owner, domainId, name);
      const before = chain.find((one) => one.owner.id === owner.id && one.owner.type === owner.type);
      assertConditions(before, conditions);
      const above = chain.filter((one) => one !== before);
      assertFits(owner, above, content);
      if (before) await settings.update(tx, owner, name, content);
      else {
        await settings.insert(tx, newId(), owner, name, content);
        const count = await settings.countMore(tx, owner, domainId, 1);
        if (count > mostSettings) {
          throw new SettingsTooMany(`The owner may have ${mostSettings} settings`, {
            details: { settings: count, limit: mostSettings },
          });
        }
      }
      return { setting: await get(tx, owner, name), created: !before };
    });
  };

  const removeOfUser = async (tx: TransactionContext, userId: string): Promise<'done'> => {
    await settings.removeOwnersOf(tx, await settings.idsOf(tx, 'user', [userId]));
    return 'done';
  };

  return {
    list: (ctx, owner, request) => settings.list(ctx, owner, request),
    get,
    put,
    delete: (ctx, owner, name, expected) =>
      database.transact(ctx, async (tx) => {
        const domainId = await domainOf(tx, owner);
        await settings.countMore(tx, owner, domainId, 0);
        assertConditions(await get(tx, owner, name), { expected, mustNotExist: false });
        await settings.delete(tx, owner, name);
        await settings.countMore(tx, owner, domainId, -1);
      }),
    async revisions(ctx, owner, name, request) {
      const page = await settings.revisions(ctx, owner, name, request);
      if (page.items.length === 0 && !(await settings.revision(ctx, owner, name, 1))) {
        throw new SettingNotFound(`There is no setting ${name}`);
      }
      return page;
    },
    restore: (ctx, owner, name, version) =>
      database.transact(ctx, async (tx) => {
        const revision = await settings.revision(tx, owner, name, version);
        if (!revision?.value) throw new SettingNotFound(`There is no version ${version} of ${name}`);
        const { value, schema, locked } = revision;
        const content = { value, schema, locked };
        const mustNotExist = !(await settings.find(tx, owner, name));
        return (await put(tx, owner, name, content, { expected: 'any', mustNotExist })).setting;
      }),
    async explain(ctx, owner, name) {
      const [effective] = effectiveSettings(
        await settings.chain(ctx, owner, await domainOf(ctx, owner), name),
      );
      if (!effective) throw new SettingNotFound(`Nobody says anything of ${name}`);
      return effective;
    },
    ownedByUsers: {
      name: 'settings',
      preview: async (ctx, userId) => [
        { kind: 'settings', ids: await settings.idsOf(ctx, 'user', [userId]) },
      ],
      remove: removeOfUser,
    },
    partOf: (type) => ({
      kind: 'settings',
      idsIn: (ctx, ownerIds) => settings.idsOf(ctx, type, ownerIds),
      remove: (tx, ids) => settings.removeOwnersOf(tx, ids),
      async copy(tx, fromId, toId) {
        for (const { name, value, schema, locked } of await settings.all(tx, { type, id: fromId })) {
          await put(
            tx,
            { type, id: toId },
            name,
            { value, schema, locked },
            { expected: 'any', mustNotExist: true },
          );
        }
      },
    }),
  };
}

/** What comes of all that is said, by name. @param all from the widest to the narrowest owner, of any names. */
export function effectiveSettings(all: readonly Setting[]): readonly EffectiveSetting[] {
  const names = [...new Set(all.map(({ name }) => name))].toSorted();
  return names.map((name) => {
    const layers = all.filter((setting) => setting.name === name);
    const merged = mergeSettings(layers);
    const violations = layers.flatMap(({ schema, owner: schemaOf }) =>
      schema === undefined
        ? []
        : violationsOf(schema, merged.value, { partial: false }).map((one) => ({ schemaOf, ...one })),
    );
    return { name, ...merged, violations };
  });
}

function assertFits(owner: OwnerRef, above: readonly Setting[], content: SettingContent): void {
  const own = { owner, value: content.value, locked: content.locked ?? [], schema: content.schema };
  const { value, stopped } = mergeSettings([...above, own]);
  const ours = stopped.filter(({ from }) => from === owner);
  if (ours.length > 0) {
    throw new SettingLocked(`${ours[0]?.lock.from.type} has locked ${ours[0]?.lock.pointer || 'all of it'}`, {
      details: {
        stopped: ours.map(({ pointer, lock }) => ({
          pointer,
          lock: lock.pointer,
          locked_by: { ...lock.from },
        })),
      },
    });
  }
  const violations = [...above, own].flatMap(({ schema, owner: schemaOf }) =>
    schema === undefined
      ? []
      : violationsOf(schema, value, { partial: true }).map((one) => ({ schema_of: { ...schemaOf }, ...one })),
  );
  if (violations.length === 0) return;
  throw new SettingInvalid(`${violations[0]?.pointer || 'The setting'} ${violations[0]?.message}`, {
    details: { violations },
  });
}

function assertConditions(
  before: Setting | undefined,
  { expected, mustNotExist }: { readonly expected: ExpectedVersion; readonly mustNotExist: boolean },
): void {
  if (!before && !mustNotExist) throw new SettingNotFound();
  if (!before || (!mustNotExist && (expected === 'any' || expected.includes(before.version)))) return;
  const { version } = before;
  throw new PreconditionFailed(`The setting is at version ${version} now`, { details: { version } });
}
