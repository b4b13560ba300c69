import type { ObjectRef, Tuple } from '@ashlar/authz';
import type { Expression, ResolvedPermission, StoredModel } from '@ashlar/authz/engine';
import { createHash } from 'node:crypto';

/** Where the feeder leaves its marks among the relationships: what only the newest leader may write beside. */
export const marks = {
  type: 'ashlar_feed',
  id: 'main',
  subjectType: 'ashlar_mark',
  fence: 'fence',
  origin: 'origin',
} as const;

/** Everybody whose credential gives a role, by the name of the permission that is asked. */
const bearer = 'bearer';

/** The model as SpiceDB takes it. */
export interface SpiceDbSchema {
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  /** What to ask for when the caller's credential gives these roles at the platform. */
  nameFor(permission: Pick<ResolvedPermission, 'type' | 'name'>, roles: readonly string[]): string;
  /** The edge of an object to the platform, which is not stored; undefined where its type has none. */
  impliedBy(object: ObjectRef): Tuple | undefined;
  /** What is always there: that everybody bears a role, once they ask by its name. */
  readonly constants: readonly Tuple[];
}

/**
 * Platform roles are those of a credential and no tuples, and SpiceDB knows tuples alone. So whatever depends on a role
 * is there once more for each set of roles, with the role granted to whoever asks: `project#update_as_admin`. The name
 * that is asked for says what the credential gives, and nothing is stored about it.
 */
