export { type ExpectedVersion, versionTag } from './conditional.js';
export { AnyJson, AnyObject, type Dto, schemaOf } from './dto.js';
export {
  BigintField,
  BooleanField,
  EnumField,
  Excludes,
  HttpUrlField,
  IntegerField,
  JsonObjectField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  TimeField,
  UnionField,
  UuidField,
} from './fields.js';
export { HttpConfig } from './http.config.js';
export type { Mount } from './mount.js';
export { createIdempotency, httpSchema, type Idempotency } from './idempotency.js';
export { type DocumentInfo, openApiDocument } from './openapi.js';
export { operationsRoutes, type OperationsDeps } from './operations.js';
export type { JsonSchema } from './json-schema.js';
export { eomPageQuery, type EomSortable, pageQuery, type PageQuery } from './paging.js';
export { type Fault, faultsOf } from './parse.js';
export type {
  AccessRequest,
  Around,
  AroundHeader,
  Authenticator,
  Authorizer,
  Exchange,
  OnServed,
  PresentedRequest,
  RateLimiter,
  RateLimitState,
  RequestScheme,
  ReadinessCheck,
  Served,
} from './ports.js';
export { type Problem, statusOf } from './problem.js';
export { createRateLimiter, type RateLimitOptions } from './rate-limit.js';
export {
  accepted,
  created,
  granted,
  listed,
  moved,
  noContent,
  ok,
  open,
  orAnonymous,
  type Permission,
  type ProtectedObject,
  type Reply,
  route,
  type Route,
  type RouteInput,
  type ServerSentEvent,
  signedIn,
  streamed,
} from './route.js';
export type { HttpServer, HttpServerDeps } from './server.js';
export { startHttpServer } from './start-server.js';
export { serviceDocument, standIn } from './service-document.js';
