import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { defineEvent, type EventDefinition, type Events } from '@ashlar/events';
import { EnumField, IntegerField, StringField, UuidField } from '@ashlar/http';
import type { BootstrapScripts } from './bootstrap-scripts.service.js';
import type { BootstrapScript } from './bootstrap-scripts.types.js';
import type { Dotfiles } from './dotfiles.service.js';
import type { Dotfile, OwnerRef } from './dotfiles.types.js';
import { SettingNotFound } from './group-config.errors.js';
import type { Settings } from './settings.service.js';
import type { Setting } from './settings.types.js';

const ownerTypes = ['domain', 'group', 'project', 'user'] as const;
const versions = { min: 1, max: 2_147_483_647 };

/** Never what is in it. */
export class DotfileFacts {
  @UuidField({ description: 'Id of the dotfile.' })
  dotfile_id!: string;

  @EnumField({ description: 'Whose it is: kind of owner.', values: ownerTypes })
  owner_type!: string;

  @UuidField({ description: 'Id of the owner.' })
  owner_id!: string;

  @StringField({ description: 'Where runs find it, below the home folder.', maxLength: 1_024 })
  path!: string;

  @IntegerField({ description: 'Its version.', ...versions })
  version!: number;
}

/** Never what it says. */
export class SettingFacts {
  @EnumField({ description: 'Whose it is: kind of owner.', values: ownerTypes })
  owner_type!: string;

  @UuidField({ description: 'Id of the owner.' })
  owner_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @IntegerField({ description: 'Its version.', ...versions })
  version!: number;
}

/** Never what it does. */
export class BootstrapScriptFacts {
  @EnumField({ description: 'Whose it is: kind of owner.', values: ownerTypes })
  owner_type!: string;

  @UuidField({ description: 'Id of the owner.' })
  owner_id!: string;

  @IntegerField({ description: 'Its version.', ...versions })
  version!: number;
}

const ofDotfile = { version: 1, data: DotfileFacts };
const ofSetting = { version: 1, data: SettingFacts };
const ofScript = { version: 1, data: BootstrapScriptFacts };

export const dotfileCreated = defineEvent({
  ...ofDotfile,
  type: 'dotfile.created',
  description: 'A dotfile was made, perhaps as a copy.',
});
export const dotfileUpdated = defineEvent({
  ...ofDotfile,
  type: 'dotfile.updated',
  description: 'A dotfile was written or renamed, or is what it was before.',
});
export const dotfileDeleted = defineEvent({
  ...ofDotfile,
  type: 'dotfile.deleted',
  description:
    'A dotfile was removed; `version` is the last that it had. What goes with its owner, the end of the owner tells.',
});
export const settingCreated = defineEvent({
  ...ofSetting,
  type: 'setting.created',
  description: 'A setting was made.',
});
export const settingUpdated = defineEvent({
  ...ofSetting,
  type: 'setting.updated',
  description: 'A setting was changed, or is what it was before.',
});
export const settingDeleted = defineEvent({
  ...ofSetting,
  type: 'setting.deleted',
  description:
    'A setting was removed; `version` is the last that it had. What goes with its owner, the end of the owner tells.',
});
export const bootstrapScriptCreated = defineEvent({
  ...ofScript,
  type: 'bootstrap-script.created',
  description: 'An owner got a bootstrap script.',
});
export const bootstrapScriptUpdated = defineEvent({
  ...ofScript,
  type: 'bootstrap-script.updated',
  description: 'A bootstrap script was changed.',
});
export const bootstrapScriptDeleted = defineEvent({
  ...ofScript,
  type: 'bootstrap-script.deleted',
  description:
    'A bootstrap script was removed; `version` is the last that it had. What goes with its owner, the end of the owner tells.',
});

/** Every event of this brick. */
export const groupConfigEvents = [
  dotfileCreated,
  dotfileUpdated,
  dotfileDeleted,
  settingCreated,
  settingUpdated,
  settingDeleted,
  bootstrapScriptCreated,
  bootstrapScriptUpdated,
  bootstrapScriptDeleted,
] as const;

export interface TellOfConfigsDeps {
  readonly database: Database;
  readonly events: Events;
  /** The domain of an owner. */
  readonly domainOf: (ctx: OperationContext, owner: OwnerRef) => Promise<string>;
}

