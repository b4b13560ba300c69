import type { StoredModel } from './model.js';
import { codeOf, everybody } from './tuple-terms.js';
import type { Tuple } from './tuples.types.js';

/** A tuple as it is stored. */
export interface TupleRow {
  readonly resource_type: number;
  readonly relation: number;
  readonly subject_type: number;
  readonly subject_relation: number;
  readonly resource_id: string;
  readonly subject_id: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(id: string): boolean {
  return uuid.test(id);
}

/** Between tuples and rows, by the model and its dictionary. */
export interface TupleRows {
  /** @throws {TypeError} for a tuple that the model does not allow, or that is implied and so never stored. */
  toRow(tuple: Tuple): TupleRow;
  toTuple(row: TupleRow): Tuple;
}

export function createTupleRows({ model, codes, singleton }: StoredModel): TupleRows {
  const types = inverse(codes.types);
  const names = inverse(codes.names);

  const assertAllowed = ({ object, relation, subject }: Tuple): void => {
    const kinds = model.definitions.get(object.type)?.relations.get(relation);
    if (!kinds) throw new TypeError(`There is no relation ${object.type}#${relation}`);
    const isRole = object.type === singleton?.type && singleton.roles.includes(relation);
    if (isRole || relation === singleton?.impliedRelation) {
      throw new TypeError(`${object.type}#${relation} is implied and not stored`);
    }
    const wildcard = subject.id === '*';
    const allowed = kinds.some(
      (kind) =>
        kind.type === subject.type && kind.relation === subject.relation && kind.wildcard === wildcard,
    );
    if (!allowed) {
      const what = `${subject.type}${wildcard ? ':*' : ''}${subject.relation === undefined ? '' : `#${subject.relation}`}`;
      throw new TypeError(`${object.type}#${relation} does not take ${what}`);
    }
    const ids = wildcard ? [object.id] : [object.id, subject.id];
    if (!ids.every((id) => isUuid(id) && id !== everybody)) {
      throw new TypeError(`${object.type}#${relation}: ids are UUIDs in lower case`);
    }
  };

  return {
    toRow(tuple) {
      assertAllowed(tuple);
      const { object, relation, subject } = tuple;
      return {
        resource_type: codeOf(codes.types, object.type),
        relation: codeOf(codes.names, relation),
        subject_type: codeOf(codes.types, subject.type),
        subject_relation: subject.relation === undefined ? 0 : codeOf(codes.names, subject.relation),
        resource_id: object.id,
        subject_id: subject.id === '*' ? everybody : subject.id,
      };
    },
    toTuple: (row) => ({
      object: { type: nameOf(types, row.resource_type), id: row.resource_id },
      relation: nameOf(names, row.relation),
      subject: {
        type: nameOf(types, row.subject_type),
        id: row.subject_id === everybody ? '*' : row.subject_id,
        ...(row.subject_relation !== 0 && { relation: nameOf(names, row.subject_relation) }),
      },
    }),
  };
}

function inverse(codes: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(codes).map(([name, code]) => [code, name]));
}

function nameOf(names: ReadonlyMap<number, string>, code: number): string {
  const name = names.get(code);
  if (name === undefined)
    throw new TypeError(`No name has the code ${code}: the database is ahead of this code`);
  return name;
}
