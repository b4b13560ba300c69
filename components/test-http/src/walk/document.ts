/** The part of JSON Schema that the walk reads itself; the rest is the validator's. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Content {
  readonly [mediaType: string]: { readonly schema: Schema };
}

/** Which values of an answer the path of another operation takes. */
interface Link {
  readonly operationId: string;
  /** `$response.body#/field` by name of the parameter. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Response {
  readonly content?: Content;
  readonly links?: Readonly<Record<string, Link>>;
  readonly 'x-error-codes'?: readonly string[];
}

/** One operation of the document. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly tags: readonly string[];
  /** As in the document: `/api/data/storages/{storage_id}`. */
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly responses: Readonly<Record<string, Response>>;
  /** Whether it serves callers without a credential. */
  readonly anonymous: boolean;
  readonly probe: boolean;
  readonly dialect: string | undefined;
  /** Bytes that a body may have, where it is not the usual 1 MiB. */
  readonly bodyLimit: number | undefined;
}

/** What a service says of itself. */
export interface ServiceDescription {
  readonly raw: object;
  readonly operations: readonly Operation[];
  /** Follows a reference into the document. */
  resolve(schema: Schema): Schema;
  find(method: string, template: string): Operation | undefined;
  /** The operation whose answer holds what the last parameter of this template takes, and in which field. */
  sourceOf(template: string): { readonly operation: Operation; readonly field: string } | undefined;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security?: readonly object[];
  readonly tags?: readonly string[];
  readonly 'x-probe'?: boolean;
  readonly 'x-dialect'?: string;
  readonly 'x-body-limit'?: number;
}

interface RawDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export function readDocument(raw: object): ServiceDescription {
  const { paths, components = {} } = raw as RawDocument;
  const operations = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => ({
      operationId: operation.operationId,
      method: method.toUpperCase(),
      tags: operation.tags ?? [],
      template,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content['application/json']?.schema,
      responses: operation.responses,
      anonymous: isOpen(operation.security ?? []),
      probe: operation['x-probe'] ?? false,
      dialect: operation['x-dialect'],
      bodyLimit: operation['x-body-limit'],
    })),
  );
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.replace('#/components/schemas/', '');
    if (name === undefined) return schema.anyOf?.[0] ? resolve(schema.anyOf[0]) : schema;
    const target = components.schemas?.[name];
    if (!target) throw new Error(`The document has no schema ${name}`);
    return resolve(target);
  };
  return {
    raw,
    operations,
    resolve,
    find: (method, template) =>
      operations.find((operation) => operation.method === method && operation.template === template),
    sourceOf(template) {
      const parameter = /\{(\w+)\}$/.exec(template)?.[1] ?? '';
      const below = new Set(
        operations
          .filter((target) => target.template.startsWith(template))
          .map((target) => target.operationId),
      );
      for (const operation of operations) {
        const links = Object.values(operation.responses).flatMap((answer) =>
          Object.values(answer.links ?? {}),
        );
        const link = links.find(
          (candidate) => below.has(candidate.operationId) && candidate.parameters[parameter],
        );
        const field = link?.parameters[parameter]?.replace('$response.body#/', '');
        if (field !== undefined) return { operation, field };
      }
      return undefined;
    },
  };
}

export function hasParameter({ parameters }: Operation, where: Parameter['in'], name: string): boolean {
  return parameters.some((parameter) => parameter.in === where && parameter.name === name);
}

/** A GET whose answer is a list in pages. A feed, which its readers follow from where they were, is none. */
export function isList(operation: Operation): boolean {
  const has = (name: string): boolean => hasParameter(operation, 'query', name);
  return operation.method === 'GET' && has('size') && !has('after');
}

export function typesOf({ type }: Schema): readonly string[] {
  return typeof type === 'string' ? [type] : (type ?? []);
}

/** No scheme at all, or one that asks for nothing. */
function isOpen(security: readonly object[]): boolean {
  return security.length === 0 || security.some((scheme) => Object.keys(scheme).length === 0);
}
