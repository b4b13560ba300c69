import type { Tuple } from '@ashlar/authz';
import type { TupleRow, TupleRows } from '@ashlar/authz/engine';
import type { ChangedRow } from './tuple-state.repository.js';
import type { SpiceDbSchema } from './spicedb-schema.js';
import type { RemoteUpdate } from './spicedb.types.js';

/** With the edge of each object to the platform, twice as many are what one call takes. */
export const mostRows = 500;

/**
 * What makes SpiceDB say of these tuples what the database says now, whatever it said before. Nothing of how they came
 * to be so goes into it: sent twice, or after something newer was sent by the same holder, it does no harm.
 */
export function updatesFor(
  rows: readonly ChangedRow[],
  { toTuple }: TupleRows,
  { impliedBy }: SpiceDbSchema,
): readonly RemoteUpdate[] {
  const updates = new Map<string, RemoteUpdate>();
  const set = (tuple: Tuple, isThere: boolean): void =>
    void updates.set(nameOf(tuple), { op: isThere ? 'touch' : 'delete', tuple });
  for (const row of rows) {
    const tuple = toTuple(row);
    const implied = impliedBy(tuple.object);
    if (implied) set(implied, row.object_present);
    set(tuple, row.present);
  }
  return [...updates.values()];
}

/** Different for different tuples. */
export function nameOf({ object, relation, subject }: Tuple): string {
  const userset = subject.relation === undefined ? '' : `#${subject.relation}`;
  return `${object.type}:${object.id}#${relation}@${subject.type}:${subject.id}${userset}`;
}

/** The row of a relationship; undefined for what no tuple can be, such as a role of the platform. */
export function rowIfStorable({ toRow }: TupleRows, tuple: Tuple): TupleRow | undefined {
  try {
    return toRow(tuple);
  } catch {
    return undefined;
  }
}

/** The place of a tuple that was read: only what is stored. */
export function rowOf({
  resource_type,
  relation,
  subject_type,
  subject_relation,
  resource_id,
  subject_id,
}: TupleRow): TupleRow {
  return { resource_type, relation, subject_type, subject_relation, resource_id, subject_id };
}
