import type {
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import type { TokenScheme } from './authn.types.js';

/** A credential that a person made for a program. Its secret is not kept and cannot be shown again. */
export interface PersonalToken {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  /** `read`, `write`, or of one tag of routes `storages:read`. */
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
}

export interface NewPersonalToken {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Days from now, 1 to 366. */
  readonly days: number;
}

/** Personal access tokens, and the check of one as a bearer token. People alone have them, and each only their own. */
export interface PersonalTokens extends TokenScheme {
  /**
   * The secret is in this answer and nowhere else.
   * @throws {Forbidden} for a caller who is no person, or who came with such a token.
   */
  create(
    ctx: OperationContext,
    token: NewPersonalToken,
  ): Promise<{ readonly token: PersonalToken; readonly secret: string }>;
  /** The caller's own, expired ones too. Sortable by `created_at`. */
  list(ctx: OperationContext, request: PageRequest): Promise<Page<PersonalToken>>;
  /** @throws {PersonalTokenNotFound} also for one of somebody else. */
  get(ctx: OperationContext, id: string): Promise<PersonalToken>;
  /**
   * Ends it: at once in this process, within `rememberForMs` in others.
   * @throws {PersonalTokenNotFound | PreconditionFailed | Forbidden}
   */
  revoke(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
  /** For whoever removes or disables people. Answers how many there were. */
  revokeAllOf(ctx: OperationContext, ownerId: string): Promise<number>;
  /** For whoever ends the access of people: tokens rest while their owner is disabled, and go with them. */
  readonly ofUsers: {
    readonly name: 'access-tokens';
    end(tx: TransactionContext, userId: string, why: 'disabled' | 'deleted'): Promise<void>;
  };
}
