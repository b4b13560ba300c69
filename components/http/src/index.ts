export { type ExpectedVersion, versionTag } from './conditional.js';
export type { Dto } from './dto.js';
export {
  BigintField,
  BooleanField,
  EnumField,
  HttpUrlField,
  IntegerField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from './fields.js';
export { HttpConfig } from './http.config.js';
export { createIdempotency, httpSchema, type Idempotency } from './idempotency.js';
export { type DocumentInfo, openApiDocument } from './openapi.js';
export { operationsRoutes, type OperationsDeps } from './operations.js';
export { pageQuery, type PageQuery } from './paging.js';
export type {
  AccessRequest,
  Authenticator,
  Authorizer,
  RateLimiter,
  RateLimitState,
  ReadinessCheck,
} from './ports.js';
export { type Problem, statusOf } from './problem.js';
export { createRateLimiter, type RateLimitOptions } from './rate-limit.js';
export {
  accepted,
  created,
  granted,
  listed,
  noContent,
  ok,
  open,
  type Permission,
  type ProtectedObject,
  type Reply,
  route,
  type Route,
  type RouteInput,
  signedIn,
} from './route.js';
export { type HttpServer, type HttpServerDeps, startHttpServer } from './server.js';
export { serviceDocument, standIn } from './service-document.js';
