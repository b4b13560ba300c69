import { createAuthorizer, createRelations } from '@ashlar/authz';
import { Secret } from '@ashlar/config';
import {
  type Actor,
  contextFor,
  type Database,
  newId,
  type OperationContext,
  systemContext,
} from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { Unauthenticated } from '@ashlar/errors';
import { createRecordingEvents } from '@ashlar/events/testing';
import {
  createIdempotency,
  type HttpServer,
  openApiDocument,
  operationsRoutes,
  type Route,
} from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createRecordingJobs } from '@ashlar/message-queue/testing';
import { createSealer, createSecretGrants, createSecrets, secretEntities } from '@ashlar/secrets';
import { createCustody } from '@ashlar/secrets/custody';
import { custodyRoutes } from '@ashlar/secrets/custody/http';
import {
  createSecretStore,
  createStorages,
  createStorageUsageReader,
  storageEntities,
} from '@ashlar/storage';
import { storageRoutes } from '@ashlar/storage/http';
import { type Answer, type CallOptions, createHttpClient, type HttpClient } from '@ashlar/test-http';
import { recordSpans } from '@ashlar/telemetry/testing';
import { createTestDatabase, findLeaks } from '@ashlar/test-postgres';
import { createSigner } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { storageCheckRoutes } from './http/index.js';
import { createProbe, createStorageChecks, storageCheckEntities, type StorageChecksConfig } from './index.js';
import { localEgress } from './probe/probe.fixture.js';
import { type CheckerSettings, createFetchValues, createStorageChecker } from './worker/index.js';

const domainId = '00000000-0000-7000-8000-000000000001';
const testerName = 'background-jobs';

const actors: Readonly<Record<string, Actor>> = {
  admin: { kind: 'service', id: 'console', roles: ['admin'] },
  ann: { kind: 'user', id: newId(), roles: ['member'] },
  tester: { kind: 'service', id: testerName, roles: ['service'] },
  other: { kind: 'service', id: 'notebooks', roles: ['service'] },
};

