import type { UserPreferences } from '../preferences.types.js';
import type { UserExport } from '../user-export.js';
import type { SeenUser, User, UserDeletionPreview } from '../users.types.js';
import type {
  PreferencesResponse,
  SeenUserResponse,
  UserDeletionPreviewResponse,
  UserResponse,
} from './users.dto.js';

export function presentUser(user: User): UserResponse {
  return {
    ...presentPublic(user),
    email: user.email ?? null,
    email_verified: user.emailVerified,
    version: user.version,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}

export function presentSeen({ user, whole }: SeenUser): SeenUserResponse {
  return whole ? presentWhole(user) : presentPublic(user);
}

export function presentWhole(user: User): SeenUserResponse {
  return { ...presentUser(user), ...presentLifecycle(user) };
}

export function presentDeletion({ contents, fingerprint }: UserDeletionPreview): UserDeletionPreviewResponse {
  return { contents: contents.map(({ kind, count, outcome }) => ({ kind, count, outcome })), fingerprint };
}

export function presentPreferences(preferences: UserPreferences): PreferencesResponse {
  return {
    theme: preferences.theme,
    language: preferences.language ?? null,
    time_zone: preferences.timeZone ?? null,
    notifications: preferences.notifications,
    dismissed: preferences.dismissed,
    pinned_projects: preferences.pinnedProjects,
    version: preferences.version,
  };
}

/** Everything, the person's id at the provider included. */
export function presentExport({ user, preferences, holdings }: UserExport): object {
  return {
    user: { ...presentWhole(user), subject: user.subject, said_at: timeOf(user.saidAt) },
    preferences: preferences ? presentPreferences(preferences) : null,
    holdings,
  };
}

function presentPublic({ id, username, fullName, profile }: User) {
  return {
    id,
    username,
    full_name: fullName ?? null,
    display_name: profile.displayName ?? null,
    affiliation: profile.affiliation ?? null,
    about: profile.about ?? null,
    website: profile.website ?? null,
  };
}

function presentLifecycle({ issuer, status, disabledAt, suspendedAt, lastSeenAt, deletion }: User) {
  return {
    issuer,
    status,
    disabled_at: timeOf(disabledAt),
    suspended_at: timeOf(suspendedAt),
    deleted_at: timeOf(deletion?.deletedAt),
    deleted_by: deletion?.deletedBy ?? null,
    heir_id: deletion?.heirId ?? null,
    purge_started_at: timeOf(deletion?.purgeStartedAt),
    purge_failure: deletion?.purgeFailure ?? null,
    purged_at: timeOf(deletion?.purgedAt),
    last_seen_at: timeOf(lastSeenAt),
  };
}

function timeOf(time: Date | undefined): string | null {
  return time?.toISOString() ?? null;
}
