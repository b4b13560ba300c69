import type { Authorizer } from '@ashlar/authz';
import {
  type Actor,
  type Database,
  newId,
  type OperationContext,
  type TransactionContext,
} from '@ashlar/database';
import { Forbidden, PreconditionFailed } from '@ashlar/errors';
import type { InvitationTarget, InvitationTokens } from './invitation-tokens.js';
import {
  InvitationDeclined,
  InvitationExpired,
  InvitationNotFound,
  InvitationNotYours,
  InvitationRevoked,
  InvitationUsed,
  InviterMayNot,
} from './invitations.errors.js';
import type { InvitationRepository, StoredInvitation } from './invitations.repository.js';
import type { Invitation, Invitations } from './invitations.types.js';
import type { Members } from './members.service.js';
import { NameRepository } from './names.repository.js';

/** What a brick with members needs in order to invite. */
export interface InvitingDeps {
  readonly tokens: InvitationTokens;
  /** Whether a person may still act: false for one who was disabled or deleted. Default: everybody. */
  readonly inviterMayAct?: (ctx: OperationContext, userId: string) => Promise<boolean>;
}

export interface InvitationsDeps extends InvitingDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'check'>;
  readonly target: InvitationTarget;
  readonly invitations: InvitationRepository;
  readonly members: Members;
  /** What a preview shows of the object. @throws what says that it is missing. */
  readonly describe: (
    ctx: OperationContext,
    objectId: string,
  ) => Promise<{ readonly name: string; readonly path: string }>;
  /** @throws {DomainSuspended} and what says that the object is missing. */
  readonly lock: (tx: TransactionContext, objectId: string) => Promise<{ readonly domainId: string }>;
}

