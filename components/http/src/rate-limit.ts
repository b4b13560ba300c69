import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiter, RateLimitState } from './ports.js';

export interface RateLimitOptions {
  /** Requests that one caller may make per window, in each replica of the service. */
  readonly limit: number;
  readonly windowSeconds: number;
}

/** A fixed window per caller, in this process: it protects the process, and needs no round trip. */
export function createRateLimiter({ limit, windowSeconds }: RateLimitOptions): RateLimiter {
  const limiter = new RateLimiterMemory({ points: limit, duration: windowSeconds });
  const state = (result: RateLimiterRes, allowed: boolean): RateLimitState => ({
    allowed,
    limit,
    windowSeconds,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  });
  return {
    async take(caller) {
      try {
        return state(await limiter.consume(caller), true);
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return state(refusal, false);
        throw refusal;
      }
    },
  };
}

/** draft-ietf-httpapi-ratelimit-headers. */
export function rateLimitHeaders({
  limit,
  windowSeconds,
  remaining,
  resetSeconds,
}: RateLimitState): Readonly<Record<string, string>> {
  return {
    'RateLimit-Policy': `"caller";q=${limit};w=${windowSeconds}`,
    RateLimit: `"caller";r=${remaining};t=${resetSeconds}`,
  };
}
