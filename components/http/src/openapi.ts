import { type DomainErrorClass, errorCatalogue, foundationErrors } from '@ashlar/errors';
import { assertRoutes } from './assert-routes.js';
import { concurrencyOf } from './conditional.js';
import { type Dto, fieldsOf, fieldSchema, schemaOf } from './dto.js';
import type { JsonSchema } from './json-schema.js';
import {
  type CallerInfo,
  keepsAnswers,
  possibleErrors,
  responseHeader,
  responseHeaders,
  responses,
} from './openapi-responses.js';
import type { AroundHeader } from './ports.js';
import { faultSchema, problemSchema } from './problem-schema.js';
import { statusOf } from './problem.js';
import { bodyTypesOf, type Route, takesAnonymous } from './route.js';
import { edgeErrors } from './unroutable.js';

export interface DocumentInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** How callers reach the service; default: where they got the document from. */
  readonly publicUrl?: string | undefined;
  /** What making out the caller may come to, besides a credential that is refused: every operation with one can. */
  readonly callerErrors?: readonly DomainErrorClass[] | undefined;
  /** What is read and answered around all that has a caller. */
  readonly aroundHeaders?: readonly AroundHeader[] | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The OpenAPI 3.1 document of a service, from the routes that it serves.
 * @throws {TypeError} when routes contradict each other, or two shapes have one name.
 */
export function openApiDocument(
  { title, version, description, publicUrl, callerErrors = [], aroundHeaders = [] }: DocumentInfo,
  routes: readonly Route[],
): Json {
  assertRoutes(routes);
  const schemas = new Map<string, JsonSchema>([
    ['Problem', problemSchema],
    ['Fault', faultSchema],
  ]);
  const owners = new Map<string, Dto>();
  const collect = (dto: Dto): string => {
    const owner = owners.get(dto.name);
    if (owner ? owner !== dto : schemas.has(dto.name)) {
      throw new TypeError(`Two shapes are called ${dto.name}`);
    }
    if (!owner) {
      owners.set(dto.name, dto);
      schemas.set(dto.name, schemaOf(dto, collect));
    }
    return `#/components/schemas/${dto.name}`;
  };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method] = operation(route, { callerErrors, aroundHeaders }, collect);
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: publicUrl ?? '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      ...(routes.some(({ permission }) => permission.kind !== 'open') && {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          ...(routes.some(({ scheme }) => scheme) && {
            signature: {
              ...{ type: 'apiKey', in: 'header', name: 'Authorization' },
              description: 'The request is signed with a key pair, as clients of the dialect do it.',
            },
          }),
        },
      }),
      headers: usedHeaders(paths, aroundHeaders),
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    'x-error-catalogue': catalogueOf(routes, callerErrors),
  };
}

function usedHeaders(paths: Json, around: readonly AroundHeader[]): Json {
  const text = JSON.stringify(paths);
  const own = around.map(({ name, answered }) => [name, responseHeader(answered)] as const);
  return Object.fromEntries(
    [...Object.entries(responseHeaders), ...own].filter(([name]) =>
      text.includes(`"#/components/headers/${name}"`),
    ),
  );
}

function catalogueOf(routes: readonly Route[], callerErrors: readonly DomainErrorClass[]): readonly Json[] {
  const possible = routes.flatMap((route) => possibleErrors(route, callerErrors));
  return errorCatalogue([...foundationErrors, ...edgeErrors, ...possible]).map(
    ({ code, kind, title, remedy }) => ({ code, status: statusOf[kind], title, remedy }),
  );
}

function operation(
  route: Route,
  { callerErrors, aroundHeaders }: CallerInfo,
  collect: (dto: Dto) => string,
): Json {
  const { permission } = route;
  const concurrency = concurrencyOf(route);
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag],
    security: securityOf(route),
    'x-permission': permission.kind === 'granted' ? permission.permission : permission.kind,
    ...(route.dialect !== undefined && { 'x-dialect': route.dialect }),
    ...(route.probe && { 'x-probe': true }),
    ...(route.bodyLimit !== undefined && { 'x-body-limit': route.bodyLimit }),
    parameters: [
      ...parameters(route.pathParameters, 'path', collect),
      ...parameters(route.query, 'query', collect),
      ...headerParameters(route, concurrency, aroundHeaders),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: contentOf(route, route.body, collect),
      },
    }),
    responses: responses(route, { callerErrors, aroundHeaders }, collect),
  };
}

function contentOf(route: Route, body: Dto, collect: (dto: Dto) => string): Json {
  return Object.fromEntries(bodyTypesOf(route).map((type) => [type, { schema: { $ref: collect(body) } }]));
}

function parameters(dto: Dto | undefined, where: 'path' | 'query', collect: (dto: Dto) => string): Json[] {
  if (!dto) return [];
  return [...fieldsOf(dto)].map(([name, field]) => {
    const { description, ...schema } = fieldSchema(field, collect);
    return {
      name,
      in: where,
      required: where === 'path' || field.required,
      ...(description !== undefined && { description }),
      schema,
      ...(field.kind === 'list' && { style: 'form', explode: true }),
    };
  });
}

function headerParameters(route: Route, concurrency: string, around: readonly AroundHeader[]): Json[] {
  const header = (name: string, required: boolean, description: string): Json => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string', maxLength: 1_000 },
  });
  return [
    ...(concurrency === 'none'
      ? []
      : [
          header(
            'If-Match',
            concurrency === 'required' && !route.creates,
            'The ETag of the version that is changed.',
          ),
        ]),
    ...(keepsAnswers(route)
      ? [header('Idempotency-Key', false, 'Makes a repetition harmless for 24 hours.')]
      : []),
    ...(route.method === 'get'
      ? [header('If-None-Match', false, 'The ETag already held: 304 when it is current.')]
      : []),
    ...(route.creates
      ? [header('If-None-Match', false, '`*` creates, and refuses when it exists. Instead of If-Match.')]
      : []),
    ...(route.permission.kind === 'open' ? [] : around.map(({ name, asked }) => header(name, false, asked))),
  ];
}

/** Nothing, a token, a signature where the route takes one, or any of them. */
function securityOf(route: Route): readonly object[] {
  if (route.permission.kind === 'open') return [];
  const credentials = [{ token: [] }, ...(route.scheme ? [{ signature: [] }] : [])];
  return takesAnonymous(route) ? [{}, ...credentials] : credentials;
}
