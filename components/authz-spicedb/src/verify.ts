import type { ObjectRef, Tuple } from '@ashlar/authz';
import { createTupleRows, loadModel, type StoredModel, type TupleRow } from '@ashlar/authz/engine';
import type { Database, OperationContext } from '@ashlar/database';
import { createHash } from 'node:crypto';
import { createSpiceDbSchema } from './spicedb-schema.js';
import type { SpiceDb } from './spicedb.types.js';
import { TupleStateRepository } from './tuple-state.repository.js';
import { mostRows, nameOf, rowIfStorable, rowOf } from './tuple-updates.js';

export interface VerifyEngineDeps {
  readonly database: Database;
  readonly spicedb: SpiceDb;
  /** Another model than Ashlar's own: for tests. */
  readonly model?: StoredModel;
}

export interface VerifyEngineOptions {
  /** Compares so many objects only, some drawn from the tuples and some from the latest changes. */
  readonly sample?: number;
  /** Lets the feeder send what was found again. */
  readonly repair?: boolean;
  /** Resolves when SpiceDB knows all that is committed now: runs or waits for the feeder. */
  readonly settle: () => Promise<void>;
  /** At most so many objects are named. Default 1,000. */
  readonly limit?: number;
}

/** One relationship that one side has and the other has not. */
export interface EngineDifference {
  readonly tuple: Tuple;
  /** `extra` is access that nobody has: SpiceDB says so and the database does not. */
  readonly kind: 'missing' | 'extra';
}

export interface EngineVerification {
  readonly differences: readonly EngineDifference[];
  /** False when there may be more. */
  readonly complete: boolean;
  /** Objects that were compared one by one. */
  readonly objects: number;
  /** How many were given to the feeder. What no tuple can be, only an import takes away. */
  readonly repaired: number;
}

const buckets = 65_536;
const usualLimit = 1_000;

/**
 * Compares what SpiceDB has with what follows from the tuples. Both sides are walked while others write, so what differs
 * is only suspected: each suspect is looked at again once the feeder has caught up.
 */
