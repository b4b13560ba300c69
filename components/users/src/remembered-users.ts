import type { ProviderIdentity, User } from './users.types.js';

export interface RememberedUser {
  readonly user: User;
  /** Of the newest token that was seen to say so. */
  readonly issuedAt: Date | undefined;
}

/** Users read a moment ago, so that a hot caller costs no query. Bounded in number and in time. */
export interface RememberedUsers {
  find(identity: Pick<ProviderIdentity, 'issuer' | 'subject'>): RememberedUser | undefined;
  /** Just read from the database. */
  keep(remembered: RememberedUser): void;
  /** A newer token says the same. What is remembered does not last longer for it. */
  confirm(remembered: RememberedUser): void;
  /** The user was changed here: the next call reads. */
  forget(userId: string): void;
  size(): number;
}

export function rememberUsers({
  atMost,
  forMs,
  now = () => performance.now(),
}: {
  readonly atMost: number;
  readonly forMs: number;
  readonly now?: () => number;
}): RememberedUsers {
  // A Map keeps insertion order: the first key is the one that was used longest ago.
  const entries = new Map<string, { readonly remembered: RememberedUser; readonly until: number }>();
  return {
    find(identity) {
      const key = keyOf(identity);
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.until <= now()) return undefined;
      entries.set(key, entry);
      return entry.remembered;
    },
    keep(remembered) {
      const key = keyOf(remembered.user);
      entries.delete(key);
      entries.set(key, { remembered, until: now() + forMs });
      const [oldest] = entries.keys();
      if (entries.size > atMost && oldest !== undefined) entries.delete(oldest);
    },
    confirm(remembered) {
      const key = keyOf(remembered.user);
      const entry = entries.get(key);
      if (entry) entries.set(key, { ...entry, remembered });
    },
    forget(userId) {
      for (const [key, { remembered }] of entries) if (remembered.user.id === userId) entries.delete(key);
    },
    size: () => entries.size,
  };
}

function keyOf({ issuer, subject }: Pick<ProviderIdentity, 'issuer' | 'subject'>): string {
  return JSON.stringify([issuer, subject]);
}
