import { createHash } from 'node:crypto';
import type { Actor } from '@ashlar/database';
import { platformId } from './model.js';
import type { Subject } from './statements.js';
import { isUuid } from './tuple-rows.js';

/** Platform roles, as the identity brick maps them from credentials. */
export type PlatformRole = 'admin' | 'member' | 'service';

/**
 * The id under which an actor stands in tuples. Users have one already; a service, known by its client id, gets a UUID
 * made from that (version 8, SHA-256).
 */
export function subjectIdOf({ kind, id }: Pick<Actor, 'kind' | 'id'>): string {
  if (isUuid(id)) return id;
  const hex = createHash('sha256').update(`${kind}:${id}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * The actor in the words of the model. Anonymous callers are a type of their own, so what is open to every user is not
 * open to them. Undefined for the system, which needs no permission.
 */
export function subjectOf(actor: Actor): Subject | undefined {
  switch (actor.kind) {
    case 'system':
      return undefined;
    case 'anonymous':
      return { type: 'anonymous', id: platformId, roles: [] };
    default:
      return { type: actor.kind, id: subjectIdOf(actor), roles: actor.roles };
  }
}
