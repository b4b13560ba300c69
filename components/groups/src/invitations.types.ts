import type {
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import type { InvitationTarget } from './invitation-tokens.js';
import type { GroupRole, Member } from './groups.types.js';

/** A role that is there for whoever brings the token. */
export interface Invitation {
  readonly id: string;
  /** The group or project. */
  readonly objectId: string;
  readonly role: GroupRole;
  /** Lower case. Only who has this address may answer; undefined: whoever has the token. */
  readonly email: string | undefined;
  /** An open one may have expired: see `expiresAt`. */
  readonly status: 'open' | 'accepted' | 'declined';
  /** The user who invited. */
  readonly invitedBy: string;
  /** The user who accepted or declined. */
  readonly answeredBy: string | undefined;
  readonly expiresAt: Date;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewInvitation {
  readonly role: GroupRole;
  readonly email?: string | undefined;
  /** Days from now, 1 to 30. */
  readonly days: number;
}

/** What somebody who holds a token learns before answering. */
export interface InvitationPreview {
  readonly target: InvitationTarget;
  readonly objectId: string;
  /** Name and path of the group or project. */
  readonly name: string;
  readonly path: string;
  readonly role: GroupRole;
  /** Name of who invited. */
  readonly invitedBy: string;
  /** Whether it is for one address only; which one is not said. */
  readonly personal: boolean;
  readonly expiresAt: Date;
}

/** Invitations to the groups, or to the projects. */
export interface Invitations {
  readonly target: InvitationTarget;
  /** Whether it is about a token of this kind. */
  readonly recognises: (token: string) => boolean;
  /**
   * The token is in this answer and nowhere else. The right to invite must be the caller's by membership: an
   * administrator of the platform makes members directly.
   * @throws {Forbidden | DomainSuspended} and what says that the object is missing.
   */
  create(
    ctx: OperationContext,
    objectId: string,
    input: NewInvitation,
  ): Promise<{ readonly invitation: Invitation; readonly token: string }>;
  /** All but those that were revoked. Sorted by `created_at`. */
  list(ctx: OperationContext, objectId: string, request: PageRequest): Promise<Page<Invitation>>;
  /** @throws {InvitationNotFound} */
  get(ctx: OperationContext, objectId: string, id: string): Promise<Invitation>;
  /** @throws {InvitationNotFound | InvitationUsed | PreconditionFailed} */
  revoke(ctx: OperationContext, objectId: string, id: string, expected: ExpectedVersion): Promise<void>;
  /** @throws {InvitationNotFound | InvitationUsed | InvitationDeclined | InvitationRevoked | InvitationExpired} */
  preview(ctx: OperationContext, token: string): Promise<InvitationPreview>;
  /**
   * Makes the caller a member, once: at most one person ever joins by a token. A role the caller has already is never
   * lowered. The same person may ask again and gets the same answer.
   * @throws as `preview`, and {InvitationNotYours | InviterMayNot | MemberRefused | DomainSuspended | Forbidden}
   */
  accept(
    ctx: OperationContext,
    token: string,
  ): Promise<{ readonly invitation: Invitation; readonly member: Member }>;
  /** @throws as `accept`. */
  decline(ctx: OperationContext, token: string): Promise<void>;
  /** For whoever removes a user: the invitations that the user made, or that are for the user's address. */
  forgetUser(tx: TransactionContext, userId: string): Promise<number>;
}
