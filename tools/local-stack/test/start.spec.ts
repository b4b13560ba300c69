import { jest } from '@jest/globals';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, identifyProcess } from '@ashlar/test-postgres';
import pg from 'pg';
import type { StackFile } from '../src/index.js';
import { createSandbox, type Sandbox, type StartCommand } from './sandbox.fixture.js';

// Four processes and a database, on a machine that is busy with other specs.
jest.setTimeout(120_000);

let sandbox: Sandbox;
let running: StartCommand;
let printed: string;
let stack: StackFile;

beforeAll(async () => {
  sandbox = createSandbox();
  // None of these is known to every service; each gets what it knows.
  running = sandbox.start({
    ASHLAR_AUTH_CLOCK_TOLERANCE: '6s',
    ASHLAR_PIPELINES_RETENTION: '90d',
    ASHLAR_QUEUE_CONCURRENCY: '8',
  });
  printed = await running.ready;
  stack = readStack();
});

afterAll(() => sandbox.dispose());

function readStack(): StackFile {
  return JSON.parse(readFileSync(join(sandbox.home, 'stack.json'), 'utf8')) as StackFile;
}

function lines(): readonly string[] {
  return printed.split('\n').filter((line) => line.startsWith('curl '));
}

async function paste(line: string | undefined): Promise<unknown> {
  const { code, stdout, stderr } = await sandbox.paste(line ?? 'false');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

function processes(): readonly string[] {
  return Object.entries(stack.pids).flatMap(([name, pid]) => (identifyProcess(pid) ? [name] : []));
}

async function get(url: string, token?: string): Promise<Response> {
  return fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
}

async function nameOf(token: string): Promise<unknown> {
  const response = await get(`${stack.data_api}/api/data/user`, token);
  return ((await response.json()) as { readonly username?: string }).username;
}

async function query(text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: stack.database_url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

describe('npm start', () => {
  let storage: { readonly id: string };

  it('prints three curl lines that work when pasted', async () => {
    expect(lines()).toHaveLength(3);
    expect(await paste(lines()[0])).toMatchObject({ username: 'alice' });
    expect(await paste(lines()[1])).toEqual([]);
    storage = (await paste(lines()[2])) as typeof storage;
    expect(await paste(lines()[1])).toMatchObject([{ id: storage.id }]);
  });

  it('runs the job of what was created', async () => {
    const rows = await eventually(
      async () => {
        const found = await query('select changes from storage.activity where storage_id = $1', [storage.id]);
        return found.length > 0 && found;
      },
      { timeoutMs: 30_000 },
    );
    expect(rows).toEqual([{ changes: 1 }]);
  });

  it('leaves the same in stack.json, for its owner only', () => {
    expect(statSync(join(sandbox.home, 'stack.json')).mode & 0o777).toBe(0o600);
    expect(Object.keys(stack.tokens).slice(0, 4)).toEqual(['admin', 'alice', 'bob', 'outsider']);
    expect(Object.keys(stack.tokens).length).toBeGreaterThan(4);
    expect(Object.keys(stack.pids).sort()).toEqual([
      'background-jobs',
      'data-api',
      'identity',
      'postgres',
      'secrets-api',
      'supervisor',
    ]);
    expect(processes()).toEqual(Object.keys(stack.pids));
    for (const place of [stack.data_api, stack.secrets_api, stack.worker, stack.issuer, stack.database_url]) {
      expect(printed).toContain(place);
    }
  });

  it.each(['admin', 'alice', 'bob', 'outsider'])('has a token of %s that is valid for 12 h', async (name) => {
    const token = stack.tokens[name] ?? '';
    expect(await nameOf(token)).toBe(name);
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { exp, iat } = claims as { readonly exp: number; readonly iat: number };
    expect(exp - iat).toBe(12 * 3_600);
  });

  it.each([
    ['data-api', 'data_api', 'data'],
    ['secrets-api', 'secrets_api', 'secrets'],
    ['background-jobs', 'worker', 'worker'],
  ] as const)('%s says how it is, what it is and what it can do', async (name, key, prefix) => {
    const base = stack[key];
    const docs = `${base}/api/${prefix}/docs/`;
    expect(printed).toContain(`${base}/api/${prefix}/docs`);
    expect(await (await get(`${base}/readyz`)).json()).toMatchObject({ status: 'ready' });
    expect(await (await get(`${base}/version`)).json()).toMatchObject({ name, version: '0.1.0' });
    expect(await (await get(`${base}/api/${prefix}/spec.json`)).json()).toMatchObject({
      paths: { '/readyz': {} },
    });
    expect(await (await get(stack.metrics[name] ?? '')).text()).toContain('process_resident_memory_bytes');
    const page = await (await get(docs)).text();
    const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets)
      expect([asset, (await get(new URL(asset, docs).href)).status]).toEqual([asset, 200]);
  });

  it('runs once in one home, and says where', async () => {
    const second = await sandbox.start().ended;
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('already runs here') });
    expect(second.stderr).toContain(join(sandbox.home, 'stack.json'));
  });

  it('refuses wrong settings of every service by name, before it starts anything', async () => {
    const elsewhere = createSandbox();
    try {
      const { code, stdout, stderr } = await elsewhere.start({
        ASHLAR_LOG_LEVEL: 'loud',
        ASHLAR_AUTH_CLOCK_TOLERANCE: 'some',
        ASHLAR_QUEUE_CONCURRENCY: 'many',
        ASHLAR_DATABSE_POOL_SIZE: '10',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere',
      }).ended;
      expect([code, stdout]).toEqual([78, 'Building ...\nStarting ...\n']);
      const named = [...stderr.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name);
      expect(named.sort()).toEqual([
        'ASHLAR_AUTH_CLOCK_TOLERANCE',
        'ASHLAR_DATABSE_POOL_SIZE',
        'ASHLAR_LOG_LEVEL',
        'ASHLAR_QUEUE_CONCURRENCY',
        'OTEL_EXPORTER_OTLP_ENDPOINT',
      ]);
      expect(existsSync(elsewhere.home)).toBe(false);
    } finally {
      await elsewhere.dispose();
    }
  });
});

