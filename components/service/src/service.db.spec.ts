import { ConfigurationError } from '@ashlar/config';
import { systemContext } from '@ashlar/database';
import { ok, open, route } from '@ashlar/http';
import { createHttpClient } from '@ashlar/test-http';
import { createTestDatabase, eventually, type TestDatabase } from '@ashlar/test-postgres';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { NotReadyError, type RunningService, runTask, type ServiceSpec, startService } from './index.js';

class Answer {}

const spec: ServiceSpec<Record<never, never>> = {
  name: 'spec-api',
  version: '1.0.0',
  prefix: '/api/spec',
  title: 'Spec',
  description: 'Spec.',
  config: {},
  entities: [],
  needs: [],
};

const greet = route({
  method: 'get',
  path: '/api/spec/greeting',
  operationId: 'greet',
  summary: 'Greets',
  tag: 'spec',
  permission: open('spec'),
  success: { status: 200, description: 'A greeting.', body: Answer },
  handle: async () => ok({}),
});

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

const environment = (url: string, more: Record<string, string> = {}) => ({
  DATABASE_URL: url,
  ASHLAR_HTTP_HOST: '127.0.0.1',
  ASHLAR_HTTP_PORT: '0',
  ASHLAR_HTTP_DRAIN: '0s',
  ASHLAR_METRICS_HOST: '127.0.0.1',
  ASHLAR_METRICS_PORT: '0',
  ASHLAR_LOG_LEVEL: 'error',
  ASHLAR_DATABASE_CONNECT_TIMEOUT: '500ms',
  ...more,
});

/** An address of the database at which nobody answers until `arrive` is called. */
async function absentDatabase(): Promise<{ url: string; arrive(): Promise<void>; close(): Promise<void> }> {
  const target = new URL(testDatabase.urlFor('data'));
  const sockets = new Set<Socket>();
  const forward = (): Server =>
    createServer((incoming) => {
      const outgoing = connect(Number(target.port), target.hostname);
      for (const socket of [incoming, outgoing]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
      }
      incoming.pipe(outgoing).pipe(incoming);
    });
  const listen = (server: Server, port: number): Promise<number> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  const placeholder = forward();
  const port = await listen(placeholder, 0);
  await new Promise((resolve) => placeholder.close(resolve));
  let server: Server | undefined;
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    async arrive() {
      server = forward();
      await listen(server, port);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    },
  };
}

const statusOf = async ({ url }: RunningService, path: string): Promise<number> =>
  (await createHttpClient(url).call('GET', path)).status;

describe('a service whose database is away', () => {
  it('is alive and not ready, and does its work as soon as the database is there', async () => {
    const database = await absentDatabase();
    let composed = 0;
    const service = await startService(spec, environment(database.url), async ({ database: opened }) => {
      composed += 1;
      await opened.transact(systemContext('spec'), async () => undefined);
      return { routes: [greet] };
    });
    expect(composed).toBe(0);
    expect(await statusOf(service, '/healthz')).toBe(200);
    expect(await statusOf(service, '/readyz')).toBe(503);
    expect(await statusOf(service, greet.path)).toBe(503);
    expect(await statusOf(service, '/api/spec/spec.json')).toBe(503);
    await database.arrive();
    await eventually(async () => (await statusOf(service, '/readyz')) === 200);
    expect(await statusOf(service, greet.path)).toBe(200);
    expect(await statusOf(service, '/nowhere')).toBe(404);
    expect(composed).toBe(1);
    await service.lifecycle.stop('the spec is done');
    await database.close();
  });

  it('stops when it is told to', async () => {
    const database = await absentDatabase();
    const service = await startService(spec, environment(database.url), async () => ({ routes: [] }));
    await service.lifecycle.stop('SIGTERM');
    expect(await service.lifecycle.stopped).toBe(true);
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow(/fetch failed/);
  });

  it('waits also for what it finds missing while it is put together, and leaves nothing of the attempts', async () => {
    const stopped: number[] = [];
    let attempts = 0;
    const service = await startService(
      spec,
      environment(testDatabase.urlFor('data')),
      async ({ lifecycle }) => {
        const attempt = (attempts += 1);
        lifecycle.started({
          name: 'part',
          deadlineMs: 1_000,
          stop: async () => void stopped.push(attempt),
        });
        if (attempt < 3) throw new NotReadyError('the tables of the queue are missing');
        return { routes: [greet] };
      },
    );
    await eventually(async () => (await statusOf(service, '/readyz')) === 200);
    expect(stopped).toEqual([1, 2]);
    await service.lifecycle.stop('the spec is done');
    expect(stopped).toEqual([1, 2, 3]);
  });

  it('does not wait when it would never help', async () => {
    const broken = startService(spec, environment(testDatabase.urlFor('data')), () =>
      Promise.reject(new TypeError('a bug')),
    );
    await expect(broken).rejects.toThrow('a bug');
    const missing = { ...spec, needs: [{ brick: 'chairs', migration: '9000-chairs' }] };
    const waiting = await startService(missing, environment(testDatabase.urlFor('data')), async () => ({
      routes: [],
    }));
    expect(await statusOf(waiting, '/readyz')).toBe(503);
    await waiting.lifecycle.stop('the spec is done');
  });

  it('refuses values that do not fit each other before it opens anything', async () => {
    const strict = {
      ...spec,
      assertConfig: () => {
        throw new ConfigurationError([{ variable: 'A', message: 'must be more than B' }]);
      },
    };
    const starting = startService(strict, environment('postgres://127.0.0.1:1/none'), async () => ({
      routes: [],
    }));
    await expect(starting).rejects.toThrow('A: must be more than B');
  });
});

describe('a task whose database is away', () => {
  it('waits for a while, and then says what is missing', async () => {
    const database = await absentDatabase();
    const task = runTask(
      spec,
      environment(database.url, { ASHLAR_TASK_DATABASE_WAIT: '300ms' }),
      async () => 'done',
    );
    await expect(task).rejects.toMatchObject({
      name: 'ProcessUnavailableError',
      message: expect.stringMatching(/^Not ready in 300 ms: .*ECONNREFUSED/) as unknown,
    });
  });

  it('is done when the database comes in time', async () => {
    const database = await absentDatabase();
    const task = runTask(
      spec,
      environment(database.url, { ASHLAR_TASK_DATABASE_WAIT: '20s' }),
      async ({ database: opened }) => {
        await opened.ping();
        return 'done';
      },
    );
    await database.arrive();
    expect(await task).toBe('done');
    await database.close();
  });

  it('says which migration is missing', async () => {
    const missing = { ...spec, needs: [{ brick: 'chairs', migration: '9000-chairs' }] };
    const env = environment(testDatabase.urlFor('worker'), { ASHLAR_TASK_DATABASE_WAIT: '0s' });
    await expect(runTask(missing, env, async () => 'done')).rejects.toThrow(
      'chairs needs migration 9000-chairs, which has not been applied',
    );
  });
});
