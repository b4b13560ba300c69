import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allowOrigins } from './cors.js';
import { docsHandlers } from './docs.js';
import type { HttpConfig } from './http.config.js';
import { observeRequests } from './observe.js';
import { callersError, problemOf, statusOf } from './problem.js';
import { type RequestScope, scopeOf } from './request-scope.js';
import type { Route } from './route.js';
import { serveRoute, type RouteServices } from './serve-route.js';
import { unroutable } from './unroutable.js';

export interface HttpServerDeps extends RouteServices {
  readonly config: HttpConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly routes: readonly Route[];
  /** Serves the reference page there, for the document at `<prefix>/spec.json`. */
  readonly prefix: string;
}

/** A listening service. */
export interface HttpServer {
  /** Base URL on this machine, with the port that was really taken. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no new connections, waits for requests under way up to the deadline, then aborts what is left.
   * @returns how many requests were cut off.
   */
  stop(): Promise<number>;
}

export async function startHttpServer(deps: HttpServerDeps): Promise<HttpServer> {
  const { config, logger } = deps;
  const underWay = new Set<RequestScope>();
  const app = application(deps, underWay);
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: config.requestTimeoutMs }, app);
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  logger.info('Listening', { host: config.host, port });
  return {
    port,
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    stop: () => stop(server, underWay, config.stopDeadlineMs),
  };
}

function application(deps: HttpServerDeps, underWay: Set<RequestScope>): Express {
  const { config, logger, metrics, routes, prefix } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustedProxies);
  app.use(observeRequests({ logger, metrics, underWay, timeoutMs: config.requestTimeoutMs }));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
    }),
  );
  app.use(noStore);
  app.use(allowOrigins(config.corsOrigins));
  app.use(`${prefix}/docs`, ...docsHandlers(`${prefix}/spec.json`));
  for (const route of routes) app[route.method](expressPath(route.path), serveRoute(route, deps));
  app.use(unroutable(routes));
  app.use(answerErrors);
  return app;
}

/** Answers are the caller's own; a shared cache has no business with them. ETags still save the bytes. */
const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-cache');
  res.vary('Authorization');
  next();
};

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

const answerErrors: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const scope = scopeOf(req);
  const answer = callersError(error);
  const status = statusOf[answer.definition.kind];
  if (status >= 500) scope.fault = error;
  if (res.headersSent) {
    next(error);
    return;
  }
  if (status === 401) {
    const hadCredential = req.get('authorization') !== undefined;
    res.set('WWW-Authenticate', `Bearer realm="ashlar"${hadCredential ? ', error="invalid_token"' : ''}`);
  }
  if (answer.retryAfterSeconds !== undefined) res.set('Retry-After', String(answer.retryAfterSeconds));
  const body = JSON.stringify(problemOf(answer, scope.requestId, scope.actor));
  const plain = req.accepts(['application/problem+json', 'application/json']) === 'application/json';
  res
    .status(status)
    .type(plain ? 'application/json' : 'application/problem+json')
    .end(body);
};

async function listen(server: Server, { host, port }: HttpConfig): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function stop(
  server: Server,
  underWay: ReadonlySet<RequestScope>,
  deadlineMs: number,
): Promise<number> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  let cutOff = 0;
  const deadline = setTimeout(() => {
    cutOff = underWay.size;
    for (const { controller } of underWay) controller.abort(new Error('The service stops'));
    server.closeAllConnections();
  }, deadlineMs);
  await closed;
  clearTimeout(deadline);
  return cutOff;
}
