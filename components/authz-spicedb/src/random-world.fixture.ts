import type { Tuple } from '@ashlar/authz';
import { loadModel } from '@ashlar/authz/engine';
import { anonymous, contextFor, type OperationContext } from '@ashlar/database';
import { platformId } from './world.fixture.js';

/** Repeatable (mulberry32): the seed in a failure's message is enough to see it again. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const { model, singleton } = loadModel();
const idOf = (kind: number, index: number): string =>
  `00000000-0000-7000-8000-${kind.toString(16).padStart(4, '0')}${index.toString(16).padStart(8, '0')}`;

const types = [...model.definitions.values()]
  .filter(({ name, permissions }) => permissions.size > 0 && name !== singleton?.type)
  .map(({ name }) => name);
/** Types take turns, and objects point to later ones only: nothing lies within itself. */
const kinds = [...types, 'group', 'group', 'project'];
export const objects = Array.from({ length: kinds.length * 3 }, (_, index) => ({
  type: kinds[index % kinds.length] ?? '',
  id: idOf(1, index),
}));
const platform = { type: 'platform', id: platformId };
const users = Array.from({ length: 6 }, (_, index) => idOf(2, index));
const roleSets = [['admin'], ['member'], ['member', 'service'], ['admin', 'member'], [], []];

/** People with platform roles and without, a service, and nobody. */
export const askers: readonly OperationContext[] = [
  ...users.map((id, index) => contextFor({ kind: 'user', id, roles: roleSets[index] ?? [] })),
  contextFor({ kind: 'service', id: idOf(3, 0), roles: ['service'] }),
  contextFor({ kind: 'service', id: idOf(3, 1), roles: [] }),
  contextFor(anonymous),
];

export interface Asked {
  readonly wanted: string;
  readonly ids: readonly string[];
}

/** Every permission, with all objects that it may be about. */
export const questions: readonly Asked[] = [...model.definitions.values()].flatMap(
  ({ name, permissions }) => {
    const ids =
      name === platform.type ? [platformId] : objects.filter(({ type }) => type === name).map(({ id }) => id);
    return [...permissions.keys()].map((permission) => ({ wanted: `${name}.${permission}`, ids }));
  },
);

/** Some tuple that the model allows; undefined when this draw found none. */
export function randomTuple(below: (most: number) => number): Tuple | undefined {
  const index = below(objects.length + 2);
  const object = objects[index] ?? platform;
  const definition = model.definitions.get(object.type);
  const stored = [...(definition?.relations ?? [])].filter(
    ([name]) =>
      name !== singleton?.impliedRelation &&
      !(object.type === singleton?.type && singleton.roles.includes(name)),
  );
  const [relation, takes] = stored[below(stored.length)] ?? ['', []];
  const kind = takes[below(takes.length)];
  if (!kind) return undefined;
  if (kind.wildcard) return { object, relation, subject: { type: kind.type, id: '*' } };
  if (kind.type === 'user') return { object, relation, subject: { type: 'user', id: users[below(6)] ?? '' } };
  if (kind.type === 'service')
    return { object, relation, subject: { type: 'service', id: idOf(3, below(2)) } };
  if (kind.type === platform.type) return { object, relation, subject: platform };
  const later = objects.slice(index + 1).filter(({ type }) => type === kind.type);
  const subject = later[below(later.length)];
  if (!subject) return undefined;
  return {
    ...{ object, relation },
    subject: { ...subject, ...(kind.relation !== undefined && { relation: kind.relation }) },
  };
}
