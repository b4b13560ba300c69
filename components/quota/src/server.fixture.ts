import { createAuthorizer, createRelations } from '@ashlar/authz';
import { type Actor, newId, systemContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { Unauthenticated } from '@ashlar/errors';
import { createIdempotency, openApiDocument, operationsRoutes } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { type Answer, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { createTestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { quotaRoutes } from './http/index.js';
import { createQuotas, quotaEntities, type Quotas } from './index.js';

export const defaultDomain = '00000000-0000-7000-8000-000000000001';

/** The routes of the brick over HTTP: three people, one of whom administers the domain, a service and an administrator. */
export interface ServedQuotas {
  readonly url: string;
  readonly quotas: Quotas;
  readonly database: OpenedDatabase['database'];
  /** As superuser. */
  readonly client: pg.Client;
  readonly ids: { readonly ann: string; readonly ben: string; readonly dora: string };
  readonly ann: HttpClient;
  readonly ben: HttpClient;
  readonly dora: HttpClient;
  readonly meter: HttpClient;
  readonly admin: HttpClient;
  stop(): Promise<void>;
}

export async function serveQuotas(): Promise<ServedQuotas> {
  const ids = { ann: newId(), ben: newId(), dora: newId() };
  const testDatabase = await createTestDatabase();
  // A slow machine makes everybody wait longer, which is no failure here.
  const patience = { connectTimeoutMs: 60_000, lockTimeoutMs: 60_000, statementTimeoutMs: 60_000 };
  const { database, logger, metrics } = await openDatabase(
    testDatabase.urlFor('data'),
    quotaEntities,
    patience,
  );
  const client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  for (const [name, id] of Object.entries(ids)) {
    await client.query(
      `insert into users.users (id, issuer, subject, username) values ($1, 'https://id.example.org', $2, $2)`,
      [id, name],
    );
  }
  const relations = createRelations({ database });
  await database.transact(systemContext('spec'), (tx) =>
    relations.write(tx, {
      touch: [
        {
          object: { type: 'domain', id: defaultDomain },
          relation: 'admin',
          subject: { type: 'user', id: ids.dora },
        },
      ],
    }),
  );
  const quotas = createQuotas({ database });
  const authorizer = createAuthorizer({ database });
  const actors: Readonly<Record<string, Actor>> = {
    'Bearer ann': { kind: 'user', id: ids.ann, roles: ['member'] },
    'Bearer ben': { kind: 'user', id: ids.ben, roles: ['member'] },
    'Bearer dora': { kind: 'user', id: ids.dora, roles: ['member'] },
    'Bearer meter': { kind: 'service', id: 'meter', roles: ['service'] },
    'Bearer admin': { kind: 'service', id: 'console', roles: ['admin'] },
  };
  const own = quotaRoutes({ authorizer, quotas });
  const info = { title: 'Quotas', version: '1', description: 'For the walk' };
  const routes = [
    ...own,
    ...operationsRoutes({
      ...{ name: 'spec', version: '1', prefix: '/api/data', checks: [] },
      onFailedCheck: () => undefined,
      isDraining: () => false,
      // Groups, projects and domains are walked where they can be made; their routes are those of users.
      document: () =>
        openApiDocument(
          info,
          own.filter(({ path }) => !/^\/api\/data\/(groups|projects|domains|platform)/.test(path)),
        ),
    }),
  ];
  const server = await startSpecServer({
    logger,
    metrics,
    routes,
    authenticator: {
      async authenticate(authorization) {
        const actor = actors[authorization ?? ''];
        if (!actor) throw new Unauthenticated('No such caller');
        return actor;
      },
    },
    authorizer,
    idempotency: createIdempotency({ database }),
  });
  const anybody = createHttpClient(server.url);
  return {
    ...{ url: server.url, quotas, database, client, ids },
    ann: anybody.as('ann'),
    ben: anybody.as('ben'),
    dora: anybody.as('dora'),
    meter: anybody.as('meter'),
    admin: anybody.as('admin'),
    async stop() {
      await server.stop();
      await client.end();
      await database.close();
      await testDatabase.drop();
    },
  };
}

export const bodyOf = <T>({ json }: Answer): T => json as T;
