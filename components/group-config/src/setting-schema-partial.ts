import { isJsonObject } from './setting-merge.js';
import type { JsonObject } from './settings.types.js';

/** Keywords that hold schemas by name. */
export const namedSchemas: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
]);

/** They may fail for an object that lacks members, and hold once it has them; or tell that by what they look at. */
const ofCompleteness = new Set(['required', 'dependentRequired', 'minProperties', 'unevaluatedProperties']);

/** They hold for the members that there are, whatever else comes. */
const ofMembers = new Set(['additionalProperties', ...namedSchemas]);

/** Where a document comes to other members, what it comes to may be another branch. */
const ofBranches = new Set(['anyOf', 'oneOf', 'allOf', 'not', 'if', 'then', 'else', 'enum', 'const']);

/**
 * What a schema wants of a document to which members may still be added, at any depth: nothing that fails without them.
 * Values and lists, which no one adds to, are checked as they were wherever a schema looks at no members beside them.
 */
export function withoutCompleteness(schema: JsonObject): JsonObject {
  return relaxed(schema) as JsonObject;
}

function relaxed(schema: unknown): unknown {
  if (!isJsonObject(schema) || !asksForMembers(schema)) return schema;
  const kept = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (ofCompleteness.has(key) || key === 'unevaluatedItems' || ofBranches.has(key)) return [];
    if (namedSchemas.has(key) && isJsonObject(value)) {
      // In `dependencies` a list says what is required.
      const schemas = Object.entries(value).filter(([, one]) => !Array.isArray(one));
      return [[key, Object.fromEntries(schemas.map(([name, one]) => [name, relaxed(one)]))]];
    }
    return [[key, key === 'additionalProperties' ? relaxed(value) : value]];
  });
  const branches = branchesOf(schema);
  return { ...Object.fromEntries(kept), ...(branches.length > 0 && { allOf: branches }) };
}

function branchesOf(schema: JsonObject): readonly unknown[] {
  const { allOf, anyOf, oneOf, then, else: otherwise } = schema;
  const holds = (key: string): boolean => Object.hasOwn(schema, key);
  const untouched = (...keys: readonly string[]): boolean =>
    keys.every((key) => !holds(key) || !membersMatter(key, schema[key]));
  const only = (...keys: readonly string[]): JsonObject =>
    Object.fromEntries(keys.filter(holds).map((key) => [key, schema[key]]));
  const branches: unknown[] = [];
  if (Array.isArray(allOf)) branches.push(...allOf.map(relaxed));
  if (Array.isArray(anyOf)) branches.push({ anyOf: anyOf.map(relaxed) });
  // Which one holds alone may change with a member.
  if (Array.isArray(oneOf)) {
    branches.push(untouched('oneOf') ? only('oneOf') : { anyOf: oneOf.map(relaxed) });
  }
  if (holds('if')) {
    const keys = ['if', 'then', 'else'];
    if (untouched(...keys)) branches.push(only(...keys));
    else if (holds('then') && holds('else')) branches.push({ anyOf: [relaxed(then), relaxed(otherwise)] });
  }
  for (const key of ['not', 'enum', 'const']) {
    if (!holds(key)) continue;
    branches.push(untouched(key) ? only(key) : { anyOf: [{ type: 'object' }, only(key)] });
  }
  return branches;
}

/** Whether the answer for one object can differ from that for the same with more members. */
function asksForMembers(schema: JsonObject): boolean {
  return Object.entries(schema).some(([key, value]) => membersMatter(key, value));
}

function membersMatter(key: string, value: unknown): boolean {
  if (key === 'const') return isJsonObject(value);
  if (key === 'enum') return Array.isArray(value) && value.some(isJsonObject);
  if (ofCompleteness.has(key) || ofMembers.has(key) || key === 'maxProperties' || key === 'propertyNames')
    return true;
  if (!ofBranches.has(key)) return false;
  return (Array.isArray(value) ? value : [value]).some((one) => isJsonObject(one) && asksForMembers(one));
}
