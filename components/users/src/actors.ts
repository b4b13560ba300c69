import type { Actor, OperationContext } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import { UserDisabled } from './users.errors.js';
import type { ProviderIdentity, User } from './users.types.js';

/** A verified identity: a person, or a client that acts for itself. */
export interface CallerIdentity extends ProviderIdentity {
  readonly kind: 'user' | 'service';
  readonly clientId: string | undefined;
  /** What a service acts under: unique among all issuers. */
  readonly serviceId?: string | undefined;
  /** Platform roles. */
  readonly roles: readonly string[];
}

/**
 * Who acts, for a verified identity. Services act under their service id and have no user.
 * @param userOf `users.mirror` where users are made, `users.recognise` where they are only known.
 * @throws {Unauthenticated} for a person who is not known here.
 * @throws {UserDisabled} for one who is disabled or deleted, however good the credential is.
 */
export async function actorFor(
  ctx: OperationContext,
  identity: CallerIdentity,
  userOf: (ctx: OperationContext, identity: ProviderIdentity) => Promise<User | undefined>,
): Promise<Actor> {
  const { kind, roles } = identity;
  if (kind === 'service')
    return { kind, id: identity.serviceId ?? identity.clientId ?? identity.subject, roles };
  const user = await userOf(ctx, { ...identity, isAdministrator: roles.includes('admin') });
  if (!user)
    throw new Unauthenticated('This user has never called the data API, which is where users are made');
  if (user.status !== 'active') throw new UserDisabled();
  return { kind, id: user.id, roles };
}