export function createSpiceDbSchema({ model, singleton }: StoredModel): SpiceDbSchema {
  const platform = { type: singleton?.type ?? '', id: singleton?.id ?? '' };
  const roleSets = subsetsOf(singleton?.roles ?? []);
  const dependent = new Map(roleSets.map((roles) => [suffixOf(roles), dependentOn(roles)]));

  const isDependent = (suffix: string, type: string, name: string): boolean =>
    dependent.get(suffix)?.has(`${type}#${name}`) ?? false;

  /** All `type#name` whose answer may change by the roles: the roles themselves and what leads to them. */
  function dependentOn(roles: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>(roles.map((role) => `${singleton?.type ?? ''}#${role}`));
    for (let size = -1; size !== found.size;) {
      size = found.size;
      for (const { name: type, permissions } of model.definitions.values()) {
        for (const [name, expression] of permissions) {
          if (leadsTo(type, expression, found)) found.add(`${type}#${name}`);
        }
      }
    }
    return found;
  }

  function leadsTo(type: string, expression: Expression, found: ReadonlySet<string>): boolean {
    switch (expression.kind) {
      case 'nil':
        return false;
      case 'name':
        return found.has(`${type}#${expression.name}`);
      case 'arrow':
        return (model.definitions.get(type)?.relations.get(expression.relation) ?? []).some((kind) =>
          found.has(`${kind.type}#${expression.target}`),
        );
      default:
        return leadsTo(type, expression.left, found) || leadsTo(type, expression.right, found);
    }
  }

  function written(type: string, expression: Expression, suffix: string): string {
    switch (expression.kind) {
      case 'nil':
        return 'nil';
      case 'name': {
        if (!isDependent(suffix, type, expression.name)) return expression.name;
        const isRole = type === singleton?.type && singleton.roles.includes(expression.name);
        return isRole ? bearer : `${expression.name}${suffix}`;
      }
      case 'arrow': {
        const kinds = model.definitions.get(type)?.relations.get(expression.relation) ?? [];
        // Where only some of the types behind it depend on a role, the others have the name too: see `definition`.
        const depends = kinds.some((kind) => isDependent(suffix, kind.type, expression.target));
        return `${expression.relation}->${expression.target}${depends ? suffix : ''}`;
      }
      default: {
        const sign = { union: '+', intersection: '&', exclusion: '-' }[expression.kind];
        return `(${written(type, expression.left, suffix)} ${sign} ${written(type, expression.right, suffix)})`;
      }
    }
  }

  function definition(type: string): string {
    const { relations, permissions } = model.definitions.get(type) ?? { relations: [], permissions: [] };
    const lines: string[] = [];
    for (const [name, kinds] of relations) {
      const takes = kinds.map(
        (kind) =>
          `${kind.type}${kind.wildcard ? ':*' : ''}${kind.relation === undefined ? '' : `#${kind.relation}`}`,
      );
      for (const { type: target, relation } of kinds) {
        const bent = [...dependent.values()].some((names) => names.has(`${target}#${relation ?? ''}`));
        if (bent) throw new TypeError(`${type}#${name}: who is in ${target}#${relation} depends on a role`);
      }
      lines.push(`relation ${name}: ${takes.join(' | ')}`);
    }
    if (type === singleton?.type) {
      lines.push(
        `relation ${bearer}: ${askers()
          .map((asker) => `${asker}:*`)
          .join(' | ')}`,
      );
      // An arrow to a role would need its second name at the other types too.
      const arrows = [...model.definitions.values()].flatMap(({ permissions: all }) => [...all.values()]);
      const stray = singleton.roles.find((role) => arrows.some((one) => pointsTo(one, role)));
      if (stray !== undefined) throw new TypeError(`An arrow leads to the role "${stray}"`);
    }
    for (const [name, expression] of permissions) {
      lines.push(`permission ${name} = ${written(type, expression, '')}`);
    }
    for (const suffix of dependent.keys()) {
      for (const [name, expression] of permissions) {
        if (isDependent(suffix, type, name))
          lines.push(`permission ${name}${suffix} = ${written(type, expression, suffix)}`);
        else if (isReached(suffix, type, name)) lines.push(`permission ${name}${suffix} = ${name}`);
      }
    }
    return lines.length === 0
      ? `definition ${type} {}\n`
      : `definition ${type} {\n${lines.map((line) => `\t${line}\n`).join('')}}\n`;
  }

  /** Whether an arrow that has other, dependent ends leads here under its second name. */
  function isReached(suffix: string, type: string, name: string): boolean {
    return [...model.definitions.values()].some(({ relations, permissions }) =>
      [...permissions.values()].some((expression) =>
        arrowsIn(expression).some(({ relation, target }) => {
          const kinds = relations.get(relation) ?? [];
          return (
            target === name &&
            kinds.some((kind) => kind.type === type) &&
            kinds.some((kind) => isDependent(suffix, kind.type, target))
          );
        }),
      ),
    );
  }

  /** Everybody of each type that can ask. */
  function askers(): readonly string[] {
    const kinds = [...model.definitions.values()].flatMap(({ relations }) => [...relations.values()].flat());
    const leaves = [...model.definitions.values()].filter(
      ({ relations, permissions }) => relations.size + permissions.size === 0,
    );
    return leaves.map(({ name }) => name).filter((name) => kinds.some(({ type }) => type === name));
  }

  const feed = [
    `definition ${marks.subjectType} {}\n`,
    `definition ${marks.type} {\n\trelation ${marks.fence}: ${marks.subjectType}\n\trelation ${marks.origin}: ${marks.subjectType}\n}\n`,
  ];
  const text = [...[...model.definitions.keys()].map(definition), ...feed].join('\n');

  return {
    text,
    hash: createHash('sha256').update(text).digest('hex'),
    nameFor({ type, name }, roles) {
      const suffix = suffixOf((singleton?.roles ?? []).filter((role) => roles.includes(role)));
      return isDependent(suffix, type, name) ? `${name}${suffix}` : name;
    },
    impliedBy(object) {
      if (!singleton || !model.definitions.get(object.type)?.relations.has(singleton.impliedRelation)) {
        return undefined;
      }
      return { object, relation: singleton.impliedRelation, subject: platform };
    },
    constants: singleton
      ? askers().map((type) => ({ object: platform, relation: bearer, subject: { type, id: '*' } }))
      : [],
  };
}

function suffixOf(roles: readonly string[]): string {
  return roles.length === 0 ? '' : `_as_${[...roles].sort().join('_')}`;
}

/** All but the empty one, each in the order of the model. */
function subsetsOf(roles: readonly string[]): readonly (readonly string[])[] {
  return roles
    .reduce<readonly (readonly string[])[]>(
      (sets, role) => [...sets, ...sets.map((set) => [...set, role])],
      [[]],
    )
    .filter((set) => set.length > 0);
}

function arrowsIn(expression: Expression): readonly { readonly relation: string; readonly target: string }[] {
  if (expression.kind === 'arrow') return [expression];
  return 'left' in expression ? [...arrowsIn(expression.left), ...arrowsIn(expression.right)] : [];
}

function pointsTo(expression: Expression, target: string): boolean {
  return arrowsIn(expression).some((arrow) => arrow.target === target);
}
