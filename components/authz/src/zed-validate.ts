import { type Definition, type Expression, type Model, ModelError } from './model.types.js';

/** @throws {ModelError} when a name leads nowhere, or a permission contains itself at the same object. */
export function validate(model: Model): void {
  for (const definition of model.definitions.values()) {
    for (const relation of definition.relations.keys()) validateRelation(model, definition, relation);
    for (const [name, expression] of definition.permissions) {
      validateExpression(model, definition, expression, name);
      assertNoLoop(definition, name, []);
    }
  }
}

function validateRelation(model: Model, definition: Definition, name: string): void {
  for (const { type, relation } of definition.relations.get(name) ?? []) {
    const target = model.definitions.get(type);
    if (!target)
      throw new ModelError(`${definition.name}#${name} names the type "${type}", which is not defined`);
    if (relation !== undefined && !has(target, relation)) {
      throw new ModelError(`${definition.name}#${name} names ${type}#${relation}, which is not defined`);
    }
  }
}

function validateExpression(model: Model, definition: Definition, expression: Expression, at: string): void {
  const where = `${definition.name}#${at}`;
  switch (expression.kind) {
    case 'nil':
      return;
    case 'name':
      if (!has(definition, expression.name))
        throw new ModelError(`${where} names "${expression.name}", which is not defined`);
      return;
    case 'arrow': {
      const kinds = definition.relations.get(expression.relation);
      if (!kinds)
        throw new ModelError(`${where}: "${expression.relation}" before an arrow is not a relation`);
      if (kinds.some(({ wildcard, relation }) => wildcard || relation !== undefined)) {
        throw new ModelError(
          `${where}: an arrow cannot follow "${expression.relation}", which holds wildcards or usersets`,
        );
      }
      if (!kinds.some(({ type }) => has(model.definitions.get(type), expression.target))) {
        throw new ModelError(`${where}: nothing behind "${expression.relation}" has "${expression.target}"`);
      }
      return;
    }
    default:
      validateExpression(model, definition, expression.left, at);
      validateExpression(model, definition, expression.right, at);
  }
}

function assertNoLoop(definition: Definition, name: string, path: readonly string[]): void {
  if (path.includes(name)) {
    throw new ModelError(`${definition.name}: "${name}" contains itself (${[...path, name].join(' > ')})`);
  }
  const expression = definition.permissions.get(name);
  if (expression) for (const next of namesIn(expression)) assertNoLoop(definition, next, [...path, name]);
}

function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'name') return [expression.name];
  return 'left' in expression ? [...namesIn(expression.left), ...namesIn(expression.right)] : [];
}

function has(definition: Definition | undefined, name: string): boolean {
  return definition !== undefined && (definition.relations.has(name) || definition.permissions.has(name));
}