/** Data API and secrets API over HTTP, and a worker: put together as the bases do, on one database with three roles. */
export async function openWorld(config: Partial<StorageChecksConfig> = {}) {
  const spans = recordSpans();
  const testDatabase = await createTestDatabase();
  const root = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await root.query(sql, [...values])).rows as readonly Row[];
  const entities = [...storageEntities, ...storageCheckEntities, ...secretEntities];
  const data = await openDatabase(testDatabase.urlFor('data'), entities, { poolSize: 8 });
  const work = await openDatabase(testDatabase.urlFor('worker'), entities);
  const custodian = await openDatabase(testDatabase.urlFor('secrets'));
  const seed = (): Secret => new Secret(randomBytes(32).toString('base64'));
  const publicOf = (key: Secret): string =>
    createSigner(Buffer.from(key.reveal(), 'base64')).publicKey.toString('base64');
  const [rootKey, publisherKey, writerKey] = [seed(), seed(), seed()];
  const custody = await createCustody({
    ...custodian,
    config: {
      ...{ rootKey, publisherKey, writers: [publicOf(writerKey)], plaintextReplies: 'sealed-only' },
      policy: ['storage-check', 'storage-usage'].map((purpose) => `${testerName}|${purpose}|storage|*`),
      ...{ spareKeys: 40, checkpointFile: undefined },
    },
  });

  const sealer = createSealer({ writerKey, publishers: [publicOf(publisherKey)] });
  const events = createRecordingEvents();
  const jobs = createRecordingJobs();
  const partsOn = (database: Database) => {
    const authorizer = createAuthorizer({ database });
    const secrets = createSecrets({ database, sealer, domainOf: () => Promise.resolve(domainId) });
    return { database, authorizer, relations: createRelations({ database }), jobs, events, secrets };
  };
  const ofData = partsOn(data.database);
  const storageChecks = createStorageChecks({
    ...{ database: data.database, secrets: ofData.secrets },
    grants: createSecretGrants({ database: data.database, authorizer: ofData.authorizer, sealer }),
    storages: () => storages,
    platformDomainId: domainId,
    config: { service: testerName, perMinute: 1_000, waitMs: 15_000, ...config },
  });
  const { testCredentials } = storageChecks;
  const storages = createStorages({
    ...ofData,
    secrets: createSecretStore(ofData.secrets, (label, ...parts) => sealer().writer.sign(label, ...parts)),
    ...(testCredentials && { testCredentials }),
  });

  const servers: HttpServer[] = [];
  const serve = async (
    prefix: '/api/data' | '/api/secrets',
    { database, logger, metrics }: typeof data,
    own: readonly Route[],
  ): Promise<string> => {
    const server = await startSpecServer({
      config: { requestTimeoutMs: 30_000 },
      ...{ logger, metrics, prefix, authorizer: createAuthorizer({ database }) },
      routes: [
        ...own,
        ...operationsRoutes({
          ...{ name: 'spec', version: '1', prefix, checks: [], onFailedCheck: () => undefined },
          isDraining: () => false,
          document: () => openApiDocument({ title: 'Spec', version: '1', description: 'For the walk' }, own),
        }),
      ],
      authenticator: {
        async authenticate(authorization = '') {
          const actor = actors[authorization.replace('Bearer ', '')];
          if (!actor) throw new Unauthenticated('No such caller');
          return actor;
        },
      },
      idempotency: createIdempotency({ database }),
    });
    servers.push(server);
    return `http://127.0.0.1:${server.port}`;
  };
  const dataUrl = await serve('/api/data', data, [
    ...storageRoutes({ storages, storageUsage: createStorageUsageReader(data) }),
    ...storageCheckRoutes({ storageChecks }),
  ]);
  const secretsUrl = await serve('/api/secrets', custodian, custodyRoutes({ custody }));

  const ofWork = partsOn(work.database);
  const { secrets: shredded, ...rest } = ofWork;
  const atWork = createStorages(rest);
  const egress = localEgress();
  const values = createFetchValues({ dataUrl, secretsUrl, token: () => Promise.resolve('tester') });
  const checkerWith = (settings: Partial<CheckerSettings> = {}) =>
    createStorageChecker({
      ...{ database: work.database, logger: work.logger, values },
      ...{ describe: atWork.describe, recordCheck: atWork.recordCheck },
      probe: createProbe({ egress, limits: { callMs: 2_000 } }),
      shred: (tx, owner) => shredded.shredOwner(tx, owner),
      settings: { concurrency: 4, pollMs: 50, ...settings },
    });

  const answers: Answer[] = [];
  const as = (token: string): HttpClient => {
    const client = createHttpClient(dataUrl, token);
    return {
      ...client,
      async call(method: string, path: string, options?: CallOptions) {
        const answer = await client.call(method, path, options);
        answers.push(answer);
        return answer;
      },
    };
  };
  /** What the resident worker does, until it is told to stop. */
  const startWorker = (settings?: Partial<CheckerSettings>): (() => Promise<void>) => {
    const checker = checkerWith(settings);
    const stop = new AbortController();
    const ctx: OperationContext = systemContext('storages.check', { signal: stop.signal });
    const running = (async () => {
      while (!stop.signal.aborted) {
        await checker.run(ctx).catch((error: unknown) => {
          if (!stop.signal.aborted) throw error;
        });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    return async () => {
      stop.abort(new Error('stopped'));
      await running;
    };
  };

  return {
    ...{ query, storages, storageChecks, checkerWith, startWorker, values, egress, dataUrl, work, atWork },
    ...{ admin: as('admin'), ann: as('ann'), tester: as('tester'), other: as('other') },
    adminCtx: contextFor(actors['admin'] as Actor),
    worker: systemContext('spec'),
    /** Where a value is written down, in any of its forms. */
    async leaks(secrets: readonly string[]): Promise<readonly string[]> {
      const places = {
        answers: answers.map(({ text, headers }) => `${text} ${JSON.stringify([...headers])}`).join('\n'),
        logs: JSON.stringify([data, work, custodian, egress].map(({ logger }) => logger.entries)),
        metrics: (await Promise.all([data, work, custodian].map(({ metrics }) => metrics.render()))).join(
          '\n',
        ),
        traces: spans.text(),
        events: JSON.stringify([events.recorded(), jobs.recorded()]),
      };
      const found = await findLeaks(secrets, { query, places, landmark: 'storage_checks.checks (' });
      // Or the search proves nothing of them.
      return spans.names().includes('egress.request') ? found : [...found, 'no call was traced'];
    },
    async stop() {
      for (const server of servers) await server.stop();
      await spans.stop();
      await root.end();
      for (const { database } of [data, work, custodian]) await database.close();
      await testDatabase.drop();
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;
