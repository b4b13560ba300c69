import { createAuthorizer } from '@ashlar/authz';
import { openDatabase } from '@ashlar/database/testing';
import { Unauthenticated } from '@ashlar/errors';
import { createIdempotency, operationsRoutes, startHttpServer } from '@ashlar/http';
import { createQuotas, quotaEntities } from '@ashlar/quota';
import { quotaRoutes } from '@ashlar/quota/http';

/**
 * A service that has quotas and nothing else, so that it is up again at once after each kill.
 * DATABASE_URL, PORT, TOKEN.
 */
async function main({ DATABASE_URL = '', PORT = '', TOKEN = '' }: NodeJS.ProcessEnv): Promise<void> {
  const { database, logger, metrics } = await openDatabase(DATABASE_URL, quotaEntities, { poolSize: 16 });
  const authorizer = createAuthorizer({ database });
  await startHttpServer({
    config: {
      host: '127.0.0.1',
      port: Number(PORT),
      publicUrl: undefined,
      corsOrigins: [],
      rateLimit: 1_000_000,
      trustedProxies: 0,
      requestTimeoutMs: 30_000,
      drainMs: 0,
      stopDeadlineMs: 1_000,
    },
    logger,
    metrics,
    prefix: '/api/data',
    routes: [
      ...quotaRoutes({ authorizer, quotas: createQuotas({ database }) }),
      ...operationsRoutes({
        ...{ name: 'quota', version: '1', prefix: '/api/data', checks: [] },
        onFailedCheck: () => undefined,
        isDraining: () => false,
        document: () => ({}),
      }),
    ],
    authenticator: {
      async authenticate(authorization) {
        if (authorization !== `Bearer ${TOKEN}`) throw new Unauthenticated('No such caller');
        return { kind: 'service', id: 'chaos', roles: ['service'] };
      },
    },
    authorizer,
    idempotency: createIdempotency({ database }),
    rateLimiter: {
      take: async () => ({ allowed: true, limit: 1, windowSeconds: 1, remaining: 1, resetSeconds: 1 }),
    },
  });
}

await main(process.env);