describe('npm run token', () => {
  it('prints a fresh token and nothing else', async () => {
    const { code, stdout } = await sandbox.token('bob');
    expect(code).toBe(0);
    expect(await nameOf(stdout.trim())).toBe('bob');
    expect(Object.values(stack.tokens)).not.toContain(stdout.trim());
  });

  it('says which names there are', async () => {
    const { code, stdout, stderr } = await sandbox.token('nobody');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('admin, alice, bob, outsider');
  });
});

describe('the end', () => {
  it('npm run reset refuses while the stack runs', async () => {
    expect(await sandbox.reset()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already runs here'),
    });
    expect((await get(`${stack.data_api}/readyz`)).status).toBe(200);
  });

  it('Ctrl-C leaves no process behind, also when nobody reads the output any more', async () => {
    running.closeOutput();
    running.interrupt();
    expect((await running.ended).code).toBe(0);
    expect(processes()).toEqual([]);
    expect(existsSync(join(sandbox.home, 'stack.json'))).toBe(false);
    expect((await sandbox.token('bob')).stderr).toContain('npm start');
  });

  it('the next start has the data of the last one', async () => {
    printed = await sandbox.start().ready;
    stack = readStack();
    expect(await paste(lines()[1])).toHaveLength(1);
  });

  it('npm run reset drops the data, and what a kill -9 left running', async () => {
    process.kill(stack.pids['supervisor'] ?? 0, 'SIGKILL');
    expect(await sandbox.reset()).toMatchObject({ code: 0, stdout: 'The data of the local stack is gone\n' });
    await eventually(() => processes().length === 0, { timeoutMs: 30_000 });
    expect(existsSync(sandbox.home)).toBe(false);
  });
});
