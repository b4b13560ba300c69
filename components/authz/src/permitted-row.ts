import { type DomainErrorClass, Forbidden } from '@ashlar/errors';
import type { Permitted } from './authz.types.js';

/**
 * The row, when the actor has the permission on it. Asked for must be `read` of the type as well.
 * @throws {missing} when there is no such row, or the actor may not even see it.
 * @throws {Forbidden} when the actor may see it, but not do this.
 */
export function permittedRow<Row>(
  found: Permitted<Row> | undefined,
  permission: string,
  missing: DomainErrorClass,
): Row {
  if (found?.may.has(permission)) return found.row;
  if (!found?.may.has(`${permission.split('.')[0]}.read`)) throw new missing();
  throw new Forbidden(`This needs the permission ${permission}`);
}
