import { type Config, type ConfigSpec, type Environment, loadConfig } from '@ashlar/config';
import {
  anonymous,
  createDatabase,
  type Database,
  DatabaseConfig,
  type DatabaseDeps,
  schemaMismatches,
  type SchemaNeed,
} from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';
import {
  type Authenticator,
  type Authorizer,
  createIdempotency,
  createRateLimiter,
  HttpConfig,
  httpSchema,
  type HttpServer,
  type Mount,
  openApiDocument,
  operationsRoutes,
  type ReadinessCheck,
  type Route,
  startHttpServer,
} from '@ashlar/http';
import { createLogger, type Logger, LoggingConfig } from '@ashlar/logging';
import { createTelemetry, type Metrics, type Telemetry, TelemetryConfig } from '@ashlar/telemetry';
import { setTimeout as delay } from 'node:timers/promises';
import { createLifecycle, type Lifecycle } from './lifecycle.js';
import { stopOnSignals } from './signals.js';

/** The configuration that every service reads, besides its own. */
export const frameConfig = {
  logging: LoggingConfig,
  telemetry: TelemetryConfig,
  database: DatabaseConfig,
  http: HttpConfig,
} as const;

/** What a deployable is, before anything runs. */
export interface ServiceSpec<C extends ConfigSpec> {
  /** Of the deployable: `data-api`. */
  readonly name: string;
  readonly version: string;
  /** Where its own operations and documents lie: `/api/data`. */
  readonly prefix: string;
  readonly title: string;
  readonly description: string;
  /** Configuration classes beyond `frameConfig`. */
  readonly config: C;
  readonly entities: DatabaseDeps['entities'];
  /** What its bricks need of the database; not ready otherwise. */
  readonly needs: readonly SchemaNeed[];
}

/** What the frame gives to a composition. */
export interface ServiceParts<C extends ConfigSpec> {
  readonly config: Config<C & typeof frameConfig>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly lifecycle: Lifecycle;
}

/** What a composition gives back. */
export interface Composition {
  readonly routes: readonly Route[];
  /** Absent on a service whose every route is open. */
  readonly identity?: { readonly authenticator: Authenticator; readonly authorizer: Authorizer };
  readonly checks?: readonly ReadinessCheck[];
  /** Applications of other libraries, behind a permission each. */
  readonly mounts?: readonly Mount[];
}

export interface RunningService {
  /** Base URL on this machine. */
  readonly url: string;
  readonly metricsUrl: string;
  readonly lifecycle: Lifecycle;
}

/**
 * Starts a service: configuration, logs, telemetry, database, whatever `compose` builds, and the API server last.
 * When a step fails, what was started is stopped again and the error is thrown.
 */
export async function startService<C extends ConfigSpec>(
  spec: ServiceSpec<C>,
  env: Environment,
  compose: (parts: ServiceParts<C>) => Promise<Composition>,
): Promise<RunningService> {
  return withFrame(spec, env, async (parts, telemetry) => {
    const server = await serve(spec, parts, await compose(parts));
    const metrics = await telemetry.startMetricsServer();
    parts.logger.info('Ready to serve', { url: server.url, metrics_url: metrics.url });
    return { url: server.url, metricsUrl: metrics.url, lifecycle: parts.lifecycle };
  });
}

/** How long a task that was told to stop may take to come to an end. */
const taskStopDeadlineMs = 30_000;

/**
 * Runs one piece of work in the frame of a service, without its API, and stops again. SIGTERM aborts the lifecycle's
 * signal; the work ends in its own way before anything is taken from under it.
 */
export async function runTask<C extends ConfigSpec, T>(
  spec: ServiceSpec<C>,
  env: Environment,
  work: (parts: ServiceParts<C>) => Promise<T>,
): Promise<T> {
  return withFrame(spec, env, async (parts) => {
    const { lifecycle } = parts;
    stopOnSignals(lifecycle);
    const running = work(parts);
    lifecycle.working('task', taskStopDeadlineMs, running);
    const result = await running;
    await lifecycle.stop('the task is done');
    return result;
  });
}

async function withFrame<C extends ConfigSpec, T>(
  spec: ServiceSpec<C>,
  env: Environment,
  use: (parts: ServiceParts<C>, telemetry: Telemetry) => Promise<T>,
): Promise<T> {
  const config = loadConfig({ ...spec.config, ...frameConfig }, env) as Config<C & typeof frameConfig>;
  const { name: service, version } = spec;
  const logger = createLogger({ service, version, ...config.logging });
  const lifecycle = createLifecycle(logger);
  lifecycle.started({ name: 'logs', deadlineMs: 2_000, stop: () => logger.close() });
  try {
    const telemetry = await createTelemetry({ service, version, config: config.telemetry, logger });
    lifecycle.started({ name: 'telemetry', deadlineMs: 6_000, stop: () => telemetry.close() });
    const { metrics } = telemetry;
    const database = await createDatabase({
      config: config.database,
      logger,
      metrics,
      service,
      entities: spec.entities,
    });
    lifecycle.started({ name: 'database', deadlineMs: 10_000, stop: () => database.close() });
    return await use({ config, logger, metrics, database, lifecycle }, telemetry);
  } catch (error) {
    await lifecycle.stop('it could not go on');
    throw error;
  }
}

async function serve<C extends ConfigSpec>(
  spec: ServiceSpec<C>,
  { config, logger, metrics, database, lifecycle }: ServiceParts<C>,
  { routes: own, identity = nobody, checks = [], mounts = [] }: Composition,
): Promise<HttpServer> {
  const operations = operationsRoutes({
    name: spec.name,
    version: spec.version,
    prefix: spec.prefix,
    checks: [...databaseChecks(database, [httpSchema, ...spec.needs]), ...checks],
    onFailedCheck: (check, error) => logger.warn('A readiness check failed', { check, error }),
    isDraining: () => lifecycle.signal.aborted,
    document: () => document,
  });
  const routes = [...operations, ...own];
  const document = openApiDocument({ ...spec, publicUrl: config.http.publicUrl }, routes);
  const server = await startHttpServer({
    config: config.http,
    logger,
    metrics,
    routes,
    mounts,
    prefix: spec.prefix,
    ...identity,
    rateLimiter: createRateLimiter({ limit: config.http.rateLimit, windowSeconds: 60 }),
    idempotency: createIdempotency({ database }),
  });
  const { drainMs, stopDeadlineMs } = config.http;
  lifecycle.started({
    name: 'http',
    deadlineMs: drainMs + stopDeadlineMs + 2_000,
    async stop() {
      // Not ready from now on, but still answering: load balancers need a moment to notice.
      await delay(drainMs);
      const cutOff = await server.stop();
      if (cutOff > 0) logger.warn('Requests were cut off', { requests: cutOff });
    },
  });
  return server;
}

/** For services whose routes are all open: whoever calls is nobody in particular, and nobody may do more than that. */
const nobody = {
  authenticator: { authenticate: async () => anonymous },
  authorizer: {
    assertPermission(permission: string): never {
      throw new TypeError(`A service without identity cannot grant ${permission}`);
    },
    authorize: () => Promise.reject(new Forbidden('This service knows no callers')),
  },
} satisfies Composition['identity'];

function databaseChecks(database: Database, needs: readonly SchemaNeed[]): readonly ReadinessCheck[] {
  return [
    { name: 'database', check: () => database.ping() },
    {
      name: 'schema',
      async check() {
        const mismatches = await schemaMismatches(database, needs);
        if (mismatches.length > 0) throw new Error(mismatches.join('; '));
      },
    },
  ];
}
