import type {
  Actor,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';

/** A credential with which a program of a person signs its requests. Its secret is not kept and cannot be shown again. */
export interface KeyPair {
  readonly id: string;
  /** The public half: 20 letters and digits. */
  readonly accessKey: string;
  readonly ownerId: string;
  readonly name: string;
  readonly expiresAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
}

export interface NewKeyPair {
  readonly name: string;
  /** Days from now, 1 to 366. */
  readonly days: number;
}

/** A request as it arrived: what a signature is held against. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  header(name: string): string | undefined;
}

/** Key pairs, and the check of a request that one of them signed. People alone have them, and each only their own. */
export interface KeyPairs {
  /** By the outside of the Authorization header alone. */
  recognises(authorization: string): boolean;
  /**
   * The owner, limited to the scopes of these paths. Each signature is good once.
   * @throws {Unauthenticated} for whatever is wrong with it; never anonymous.
   */
  authenticate(authorization: string, request: SignedRequest): Promise<Actor>;
  /**
   * The secret is in this answer and nowhere else.
   * @throws {Forbidden} for a caller who is no person, or who came with a credential for programs.
   */
  create(
    ctx: OperationContext,
    input: NewKeyPair,
  ): Promise<{ readonly keyPair: KeyPair; readonly secretKey: string }>;
  /** The caller's own, expired ones too. Sortable by `created_at`. */
  list(ctx: OperationContext, request: PageRequest): Promise<Page<KeyPair>>;
  /** @throws {KeyPairNotFound} also for one of somebody else. */
  get(ctx: OperationContext, id: string): Promise<KeyPair>;
  /** Ends it at once, everywhere. @throws {KeyPairNotFound | PreconditionFailed | Forbidden} */
  revoke(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
  /** Whose it is while it has not expired; whether the caller may know is not asked. */
  ownerOf(ctx: OperationContext, accessKey: string): Promise<string | undefined>;
}

/** What becomes of key pairs when the access of their owner ends. */
export interface KeyPairsOfUsers {
  readonly name: 'key-pairs';
  end(tx: TransactionContext, userId: string, why: 'disabled' | 'deleted'): Promise<void>;
}
