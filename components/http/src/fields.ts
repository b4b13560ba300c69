import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { type Dto, declareField, type FieldKind } from './dto.js';
import type { JsonSchema } from './json-schema.js';
import { isObject } from './parse.js';

/** What every field says, whatever its kind. */
export interface FieldOptions {
  /** One sentence for the reference page. */
  readonly description: string;
  /** May be absent. In a merge patch every field is. */
  readonly optional?: boolean;
  /** May be null; in a merge patch, null clears. */
  readonly nullable?: boolean;
  /** Shown in the documents, and sent by the contract tests. Required for what a request demands. */
  readonly example?: unknown;
  /** Applied to queries when the name is absent. */
  readonly default?: unknown;
}

type Rule = (options: ValidationOptions) => PropertyDecorator;

function field(
  kind: FieldKind,
  options: FieldOptions,
  schema: JsonSchema,
  rules: readonly Rule[],
): PropertyDecorator {
  const { optional = false, nullable = false, description, example } = options;
  return (target, property) => {
    if (typeof property !== 'string') throw new TypeError('A DTO field has a name');
    for (const rule of rules) rule({})(target, property);
    // Not IsOptional: that would also let null through where only absence is allowed.
    const hasDefault = options.default !== undefined;
    if (optional || nullable || hasDefault) {
      ValidateIf(
        (_, value) => !(((optional || hasDefault) && value === undefined) || (nullable && value === null)),
      )(target, property);
    }
    declareField(target, property, {
      kind,
      required: !optional && !hasDefault,
      nullable,
      default: options.default,
      schema: {
        ...schema,
        description,
        ...(example !== undefined && { examples: [example] }),
        ...(hasDefault && { default: options.default }),
      },
    });
  };
}

function rule(name: string, accepts: (value: unknown) => boolean, demand: string): Rule {
  const validator = {
    validate: accepts,
    defaultMessage: (about?: ValidationArguments) => `${about?.property ?? 'it'} ${demand}`,
  };
  return (options) => ValidateBy({ name, validator }, options);
}

/** PostgreSQL text holds neither NUL nor half a surrogate pair, so no string of ours may. */
const storable = rule(
  'storable',
  (value) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
  'must not contain NUL or broken characters',
);

/** Refuses a value beside one of another field. */
export function Excludes(other: string): PropertyDecorator {
  const validator = {
    validate: (_: unknown, about?: ValidationArguments) =>
      !about || Reflect.get(about.object, other) === undefined,
    defaultMessage: (about?: ValidationArguments) =>
      `${about?.property ?? 'it'} and ${other} exclude each other`,
  };
  return ValidateBy({ name: 'exclusive', validator });
}

function matching(name: string, pattern: RegExp, demand: string): Rule {
  return rule(name, (value) => typeof value === 'string' && pattern.test(value), demand);
}

export interface StringOptions extends FieldOptions {
  /** In UTF-16 code units. Default 1. */
  readonly minLength?: number;
  readonly maxLength: number;
  /** Anchored, without flags, so that it means the same in the documents. */
  readonly pattern?: RegExp;
}

