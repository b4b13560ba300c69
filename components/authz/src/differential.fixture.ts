import { anonymous, contextFor, type Database, type OperationContext, systemContext } from '@ashlar/database';
import { createAuthorizer } from './authz.service.js';
import type { Authorizer, ListFilter, Relations } from './authz.types.js';
import { loadModel, modelText, platformId, type StoredModel } from './model.js';
import { type Model, ModelError } from './model.types.js';
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
  /** What is implied here and must be said to SpiceDB. */
  readonly implied: Map<string, Tuple>;
}

/** Ashlar's own model, with some people who have platform roles. */
export async function productTwins(database: Database): Promise<Twins> {
  const stored = loadModel();
  const types = [...stored.model.definitions.values()]
    .filter(({ name, permissions }) => permissions.size > 0 && name !== 'platform')
    .map(({ name }) => name);
  const world = createWorld([...types, 'group', 'group', 'project'], 3, 6);
  const [admin = '', member = ''] = world.users;
  return {
    text: modelText(),
    stored,
    world: {
      ...world,
      objects: [...world.objects, { type: 'platform', id: platformId }],
      roles: new Map([
        [admin, ['admin']],
        [member, ['member']],
      ]),
    },
    oracle: await startOracle(modelText()),
    authorizer: createAuthorizer({ database }),
    relations: createRelations({ database }),
    tuples: new Map(),
    implied: new Map(),
  };
}

/** Every object that exists has the platform, and the platform has those whose credentials say so. */
function impliedBy({ stored: { model, singleton }, world, tuples }: Twins): ReadonlyMap<string, Tuple> {
  if (!singleton) return new Map();
  const platform = { type: singleton.type, id: singleton.id };
  const edges = [...tuples.values()]
    .filter(({ object }) => model.definitions.get(object.type)?.relations.has(singleton.impliedRelation))
    .map(({ object }) => ({ object, relation: singleton.impliedRelation, subject: platform }));
  const roles = [...(world.roles ?? [])].flatMap(([id, names]) =>
    names.map((relation) => ({ object: platform, relation, subject: { type: 'user', id } })),
  );
  return new Map([...edges, ...roles].map((tuple) => [keyOf(tuple), tuple]));
}

export const keyOf = (tuple: Tuple): string => JSON.stringify(tuple);

/** What goes wrong on our side, to see whether that is noticed. */
export interface Sabotage {
  readonly model?: (model: Model) => Model;
  readonly relations?: (relations: Relations) => Relations;
}

/** Draws models until both sides take one. */
export async function randomTwins(seed: number, database: Database, sabotage: Sabotage = {}): Promise<Twins> {
  const random = createRandom(seed);
  for (;;) {
    const text = randomModelText(random);
    try {
      const stored = storedModelOf(text);
      const relations = createRelations({ database, model: stored });
      return {
        text,
        stored,
        world: createWorld(['alpha', 'beta', 'gamma', 'delta'], 4, 5),
        oracle: await startOracle(text),
        authorizer: createAuthorizer({
          database,
          model: { ...stored, model: sabotage.model?.(stored.model) ?? stored.model },
        }),
        relations: sabotage.relations?.(relations) ?? relations,
        tuples: new Map(),
        implied: new Map(),
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
  const implied = impliedBy(twins);
  const news = [...implied].filter(([key]) => !twins.implied.has(key));
  const past = [...twins.implied].filter(([key]) => !implied.has(key));
  await twins.oracle.write(
    news.map(([, tuple]) => tuple),
    past.map(([, tuple]) => tuple),
  );
  for (const [key] of past) twins.implied.delete(key);
  for (const [key, tuple] of news) twins.implied.set(key, tuple);
}

/** Forgets all tuples, on both sides. */
export async function clear(twins: Twins, database: Database): Promise<void> {
  await database.transact(systemContext('spec'), async (tx) => {
    for (const object of twins.world.objects) await twins.relations.deleteObject(tx, object);
  });
  await twins.oracle.write([], [...twins.tuples.values(), ...twins.implied.values()]);
  twins.tuples.clear();
  twins.implied.clear();
}

/** Leaves nothing behind for the next ones. */
export async function end(twins: Twins, database: Database): Promise<void> {
  await database.transact(systemContext('spec'), async (tx) => {
    for (const object of twins.world.objects) await twins.relations.deleteObject(tx, object);
  });
  twins.oracle.close();
}

export function contexts({ users, roles }: World): readonly OperationContext[] {
  return [
    ...users.map((id) => contextFor({ kind: 'user', id, roles: roles?.get(id) ?? [] })),
    contextFor(anonymous),
  ];
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

/** What SpiceDB lists and what our list shows: all ids of one permission for everybody, and who has it. */
export async function compareLists(
  twins: Twins,
  list: ListIds,
  tally: Tally,
  random: Random,
  label: string,
): Promise<void> {
  const protectedTypes = [...twins.stored.model.definitions.values()].filter(
    ({ permissions }) => permissions.size > 0,
  );
  for (const { name: type, permissions } of random.some(protectedTypes, 2, 4)) {
    const objects = twins.world.objects.filter((object) => object.type === type);
    for (const permission of random.some([...permissions.keys()], 2, 3)) {
      const wanted = `${type}.${permission}`;
      for (const ctx of random.some(contexts(twins.world), 2, 3)) {
        const { kind, id } = ctx.actor;
        const theirs = await twins.oracle.lookupResources(type, permission, { type: kind, id });
        const ours = await list(ctx, type, permission, await twins.authorizer.visibleIn(ctx, wanted));
        judge(tally, theirs, ours, `${label}: list of ${wanted} for ${kind}:${id}`);
      }
      const { id } = random.pick(objects);
      const theirs = await twins.oracle.lookupSubjects(type, permission, id, 'user');
      const ours = await twins.authorizer.lookupSubjects(systemContext('spec'), wanted, id);
      judge(
        tally,
        theirs && allowedUsers(twins.world, theirs),
        allowedUsers(twins.world, ours),
        `${label}: subjects of ${wanted} ${id}`,
      );
    }
  }
}

export type ListIds = (
  ctx: OperationContext,
  type: string,
  permission: string,
  filter: ListFilter,
) => Promise<readonly string[]>;

function judge(
  tally: Tally,
  theirs: readonly string[] | undefined,
  ours: readonly string[],
  label: string,
): void {
  tally.decisions += 1;
  if (ours.length > 0) tally.allowed += 1;
  if (theirs === undefined) tally.givenUp += 1;
  else if (theirs.join() !== ours.join()) {
    tally.differences.push(`${label}: [${ours.join()}] here, [${theirs.join()}] there`);
  }
}

/** Who that is, whether named or among everybody; and whether a stranger is. Roles are known from credentials alone. */
function allowedUsers(
  { users, roles }: World,
  { ids, everybodyExcept }: { readonly ids: readonly string[]; readonly everybodyExcept?: readonly string[] },
): readonly string[] {
  const open = everybodyExcept !== undefined;
  return [
    ...users.filter((id) => !roles?.has(id) && (ids.includes(id) || (open && !everybodyExcept.includes(id)))),
    ...(open ? ['everybody'] : []),
  ];
}