export function createInvitations(deps: InvitationsDeps): Invitations {
  const { database, authorizer, target, tokens, invitations, members, describe, lock } = deps;
  const names = new NameRepository(database);
  const { inviterMayAct = () => Promise.resolve(true) } = deps;

  /** The right of a person to invite, without what only the credential of the moment gives. */
  const mayInvite = (ctx: OperationContext, userId: string, objectId: string): Promise<boolean> => {
    const actor: Actor = { kind: 'user', id: userId, roles: ['member'] };
    return authorizer.check({ ...ctx, actor }, `${target}.manage_members`, objectId);
  };

  const get = async (ctx: OperationContext, objectId: string, id: string): Promise<Invitation> => {
    const found = await invitations.find(ctx, id);
    if (found?.objectId !== objectId || !isShown(found)) throw missing(id);
    return found;
  };

  const byToken = async (ctx: OperationContext, token: string) => {
    const read = tokens.read(token);
    const found = read?.target === target ? await invitations.findByHash(ctx, read.hash) : undefined;
    if (!found) throw new InvitationNotFound('There is no such invitation');
    return found;
  };

  const assertFor = async (tx: TransactionContext, { email }: StoredInvitation): Promise<void> => {
    if (email === undefined || (await invitations.hasEmail(tx, tx.actor.id, email))) return;
    throw new InvitationNotYours('The invitation is for another e-mail address');
  };

  const answer = async (
    tx: TransactionContext,
    token: string,
    { id }: StoredInvitation,
    status: 'accepted' | 'declined',
  ): Promise<void> => {
    if (await invitations.answer(tx, id, status, tx.actor.id)) return;
    // Somebody was faster: say what became of it.
    assertOpen(await byToken(tx, token));
    throw new InvitationExpired('The invitation has just expired');
  };

  /** @throws {InviterMayNot} */
  const assertInviter = async (
    ctx: OperationContext,
    { invitedBy, objectId }: StoredInvitation,
  ): Promise<void> => {
    if (!(await inviterMayAct(ctx, invitedBy)) || !(await mayInvite(ctx, invitedBy, objectId)))
      throw new InviterMayNot('Whoever invited you may no longer do so');
  };

  return {
    target,
    recognises: (token) => tokens.read(token)?.target === target,
    create: (ctx, objectId, input) =>
      database.transact(ctx, async (tx) => {
        const { domainId } = await lock(tx, objectId);
        if (tx.actor.kind !== 'user' || !(await mayInvite(tx, tx.actor.id, objectId))) {
          throw new Forbidden('Only people who own it can invite; administrators make members directly');
        }
        const id = newId();
        const { token, hash } = tokens.issue(target);
        await invitations.insert(tx, { ...input, id, objectId, domainId, hash, invitedBy: tx.actor.id });
        return { invitation: await get(tx, objectId, id), token };
      }),
    async list(ctx, objectId, request) {
      const page = await invitations.list(ctx, objectId, request);
      return { ...page, items: page.items.filter(isShown) };
    },
    get,
    revoke: (ctx, objectId, id, expected) =>
      database.transact(ctx, async (tx) => {
        await lock(tx, objectId);
        if (await invitations.revoke(tx, objectId, id, expected)) return;
        const { status, version } = await get(tx, objectId, id);
        if (status === 'accepted') throw new InvitationUsed('It was accepted; remove the member instead');
        throw new PreconditionFailed(`The invitation is at version ${version} now`, { details: { version } });
      }),
    async preview(ctx, token) {
      const found = await byToken(ctx, token);
      assertOpen(found);
      await assertInviter(ctx, found.invitation);
      const { objectId, role, email, invitedBy, expiresAt } = found.invitation;
      const { name, path } = await describe(ctx, objectId);
      const inviter = (await names.namesOf(ctx, [invitedBy])).get(invitedBy);
      const shown = { target, objectId, name, path, role, expiresAt };
      return { ...shown, invitedBy: inviter?.name ?? '', personal: email !== undefined };
    },
    accept: (ctx, token) =>
      database.transact(ctx, async (tx) => {
        const found = await byToken(tx, token);
        const { objectId, role } = found.invitation;
        const caller = person(tx);
        // From here on it is one after the other for everybody who changes members of this object.
        await lock(tx, objectId);
        const current = await byToken(tx, token);
        const known = await joined(tx, members, current.invitation, caller.id);
        if (known) return known;
        assertOpen(current);
        await assertFor(tx, current.invitation);
        await assertInviter(tx, current.invitation);
        const member = await members.join(tx, objectId, caller.id, role);
        await answer(tx, token, current.invitation, 'accepted');
        return { invitation: await get(tx, objectId, current.invitation.id), member };
      }),
    decline: (ctx, token) =>
      database.transact(ctx, async (tx) => {
        person(tx);
        const found = await byToken(tx, token);
        assertOpen(found);
        await assertFor(tx, found.invitation);
        await answer(tx, token, found.invitation, 'declined');
      }),
    forgetUser: (tx, userId) => invitations.forgetUser(tx, userId),
  };
}

/** What the same person is told who asks twice, as long as the membership lasts. */
async function joined(
  tx: TransactionContext,
  members: Members,
  invitation: StoredInvitation,
  userId: string,
) {
  if (!isShown(invitation) || invitation.status !== 'accepted' || invitation.answeredBy !== userId) {
    return undefined;
  }
  const member = await members.find(tx, invitation.objectId, userId);
  return member && { invitation, member };
}

function isShown(invitation: StoredInvitation): invitation is Invitation {
  return invitation.status !== 'revoked';
}

function assertOpen({
  invitation: { status },
  expired,
}: {
  readonly invitation: StoredInvitation;
  readonly expired: boolean;
}): void {
  if (status === 'accepted') throw new InvitationUsed('The invitation has been accepted already');
  if (status === 'declined') throw new InvitationDeclined('The invitation has been declined');
  if (status === 'revoked') throw new InvitationRevoked('The invitation has been taken back');
  if (expired) throw new InvitationExpired('The invitation has expired');
}

function person({ actor }: OperationContext): Actor {
  if (actor.kind !== 'user') throw new Forbidden('Only people can be invited');
  return actor;
}

function missing(id: string): Error {
  return new InvitationNotFound(`There is no invitation ${id} here`);
}
