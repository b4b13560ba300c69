import type { Definition, Expression, Model, SubjectKind } from './model.types.js';
import type { Guard, State, Step, Ways } from './plan.types.js';

/** The one object of its type. Roles of the credential hold at it, and it stands behind every object. */
export interface Singleton {
  readonly type: string;
  readonly id: string;
  /** Relations that are not stored: the credential says which of them its bearer has. */
  readonly roles: readonly string[];
  /** The relation by which every object that exists reaches it; not stored either. */
  readonly impliedRelation: string;
}

export interface WaysOptions {
  readonly model: Model;
  readonly subjectType: string;
  /** Roles that the credential gives. */
  readonly roles: ReadonlySet<string>;
  readonly singleton: Singleton | undefined;
}

export const nowhere: Ways = { always: false, direct: [], steps: [], implied: [], guards: [] };

/** The ways of every state, without those that no subject of this type can end. */
export function createWays(options: WaysOptions): (state: State) => Ways {
  const known = new Map<State, Ways>();
  const builder = new WaysBuilder(options, aliveStates(options));
  return (state) => {
    const found = known.get(state) ?? builder.build(state);
    known.set(state, found);
    return found;
  };
}

export function stateOf(type: string, name: string): State {
  return `${type}#${name}`;
}

export function partsOf(state: State): readonly [type: string, name: string] {
  const [type = '', name = ''] = state.split('#');
  return [type, name];
}

class WaysBuilder {
  constructor(
    private readonly options: WaysOptions,
    private readonly alive: ReadonlySet<State>,
  ) {}

  build(state: State): Ways {
    const [type, name] = partsOf(state);
    const definition = this.options.model.definitions.get(type);
    return definition ? tidy(this.named(definition, name), this.includes) : nowhere;
  }

  private named(definition: Definition, name: string): Ways {
    const kinds = definition.relations.get(name);
    if (kinds) return this.relation(definition, name, kinds);
    const expression = definition.permissions.get(name);
    return expression ? this.expression(definition, expression) : nowhere;
  }

  private relation(definition: Definition, name: string, kinds: readonly SubjectKind[]): Ways {
    const { subjectType, singleton, roles } = this.options;
    if (singleton?.type === definition.name && singleton.roles.includes(name)) {
      return { ...nowhere, always: roles.has(name) };
    }
    const direct = kinds.some(({ type, relation }) => type === subjectType && relation === undefined);
    const steps = kinds.flatMap(({ type, relation }): Step[] =>
      relation === undefined || !this.alive.has(stateOf(type, relation))
        ? []
        : [
            {
              relations: [name],
              subjectType: type,
              subjectRelation: relation,
              target: stateOf(type, relation),
            },
          ],
    );
    return { ...nowhere, direct: direct ? [name] : [], steps };
  }

  private expression(definition: Definition, expression: Expression): Ways {
    switch (expression.kind) {
      case 'nil':
        return nowhere;
      case 'name':
        return this.named(definition, expression.name);
      case 'arrow':
        return this.arrow(definition, expression.relation, expression.target);
      case 'union':
        return union(
          this.expression(definition, expression.left),
          this.expression(definition, expression.right),
        );
      default:
        return guard(
          expression.kind,
          this.expression(definition, expression.left),
          this.expression(definition, expression.right),
        );
    }
  }

  private arrow(definition: Definition, relation: string, target: string): Ways {
    const kinds = definition.relations.get(relation) ?? [];
    const targets = kinds
      .map(({ type }) => ({ type, state: stateOf(type, target) }))
      .filter(({ state }) => this.alive.has(state));
    if (relation === this.options.singleton?.impliedRelation) {
      return { ...nowhere, implied: targets.map(({ state }) => state) };
    }
    return {
      ...nowhere,
      steps: targets.map(({ type, state }) => ({ relations: [relation], subjectType: type, target: state })),
    };
  }

