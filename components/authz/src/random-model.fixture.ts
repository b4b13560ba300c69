import { hashOf, type StoredModel } from './model.js';
import type { Codes, Model } from './model.types.js';
import type { Random } from './random.fixture.js';
import type { Tuple } from './tuples.types.js';
import { parseModel } from './zed-parser.js';

const types = ['alpha', 'beta', 'gamma', 'delta'] as const;
const relationNames = ['rel_one', 'rel_two', 'rel_three', 'rel_four'] as const;
const permissionNames = ['can_one', 'can_two', 'can_three', 'can_four'] as const;

/** The text of some model: nested types, usersets, wildcards, exclusions and intersections, in any mixture. */
export function randomModelText(random: Random): string {
  const shapes = new Map(
    types.map((type) => [
      type,
      relationNames.slice(0, 2 + random.below(3)).map((name) => ({ name, kinds: randomKinds(random) })),
    ]),
  );
  const definitions = types.map((type) => {
    const relations = shapes.get(type) ?? [];
    const lines = relations.map(({ name, kinds }) => `\trelation ${name}: ${kinds.join(' | ')}`);
    const arrows = relations
      .filter(({ kinds }) => kinds.every((kind) => (types as readonly string[]).includes(kind)))
      .map(({ name }) => name);
    const earlier: string[] = relations.map(({ name }) => name);
    for (const permission of permissionNames) {
      lines.push(`\tpermission ${permission} = ${randomExpression(random, earlier, arrows, 3)}`);
      earlier.push(permission);
    }
    return `definition ${type} {\n${lines.join('\n')}\n}\n`;
  });
  return ['definition user {}\n', 'definition anonymous {}\n', ...definitions].join('\n');
}

function randomKinds(random: Random): readonly string[] {
  if (random.chance(0.4)) return random.some<string>(types, 1, 2);
  const kinds = new Set<string>(['user']);
  if (random.chance(0.3)) kinds.add('user:*');
  if (random.chance(0.25)) kinds.add('anonymous:*');
  // A name that every type has.
  if (random.chance(0.5))
    kinds.add(`${random.pick(types)}#${random.pick(['rel_one', 'rel_two', ...permissionNames])}`);
  return [...kinds];
}

function randomExpression(
  random: Random,
  names: readonly string[],
  arrows: readonly string[],
  depth: number,
): string {
  if (depth === 0 || random.chance(0.25)) {
    if (arrows.length > 0 && random.chance(0.4)) {
      return `${random.pick(arrows)}->${random.pick(permissionNames)}`;
    }
    return random.pick(names);
  }
  const sign = random.pick(['+', '+', '+', '&', '-']);
  const left = randomExpression(random, names, arrows, depth - 1);
  const right = randomExpression(random, names, arrows, depth - 1);
  const expression = `${left} ${sign} ${right}`;
  // Without brackets precedence decides, and both sides must read it alike.
  return random.chance(0.3) ? `(${expression})` : expression;
}

/** @throws {ModelError} for a text that the compiler does not take. */
export function storedModelOf(text: string): StoredModel {
  const model = parseModel(text);
  return { model, codes: codesOf(model), singleton: undefined, hash: hashOf(text) };
}

function codesOf({ definitions }: Model): Codes {
  const numbered = (names: Iterable<string>): Record<string, number> =>
    Object.fromEntries([...new Set(names)].map((name, index) => [name, index + 1]));
  const names = [...definitions.values()].flatMap(({ relations, permissions }) => [
    ...relations.keys(),
    ...permissions.keys(),
  ]);
  return { types: numbered(definitions.keys()), names: numbered(names) };
}

export interface World {
  readonly objects: readonly { readonly type: string; readonly id: string }[];
  readonly users: readonly string[];
}

export function createWorld(objectTypes: readonly string[], perType: number, users: number): World {
  const id = (kind: number, index: number): string =>
    `00000000-0000-7000-8000-${kind.toString(16).padStart(4, '0')}${index.toString(16).padStart(8, '0')}`;
  return {
    // Types take turns, so that any type may lie within any other without a circle.
    objects: Array.from({ length: perType * objectTypes.length }, (_, index) => ({
      type: objectTypes[index % objectTypes.length] ?? '',
      id: id(index % objectTypes.length, index),
    })),
    users: Array.from({ length: users }, (_, index) => id(0xffff, index)),
  };
}

/** A tuple that the model allows; objects point to later ones only. Undefined when this draw found none. */
export function randomTuple(
  random: Random,
  { model }: StoredModel,
  { objects, users }: World,
): Tuple | undefined {
  const index = random.below(objects.length);
  const object = random.pick(objects.slice(index, index + 1));
  const definition = model.definitions.get(object.type);
  const relation = random.pick([...(definition?.relations.keys() ?? [])]);
  const kind = random.pick(definition?.relations.get(relation) ?? []);
  if (kind.wildcard) return { object, relation, subject: { type: kind.type, id: '*' } };
  if (kind.type === 'user') return { object, relation, subject: { type: 'user', id: random.pick(users) } };
  const later = objects.slice(index + 1).filter(({ type }) => type === kind.type);
  if (later.length === 0) return undefined;
  const subject = { ...random.pick(later), ...(kind.relation !== undefined && { relation: kind.relation }) };
  return { object, relation, subject };
}
