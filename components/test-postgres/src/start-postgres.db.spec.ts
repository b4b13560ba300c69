import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  identifyProcess,
  removePostgresData,
  startPostgres,
  type PostgresOptions,
  type PostgresServer,
} from './index.js';

// Processes take their time on a machine that is busy with other specs.
jest.setTimeout(60_000);

const settings = { fsync: 'off', synchronous_commit: 'off' };
const asRoot = process.getuid?.() === 0;

let home: string;
let servers: PostgresServer[];

beforeEach(() => {
  // Only its owner may enter what mkdtemp makes.
  home = mkdtempSync(join(tmpdir(), 'postgres spec '));
  servers = [];
});

afterEach(async () => {
  // Several may have run on the same data, one after the other.
  for (const server of servers) await server.stop();
  for (const { dataDir } of servers) rmSync(dataDir, { recursive: true, force: true, maxRetries: 20 });
  rmSync(home, { recursive: true, force: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir: join(home, 'data'), settings, ...options });
  servers.push(server);
  return server;
}

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  it('starts a server that keeps what it was told, sorts by code point, speaks UTF-8 and lives in UTC', async () => {
    const { url } = await start({ settings: {} });
    expect(
      await query(
        url,
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
                current_setting('TimeZone') as zone, current_setting('server_encoding') as encoding,
                current_setting('listen_addresses') as address, 'Z' < 'a' as "byCodePoint", upper('é') as upper`,
      ),
    ).toEqual([
      {
        fsync: 'on',
        commit: 'on',
        zone: 'UTC',
        encoding: 'UTF8',
        address: '127.0.0.1',
        byCodePoint: true,
        upper: 'É',
      },
    ]);
  });

  it('keeps the data where the account of the server can reach it, and says where', async () => {
    const wanted = join(home, 'data');
    const { dataDir } = await start();
    if (asRoot) expect(dataDir).toMatch(/ashlar-postgres\/data-[0-9a-f]{16}$/);
    else expect(dataDir).toBe(wanted);
    expect(statSync(join(dataDir, 'cluster')).isDirectory()).toBe(true);
  });

  it('opens the data of an earlier start with the password kept beside it', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    const file = join(second.dataDir, 'superuser-password');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new URL(second.url).password).toBe(readFileSync(file, 'utf8'));
  });

  it('refuses a connection without the password', async () => {
    const url = new URL((await start()).url);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('takes another port when the wanted one is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const progress: string[] = [];
    const server = await start({ port, onProgress: (message) => progress.push(message) });
    await new Promise((done) => other.close(done));
    expect(server.port).not.toBe(port);
    expect(progress).toContain(`port ${port} is taken`);
  });

  it('gives two servers that want one port different ports', async () => {
    const probe = createServer();
    await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
    const { port } = probe.address() as AddressInfo;
    await new Promise((done) => probe.close(done));
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => start({ port, dataDir: join(home, name) })),
    );
    expect(one?.port).not.toBe(two?.port);
  });

  it('leaves no process behind when it is stopped, twice even', async () => {
    const server = await start();
    await server.stop();
    await server.stop();
    expect(identifyProcess(server.pid)).toBeUndefined();
  });

  it('refuses a folder whose server is in use', async () => {
    const { pid } = await start();
    await expect(start()).rejects.toThrow(`already runs on`);
    expect(identifyProcess(pid)).toBeDefined();
  });

  it('stops the server of a starter that is gone, and opens its data', async () => {
    const left = await start();
    await query(left.url, 'create table kept as select 42 as answer');
    writeFileSync(join(left.dataDir, 'started-by'), '2147483646@1');
    const server = await start();
    await left.stopped;
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('starts again after its server was killed', async () => {
    const killed = await start({ settings: {} });
    await query(killed.url, 'create table kept as select 42 as answer');
    process.kill(killed.pid, 'SIGKILL');
    await killed.stopped;
    const server = await start({ settings: {} });
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('starts when the pid in an old lock file belongs to another process by now', async () => {
    const killed = await start();
    process.kill(killed.pid, 'SIGKILL');
    await killed.stopped;
    const file = join(killed.dataDir, 'cluster', 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
    const server = await start();
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('removes the data, wherever it is, but not under a running server', async () => {
    const wanted = join(home, 'data');
    const { dataDir, stop } = await start();
    await expect(removePostgresData(wanted)).rejects.toThrow('already runs on');
    await stop();
    await removePostgresData(wanted);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('says what PostgreSQL said when it does not start', async () => {
    await (await start()).stop();
    await expect(start({ settings: { shared_buffers: 'much' } })).rejects.toThrow('shared_buffers');
  });
});

describe('a process that is ended by a signal', () => {
  const program = `
    const { startPostgres, stopServersOnSignals } = await import(process.argv[1]);
    stopServersOnSignals({ remove: process.argv[3] === 'remove' });
    const { pid, dataDir } = await startPostgres({ dataDir: process.argv[2], settings: ${JSON.stringify(settings)} });
    console.log(JSON.stringify({ pid, dataDir }));
    setInterval(() => undefined, 1_000);`;

  it.each([
    ['SIGTERM', 'remove'],
    ['SIGINT', 'keep'],
  ] as const)('by %s stops its servers before (the data: %s)', async (signal, data) => {
    // Another process does not run from the sources.
    const built = new URL('../dist/index.js', import.meta.url).href;
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', program, built, join(home, 'data'), data],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { pid, dataDir } = JSON.parse(line.toString()) as { pid: number; dataDir: string };
      expect(identifyProcess(pid)).toBeDefined();
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(identifyProcess(pid)).toBeUndefined();
      expect(existsSync(dataDir)).toBe(data === 'keep');
    } finally {
      child.kill('SIGKILL');
      await ended;
      await removePostgresData(join(home, 'data'));
    }
  });
});