export async function verifyEngine(
  ctx: OperationContext,
  { database, spicedb, model = loadModel() }: VerifyEngineDeps,
  { sample, repair = false, settle, limit = usualLimit }: VerifyEngineOptions,
): Promise<EngineVerification> {
  const state = new TupleStateRepository(database);
  const schema = createSpiceDbSchema(model);
  const rows = createTupleRows(model);
  const types = [...model.model.definitions.keys()];
  const typeNames = new Map(Object.entries(model.codes.types).map(([name, code]) => [code, name]));

  /** What SpiceDB is to have of some rows, which come object by object. */
  const expectedOf = (found: readonly TupleRow[]): readonly Tuple[] => {
    const implied = new Map<string, Tuple>();
    const tuples = found.map((row) => rows.toTuple(row));
    for (const { object } of tuples) {
      const edge = schema.impliedBy(object);
      if (edge) implied.set(nameOf(edge), edge);
    }
    return [...tuples, ...implied.values()];
  };

  async function* hereAll(): AsyncGenerator<readonly Tuple[]> {
    yield schema.constants;
    let lastObject = '';
    for (let after: TupleRow | null = null; ;) {
      const found: readonly TupleRow[] = await state.rowsAfter(ctx, after, mostRows);
      const begins = lastObject;
      // The edge of an object that goes on from the page before has been counted there.
      yield expectedOf(found).filter(
        (tuple) => `${tuple.object.type}:${tuple.object.id}` !== begins || !isImplied(tuple),
      );
      const last = found.at(-1);
      if (!last || found.length < mostRows) return;
      const { object } = rows.toTuple(last);
      lastObject = `${object.type}:${object.id}`;
      after = rowOf(last);
    }
  }
  const isImplied = (tuple: Tuple): boolean => schema.impliedBy(tuple.object)?.relation === tuple.relation;

  async function* thereAll(): AsyncGenerator<readonly Tuple[]> {
    for (const type of types) {
      for (let after: string | undefined; ;) {
        const page = await spicedb.read({ type }, { limit: 1_000, ...(after !== undefined && { after }) });
        yield page.tuples;
        if (page.next === undefined) break;
        after = page.next;
      }
    }
  }

  /** Objects of which something differs, found with sums over parts of all tuples: the memory that takes is fixed. */
  const suspectsOfAll = async (): Promise<readonly ObjectRef[]> => {
    const sums = new Float64Array(buckets);
    const add = async (pages: AsyncIterable<readonly Tuple[]>, sign: 1 | -1): Promise<void> => {
      for await (const page of pages) {
        for (const tuple of page) {
          const { bucket, value } = digestOf(tuple);
          sums[bucket] = ((sums[bucket] ?? 0) + sign * value) % Number.MAX_SAFE_INTEGER;
        }
      }
    };
    await add(hereAll(), 1);
    await add(thereAll(), -1);
    const wrong = new Set([...sums.keys()].filter((bucket) => sums[bucket] !== 0));
    if (wrong.size === 0) return [];
    const counts = new Map<string, { readonly object: ObjectRef; count: number }>();
    const count = async (pages: AsyncIterable<readonly Tuple[]>, by: 1 | -1): Promise<void> => {
      for await (const page of pages) {
        for (const tuple of page) {
          if (!wrong.has(digestOf(tuple).bucket)) continue;
          const name = nameOf(tuple);
          const entry = counts.get(name) ?? { object: tuple.object, count: 0 };
          entry.count += by;
          if (entry.count === 0) counts.delete(name);
          else counts.set(name, entry);
        }
      }
    };
    await count(hereAll(), 1);
    await count(thereAll(), -1);
    const objects = new Map(
      [...counts.values()].map(({ object }) => [`${object.type}:${object.id}`, object]),
    );
    return [...objects.values()];
  };

  const suspectsOfSome = async (most: number): Promise<readonly ObjectRef[]> =>
    (await state.someObjects(ctx, most)).map(({ type, id }) => ({
      type: typeNames.get(type) ?? String(type),
      id,
    }));

  const differencesOf = async (object: ObjectRef): Promise<readonly EngineDifference[]> => {
    const there = new Map<string, Tuple>();
    for (let after: string | undefined; ;) {
      const page = await spicedb.read(
        { type: object.type, id: object.id },
        { limit: 1_000, ...(after !== undefined && { after }) },
      );
      for (const tuple of page.tuples) there.set(nameOf(tuple), tuple);
      if (page.next === undefined) break;
      after = page.next;
    }
    const stored = await state.rowsOf(ctx, model.codes.types[object.type] ?? 0, object.id);
    const constants = schema.constants.filter(
      (one) => one.object.type === object.type && one.object.id === object.id,
    );
    const here = new Map([...expectedOf(stored), ...constants].map((tuple) => [nameOf(tuple), tuple]));
    return [
      ...[...here].flatMap(([name, tuple]) => (there.has(name) ? [] : [{ tuple, kind: 'missing' as const }])),
      ...[...there].flatMap(([name, tuple]) => (here.has(name) ? [] : [{ tuple, kind: 'extra' as const }])),
    ];
  };

  /** Those that still differ when SpiceDB knows what the database knew. */
  const confirmed = async (suspects: readonly ObjectRef[]): Promise<readonly EngineDifference[]> => {
    let left = suspects;
    let found: readonly EngineDifference[] = [];
    // What is written between two looks at one object differs too, but not three times.
    for (let look = 0; look < 3 && left.length > 0; look += 1) {
      await settle();
      const differences: EngineDifference[] = [];
      for (const object of left) differences.push(...(await differencesOf(object)));
      found = differences;
      left = [
        ...new Map(
          differences.map(({ tuple: { object } }) => [`${object.type}:${object.id}`, object]),
        ).values(),
      ];
    }
    return found;
  };

  const all = sample === undefined ? await suspectsOfAll() : await suspectsOfSome(sample);
  const suspects = all.slice(0, sample ?? limit);
  const differences = await confirmed(suspects);
  let repaired = 0;
  if (repair && differences.length > 0) {
    const again = new Map<string, TupleRow>();
    for (const { tuple } of differences) {
      // An edge to the platform follows from the tuples of its object: any relation of that makes it be looked at.
      const row = isImplied(tuple) ? anyRowOf(tuple.object) : rowIfStorable(rows, tuple);
      if (row) again.set(nameOf(rows.toTuple(row)), row);
    }
    await state.lookAgain(ctx, [...again.values()]);
    repaired = again.size;
    await settle();
  }
  return { differences, complete: all.length === suspects.length, objects: suspects.length, repaired };

  /** Some tuple that the object could have. */
  function anyRowOf(object: ObjectRef): TupleRow | undefined {
    const relations = model.model.definitions.get(object.type)?.relations ?? new Map();
    for (const [relation, kinds] of relations) {
      for (const { type, relation: userset, wildcard } of kinds) {
        const subject = {
          type,
          id: wildcard ? '*' : object.id,
          ...(userset !== undefined && { relation: userset }),
        };
        const row = rowIfStorable(rows, { object, relation, subject });
        if (row) return row;
      }
    }
    return undefined;
  }
}

function digestOf(tuple: Tuple): { readonly bucket: number; readonly value: number } {
  const hash = createHash('sha256').update(nameOf(tuple)).digest();
  return { bucket: hash.readUInt16BE(0), value: hash.readUIntBE(2, 6) };
}
