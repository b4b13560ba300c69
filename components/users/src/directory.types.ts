/** A person as the admin API of an identity provider shows them. */
export interface DirectoryUser {
  readonly subject: string;
  readonly username: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly fullName: string | undefined;
  readonly enabled: boolean;
}

/** When it was so, by the provider's clock. */
export interface AsOf {
  readonly asOf: Date;
}

export interface DirectoryPage extends AsOf {
  readonly users: readonly DirectoryUser[];
  /** How many entries the provider gave, those included that could not be read. */
  readonly received: number;
  readonly isLast: boolean;
}

export interface DirectoryChanges extends AsOf {
  /** Whoever may have changed. */
  readonly subjects: readonly string[];
  /** False: there was more than is worth reading one by one. */
  readonly complete: boolean;
}

/** The users of one identity provider. Every method may throw {@link DirectoryError}. */
export interface UserDirectory {
  readonly issuer: string;
  /** Everybody, from the `first` on (0), in an order that holds while nobody comes or goes. */
  list(first: number, signal: AbortSignal): Promise<DirectoryPage>;
  find(subject: string, signal: AbortSignal): Promise<AsOf & { readonly user: DirectoryUser | undefined }>;
  /** Who was changed at `since` or later; nobody when it is undefined. */
  changes(since: Date | undefined, signal: AbortSignal): Promise<DirectoryChanges>;
}

/** The provider cannot be asked. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';

  /** @param kind `unavailable` passes by itself; `refused` needs somebody to look at roles, secrets or addresses. */
  constructor(
    readonly kind: 'unavailable' | 'refused',
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
