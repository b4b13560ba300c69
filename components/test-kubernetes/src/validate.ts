import ajvModule, { type ValidateFunction } from '@redocly/ajv';
import { readFileSync } from 'node:fs';
import type { Validate } from './kubernetes.types.js';

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
  readonly [keyword: string]: unknown;
}

const base64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const namePattern = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const dataKey = /^[-._a-zA-Z0-9]{1,253}$/;
const largestSecret = 1_048_576;

/** What a real server refuses in a Secret whatever its schema says, and the part of the schema that we use. */
export const validateSecret: Validate = ({ kind }, body) => {
  if (kind !== 'Secret') return [];
  const faults: string[] = [];
  const known = ['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'data', 'stringData'];
  for (const field of Object.keys(body)) if (!known.includes(field)) faults.push(`${field}: unknown field`);
  const { data = {}, type, metadata } = body;
  if (type !== undefined && typeof type !== 'string') faults.push('type: must be string');
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return [...faults, 'data: must be object'];
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    if (!dataKey.test(key) || key === '.' || key === '..') faults.push(`data.${key}: not a valid key`);
    if (typeof value !== 'string' || !base64.test(value)) faults.push(`data.${key}: must be base64`);
    else size += Buffer.from(value, 'base64').length;
  }
  if (size > largestSecret) faults.push(`data: Too long: may not be more than ${largestSecret} bytes`);
  const { labels = {}, ownerReferences = [] } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  for (const [label, value] of Object.entries(labels as object)) {
    if (typeof value !== 'string' || !/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value))
      faults.push(`metadata.labels.${label}: not a valid label value`);
  }
  if (!Array.isArray(ownerReferences)) return [...faults, 'metadata.ownerReferences: must be array'];
  for (const owner of ownerReferences as readonly Readonly<Record<string, unknown>>[]) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'])
      if (typeof owner[field] !== 'string' || owner[field] === '')
        faults.push(`metadata.ownerReferences.${field}: Required value`);
  }
  const controllers = (ownerReferences as readonly { controller?: unknown }[]).filter(
    ({ controller }) => controller === true,
  );
  if (controllers.length > 1)
    faults.push('metadata.ownerReferences: Only one reference can have Controller set to true');
  return faults;
};

/**
 * What specs validate with: the published document where `KUBERNETES_SWAGGER` names one, as the integration run does,
 * and the part that always runs elsewhere.
 */
export function validateAsConfigured(env: Readonly<Record<string, string | undefined>>): Validate {
  const { KUBERNETES_SWAGGER: file } = env;
  return file === undefined
    ? validateSecret
    : validateBySwagger(JSON.parse(readFileSync(file, 'utf8')) as object);
}

/** Of any kind: what a real server says of a name. */
export function faultsOfName(name: unknown): readonly string[] {
  return typeof name === 'string' && namePattern.test(name) ? [] : ['metadata.name: Invalid value'];
}

/**
 * Holds objects to the schemas that Kubernetes publishes, strictly: fields that the schema does not know are faults.
 * Kinds that the document does not have are not looked at.
 * @param document `api/openapi-spec/swagger.json` of Kubernetes, parsed.
 */
export function validateBySwagger(document: object): Validate {
  const { definitions = {} } = document as { readonly definitions?: Readonly<Record<string, Schema>> };
  const ajv = new ajvModule.default({ strict: false, allErrors: true, validateFormats: true });
  ajv.addFormat('byte', base64);
  ajv.addFormat('int32', true).addFormat('int64', true).addFormat('double', true);
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat('int-or-string', true);
  const strict = Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, withoutUnknown(schema)]),
  );
  ajv.addSchema({ $id: 'kubernetes', definitions: strict });
  const byKind = new Map<string, string>();
  for (const [name, schema] of Object.entries(definitions))
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? [])
      byKind.set(`${group === '' ? version : `${group}/${version}`} ${kind}`, name);
  const compiled = new Map<string, ValidateFunction>();
  return ({ apiVersion, kind }, body) => {
    const name = byKind.get(`${apiVersion} ${kind}`);
    if (name === undefined) return [];
    const check = compiled.get(name) ?? ajv.compile({ $ref: `kubernetes#/definitions/${name}` });
    compiled.set(name, check);
    const own = validateSecret({ apiVersion, kind }, body);
    if (check(body)) return own;
    const found = (check.errors ?? []).map(({ instancePath, message = '', params }) => {
      const field = (params as { readonly additionalProperty?: string }).additionalProperty;
      return `${instancePath.replaceAll('/', '.').slice(1)}${field === undefined ? '' : `.${field}`}: ${message}`;
    });
    return [...own, ...found];
  };
}

/** As `fieldValidation=Strict`: an object with known fields has no others. References are made to look in one place. */
function withoutUnknown(schema: Schema): Schema {
  const entries = Object.entries(schema).map(([keyword, value]) => {
    if (keyword === '$ref') return [keyword, String(value).replace('#/', 'kubernetes#/')] as const;
    if (keyword === 'properties')
      return [
        keyword,
        Object.fromEntries(
          Object.entries(value as Readonly<Record<string, Schema>>).map(([name, each]) => [
            name,
            withoutUnknown(each),
          ]),
        ),
      ] as const;
    if (
      (keyword === 'items' || keyword === 'additionalProperties') &&
      typeof value === 'object' &&
      value !== null
    )
      return [keyword, withoutUnknown(value as Schema)] as const;
    return [keyword, value] as const;
  });
  const open =
    schema.properties === undefined ||
    schema.additionalProperties !== undefined ||
    schema['x-kubernetes-preserve-unknown-fields'] === true;
  const all = Object.fromEntries(entries) as Schema;
  // Integers or names of ports: the document calls them strings.
  if (schema.format === 'int-or-string') return {};
  return open ? all : { ...all, additionalProperties: false };
}
