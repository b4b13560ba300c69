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
import { type DomainErrorClass, Forbidden, Unavailable } from '@ashlar/errors';
import {
  type Around,
  type AroundHeader,
  type Authenticator,
  type Authorizer,
  createIdempotency,
  createRateLimiter,
  HttpConfig,
  httpSchema,
  type HttpServer,
  type HttpServerDeps,
  type Mount,
  type OnServed,
  openApiDocument,
  operationsRoutes,
  type OperationsDeps,
  type ReadinessCheck,
  type Route,
  startHttpServer,
} from '@ashlar/http';
import { createLogger, type Logger, LoggingConfig } from '@ashlar/logging';
import { createTelemetry, type Metrics, type Telemetry, TelemetryConfig } from '@ashlar/telemetry';
import { setTimeout as delay } from 'node:timers/promises';
import { createLifecycle, type Lifecycle } from './lifecycle.js';
import { ServiceConfig } from './service.config.js';
import { stopOnSignals } from './signals.js';
import { isWorthWaiting, NotReadyError, reasonOf, whenReady } from './when-ready.js';

/** The configuration that every service reads, besides its own. */
export const frameConfig = {
  logging: LoggingConfig,
  telemetry: TelemetryConfig,
  database: DatabaseConfig,
  http: HttpConfig,
  service: ServiceConfig,
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
  /** What making out the caller may come to, besides a credential that is refused. */
  readonly callerErrors?: readonly DomainErrorClass[];
  /** What the composition's `around` reads from requests and answers with, for the document. */
  readonly aroundHeaders?: readonly AroundHeader[];
  /** Throws a ConfigurationError when values do not fit each other. Asked before anything is opened. */
  readonly assertConfig?: (config: Config<C & typeof frameConfig>) => void;
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
  /** Runs the serving of each request. */
  readonly around?: Around | undefined;
  /** Hears of each answer, for meters. */
  readonly onServed?: OnServed;
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
 * Starts a service: configuration, logs, telemetry, database, whatever `compose` builds, and the API server. When the
 * database does not answer or fit yet, the server comes first: alive, not ready, and 503 for everything else, until
 * `compose` could do its work. When a step fails for any other reason, what was started is stopped and the error thrown.
 */
export async function startService<C extends ConfigSpec>(
  spec: ServiceSpec<C>,
  env: Environment,
  compose: (parts: ServiceParts<C>) => Promise<Composition>,
): Promise<RunningService> {
  return withFrame(spec, env, async (frame, telemetry) => {
    const { logger, lifecycle } = frame;
    const begin = () =>
      lifecycle.attempt(async () => {
        const parts = { ...frame, database: await frame.connect() };
        return contentOf(spec, parts, await compose(parts));
      });
    const first = await begin().catch((error: unknown) => {
      if (!isWorthWaiting(error)) throw error;
      return { waitingFor: error };
    });
    const running =
      'waitingFor' in first
        ? await serveLater(spec, frame, begin, first.waitingFor)
        : await serve(frame, first);
    const metrics = await telemetry.startMetricsServer();
    logger.info('waitingFor' in first ? 'Waiting to serve' : 'Ready to serve', {
      url: running.server.url,
      metrics_url: metrics.url,
    });
    return { url: running.server.url, metricsUrl: metrics.url, lifecycle };
  });
}

/** How long a task that was told to stop may take to come to an end: with what stops after it, ten seconds. */
const taskStopDeadlineMs = 8_000;

/**
 * Runs one piece of work in the frame of a service, without its API, and stops again. SIGTERM aborts the lifecycle's
 * signal; the work ends in its own way before anything is taken from under it.
 * @throws {ProcessUnavailableError} when the database does not answer or fit within `ASHLAR_TASK_DATABASE_WAIT`.
 */
export async function runTask<C extends ConfigSpec, T>(
  spec: ServiceSpec<C>,
  env: Environment,
  work: (parts: ServiceParts<C>) => Promise<T>,
): Promise<T> {
  return withFrame(spec, env, async (frame) => {
    const { config, lifecycle, logger } = frame;
    stopOnSignals(lifecycle);
    const database = await whenReady(frame.connect, {
      signal: lifecycle.signal,
      deadlineMs: config.service.taskDatabaseWaitMs,
      onWaiting: (error) => logger.warn('The task waits for the database', { reason: reasonOf(error) }),
    });
    const running = work({ ...frame, database });
    lifecycle.working('task', taskStopDeadlineMs, running);
    const result = await running;
    await lifecycle.stop('the task is done');
    return result;
  });
}

/** A service before it has its database. */
interface Frame<C extends ConfigSpec> extends Omit<ServiceParts<C>, 'database'> {
  /** The database, if it answers and fits. @throws what `isWorthWaiting` knows when it does not yet. */
  connect(): Promise<Database>;
}

async function withFrame<C extends ConfigSpec, T>(
  spec: ServiceSpec<C>,
  env: Environment,
  use: (frame: Frame<C>, telemetry: Telemetry) => Promise<T>,
): Promise<T> {
  const config = loadConfig({ ...spec.config, ...frameConfig }, env) as Config<C & typeof frameConfig>;
  spec.assertConfig?.(config);
  const { name: service, version } = spec;
  const logger = createLogger({ service, version, ...config.logging });
  const lifecycle = createLifecycle(logger);
  lifecycle.started({ name: 'logs', deadlineMs: 2_000, stop: () => logger.close() });
  try {
    const telemetry = await createTelemetry({ service, version, config: config.telemetry, logger });
    lifecycle.started({ name: 'telemetry', deadlineMs: 6_000, stop: () => telemetry.close() });
    const { metrics } = telemetry;
    const connect = async (): Promise<Database> => {
      const { entities } = spec;
      const database = await createDatabase({ config: config.database, logger, metrics, service, entities });
      try {
        await assertSchemaFits(database, needsOf(spec));
      } catch (error) {
        await database.close();
        throw error;
      }
      lifecycle.started({ name: 'database', deadlineMs: 10_000, stop: () => database.close() });
      return database;
    };
    return await use({ config, logger, metrics, lifecycle, connect }, telemetry);
  } catch (error) {
    await lifecycle.stop('it could not go on');
    throw error;
  }
}

const needsOf = ({ needs }: Pick<ServiceSpec<ConfigSpec>, 'needs'>): readonly SchemaNeed[] => [
  httpSchema,
  ...needs,
];

/** All that the API server needs to know. */
function contentOf<C extends ConfigSpec>(
  spec: ServiceSpec<C>,
  { database, ...frame }: ServiceParts<C>,
  { routes: own, identity = nobody, checks = [], mounts = [], onServed, around }: Composition,
): HttpServerDeps {
  const { config } = frame;
  const operations = operationsOf(
    spec,
    frame,
    [...databaseChecks(database, needsOf(spec)), ...checks],
    () => document,
  );
  const routes = [...operations, ...own];
  const document = openApiDocument({ ...spec, publicUrl: config.http.publicUrl }, routes);
  return {
    ...edgeOf(spec, frame),
    routes,
    mounts,
    ...identity,
    idempotency: createIdempotency({ database }),
    onServed,
    around,
  };
}

type Surroundings<C extends ConfigSpec> = Pick<
  ServiceParts<C>,
  'config' | 'logger' | 'metrics' | 'lifecycle'
>;

function operationsOf<C extends ConfigSpec>(
  { name, version, prefix }: ServiceSpec<C>,
  { logger, lifecycle }: Surroundings<C>,
  checks: readonly ReadinessCheck[],
  document: OperationsDeps['document'],
): readonly Route[] {
  return operationsRoutes({
    name,
    version,
    prefix,
    checks,
    onFailedCheck: (check, error) => logger.warn('A readiness check failed', { check, error }),
    isDraining: () => lifecycle.signal.aborted,
    document,
  });
}

function edgeOf<C extends ConfigSpec>(
  { prefix }: ServiceSpec<C>,
  { config, logger, metrics }: Surroundings<C>,
) {
  const rateLimiter = createRateLimiter({ limit: config.http.rateLimit, windowSeconds: 60 });
  return { config: config.http, logger, metrics, prefix, rateLimiter };
}

interface Serving {
  readonly server: HttpServer;
  /** Moves it behind what was started since, to be stopped before that. */
  readonly stopFirst: () => void;
}

async function serve<C extends ConfigSpec>(
  { config, logger, lifecycle }: Surroundings<C>,
  content: HttpServerDeps,
): Promise<Serving> {
  const server = await startHttpServer(content);
  const { drainMs, stopDeadlineMs } = config.http;
  const part = {
    name: 'http',
    deadlineMs: drainMs + stopDeadlineMs + 2_000,
    async stop() {
      // Not ready from now on, but still answering: load balancers need a moment to notice.
      await delay(drainMs);
      const cutOff = await server.stop();
      if (cutOff > 0) logger.warn('Requests were cut off', { requests: cutOff });
    },
  };
  let forget = lifecycle.started(part);
  return {
    server,
    stopFirst() {
      forget();
      forget = lifecycle.started(part);
    },
  };
}

/** How long what is starting may take to notice that the process stops. */
const startStopDeadlineMs = 10_000;

/** Alive but not ready, with the reason in the log, until `begin` succeeds. */
async function serveLater<C extends ConfigSpec>(
  spec: ServiceSpec<C>,
  frame: Frame<C>,
  begin: () => Promise<HttpServerDeps>,
  reason: unknown,
): Promise<Serving> {
  const { logger, lifecycle } = frame;
  let waitingFor = reason;
  const standby = 'The service waits for its database';
  const waiting: ReadinessCheck = { name: 'start', check: () => Promise.reject(waitingFor as Error) };
  const noDocument = (): never => {
    throw new Unavailable(standby);
  };
  const serving = await serve(frame, {
    ...edgeOf(spec, frame),
    ...nobody,
    routes: operationsOf(spec, frame, [waiting], noDocument),
    standby,
  });
  const tell = (error: unknown): void => {
    // Once for each reason: orchestrators ask often enough.
    if (reasonOf(error) !== reasonOf(waitingFor)) logger.warn(standby, { reason: reasonOf(error) });
    waitingFor = error;
  };
  logger.warn(standby, { reason: reasonOf(reason) });
  const starting = whenReady(begin, { signal: lifecycle.signal, onWaiting: tell }).then((content) => {
    serving.server.replace(content);
    serving.stopFirst();
    logger.info('Ready to serve', { url: serving.server.url });
  });
  lifecycle.working('start', startStopDeadlineMs, starting);
  starting.catch((error: unknown) => {
    if (!lifecycle.signal.aborted) void lifecycle.fail(error);
  });
  return serving;
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
    { name: 'schema', check: () => assertSchemaFits(database, needs) },
  ];
}

async function assertSchemaFits(database: Database, needs: readonly SchemaNeed[]): Promise<void> {
  const mismatches = await schemaMismatches(database, needs);
  if (mismatches.length > 0) {
    throw new NotReadyError(`The database does not fit this release: ${mismatches.join('; ')}`);
  }
}
