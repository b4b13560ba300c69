/** Who an identity provider says somebody is. */
export interface ProviderIdentity {
  /** URL of the provider, and the person's id there. */
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly email?: string | undefined;
  readonly fullName?: string | undefined;
  /** Of the token that says so: an older one does not undo what a newer one said. */
  readonly issuedAt?: Date | undefined;
}

/** A person, mirrored from the identity provider. */
export interface User {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly email: string | undefined;
  readonly fullName: string | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
