import type { RateLimiter } from './ports.js';
import type { HttpServer, HttpServerDeps } from './server.js';
import { startHttpServer } from './start-server.js';

/** Where a server of a spec listens: a free port of the loopback. It waits long and holds nothing up. */
export const specHttpConfig: HttpServerDeps['config'] = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: undefined,
  corsOrigins: [],
  rateLimit: 100_000,
  trustedProxies: 0,
  requestTimeoutMs: 20_000,
  drainMs: 0,
  stopDeadlineMs: 10_000,
};

/** Everybody may always call once more, of ten. */
export const specRateLimiter: RateLimiter = {
  take: async () => ({ allowed: true, limit: 10, windowSeconds: 60, remaining: 9, resetSeconds: 60 }),
};

/** As for `startHttpServer`. Default prefix: `/api/data`. */
export interface SpecServerDeps extends Omit<HttpServerDeps, 'config' | 'prefix' | 'rateLimiter'> {
  /** What is other than in `specHttpConfig`. */
  readonly config?: Partial<HttpServerDeps['config']>;
  readonly prefix?: string;
}

/** A server over real HTTP for a spec, which stops it. */
export function startSpecServer({ config, ...deps }: SpecServerDeps): Promise<HttpServer> {
  return startHttpServer({
    prefix: '/api/data',
    rateLimiter: specRateLimiter,
    ...deps,
    config: { ...specHttpConfig, ...config },
  });
}
