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

const tail = 2 ** 48;

/** Many new ids at once, in order: the first is random, and the others count on from it, as randomness is dear in bulk. */
export function newIds(count: number): readonly string[] {
  const first = newId();
  const start = Number.parseInt(first.slice(-12), 16);
  const head = first.slice(0, -12);
  return Array.from({ length: count }, (_, index) => {
    const number = start + index;
    // Too near to the end of what 12 digits hold.
    return number < tail ? head + number.toString(16).padStart(12, '0') : newId();
  });
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

/** The same without its signal: for what was begun and has to be written down, whoever gives up meanwhile. */
export function unhurried(ctx: OperationContext): OperationContext {
  return { ...ctx, signal: new AbortController().signal };
}
