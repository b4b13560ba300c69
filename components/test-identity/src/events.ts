import { randomUUID } from 'node:crypto';
import type { AdminEvent, LoginEvent, RealmData } from './realm.types.js';

/** Older ones are forgotten. */
const kept = 10_000;

export type Events = ReturnType<typeof createEvents>;

/** What happened in the realm, oldest first. */
export function createEvents(data: RealmData, changed: () => void) {
  const common = () => ({ id: randomUUID(), time: Date.now(), realmId: data.id, realmName: data.name });

  function add<E>(events: E[], event: E): void {
    events.push(event);
    if (events.length > kept) events.splice(0, events.length - kept);
    changed();
  }

  return {
    adminEvents: (): readonly AdminEvent[] => data.adminEvents,
    loginEvents: (): readonly LoginEvent[] => data.loginEvents,

    recordChange(
      by: { clientId: string; userId: string; ipAddress: string },
      change: Pick<AdminEvent, 'operationType' | 'resourceType' | 'resourcePath'>,
      representation?: unknown,
    ): void {
      add(data.adminEvents, {
        ...common(),
        authDetails: { realmId: data.id, realmName: data.name, ...by },
        ...change,
        ...(representation !== undefined && { representation: JSON.stringify(representation) }),
      });
    },

    recordLogin(event: Omit<LoginEvent, 'id' | 'time' | 'realmId' | 'realmName'>): void {
      add(data.loginEvents, { ...common(), ...event });
    },
  };
}
