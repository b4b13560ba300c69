/** Who an identity provider says somebody is. */
export interface ProviderIdentity {
  /** URL of the provider, and the person's id there. */
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly email?: string | undefined;
  /** Whether the provider has checked that the address is the person's. Default false. */
  readonly emailVerified?: boolean | undefined;
  readonly fullName?: string | undefined;
  /** Slug of the domain that a new person is to be at home in; undefined: the one that is always there. */
  readonly homeDomain?: string | undefined;
  /** Whether they administer the platform; undefined where that is not said. */
  readonly isAdministrator?: boolean | undefined;
  /** Of the token that says so: an older one does not undo what a newer one said. */
  readonly issuedAt?: Date | undefined;
}

/**
 * `active`: may act. `disabled`: by the provider or by an administrator, may come back. `deleted`: access has ended, the
 * rest goes when the grace is over. `purged`: only the id is left.
 */
export type UserStatus = 'active' | 'disabled' | 'deleted' | 'purged';

/** A person, mirrored from the identity provider. */
export interface User {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly fullName: string | undefined;
  /** Whether they administered the platform when a token last said anything of it. */
  readonly isAdministrator: boolean;
  /** When the provider said so, by its clock. */
  readonly saidAt: Date | undefined;
  readonly profile: Profile;
  readonly status: UserStatus;
  /** By the provider, and by an administrator of the platform. */
  readonly disabledAt: Date | undefined;
  readonly suspendedAt: Date | undefined;
  readonly deletion: Deletion | undefined;
  /** Roughly. */
  readonly lastSeenAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What people say of themselves, for everybody to see. */
export interface Profile {
  readonly displayName: string | undefined;
  readonly affiliation: string | undefined;
  readonly about: string | undefined;
  readonly website: string | undefined;
}

/** What changes; absent keeps, null clears. */
export type ProfileChange = { readonly [Field in keyof Profile]?: string | null | undefined };

/** How far a deletion has come. */
export interface Deletion {
  readonly deletedAt: Date;
  readonly deletedBy: 'provider' | 'platform';
  /** Who gets what the user owned; undefined: it is removed. */
  readonly heirId: string | undefined;
  readonly purgeStartedAt: Date | undefined;
  /** Steps of the purge that are done. */
  readonly purgeDone: readonly string[];
  /** The step at which the purge is stuck, and why. */
  readonly purgeFailure: string | undefined;
  readonly purgedAt: Date | undefined;
}

/** Exact ones are compared whatever their case. */
export interface UserFilter {
  readonly status?: UserStatus | undefined;
  readonly username?: string | undefined;
  readonly email?: string | undefined;
  readonly issuer?: string | undefined;
  /** Part of the username, the address or a name, whatever its case. */
  readonly keyword?: string | undefined;
}

/** A user as somebody may see them. */
export interface SeenUser {
  readonly user: User;
  /** False: what is private is for nobody but the user and administrators. */
  readonly whole: boolean;
}

/** What becomes of a user's things when the user is purged. */
export interface UserDeletionPreview {
  /** How many of each kind, and whether somebody gets them. */
  readonly contents: readonly {
    readonly kind: string;
    readonly count: number;
    readonly outcome: 'reassigned' | 'removed';
  }[];
  /** Changes when any of it does. A deletion that concerns more than the user names it. */
  readonly fingerprint: string;
}
