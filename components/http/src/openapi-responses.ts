import {
  type DomainErrorClass,
  Forbidden,
  IdempotencyInProgress,
  IdempotencyKeyReused,
  IdempotentReplyWithheld,
  Internal,
  PageTooDeep,
  PayloadTooLarge,
  PreconditionFailed,
  PreconditionRequired,
  RateLimited,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
  ValidationFailed,
} from '@ashlar/errors';
import { concurrencyOf } from './conditional.js';
import { type Dto, fieldsOf } from './dto.js';
import type { JsonSchema } from './json-schema.js';
import type { AroundHeader } from './ports.js';
import { statusOf } from './problem.js';
import { type Route, type RouteLink, successStatuses } from './route.js';
import { RequestTimeout } from './unroutable.js';

type Json = Readonly<Record<string, unknown>>;

/** What goes for every operation that has a caller. */
export interface CallerInfo {
  readonly callerErrors: readonly DomainErrorClass[];
  readonly aroundHeaders: readonly AroundHeader[];
}

export function responseHeader(description: string): Json {
  return { description, schema: { type: 'string' } };
}

/** Every header that answers carry beyond those of HTTP itself, once for all operations. */
export const responseHeaders: Json = Object.fromEntries(
  [
    ['X-Request-Id', 'Names this request in the logs.'],
    ['ETag', 'The version, for If-Match and If-None-Match.'],
    ['Location', 'Where the new object, or the state of the work, is.'],
    ['Link', 'first, next, prev where known, last when counted (RFC 8288).'],
    ['X-Total-Count', 'With count=true: exact up to 10,000.'],
    ['X-Total-Exact', 'With count=true: false when there are more than 10,000.'],
    ['Idempotent-Replayed', 'true: the answer of the first request with this Idempotency-Key.'],
    ['RateLimit-Policy', 'How many requests a caller may make: q in w seconds.'],
    ['RateLimit', 'How many are left: r, for t seconds.'],
    ['Retry-After', 'Seconds after which another try makes sense.'],
    ['WWW-Authenticate', 'What credential is missing or wrong.'],
  ].map(([name = '', description = '']) => [name, responseHeader(description)]),
);

export function keepsAnswers({ method, idempotency }: Route): boolean {
  return method === 'post' && idempotency !== 'ignored';
}

/** Every answer that an operation may give. */
export function responses(
  route: Route,
  { callerErrors, aroundHeaders }: CallerInfo,
  collect: (dto: Dto) => string,
): Json {
  const { body, description } = route.success;
  const streams = route.success.stream;
  const schema = streams ? bodySchema(streams, collect) : body && bodySchema(body, collect);
  const type = streams ? 'text/event-stream' : 'application/json';
  const successes = successStatuses(route).filter((status) => status < 300);
  const answers: [number, Json][] = successes.map((status, index) => [
    status,
    {
      description: index === 0 ? description : status === 202 ? 'Not done yet: see Location.' : 'Created.',
      headers: { ...headers(successHeaders(route, status, aroundHeaders)), ...ownHeaders(route) },
      ...(route.links && { links: linksOf(route.links) }),
      ...(schema && { content: { [type]: { schema } } }),
    },
  ]);
  if (route.redirects) {
    const names = ['X-Request-Id', 'Location', ...metered(route)];
    answers.push([308, { description: 'It is there now.', headers: headers(names) }]);
  }
  if (route.method === 'get' && !streams) {
    const names = ['ETag', ...metered(route)];
    answers.push([304, { description: 'What the caller holds is current.', headers: headers(names) }]);
  }
  for (const [status, errors] of byStatus(possibleErrors(route, callerErrors)))
    answers.push([status, refusal(route, status, errors)]);
  return Object.fromEntries(
    answers.sort(([a], [b]) => a - b).map(([status, answer]) => [String(status), answer]),
  );
}

/** Every error that an operation may answer with. */
export function possibleErrors(
  route: Route,
  callerErrors: readonly DomainErrorClass[] = [],
): readonly DomainErrorClass[] {
  const concurrency = concurrencyOf(route);
  const errors = new Set<DomainErrorClass>(
    route.probe
      ? [ValidationFailed, Internal, Unavailable]
      : [ValidationFailed, Unauthenticated, RateLimited, Internal, Unavailable],
  );
  if (route.permission.kind !== 'open') for (const error of callerErrors) errors.add(error);
  if (route.permission.kind === 'granted') errors.add(Forbidden);
  if (route.permission.kind === 'granted' && route.permission.object)
    errors.add(route.permission.object.missing);
  if (route.query && fieldsOf(route.query).has('page')) errors.add(PageTooDeep);
  if (route.body) errors.add(RequestTimeout).add(PayloadTooLarge).add(UnsupportedMediaType);
  if (concurrency === 'required') errors.add(PreconditionRequired);
  if (concurrency !== 'none') errors.add(PreconditionFailed);
  if (keepsAnswers(route)) errors.add(IdempotencyInProgress).add(IdempotencyKeyReused);
  if (keepsAnswers(route) && route.secret) errors.add(IdempotentReplyWithheld);
  for (const own of route.errors ?? []) errors.add(own);
  return [...errors];
}

function byStatus(errors: readonly DomainErrorClass[]): ReadonlyMap<number, readonly DomainErrorClass[]> {
  const groups = new Map<number, DomainErrorClass[]>();
  for (const error of errors) {
    const status = statusOf[error.definition.kind];
    groups.set(status, [...(groups.get(status) ?? []), error]);
  }
  return groups;
}

function refusal(route: Route, status: number, errors: readonly DomainErrorClass[]): Json {
  const schema = { $ref: '#/components/schemas/Problem' };
  return {
    description: errors.map(({ definition }) => `\`${definition.code}\`: ${definition.title}.`).join(' '),
    headers: headers([
      'X-Request-Id',
      ...metered(route),
      ...(status === 401 ? ['WWW-Authenticate'] : []),
      ...(status === 429 || status === 503 ? ['Retry-After'] : []),
    ]),
    content: { 'application/problem+json': { schema }, 'application/json': { schema } },
    'x-error-codes': errors.map(({ definition }) => definition.code),
  };
}

function bodySchema(body: Dto | { readonly listOf: Dto }, collect: (dto: Dto) => string): JsonSchema {
  return typeof body === 'function'
    ? { $ref: collect(body) }
    : { type: 'array', items: { $ref: collect(body.listOf) } };
}

function successHeaders(route: Route, status: number, around: readonly AroundHeader[]): readonly string[] {
  const changes = route.method !== 'get' && route.permission.kind !== 'open';
  const isList = typeof route.success.body === 'object';
  return [
    'X-Request-Id',
    ...metered(route),
    ...(status === 201 || status === 202 ? ['Location'] : []),
    ...(route.success.body ? ['ETag'] : []),
    ...(keepsAnswers(route) ? ['Idempotent-Replayed'] : []),
    ...(isList ? ['Link', 'X-Total-Count', 'X-Total-Exact'] : []),
    ...(changes ? around.map(({ name }) => name) : []),
  ];
}

function ownHeaders({ success }: Route): Json {
  const own = Object.entries(success.headers ?? {});
  return Object.fromEntries(
    own.map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

function linksOf(links: readonly RouteLink[]): Json {
  return Object.fromEntries(
    links.map(({ operationId, parameter, field }) => [
      operationId,
      { operationId, parameters: { [parameter]: `$response.body#/${field}` } },
    ]),
  );
}

function metered({ probe }: Route): readonly string[] {
  return probe ? [] : ['RateLimit', 'RateLimit-Policy'];
}

function headers(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
