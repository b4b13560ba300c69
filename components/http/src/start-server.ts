import type { HttpServer, HttpServerDeps } from './server.js';

/** Starts a server; see `HttpServerDeps`. What it needs is loaded then: tasks of a service do without. */
export async function startHttpServer(deps: HttpServerDeps): Promise<HttpServer> {
  const server = await import('./server.js');
  return server.startHttpServer(deps);
}
