import { anonymous, contextFor, type Database, type OperationContext, systemContext } from '@ashlar/database';
import { createAuthorizer } from './authz.service.js';
import type { Authorizer, Relations } from './authz.types.js';
import { cyclesOf } from './cycles.js';
import type { StoredModel } from './model.js';
import { ModelError } from './model.types.js';
import { type Oracle, startOracle } from './oracle.fixture.js';
import { createRandom, type Random } from './random.fixture.js';
import {
  createWorld,
  randomModelText,
  randomTuple,
  storedModelOf,
  type World,
} from './random-model.fixture.js';
import { createRelations } from './relations.service.js';
import type { Tuple } from './tuples.types.js';

export interface Tally {
  decisions: number;
  /** Where SpiceDB gave no answer. */
  givenUp: number;
  allowed: number;
  readonly differences: string[];
}

export const newTally = (): Tally => ({ decisions: 0, givenUp: 0, allowed: 0, differences: [] });

/** The same model and the same tuples here and in SpiceDB. */
export interface Twins {
  readonly text: string;
  readonly stored: StoredModel;
  readonly world: World;
  readonly oracle: Oracle;
  readonly authorizer: Authorizer;
  readonly relations: Relations;
  readonly tuples: Map<string, Tuple>;
}

export const keyOf = (tuple: Tuple): string => JSON.stringify(tuple);

/** Draws models until both sides take one. */
export async function randomTwins(seed: number, database: Database): Promise<Twins> {
  const random = createRandom(seed);
  for (;;) {
    const text = randomModelText(random);
    try {
      const stored = storedModelOf(text);
      cyclesOf(stored);
      return {
        text,
        stored,
        world: createWorld(['alpha', 'beta', 'gamma', 'delta'], 4, 5),
        oracle: await startOracle(text),
        authorizer: createAuthorizer({ database, model: stored }),
        relations: createRelations({ database, model: stored }),
        tuples: new Map(),
      };
    } catch (error) {
      if (!(error instanceof ModelError) && !/schema|cycle|permission|relation/i.test(String(error)))
        throw error;
    }
  }
}

/** Adds and removes some tuples on both sides. */
export async function edit(twins: Twins, random: Random, database: Database, count: number): Promise<void> {
  const touch = new Map<string, Tuple>();
  for (let draw = 0; draw < count; draw += 1) {
    const tuple = randomTuple(random, twins.stored, twins.world);
    if (tuple) touch.set(keyOf(tuple), tuple);
  }
  const gone = [...twins.tuples.values()].filter((tuple) => random.chance(0.2) && !touch.has(keyOf(tuple)));
  await database.transact(systemContext('spec'), (tx) =>
    twins.relations.write(tx, { touch: [...touch.values()], delete: gone }),
  );
  await twins.oracle.write([...touch.values()], gone);
  for (const tuple of gone) twins.tuples.delete(keyOf(tuple));
  for (const [key, tuple] of touch) twins.tuples.set(key, tuple);
}

export function contexts({ users }: World): readonly OperationContext[] {
  return [...users.map((id) => contextFor({ kind: 'user', id, roles: [] })), contextFor(anonymous)];
}

/** Every check and every list of every permission, for everybody. */
export async function compareAll(twins: Twins, tally: Tally, label: string): Promise<void> {
  for (const { name: type, permissions } of twins.stored.model.definitions.values()) {
    const ids = twins.world.objects.filter((object) => object.type === type).map(({ id }) => id);
    for (const permission of permissions.keys()) {
      for (const ctx of contexts(twins.world)) {
        const { kind, id } = ctx.actor;
        const theirs = await twins.oracle.check(type, permission, ids, { type: kind, id });
        const ours = await twins.authorizer.checkMany(ctx, `${type}.${permission}`, ids);
        ids.forEach((object, index) => {
          tally.decisions += 1;
          if (ours.has(object)) tally.allowed += 1;
          if (theirs[index] === undefined) tally.givenUp += 1;
          else if (theirs[index] !== ours.has(object)) {
            tally.differences.push(
              `${label}: ${type}:${object}#${permission} ${kind}:${id} is ${ours.has(object)} here`,
            );
          }
        });
      }
    }
  }
}
