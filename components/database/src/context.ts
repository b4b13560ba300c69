import { v7 } from 'uuid';
import type { Actor, OperationContext } from './database.types.js';

export const anonymous: Actor = Object.freeze({
  kind: 'anonymous',
  id: 'anonymous',
  roles: Object.freeze([]),
});

/** A new UUIDv7: sortable by time of making. */
export function newId(): string {
  return v7();
}

/** A context on behalf of a caller. Without a signal it is never aborted. */
export function contextFor(
  actor: Actor,
  {
    requestId = newId(),
    signal = new AbortController().signal,
  }: { requestId?: string; signal?: AbortSignal } = {},
): OperationContext {
  return Object.freeze({ actor, requestId, signal });
}

/** A context for the platform's own work. The reason is what logs and audit records will show. */
export function systemContext(
  reason: string,
  options?: { requestId?: string; signal?: AbortSignal },
): OperationContext {
  return contextFor(Object.freeze({ kind: 'system', id: reason, roles: Object.freeze([]) }), options);
}
