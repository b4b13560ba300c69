import { matches, max, maxLength, min, minLength } from 'class-validator';

import { inMilliseconds } from './duration.js';
import { type Held, rule, variable, type VariableDecorator, type VariableOptions } from './decorators.js';
import type { DurationText } from './config.types.js';
import { Secret } from './secret.js';

/** For text and for the text in a secret. */
export interface TextLimits {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
}

export interface StringOptions<O extends boolean> extends VariableOptions<O>, TextLimits {
  readonly default?: string;
}

/** Text, without the white space around it. */
export function EnvString<O extends boolean = false>(
  name: string,
  options: StringOptions<O>,
): VariableDecorator<Held<string, O>> {
  return variable<string, O>(name, options, {
    type: 'string',
    form: 'text',
    fallback: options.default,
    shownFallback: options.default,
    parse: (text) => text,
    rules: textRules<string>(options, (value) => value),
  });
}

export interface NumberOptions<O extends boolean> extends VariableOptions<O> {
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
}

/** A whole number. */
export function EnvInteger<O extends boolean = false>(
  name: string,
  options: NumberOptions<O>,
): VariableDecorator<Held<number, O>> {
  return numeric(name, options, 'integer', 'a whole number', /^-?\d{1,15}$/);
}

/** A decimal number, such as a ratio. */
export function EnvNumber<O extends boolean = false>(
  name: string,
  options: NumberOptions<O>,
): VariableDecorator<Held<number, O>> {
  return numeric(name, options, 'number', 'a decimal number', /^-?\d{1,15}(?:\.\d{1,15})?$/);
}

function numeric<O extends boolean>(
  name: string,
  options: NumberOptions<O>,
  type: string,
  form: string,
  shape: RegExp,
): VariableDecorator<Held<number, O>> {
  const { min: least = -Infinity, max: most = Infinity } = options;
  return variable<number, O>(name, options, {
    type,
    form,
    fallback: options.default,
    shownFallback: options.default?.toString(),
    parse: (text) => (shape.test(text) ? Number(text) : undefined),
    rules: [
      rule('min', options.min !== undefined, `must be at least ${least}`, (value) => min(value, least)),
      rule('max', options.max !== undefined, `must be at most ${most}`, (value) => max(value, most)),
    ],
  });
}

export interface BooleanOptions<O extends boolean> extends VariableOptions<O> {
  readonly default?: boolean;
}

const booleans = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** `true` or `1`, `false` or `0`. */
export function EnvBoolean<O extends boolean = false>(
  name: string,
  options: BooleanOptions<O>,
): VariableDecorator<Held<boolean, O>> {
  return variable<boolean, O>(name, options, {
    type: 'boolean',
    form: 'true or false',
    fallback: options.default,
    shownFallback: options.default?.toString(),
    parse: (text) => booleans.get(text.toLowerCase()),
    rules: [],
  });
}

export interface UrlOptions<O extends boolean> extends VariableOptions<O> {
  readonly default?: string;
  /** Without the colon; `http` and `https` when left out. */
  readonly protocols?: readonly string[];
}

/** An absolute URL as text. One that carries a password is a secret: use {@link EnvSecret} with `protocols`. */
export function EnvUrl<O extends boolean = false>(
  name: string,
  options: UrlOptions<O>,
): VariableDecorator<Held<string, O>> {
  const { protocols = ['http', 'https'] } = options;
  return variable<string, O>(name, options, {
    type: 'URL',
    form: 'a URL',
    fallback: options.default,
    shownFallback: options.default,
    parse: (text) => text,
    rules: [
      rule('url', true, urlForm(protocols), (value) => isUrl(value, protocols)),
      rule('credentials', true, 'must not carry a user name or password', (value) => !hasUserInfo(value)),
    ],
  });
}

export interface ListOptions<O extends boolean> extends VariableOptions<O> {
  readonly default?: readonly string[];
  /** 1 when left out, unless the default is empty. */
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Each item must match. */
  readonly pattern?: RegExp;
}

