import { ValidateBy } from 'class-validator';

import { declareVariable, type Variable } from './variables.js';

/** What every variable may say. Neither `default` nor `optional: true` means that it must be set. */
export interface VariableOptions<Optional extends boolean> {
  /** One sentence for the operator. */
  readonly description: string;
  /** The property is undefined when the variable is not set. */
  readonly optional?: Optional;
  /** Let `<NAME>_FILE` name a file that holds the value. Always on for secrets. */
  readonly file?: boolean;
}

/** What a variable of this kind takes, beside {@link VariableOptions}. */
export interface Kind<Value> {
  readonly type: string;
  readonly form: string;
  readonly fallback?: Value | undefined;
  readonly shownFallback?: string | undefined;
  readonly secret?: boolean;
  parse(text: string): Value | undefined;
  readonly rules: readonly (Rule<Value> | undefined)[];
}

/** A check that class-validator runs on the typed value. */
export interface Rule<Value> {
  readonly name: string;
  readonly message: string;
  accepts(value: Value): boolean;
}

/** A property decorator that compiles only on a property which can hold `Value`. */
export type VariableDecorator<Value> = <Property extends string, Target extends Record<Property, unknown>>(
  target: Target & ([Value] extends [Target[Property]] ? unknown : { readonly propertyMustHold: Value }),
  property: Property,
) => void;

/** Undefined joins the value of an optional variable. */
export type Held<Value, Optional extends boolean> = Optional extends true ? Value | undefined : Value;

export function rule<Value>(
  name: string,
  wanted: boolean,
  message: string,
  accepts: (value: Value) => boolean,
): Rule<Value> | undefined {
  return wanted ? { name, message, accepts } : undefined;
}

export function variable<Value, Optional extends boolean>(
  name: string,
  options: VariableOptions<Optional>,
  kind: Kind<Value>,
): VariableDecorator<Held<Value, Optional>> {
  if (options.optional && kind.fallback !== undefined) {
    throw new TypeError(`${name} is either optional or has a default`);
  }
  return (target, property) => {
    const declaration: Variable = {
      name,
      property,
      type: kind.type,
      description: options.description,
      required: !options.optional && kind.fallback === undefined,
      secret: kind.secret ?? false,
      file: (kind.secret ?? false) || (options.file ?? false),
      fallback: kind.fallback,
      shownFallback: kind.shownFallback,
      form: kind.form,
      parse: (text) => kind.parse(text),
    };
    declareVariable(target, declaration);
    for (const check of kind.rules) if (check) applyRule(check, target, property);
  };
}

function applyRule<Value>({ name, message, accepts }: Rule<Value>, target: object, property: string): void {
  // Undefined passes here instead of through IsOptional, which would also switch off the rules that a brick adds.
  const validate = (value: unknown): boolean => value === undefined || accepts(value as Value);
  ValidateBy({ name, validator: { validate, defaultMessage: () => message } })(target, property);
}
