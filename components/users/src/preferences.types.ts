import type { OperationContext } from '@ashlar/database';

/** How somebody likes the platform. Nothing in it changes what they may do. */
export interface UserPreferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** BCP 47; undefined: as the browser says. */
  readonly language: string | undefined;
  /** IANA; undefined: as the browser says. */
  readonly timeZone: string | undefined;
  readonly notifications: 'all' | 'important' | 'none';
  /** Hints that need not be shown again. */
  readonly dismissed: readonly string[];
  /** In the order of the user; only those that the user may see now. */
  readonly pinnedProjects: readonly string[];
  readonly version: number;
}

/** What changes; absent keeps, null clears. */
export interface PreferencesChange {
  readonly theme?: UserPreferences['theme'] | undefined;
  readonly language?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly notifications?: UserPreferences['notifications'] | undefined;
  readonly dismissed?: readonly string[] | undefined;
  readonly pinnedProjects?: readonly string[] | undefined;
}

/** Which of these projects the caller may see: `authorizer.checkMany(ctx, 'project.read', ids)`. */
export type VisibleProjects = (ctx: OperationContext, ids: readonly string[]) => Promise<ReadonlySet<string>>;
