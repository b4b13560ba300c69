import type { Database } from '@ashlar/database';
import { AccessCycle, RelationsChanged } from './authz.errors.js';
import type { Relations } from './authz.types.js';
import { cyclesOf } from './cycles.js';
import { loadModel, type StoredModel } from './model.js';
import { codeOf } from './tuple-terms.js';
import { createTupleRows } from './tuple-rows.js';
import { TupleRepository } from './tuples.repository.js';
import type { Tuple, TupleChangeResult } from './tuples.types.js';

const mostTuples = 10_000;

export interface RelationsDeps {
  readonly database: Database;
  /** Another model than Ashlar's own: for tests. */
  readonly model?: StoredModel;
}

export function createRelations({ database, model: stored = loadModel() }: RelationsDeps): Relations {
  const repository = new TupleRepository(database, cyclesOf(stored));
  const { toRow, toTuple } = createTupleRows(stored);
  const { types, names } = stored.codes;
  const codesOf = (relations: readonly string[] | undefined): readonly number[] | undefined =>
    relations?.map((relation) => codeOf(names, relation));
  const unless = (result: TupleChangeResult | false): TupleChangeResult => {
    if (result) return result;
    throw new AccessCycle('This would make something lie within itself');
  };

  return {
    async write(tx, { touch = [], delete: gone = [], expect: { present = [], absent = [] } = {} }) {
      const expected = [...distinct(present).values()].map(toRow);
      if (expected.length > 0 && (await repository.lockPresent(tx, expected)) < expected.length) {
        throw new RelationsChanged('A relation that was expected is gone');
      }
      if (absent.length > 0 && (await repository.lockPresent(tx, absent.map(toRow))) > 0) {
        throw new RelationsChanged('A relation exists that was not expected');
      }
      const kept = distinct(touch);
      const goes = gone.filter((tuple) => !kept.has(keyOf(tuple)));
      return unless(await repository.write(tx, [...kept.values()].map(toRow), goes.map(toRow)));
    },
    async replaceObject(tx, object, tuples, relations) {
      const wanted = distinct(tuples.map((tuple) => ({ ...tuple, object })));
      const stray = [...wanted.values()].find(({ relation }) => relations && !relations.includes(relation));
      if (stray) throw new TypeError(`"${stray.relation}" is not among the relations to replace`);
      const rows = [...wanted.values()].map(toRow);
      const type = codeOf(types, object.type);
      return unless(await repository.replace(tx, type, object.id, rows, codesOf(relations)));
    },
    deleteObject: (tx, { type, id }) => repository.forget(tx, codeOf(types, type), id),
    async ofObject(ctx, { type, id }, relations) {
      const rows = await repository.ofObject(ctx, codeOf(types, type), id, codesOf(relations), mostTuples);
      return rows.map(toTuple);
    },
  };
}

function keyOf({ object, relation, subject }: Tuple): string {
  return [object.type, object.id, relation, subject.type, subject.id, subject.relation ?? ''].join(' ');
}

function distinct(tuples: readonly Tuple[]): ReadonlyMap<string, Tuple> {
  return new Map(tuples.map((tuple) => [keyOf(tuple), tuple]));
}
