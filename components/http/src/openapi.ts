import {
  type DomainErrorClass,
  errorCatalogue,
  foundationErrors,
  Internal,
  NotFound,
  PayloadTooLarge,
  PreconditionFailed,
  PreconditionRequired,
  RateLimited,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
  ValidationFailed,
  Forbidden,
  IdempotencyInProgress,
  IdempotencyKeyReused,
} from '@ashlar/errors';
import { concurrencyOf } from './conditional.js';
import { type Dto, fieldsOf, fieldSchema, schemaOf } from './dto.js';
import type { JsonSchema } from './json-schema.js';
import { problemSchema } from './problem-schema.js';
import { statusOf } from './problem.js';
import type { Route } from './route.js';

export interface DocumentInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of a service, from the routes that it serves. */
export function openApiDocument(info: DocumentInfo, routes: readonly Route[]): Json {
  const schemas = new Map<string, JsonSchema>([['Problem', problemSchema]]);
  const collect = (dto: Dto): string => {
    if (!schemas.has(dto.name)) {
      schemas.set(dto.name, {});
      schemas.set(dto.name, schemaOf(dto, collect));
    }
    return `#/components/schemas/${dto.name}`;
  };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route, collect);
  const errors = errorCatalogue([...foundationErrors, ...routes.flatMap(({ errors: own }) => own ?? [])]);
  return {
    openapi: '3.1.0',
    info: { ...info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    'x-error-catalogue': errors.map(({ code, kind, title, remedy }) => ({
      code,
      status: statusOf[kind],
      title,
      remedy,
    })),
  };
}

function operation(route: Route, collect: (dto: Dto) => string): Json {
  const { permission } = route;
  const concurrency = concurrencyOf(route);
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag],
    security: permission.kind === 'open' ? [{}, { token: [] }] : [{ token: [] }],
    'x-permission': permission.kind === 'granted' ? permission.permission : permission.kind,
    ...(route.dialect !== undefined && { 'x-dialect': route.dialect }),
    ...(route.probe && { 'x-probe': true }),
    parameters: [
      ...parameters(route.pathParameters, 'path', collect),
      ...parameters(route.query, 'query', collect),
      ...headerParameters(route, concurrency),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { $ref: collect(route.body) } },
          ...(route.method === 'patch' && {
            'application/merge-patch+json': { schema: { $ref: collect(route.body) } },
          }),
        },
      },
    }),
    responses: responses(route, concurrency, collect),
  };
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

function headerParameters(route: Route, concurrency: string): Json[] {
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
      : [header('If-Match', concurrency === 'required', 'The ETag of the version that is changed.')]),
    ...(keepsAnswers(route)
      ? [header('Idempotency-Key', false, 'Makes a repetition harmless for 24 hours.')]
      : []),
    ...(route.method === 'get' && !route.probe
      ? [header('If-None-Match', false, 'The ETag already held: 304 when it is current.')]
      : []),
  ];
}

function keepsAnswers({ method, idempotency }: Route): boolean {
  return method === 'post' && idempotency !== 'ignored';
}

function responses(route: Route, concurrency: string, collect: (dto: Dto) => string): Json {
  const { status, description, body } = route.success;
  const isList = body !== undefined && typeof body === 'object';
  const schema: JsonSchema | undefined =
    body === undefined
      ? undefined
      : isList
        ? { type: 'array', items: { $ref: collect(body.listOf) } }
        : { $ref: collect(body) };
  const byStatus = new Map<number, DomainErrorClass[]>();
  for (const error of possibleErrors(route, concurrency)) {
    const key = statusOf[error.definition.kind];
    byStatus.set(key, [...(byStatus.get(key) ?? []), error]);
  }
  const answers: [number, Json][] = [
    [
      status,
      {
        description,
        headers: successHeaders(status, isList),
        ...(schema && { content: { 'application/json': { schema } } }),
      },
    ],
    ...(route.method === 'get' && !route.probe
      ? ([[304, { description: 'What the caller holds is current.' }]] as [number, Json][])
      : []),
    ...[...byStatus].map(([code, errors]): [number, Json] => [
      code,
      {
        description: errors.map(({ definition }) => `\`${definition.code}\`: ${definition.title}.`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        'x-error-codes': errors.map(({ definition }) => definition.code),
      },
    ]),
  ];
  return Object.fromEntries(
    answers.sort(([a], [b]) => a - b).map(([code, answer]) => [String(code), answer]),
  );
}

function successHeaders(status: number, isList: boolean): Json {
  const header = (description: string): Json => ({ description, schema: { type: 'string' } });
  return {
    'X-Request-Id': header('Names this request in the logs.'),
    ...(status === 201 || status === 202
      ? { Location: header('Where the new object, or the state of the work, is.') }
      : {}),
    ...(status === 204 ? {} : { ETag: header('The version, for If-Match and If-None-Match.') }),
    ...(isList
      ? {
          Link: header('first, next, prev where known, last when counted (RFC 8288).'),
          'X-Total-Count': header('With count=true: exact up to 10,000.'),
          'X-Total-Exact': header('With count=true: false when there are more than 10,000.'),
        }
      : {}),
  };
}

function possibleErrors(route: Route, concurrency: string): readonly DomainErrorClass[] {
  const errors = new Set<DomainErrorClass>(
    route.probe ? [Internal] : [ValidationFailed, Unauthenticated, RateLimited, Internal, Unavailable],
  );
  if (route.path.endsWith('/readyz')) errors.add(Unavailable);
  if (route.permission.kind === 'granted') errors.add(Forbidden);
  if (route.permission.kind === 'granted' && route.permission.objectId) errors.add(NotFound);
  if (route.body) errors.add(PayloadTooLarge).add(UnsupportedMediaType);
  if (concurrency === 'required') errors.add(PreconditionRequired);
  if (concurrency !== 'none') errors.add(PreconditionFailed);
  if (keepsAnswers(route)) errors.add(IdempotencyInProgress).add(IdempotencyKeyReused);
  for (const own of route.errors ?? []) errors.add(own);
  return [...errors];
}
