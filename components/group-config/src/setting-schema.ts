import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { createHash } from 'node:crypto';
import { RE2JS } from 're2js';
import { SettingSchemaRefused } from './group-config.errors.js';
import { isJsonObject } from './setting-merge.js';
import { namedSchemas, withoutCompleteness } from './setting-schema-partial.js';
import type { JsonObject, SettingViolation } from './settings.types.js';

/** Bytes of the JSON of a schema. */
export const largestSchema = 16_384;

/** With them the time that a check takes has no bound. */
const refused = new Set([
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  '$id',
  '$anchor',
  '$dynamicAnchor',
  '$defs',
]);

/** What they hold are values, and no schemas. */
const valueKeywords = new Set(['const', 'enum', 'default']);

/** Only with `maxItems`: every item is compared with every other. */
const mostUnique = 1_000;

/** Regular expressions that take time in proportion to the text, whatever they are. */
function linear(pattern: string): { test(text: string): boolean; toString(): string } {
  const expression = RE2JS.compile(pattern);
  // The library tells them apart by their text.
  return { test: (text) => expression.matcher(text).find(), toString: () => pattern };
}
linear.code = 'linear';

const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  validateFormats: false,
  ownProperties: true,
  logger: false,
  addUsedSchema: false,
  inlineRefs: false,
  code: { regExp: linear },
});

const compiled = new Map<string, ValidateFunction>();
const mostCompiled = 500;

/** @throws {SettingSchemaRefused} unless it is a JSON Schema (2020-12) that can be checked in bounded time. */
export function assertSchema(schema: JsonObject): void {
  const size = Buffer.byteLength(JSON.stringify(schema));
  if (size > largestSchema) throw new SettingSchemaRefused(`A schema may have ${largestSchema} bytes`);
  const fault = faultIn(schema);
  if (fault !== undefined) throw new SettingSchemaRefused(fault);
  try {
    validatorOf(schema);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 500) : 'it cannot be read';
    throw new SettingSchemaRefused(`This is no schema: ${why}`, { cause: error });
  }
}

/** Where the document is not what the schema wants. @param partial what is missing may come from a narrower owner. */
export function violationsOf(
  schema: JsonObject,
  value: JsonObject,
  { partial }: { readonly partial: boolean },
): readonly Omit<SettingViolation, 'schemaOf'>[] {
  const validate = validatorOf(partial ? withoutCompleteness(schema) : schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 100).map(({ instancePath, keyword, message = 'does not fit' }) => ({
    ...{ pointer: instancePath, rule: keyword, message },
  }));
}

function validatorOf(schema: JsonObject): ValidateFunction {
  const text = JSON.stringify(schema);
  const key = createHash('sha256').update(text).digest('base64');
  const known = compiled.get(key);
  if (known) return known;
  // A copy: the library remembers schemas by identity.
  const copy = JSON.parse(text) as JsonObject;
  const made = ajv.compile(copy);
  ajv.removeSchema(copy);
  const [oldest] = compiled.keys();
  if (compiled.size >= mostCompiled && oldest !== undefined) compiled.delete(oldest);
  compiled.set(key, made);
  return made;
}

/** Looks at schemas alone: what properties are called, and what values are compared with, is nobody's business. */
function faultIn(schema: unknown): string | undefined {
  if (Array.isArray(schema)) return firstFault(schema);
  if (!isJsonObject(schema)) return undefined;
  for (const [key, value] of Object.entries(schema)) {
    if (refused.has(key)) return `A schema of a setting holds no ${key}`;
    if (key === 'uniqueItems' && value === true) {
      const { maxItems } = schema;
      if (typeof maxItems !== 'number' || maxItems > mostUnique) {
        return `uniqueItems needs a maxItems of at most ${mostUnique}`;
      }
    }
    if (valueKeywords.has(key)) continue;
    const fault =
      namedSchemas.has(key) && isJsonObject(value) ? firstFault(Object.values(value)) : faultIn(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function firstFault(schemas: readonly unknown[]): string | undefined {
  return schemas.map(faultIn).find((fault) => fault !== undefined);
}