/** Texts between commas; white space around them and empty ones are dropped. The array is frozen. */
export function EnvList<O extends boolean = false>(
  name: string,
  options: ListOptions<O>,
): VariableDecorator<Held<readonly string[], O>> {
  const { maxItems = Infinity, pattern = /^/ } = options;
  const { minItems = options.default?.length === 0 ? 0 : 1 } = options;
  return variable<readonly string[], O>(name, options, {
    type: 'list',
    form: 'a comma-separated list',
    fallback: options.default && Object.freeze([...options.default]),
    shownFallback: options.default?.join(','),
    parse: (text) =>
      Object.freeze(
        text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      ),
    rules: [
      rule('minItems', true, `must have at least ${minItems} items`, (items) => items.length >= minItems),
      rule('maxItems', true, `must have at most ${maxItems} items`, (items) => items.length <= maxItems),
      rule('pattern', true, `must have only items that match ${pattern}`, (items) =>
        items.every((item) => matches(item, pattern)),
      ),
    ],
  });
}

export interface ChoiceOptions<Choice extends string, O extends boolean> extends VariableOptions<O> {
  readonly choices: readonly Choice[];
  readonly default?: NoInfer<Choice>;
}

/** One of a few words. */
export function EnvChoice<const Choice extends string, O extends boolean = false>(
  name: string,
  options: ChoiceOptions<Choice, O>,
): VariableDecorator<Held<Choice, O>> {
  const form = `one of ${options.choices.join(', ')}`;
  return variable<Choice, O>(name, options, {
    type: form,
    form,
    fallback: options.default,
    shownFallback: options.default,
    parse: (text) => options.choices.find((choice) => choice === text),
    rules: [],
  });
}

export interface DurationOptions<O extends boolean> extends VariableOptions<O> {
  readonly default?: DurationText;
  readonly min?: DurationText;
  readonly max?: DurationText;
}

/** A length of time with its unit (`250ms`, `30s`, `5m`, `12h`, `7d`), as milliseconds. */
export function EnvDuration<O extends boolean = false>(
  name: string,
  options: DurationOptions<O>,
): VariableDecorator<Held<number, O>> {
  const least = milliseconds(name, options.min) ?? -Infinity;
  const most = milliseconds(name, options.max) ?? Infinity;
  return variable<number, O>(name, options, {
    type: 'duration',
    form: 'a duration with its unit, such as 250ms, 30s, 5m, 12h or 7d',
    fallback: milliseconds(name, options.default),
    shownFallback: options.default,
    parse: inMilliseconds,
    rules: [
      rule('min', options.min !== undefined, `must be at least ${options.min}`, (value) => min(value, least)),
      rule('max', options.max !== undefined, `must be at most ${options.max}`, (value) => max(value, most)),
    ],
  });
}

export interface SecretOptions<O extends boolean> extends VariableOptions<O>, TextLimits {
  /** When given, the secret must be a URL with one of these protocols, such as `postgres`. */
  readonly protocols?: readonly string[];
}

/** A {@link Secret}, from the variable or from the file that `<NAME>_FILE` names. It has no default. */
export function EnvSecret<O extends boolean = false>(
  name: string,
  options: SecretOptions<O>,
): VariableDecorator<Held<Secret, O>> {
  const { protocols = [] } = options;
  return variable<Secret, O>(name, options, {
    type: 'secret',
    form: 'text',
    secret: true,
    parse: (text) => new Secret(text),
    rules: [
      ...textRules<Secret>(options, (value) => value.reveal()),
      rule('url', protocols.length > 0, urlForm(protocols), (value) => isUrl(value.reveal(), protocols)),
    ],
  });
}

function textRules<Value>(limits: TextLimits, textOf: (value: Value) => string) {
  const { minLength: least = 0, maxLength: most = Infinity, pattern = /^/ } = limits;
  const tooShort = `must have at least ${least} characters`;
  return [
    rule<Value>('minLength', least > 0, tooShort, (value) => minLength(textOf(value), least)),
    rule<Value>('maxLength', most < Infinity, `must have at most ${most} characters`, (value) =>
      maxLength(textOf(value), most),
    ),
    rule<Value>('pattern', limits.pattern !== undefined, `must match ${pattern}`, (value) =>
      matches(textOf(value), pattern),
    ),
  ];
}

function milliseconds(name: string, text: DurationText | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = inMilliseconds(text);
  if (value === undefined) throw new TypeError(`${name}: "${text}" is not a duration`);
  return value;
}

function urlForm(protocols: readonly string[]): string {
  return `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`;
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.some((protocol) => text.toLowerCase().startsWith(`${protocol}://`));
}

function hasUserInfo(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}