/** The same dotfiles, which also tell of what is made, changed and removed one by one, in its transaction. */
export function tellOfDotfiles(
  dotfiles: Dotfiles,
  { database, events, domainOf }: TellOfConfigsDeps,
): Dotfiles {
  const tell = async (
    tx: TransactionContext,
    owner: OwnerRef,
    event: EventDefinition<DotfileFacts>,
    told: readonly Dotfile[],
  ): Promise<void> => {
    if (told.length === 0) return;
    const domainId = await domainOf(tx, owner);
    for (const { id, path, version } of told) {
      const data = { dotfile_id: id, ...factsOf(owner), path, version };
      await events.publish(tx, event, { id, domainId, data });
    }
  };
  /** Several steps at once, of which some may undo others: what is there before and after says what has happened. */
  const compare = <T>(
    ctx: OperationContext,
    owner: OwnerRef,
    work: (tx: TransactionContext) => Promise<T>,
  ): Promise<T> =>
    database.transact(ctx, async (tx) => {
      // No step, but the owner is locked: what others do meanwhile is told of by them.
      await dotfiles.apply(tx, owner, []);
      const before = new Map((await dotfiles.contents(tx, owner)).map((one) => [one.id, one]));
      const done = await work(tx);
      const after = await dotfiles.contents(tx, owner);
      const ids = new Set(after.map(({ id }) => id));
      const gone = [...before.values()].filter(({ id }) => !ids.has(id));
      const made = after.filter(({ id }) => !before.has(id));
      const changed = after.filter(({ id, version }) => (before.get(id)?.version ?? version) !== version);
      await tell(tx, owner, dotfileDeleted, gone);
      await tell(tx, owner, dotfileCreated, made);
      await tell(tx, owner, dotfileUpdated, changed);
      return done;
    });

  return {
    ...dotfiles,
    create: (ctx, owner, input) =>
      database.transact(ctx, async (tx) => {
        const made = await dotfiles.create(tx, owner, input);
        await tell(tx, owner, dotfileCreated, [made]);
        return made;
      }),
    update: (ctx, owner, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const changed = await dotfiles.update(tx, owner, id, expected, change);
        await tell(tx, owner, dotfileUpdated, [changed]);
        return changed;
      }),
    put: (ctx, owner, input, condition) =>
      compare(ctx, owner, (tx) => dotfiles.put(tx, owner, input, condition)),
    delete: (ctx, owner, id, expected) =>
      database.transact(ctx, async (tx) => {
        const gone = await dotfiles.get(tx, owner, id);
        await dotfiles.delete(tx, owner, id, expected);
        await tell(tx, owner, dotfileDeleted, [gone]);
      }),
    apply: (ctx, owner, steps, reason) =>
      compare(ctx, owner, (tx) => dotfiles.apply(tx, owner, steps, reason)),
    restore: (ctx, owner, id, version) =>
      compare(ctx, owner, (tx) => dotfiles.restore(tx, owner, id, version)),
    copy: (ctx, from, to, paths) => compare(ctx, to, (tx) => dotfiles.copy(tx, from, to, paths)),
  };
}

/** The same settings, which also tell of what is made, changed and removed one by one, in its transaction. */
export function tellOfSettings(
  settings: Settings,
  { database, events, domainOf }: TellOfConfigsDeps,
): Settings {
  const tell = async (
    tx: TransactionContext,
    event: EventDefinition<SettingFacts>,
    { id, owner, name, version }: Pick<Setting, 'id' | 'owner' | 'name' | 'version'>,
  ): Promise<void> => {
    const domainId = await domainOf(tx, owner);
    await events.publish(tx, event, { id, domainId, data: { ...factsOf(owner), name, version } });
  };
  const isThere = async (tx: TransactionContext, owner: OwnerRef, name: string): Promise<boolean> => {
    try {
      await settings.get(tx, owner, name);
      return true;
    } catch (error) {
      if (error instanceof SettingNotFound) return false;
      throw error;
    }
  };
  return {
    ...settings,
    put: (ctx, owner, name, content, conditions) =>
      database.transact(ctx, async (tx) => {
        const done = await settings.put(tx, owner, name, content, conditions);
        await tell(tx, done.created ? settingCreated : settingUpdated, done.setting);
        return done;
      }),
    delete: (ctx, owner, name, expected) =>
      database.transact(ctx, async (tx) => {
        const gone = await settings.get(tx, owner, name);
        await settings.delete(tx, owner, name, expected);
        await tell(tx, settingDeleted, gone);
      }),
    restore: (ctx, owner, name, version) =>
      database.transact(ctx, async (tx) => {
        const wasThere = await isThere(tx, owner, name);
        const restored = await settings.restore(tx, owner, name, version);
        await tell(tx, wasThere ? settingUpdated : settingCreated, restored);
        return restored;
      }),
  };
}

/** The same scripts, which also tell of what is made, changed and removed one by one, in its transaction. */
export function tellOfBootstrapScripts(
  scripts: BootstrapScripts,
  { database, events, domainOf }: TellOfConfigsDeps,
): BootstrapScripts {
  const tell = async (
    tx: TransactionContext,
    event: EventDefinition<BootstrapScriptFacts>,
    { owner, version }: Pick<BootstrapScript, 'owner' | 'version'>,
  ): Promise<void> => {
    const domainId = await domainOf(tx, owner);
    await events.publish(tx, event, { id: owner.id, domainId, data: { ...factsOf(owner), version } });
  };
  return {
    ...scripts,
    put: (ctx, owner, content, conditions) =>
      database.transact(ctx, async (tx) => {
        const done = await scripts.put(tx, owner, content, conditions);
        await tell(tx, done.created ? bootstrapScriptCreated : bootstrapScriptUpdated, done.script);
        return done;
      }),
    delete: (ctx, owner, expected) =>
      database.transact(ctx, async (tx) => {
        const gone = await scripts.get(tx, owner);
        await scripts.delete(tx, owner, expected);
        await tell(tx, bootstrapScriptDeleted, gone);
      }),
    restore: (ctx, owner, version) =>
      database.transact(ctx, async (tx) => {
        const wasThere = await scripts.find(tx, owner);
        const restored = await scripts.restore(tx, owner, version);
        await tell(tx, wasThere ? bootstrapScriptUpdated : bootstrapScriptCreated, restored);
        return restored;
      }),
  };
}

function factsOf({ type, id }: OwnerRef): { owner_type: string; owner_id: string } {
  return { owner_type: type, owner_id: id };
}
