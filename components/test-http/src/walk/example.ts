import { randomUUID } from 'node:crypto';
import { type Schema, type ServiceDescription, typesOf } from './document.js';

/** The document says too little of an operation to call it. */
export class NoExampleError extends Error {
  override readonly name = 'NoExampleError';
}

let made = 0;

/**
 * A body that the schema accepts, made of its examples. Texts at its top differ from call to call, as names must.
 * @param values instead of the examples of the fields at its top that have these names.
 */
export function exampleBody(
  schema: Schema,
  service: ServiceDescription,
  values: Readonly<Record<string, () => unknown>> = {},
): Record<string, unknown> {
  const body = exampleOf(schema, service, 'body') as Record<string, unknown>;
  const { properties = {} } = service.resolve(schema);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      values[name] ? values[name]() : unique(value, properties[name] ?? {}),
    ]),
  );
}

/** @throws {NoExampleError} naming the place that has none. */
export function exampleOf(schema: Schema, service: ServiceDescription, place: string): unknown {
  if (schema.examples && schema.examples.length > 0) return schema.examples[0];
  const { type, properties = {}, required = [], ...rest } = service.resolve(schema);
  if (rest.examples && rest.examples.length > 0) return rest.examples[0];
  if (rest.default !== undefined) return rest.default;
  if (rest.enum) return rest.enum[0];
  const types = typesOf({ ...(type !== undefined && { type }) });
  if (types.includes('object')) {
    const wanted = Object.entries(properties).filter(
      ([name, property]) => required.includes(name) || hasExample(property, service),
    );
    return Object.fromEntries(
      wanted.map(([name, property]) => [name, exampleOf(property, service, `${place}.${name}`)]),
    );
  }
  if (types.includes('array')) {
    const items = rest.items ?? {};
    return Array.from({ length: rest.minItems ?? 0 }, () => exampleOf(items, service, `${place}[]`));
  }
  if (types.includes('boolean')) return true;
  if (types.includes('integer')) return rest.minimum ?? 0;
  if (rest.format === 'date-time') return '2026-01-31T12:00:00.000Z';
  throw new NoExampleError(`${place} has no example`);
}

function hasExample(schema: Schema, service: ServiceDescription): boolean {
  return schema.examples !== undefined || service.resolve(schema).examples !== undefined;
}

function unique(value: unknown, schema: Schema): unknown {
  return typeof value !== 'string' || schema.enum || schema.format ? value : uniqueText(value, schema);
}

/** The text with something behind it that no other call has, as far as its pattern and length allow. */
export function uniqueText(value: unknown, { pattern, maxLength = 50 }: Schema): string {
  made += 1;
  for (const separator of [' ', '-', '']) {
    const longer = `${value}${separator}${made}${randomUUID().slice(0, 4)}`;
    if (longer.length <= maxLength && (!pattern || new RegExp(pattern).test(longer))) return longer;
  }
  return String(value);
}

/** Every place in a body where the schema has a text, or another object; each with how to put a value there. */
export interface Place {
  readonly pointer: string;
  readonly kind: 'text' | 'object';
  /** A copy of the body with this value there; in an object, under this name. */
  with(value: unknown, name?: string): unknown;
}

export function placesIn(schema: Schema, body: unknown, service: ServiceDescription): readonly Place[] {
  return below(schema, body, '#/body', (value) => value);

  function below(
    at: Schema,
    value: unknown,
    pointer: string,
    put: (value: unknown) => unknown,
  ): readonly Place[] {
    const { properties = {}, items, additionalProperties, ...found } = service.resolve(at);
    // Of any shape: every field is known.
    if (additionalProperties === true) return [];
    const types = typesOf(found);
    if (types.includes('object') && typeof value === 'object' && value !== null) {
      const inside: Place = {
        pointer,
        kind: 'object',
        with: (child, name = '') => put({ ...value, [name]: child }),
      };
      const members = Object.entries(properties).flatMap(([name, property]) =>
        below(property, (value as Record<string, unknown>)[name], `${pointer}/${name}`, (child) =>
          put({ ...value, [name]: child }),
        ),
      );
      // What may have any member knows no unknown one.
      return additionalProperties === true ? members : [inside, ...members];
    }
    if (types.includes('string')) return [{ pointer, kind: 'text', with: put }];
    if (types.includes('array') && items && typesOf(service.resolve(items)).includes('string')) {
      return [{ pointer, kind: 'text', with: (child) => put([child]) }];
    }
    return [];
  }
}
