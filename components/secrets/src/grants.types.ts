/** An owner's word, given in advance, that a service may use secrets of theirs while they are not there. */
export interface StandingGrant {
  readonly id: string;
  readonly userId: string;
  readonly service: string;
  readonly purpose: string;
  /** Where the values may go. */
  readonly endpoint: string | undefined;
  readonly secretIds: readonly string[];
  readonly expiresAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
}

export interface NewStandingGrant {
  readonly service: string;
  readonly purpose: string;
  readonly endpoint?: string | undefined;
  /** 1 to 100 of the owner's own. */
  readonly secretIds: readonly string[];
  readonly expiresAt?: Date | undefined;
}

/** What a grant for one fetch is asked for. */
export interface GrantRequest {
  readonly service: string;
  readonly purpose: string;
  readonly endpoint?: string | undefined;
  /** The session, run or job that it is for. */
  readonly job?: string | undefined;
  /** Secrets of the caller. */
  readonly secretIds: readonly string[];
  /** And what fills the slots of this project, for who may see it. */
  readonly projectId?: string | undefined;
}

/** What a grant for the secrets of a storage is asked for. */
export interface OwnerGrantRequest {
  readonly service: string;
  readonly purpose: string;
  /** The one place where the values may go. */
  readonly endpoint: string;
  readonly job?: string | undefined;
  /** These versions have to be the newest. */
  readonly secrets: readonly { readonly id: string; readonly version: number }[];
}

/** A single-use grant. The token is in this answer and nowhere else. */
export interface MintedGrant {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}
