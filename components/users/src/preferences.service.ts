import type { Database, ExpectedVersion, OperationContext } from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { PreferencesRepository } from './preferences.repository.js';
import type { PreferencesChange, UserPreferences, VisibleProjects } from './preferences.types.js';
import { PinNotFound, PinRefused, TimeZoneUnknown, UserNotFound } from './users.errors.js';

export interface PreferencesDeps {
  readonly database: Database;
  readonly visibleProjects: VisibleProjects;
  /** Default 10; at most 100. */
  readonly mostPins?: number;
}

/** The preferences of the caller. Services have none. */
export interface Preferences {
  /** @throws {UserNotFound} for a service. */
  get(ctx: OperationContext): Promise<UserPreferences>;
  /** @throws {UserNotFound | PreconditionFailed | PinRefused | TimeZoneUnknown} */
  update(
    ctx: OperationContext,
    expected: ExpectedVersion,
    change: PreferencesChange,
  ): Promise<UserPreferences>;
  /** Pins a project, as the last one; nothing happens when it is pinned. @throws {UserNotFound | PinRefused} */
  pin(ctx: OperationContext, projectId: string): Promise<UserPreferences>;
  /** @throws {UserNotFound | PreconditionFailed | PinNotFound} */
  unpin(ctx: OperationContext, projectId: string, expected: ExpectedVersion): Promise<void>;
}

/** What holds for whoever never changed anything. */
const defaults: UserPreferences = {
  theme: 'system',
  language: undefined,
  timeZone: undefined,
  notifications: 'all',
  dismissed: [],
  pinnedProjects: [],
  version: 1,
};

export function createPreferences({
  database,
  visibleProjects,
  mostPins = 10,
}: PreferencesDeps): Preferences {
  const preferences = new PreferencesRepository(database);

  const shown = async (ctx: OperationContext, stored: UserPreferences): Promise<UserPreferences> => {
    const pins = stored.pinnedProjects;
    const visible = pins.length === 0 ? new Set<string>() : await visibleProjects(ctx, pins);
    return { ...stored, pinnedProjects: pins.filter((id) => visible.has(id)) };
  };

  const assertPins = async (ctx: OperationContext, ids: readonly string[]): Promise<void> => {
    if (ids.length > mostPins) {
      throw new PinRefused(`At most ${mostPins} projects can be pinned`, { details: { most: mostPins } });
    }
    const visible = ids.length === 0 ? new Set<string>() : await visibleProjects(ctx, ids);
    const [refused] = ids.filter((id) => !visible.has(id));
    if (refused !== undefined)
      throw new PinRefused(`There is no project ${refused} that you may see`, {
        details: { most: mostPins },
      });
  };

  const write = (
    ctx: OperationContext,
    expected: ExpectedVersion,
    decide: (stored: UserPreferences) => PreferencesChange | undefined,
  ): Promise<UserPreferences> =>
    database.transact(ctx, async (tx) => {
      const userId = person(tx);
      const stored = await preferences.lock(tx, userId);
      const seen = await shown(tx, stored);
      const change = decide(seen);
      if (change) {
        const { pinnedProjects } = change;
        const added = pinnedProjects?.filter((id) => !seen.pinnedProjects.includes(id)) ?? [];
        if (added.length > 0) await assertPins(tx, pinnedProjects ?? []);
        if (!(await preferences.update(tx, userId, expected, change))) {
          const { version } = stored;
          throw new PreconditionFailed(`The preferences are at version ${version} now`, {
            details: { version },
          });
        }
      }
      return shown(tx, await preferences.lock(tx, userId));
    });

  return {
    get: async (ctx) => shown(ctx, (await preferences.find(ctx, person(ctx))) ?? defaults),
    async update(ctx, expected, change) {
      const { timeZone, dismissed, pinnedProjects } = change;
      if (timeZone !== undefined && timeZone !== null && !isTimeZone(timeZone)) throw new TimeZoneUnknown();
      return write(ctx, expected, () => ({
        ...change,
        ...(dismissed && { dismissed: [...new Set(dismissed)] }),
        ...(pinnedProjects && { pinnedProjects: [...new Set(pinnedProjects)] }),
      }));
    },
    pin: (ctx, projectId) =>
      write(ctx, 'any', ({ pinnedProjects }) =>
        pinnedProjects.includes(projectId) ? undefined : { pinnedProjects: [...pinnedProjects, projectId] },
      ),
    async unpin(ctx, projectId, expected) {
      await write(ctx, expected, ({ pinnedProjects }) => {
        if (!pinnedProjects.includes(projectId)) throw new PinNotFound();
        return { pinnedProjects: pinnedProjects.filter((id) => id !== projectId) };
      });
    },
  };
}

function person({ actor }: OperationContext): string {
  if (actor.kind !== 'user') throw new UserNotFound('The caller is a service, not a user');
  return actor.id;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
