import type { JsonSchema } from './json-schema.js';

/** A class whose decorated fields describe a body, a query, a path or an answer. */
export type Dto<T extends object = object> = new () => T;

export type FieldKind =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'list'
  | 'json'
  | { readonly object: () => Dto }
  | { readonly objects: () => Dto }
  | Variants;

/** One of several DTOs; `by` is the field of each that says which. */
export interface Variants {
  readonly by: string;
  readonly variants: Readonly<Record<string, () => Dto>>;
  /** Knows `by` alone: what a value of no variant is held against. */
  readonly unknown: Dto;
}

export interface Field {
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly default: unknown;
  readonly schema: JsonSchema;
}

const declared = new WeakMap<object, Map<string, Field>>();
const resolved = new WeakMap<Dto, ReadonlyMap<string, Field>>();

/** The answer of an operation whose shape is described elsewhere. */
export class AnyObject {}

/** The answer of an operation that another contract gives several shapes: any JSON. */
export class AnyJson {}

export function declareField(prototype: object, name: string, field: Field): void {
  const own = declared.get(prototype) ?? new Map<string, Field>();
  declared.set(prototype, own.set(name, field));
}

/** The fields of a DTO, inherited ones first. */
export function fieldsOf(dto: Dto): ReadonlyMap<string, Field> {
  const known = resolved.get(dto);
  if (known) return known;
  const chain: object[] = [];
  for (let at: object | null = dto.prototype as object; at; at = Object.getPrototypeOf(at) as object | null)
    chain.unshift(at);
  const fields = new Map(chain.flatMap((prototype) => [...(declared.get(prototype) ?? [])]));
  resolved.set(dto, fields);
  return fields;
}

/** The JSON Schema of a DTO; nested DTOs become references that `collect` is told about. */
export function schemaOf(dto: Dto, collect: (nested: Dto) => string): JsonSchema {
  if (dto === AnyObject) return { type: 'object', additionalProperties: true };
  if (dto === AnyJson) return {};
  const fields = fieldsOf(dto);
  const required = [...fields].filter(([, field]) => field.required).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries([...fields].map(([name, field]) => [name, fieldSchema(field, collect)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

export function fieldSchema({ kind, nullable, schema }: Field, collect: (nested: Dto) => string): JsonSchema {
  if (typeof kind === 'object' && 'variants' in kind) return variantsSchema(kind, nullable, schema, collect);
  if (typeof kind === 'object' && 'object' in kind) {
    const { description, examples } = schema;
    const ref: JsonSchema = { $ref: collect(kind.object()) };
    const about = { ...(description !== undefined && { description }), ...(examples && { examples }) };
    return nullable ? { anyOf: [ref, { type: 'null' }], ...about } : { ...ref, ...about };
  }
  const full: JsonSchema =
    typeof kind === 'object' ? { ...schema, items: { $ref: collect(kind.objects()) } } : schema;
  if (!nullable) return full;
  return {
    ...full,
    ...(full.type !== undefined && { type: [full.type, 'null'].flat() }),
    ...(full.enum && { enum: [...full.enum, null] }),
  };
}

function variantsSchema(
  { by, variants }: Variants,
  nullable: boolean,
  { description, examples }: JsonSchema,
  collect: (nested: Dto) => string,
): JsonSchema {
  const mapping = Object.fromEntries(Object.entries(variants).map(([value, of]) => [value, collect(of())]));
  return {
    oneOf: [...Object.values(mapping).map(($ref) => ({ $ref })), ...(nullable ? [{ type: 'null' }] : [])],
    discriminator: { propertyName: by, mapping },
    ...(description !== undefined && { description }),
    ...(examples && { examples }),
  };
}
