import type { Definition, Expression, Model } from './model.types.js';

/** The model with every permission's expression rewritten. */
export function rewritten(model: Model, rewrite: (expression: Expression) => Expression): Model {
  const deep = (expression: Expression): Expression =>
    rewrite(
      'left' in expression
        ? { ...expression, left: deep(expression.left), right: deep(expression.right) }
        : expression,
    );
  const definitions = [...model.definitions].map(([name, definition]): [string, Definition] => [
    name,
    {
      ...definition,
      permissions: new Map([...definition.permissions].map(([key, expression]) => [key, deep(expression)])),
    },
  ]);
  return { definitions: new Map(definitions) };
}

/** `a - (b + c)` read as `(a - b) + c`. */
export function flipPrecedence(expression: Expression): Expression {
  if (expression.kind !== 'exclusion' || expression.right.kind !== 'union') return expression;
  const { left, right } = expression;
  return { kind: 'union', left: { kind: 'exclusion', left, right: right.left }, right: right.right };
}

/** `a + b` read as `a`. */
export function dropArm(expression: Expression): Expression {
  return expression.kind === 'union' ? expression.left : expression;
}

/** `a->b` read as nothing. */
export function dropArrow(expression: Expression): Expression {
  return expression.kind === 'arrow' ? { kind: 'nil' } : expression;
}
