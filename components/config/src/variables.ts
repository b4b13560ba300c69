import type { ConfigClass } from './config.types.js';

/** A variable as its decorator declared it. */
export interface Variable {
  readonly name: string;
  readonly property: string;
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly file: boolean;
  /** The value when the variable is not set. */
  readonly fallback: unknown;
  /** The fallback as it would be written in the environment. */
  readonly shownFallback: string | undefined;
  /** Completes "must be ..." when `parse` gives undefined. */
  readonly form: string;
  /** The typed value; undefined when the text does not have the form. */
  parse(text: string): unknown;
}

const declared = new WeakMap<object, Variable[]>();

export function declareVariable(prototype: object, variable: Variable): void {
  if (!/^[A-Z][A-Z0-9_]*$/.test(variable.name)) {
    throw new TypeError(`A variable is named in capitals, digits and underscores, not "${variable.name}"`);
  }
  if (variable.description.trim() === '') throw new TypeError(`${variable.name} needs a description`);
  const variables = declared.get(prototype) ?? [];
  declared.set(prototype, [...variables, variable]);
}

/** The variables of a class and of the classes it extends; the nearest declaration of a property wins. */
export function variablesOf(configClass: ConfigClass): readonly Variable[] {
  const byProperty = new Map<string, Variable>();
  const lineage: object[] = [];
  let prototype: object | null = configClass.prototype as object;
  while (prototype !== null) {
    lineage.unshift(prototype);
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  for (const ancestor of lineage) {
    for (const variable of declared.get(ancestor) ?? []) byProperty.set(variable.property, variable);
  }
  return [...byProperty.values()];
}

/** The names under which a variable may be set. */
export function namesOf({ name, file }: Variable): readonly string[] {
  return file ? [name, `${name}_FILE`] : [name];
}
