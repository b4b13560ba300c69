import { Unavailable } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse as parseQuery } from 'node:querystring';
import { answerErrors, answerUnreadable } from './answer-errors.js';
import { assertRoutes } from './assert-routes.js';
import { allowOrigins } from './cors.js';
import { docsHandlers } from './docs.js';
import type { HttpConfig } from './http.config.js';
import { type Mount, serveMount } from './mount.js';
import { observeRequests } from './observe.js';
import type { OnServed } from './ports.js';
import type { RequestScope } from './request-scope.js';
import type { Route } from './route.js';
import { type RouteServices, serveRoute } from './serve-route.js';
import { stopServer, unusedConnections } from './stop-server.js';
import { unroutable } from './unroutable.js';

export interface HttpServerDeps extends RouteServices {
  readonly config: HttpConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly routes: readonly Route[];
  readonly mounts?: readonly Mount[];
  /** Serves the reference page there, for the document at `<prefix>/spec.json`. */
  readonly prefix: string;
  readonly onServed?: OnServed | undefined;
  /** The service cannot do its work yet: what `routes` lack is answered with 503 and this text, not with 404. */
  readonly standby?: string;
}

/** A listening service. */
export interface HttpServer {
  /** Base URL on this machine, with the port that was really taken. */
  readonly url: string;
  readonly port: number;
  /**
   * Serves something else from the next request on, under the same configuration.
   * @throws {TypeError} as `startHttpServer` does; then all stays as it was.
   */
  replace(deps: HttpServerDeps): void;
  /**
   * Takes no new connections, waits for requests under way up to the deadline, then aborts what is left.
   * @returns how many requests were cut off.
   */
  stop(): Promise<number>;
}

/**
 * Listens for requests to the routes.
 * @throws {TypeError} when routes contradict each other or themselves, or name a permission that does not exist.
 */
export async function startHttpServer(deps: HttpServerDeps): Promise<HttpServer> {
  const { config, logger } = deps;
  const underWay = new Set<RequestScope>();
  let app = application(deps, underWay);
  const options = { keepAliveTimeout: 65_000, requestTimeout: config.requestTimeoutMs };
  const server = createServer(options, (request, response) => void app(request, response));
  const unused = unusedConnections(server);
  server.on('clientError', answerUnreadable);
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  logger.info('Listening', { host: config.host, port });
  return {
    port,
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    replace(next) {
      app = application(next, underWay);
    },
    stop: () => stopServer(server, { underWay, unused, deadlineMs: config.stopDeadlineMs }),
  };
}

function application(deps: HttpServerDeps, underWay: Set<RequestScope>): Express {
  const { config, logger, metrics, routes, mounts = [], prefix, onServed, standby } = deps;
  assertRoutes(routes);
  for (const { permission } of routes) {
    if (permission.kind === 'granted') deps.authorizer.assertPermission(permission.permission);
  }
  for (const { permission } of mounts) deps.authorizer.assertPermission(permission);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // One spelling for each address: the documents', which metrics and permissions go by.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  // The simple one would leave out what comes after a thousand names; the header limit bounds the query already.
  app.set('query parser', (text: string) => parseQuery(text, '&', '=', { maxKeys: 0 }));
  app.set('trust proxy', config.trustedProxies);
  app.use(observeRequests({ logger, metrics, underWay, timeoutMs: config.requestTimeoutMs, onServed }));
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
  app.use(`${prefix}/docs`, ...docsHandlers());
  for (const route of routes) app[route.method](expressPath(route.path), serveRoute(route, deps));
  for (const mount of mounts) app.use(mount.path, ...serveMount(mount, deps));
  app.use(standby === undefined ? unroutable(routes) : unavailable(standby));
  app.use(answerErrors);
  return app;
}

/** Answers are the caller's own; a shared cache has no business with them. ETags still save the bytes. */
const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-cache');
  res.vary('Authorization');
  next();
};

function unavailable(why: string): RequestHandler {
  return (_req, _res, next) => next(new Unavailable(why));
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function listen(server: Server, { host, port }: HttpConfig): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
