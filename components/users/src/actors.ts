import type { Actor } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
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
 */
export async function actorFor(
  identity: CallerIdentity,
  userOf: (identity: ProviderIdentity) => Promise<User | undefined>,
): Promise<Actor> {
  const { kind, roles } = identity;
  if (kind === 'service')
    return { kind, id: identity.serviceId ?? identity.clientId ?? identity.subject, roles };
  const user = await userOf(identity);
  if (!user)
    throw new Unauthenticated('This user has never called the data API, which is where users are made');
  return { kind, id: user.id, roles };
}
