import type { OperationContext } from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';

/**
 * The id of the person who calls.
 * @throws {Forbidden} for everybody else.
 */
export function personOf({ actor }: OperationContext): string {
  if (actor.kind !== 'user') throw new Forbidden('Only people have secrets');
  return actor.id;
}