export function StringField(options: StringOptions): PropertyDecorator {
  const { minLength = 1, maxLength, pattern } = options;
  return field(
    'string',
    options,
    { type: 'string', minLength, maxLength, ...(pattern && { pattern: pattern.source }) },
    [
      (o) => IsString(o),
      (o) => MinLength(minLength, o),
      (o) => MaxLength(maxLength, o),
      storable,
      ...(pattern ? [matching('pattern', pattern, `must match ${pattern.source}`)] : []),
    ],
  );
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function UuidField(options: FieldOptions): PropertyDecorator {
  return field('string', options, { type: 'string', format: 'uuid' }, [
    matching('uuid', uuid, 'must be a UUID in lower case'),
  ]);
}

export interface IntegerOptions extends FieldOptions {
  readonly min: number;
  readonly max: number;
}

export function IntegerField(options: IntegerOptions): PropertyDecorator {
  const { min, max } = options;
  return field('integer', options, { type: 'integer', minimum: min, maximum: max }, [
    (o) => IsInt(o),
    (o) => Min(min, o),
    (o) => Max(max, o),
  ]);
}

const wholeNumber = /^-?\d{1,19}$/;
const largest = 2n ** 63n - 1n;

export interface BigintOptions extends FieldOptions {
  /** Default 0. */
  readonly min?: bigint;
}

/**
 * A whole number of 64 bits, such as an amount of bytes: a number where JSON holds it exactly, else decimal text. Both
 * are taken; the DTO has it as it came.
 */
export function BigintField(options: BigintOptions): PropertyDecorator {
  const { min = 0n } = options;
  const accepts = (value: unknown): boolean => {
    if (typeof value === 'number' ? !Number.isSafeInteger(value) : typeof value !== 'string') return false;
    const text = String(value);
    return wholeNumber.test(text) && BigInt(text) >= min && BigInt(text) <= largest;
  };
  return field('string', options, { type: ['integer', 'string'], pattern: wholeNumber.source }, [
    rule('bigint', accepts, `must be a whole number from ${min}, as text when above 2^53 - 1`),
  ]);
}

export function BooleanField(options: FieldOptions): PropertyDecorator {
  return field('boolean', options, { type: 'boolean' }, [(o) => IsBoolean(o)]);
}

export interface EnumOptions extends FieldOptions {
  readonly values: readonly string[];
}

export function EnumField(options: EnumOptions): PropertyDecorator {
  return field('string', options, { type: 'string', enum: options.values }, [(o) => IsIn(options.values, o)]);
}

const time =
  /^([1-9]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339, with a zone. Answers are always in UTC with milliseconds. */
export function TimeField(options: FieldOptions): PropertyDecorator {
  return field('string', options, { type: 'string', format: 'date-time' }, [
    rule(
      'time',
      (value) => typeof value === 'string' && isTime(value),
      'must be an RFC 3339 time such as 2026-01-31T12:00:00Z',
    ),
  ]);
}

function isTime(text: string): boolean {
  const [, year, month, day] = time.exec(text) ?? [];
  // Date.parse would take 30 February for 2 March, and a zone can lead to a year of five digits, which few can read.
  return (
    day !== undefined &&
    Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate() &&
    new Date(text).getUTCFullYear() <= 9_999
  );
}

export interface HttpUrlOptions extends FieldOptions {
  readonly maxLength?: number;
}

/** An absolute http(s) URL without credentials in it. */
export function HttpUrlField(options: HttpUrlOptions): PropertyDecorator {
  const { maxLength = 2_000 } = options;
  return field('string', options, { type: 'string', format: 'uri', maxLength }, [
    (o) => IsString(o),
    (o) => MaxLength(maxLength, o),
    storable,
    rule('httpUrl', isHttpUrl, 'must be an http or https URL without user and password'),
  ]);
}

/** The parser of URLs mends a lot, such as line breaks and missing slashes; what is kept is the text as it came. */
const writtenOut = /^https?:\/\/[^\s\p{Cc}\\/][^\s\p{Cc}\\]*$/iu;

function isHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !writtenOut.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

export interface ListOptions extends FieldOptions {
  readonly minItems?: number;
  readonly maxItems: number;
  /** Of each item, in UTF-16 code units. */
  readonly maxLength: number;
  readonly values?: readonly string[];
  readonly format?: 'uuid';
}

/** A list of strings. In a query the name is repeated. */
export function StringListField(options: ListOptions): PropertyDecorator {
  const { minItems = 0, maxItems, maxLength, values, format } = options;
  const items: JsonSchema = {
    type: 'string',
    maxLength,
    ...(values && { enum: values }),
    ...(format && { format }),
  };
  const each: Rule[] = [
    (o) => IsString({ ...o, each: true }),
    (o) => MaxLength(maxLength, { ...o, each: true }),
    (o) => storable({ ...o, each: true }),
  ];
  if (values) each.push((o) => IsIn(values, { ...o, each: true }));
  if (format) each.push((o) => matching('uuid', uuid, 'must hold UUIDs in lower case')({ ...o, each: true }));
  return field('list', options, { type: 'array', items, maxItems, ...(minItems > 0 && { minItems }) }, [
    (o) => IsArray(o),
    (o) => ArrayMinSize(minItems, o),
    (o) => ArrayMaxSize(maxItems, o),
    ...each,
  ]);
}

export interface JsonObjectOptions extends FieldOptions {
  /** Bytes of its shortest JSON. */
  readonly maxBytes: number;
}

/** Deeper ones are refused: whoever reads JSON step by step has only so much stack. */
const deepestJson = 32;

/** A JSON object of any shape, taken as it is. */
export function JsonObjectField(options: JsonObjectOptions): PropertyDecorator {
  const { maxBytes } = options;
  const schema = { type: 'object', additionalProperties: true } as const;
  return field('json', options, schema, [
    rule('object', isObject, 'must be an object'),
    rule(
      'storable',
      (value) => isStorable(value, deepestJson),
      'must not be deep nor contain NUL or broken characters',
    ),
    rule(
      'maxBytes',
      (value) =>
        !isStorable(value, deepestJson) ||
        !isObject(value) ||
        Buffer.byteLength(JSON.stringify(value)) <= maxBytes,
      `must have at most ${maxBytes} bytes as JSON`,
    ),
  ]);
}

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return (
    depth > 0 &&
    Object.entries(value).every(([key, item]) => isStorable(key, 1) && isStorable(item, depth - 1))
  );
}

/** A nested DTO. */
export function ObjectField<T extends object>(of: () => Dto<T>, options: FieldOptions): PropertyDecorator {
  // ValidateNested alone would take an empty list for an object.
  return field({ object: of }, options, {}, [
    rule('object', isObject, 'must be an object'),
    (o) => ValidateNested(o),
  ]);
}

export interface UnionOptions extends FieldOptions {
  /** The field of every variant that says which one it is, such as `type`. */
  readonly by: string;
  /** By the value of that field. Each is a DTO that has the field with this value alone. */
  readonly variants: Readonly<Record<string, () => Dto>>;
}

/** A nested DTO, one of several: `oneOf` with a discriminator in the documents. */
export function UnionField({ by, variants, ...options }: UnionOptions): PropertyDecorator {
  class Unknown {}
  EnumField({ description: 'Which one it is.', values: Object.keys(variants) })(Unknown.prototype, by);
  return field({ by, variants, unknown: Unknown }, options, {}, [
    rule('object', isObject, 'must be an object'),
    (o) => ValidateNested(o),
  ]);
}

export interface ObjectListOptions extends FieldOptions {
  readonly minItems?: number;
  readonly maxItems: number;
}

/** A list of nested DTOs. */
export function ObjectListField<T extends object>(
  of: () => Dto<T>,
  options: ObjectListOptions,
): PropertyDecorator {
  const { minItems = 0, maxItems } = options;
  return field({ objects: of }, options, { type: 'array', minItems, maxItems }, [
    (o) => IsArray(o),
    (o) => ArrayMinSize(minItems, o),
    (o) => ArrayMaxSize(maxItems, o),
    (o) => rule('objects', isObject, 'must hold objects only')({ ...o, each: true }),
    (o) => ValidateNested({ ...o, each: true }),
  ]);
}
