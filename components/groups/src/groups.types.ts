import type { ExpectedVersion } from '@ashlar/database';

/** Private: for members and those above. Public: everybody may read it. */
export type Visibility = 'private' | 'public';

/** Roles in a group or project; a stronger one holds what the weaker ones hold. */
export type GroupRole = 'viewer' | 'editor' | 'owner';

export type DomainRole = 'admin' | 'member';

export type Role = GroupRole | DomainRole;

/** The domain that every installation has: the home of whoever is in no other. */
export const defaultDomainId = '00000000-0000-7000-8000-000000000001';

/** A tenant: the boundary that nothing crosses. */
export interface Domain {
  readonly id: string;
  /** Unique, lower case, never changes. */
  readonly slug: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Of groups and projects that do not say. */
  readonly defaultVisibility: Visibility;
  /** Nothing in a suspended domain can be changed. */
  readonly suspendedAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewDomain {
  readonly slug: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly defaultVisibility?: Visibility | undefined;
}

/** What changes; absent keeps, null clears. */
export interface DomainChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly defaultVisibility?: Visibility | undefined;
  readonly suspended?: boolean | undefined;
}

export interface DomainFilter {
  /** Part of the slug or the name, whatever its case. */
  readonly keyword?: string | undefined;
}

/** People and projects under one name, in a domain or in another group. */
export interface Group {
  readonly id: string;
  readonly domainId: string;
  /** Undefined directly in the domain. */
  readonly parentGroupId: string | undefined;
  readonly slug: string;
  /** The slugs from the domain down, with `/` between. */
  readonly path: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly visibility: Visibility;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewGroup {
  /** A domain or a group. */
  readonly parentId: string;
  readonly slug: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** Default: the domain's. */
  readonly visibility?: Visibility | undefined;
  /** First owner. Default: the caller. */
  readonly ownerId?: string | undefined;
}

/** What changes, all in one step; absent keeps, null clears. */
export interface GroupChange {
  readonly slug?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly visibility?: Visibility | undefined;
  /** A domain or a group, of the same domain. */
  readonly parentId?: string | undefined;
}

export interface GroupFilter {
  readonly domainId?: string | undefined;
  readonly parentGroupId?: string | undefined;
  /** Only those that the caller was given a role in, directly. */
  readonly directMember?: boolean | undefined;
  /** Part of the slug or the name, whatever its case. */
  readonly keyword?: string | undefined;
}

/** A user, or a group: then everybody who is a member of it. */
export interface MemberRef {
  readonly kind: 'user' | 'group';
  readonly id: string;
}

export interface Member extends MemberRef {
  /** The full name of a user, or the username; the name of a group. */
  readonly name: string;
  /** Of a user. */
  readonly username: string | undefined;
  readonly role: Role;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewMember extends MemberRef {
  readonly role: Role;
}

/** Under which condition a member is put: in a version that is known, or only when it is not one yet. */
export interface PutCondition {
  readonly expected: ExpectedVersion;
  readonly mustNotExist: boolean;
}

/** A user's own place for projects, in the home domain. */
export interface UserNamespace {
  readonly id: string;
  readonly domainId: string;
  readonly userId: string;
  readonly slug: string;
}

export type TargetType = 'group' | 'user-namespace' | 'project';

/** What has a path. */
export interface Target {
  readonly type: TargetType;
  readonly id: string;
}

/** What a path leads to. */
export interface Resolved extends Target {
  readonly domainId: string;
  /** Its path today. */
  readonly path: string;
  /** False when a part of the path that was asked for is a name of the past. */
  readonly current: boolean;
}

/** What goes with a group when it is deleted. */
export interface DeletionPreview {
  /** How many of each kind: `groups`, and what other bricks keep in groups. */
  readonly contents: readonly { readonly kind: string; readonly count: number }[];
  /** Changes when what goes with it does. A deletion that takes something along names it. */
  readonly fingerprint: string;
}