  /** Whether one state holds wherever another of the same type does, because it is a union with it. */
  private readonly includes = (outer: State, inner: State): boolean => {
    const [type, name] = partsOf(outer);
    const [innerType, innerName] = partsOf(inner);
    const permissions = this.options.model.definitions.get(type)?.permissions;
    const within = (expression: Expression | undefined): boolean => {
      if (expression?.kind === 'union') return within(expression.left) || within(expression.right);
      return (
        expression?.kind === 'name' &&
        (expression.name === innerName || within(permissions?.get(expression.name)))
      );
    };
    return type === innerType && within(permissions?.get(name));
  };
}

function union(left: Ways, right: Ways): Ways {
  return {
    always: left.always || right.always,
    direct: [...new Set([...left.direct, ...right.direct])],
    steps: [...left.steps, ...right.steps],
    implied: [...new Set([...left.implied, ...right.implied])],
    guards: [...left.guards, ...right.guards],
  };
}

function guard(kind: Guard['kind'], left: Ways, right: Ways): Ways {
  if (isNowhere(left)) return nowhere;
  if (isNowhere(right)) return kind === 'exclusion' ? left : nowhere;
  return { ...nowhere, guards: [{ kind, left, right }] };
}

export function isNowhere({ always, direct, steps, implied, guards }: Ways): boolean {
  return !always && direct.length + steps.length + implied.length + guards.length === 0;
}

/** Steps that differ in their relation alone become one, and a step that another one covers goes. */
function tidy(ways: Ways, includes: (outer: State, inner: State) => boolean): Ways {
  const alike = (a: Step, b: Step): boolean =>
    a.subjectType === b.subjectType && a.subjectRelation === b.subjectRelation;
  const needed = ways.steps.filter(
    (step) =>
      !ways.steps.some(
        (other) =>
          alike(step, other) &&
          step.relations.every((relation) => other.relations.includes(relation)) &&
          includes(other.target, step.target),
      ),
  );
  const merged = new Map<string, Step>();
  for (const step of needed) {
    const key = `${step.subjectType}#${step.subjectRelation ?? ''}>${step.target}`;
    const relations = new Set([...(merged.get(key)?.relations ?? []), ...step.relations]);
    merged.set(key, { ...step, relations: [...relations] });
  }
  return {
    ...ways,
    steps: [...merged.values()],
    guards: ways.guards.map(({ kind, left, right }) => ({
      kind,
      left: tidy(left, includes),
      right: tidy(right, includes),
    })),
  };
}

/** The states from which a subject of the type can be reached at all: the least fixed point over the model. */
function aliveStates({ model, subjectType, roles, singleton }: WaysOptions): ReadonlySet<State> {
  const alive = new Set<State>();
  const reaches = (definition: Definition, expression: Expression): boolean => {
    switch (expression.kind) {
      case 'nil':
        return false;
      case 'name':
        return alive.has(stateOf(definition.name, expression.name));
      case 'arrow':
        return (definition.relations.get(expression.relation) ?? []).some(({ type }) =>
          alive.has(stateOf(type, expression.target)),
        );
      case 'exclusion':
        return reaches(definition, expression.left);
      case 'intersection':
        return reaches(definition, expression.left) && reaches(definition, expression.right);
      case 'union':
        return reaches(definition, expression.left) || reaches(definition, expression.right);
    }
  };
  const holds = (definition: Definition, name: string, kinds: readonly SubjectKind[]): boolean =>
    singleton?.type === definition.name && singleton.roles.includes(name)
      ? roles.has(name)
      : kinds.some(({ type, relation }) =>
          relation === undefined ? type === subjectType : alive.has(stateOf(type, relation)),
        );
  for (let before = -1; before < alive.size;) {
    before = alive.size;
    for (const definition of model.definitions.values()) {
      for (const [name, kinds] of definition.relations) {
        if (holds(definition, name, kinds)) alive.add(stateOf(definition.name, name));
      }
      for (const [name, expression] of definition.permissions) {
        if (reaches(definition, expression)) alive.add(stateOf(definition.name, name));
      }
    }
  }
  return alive;
}
