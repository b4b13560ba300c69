import { jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, findFreePort, identifyProcess } from '@ashlar/test-postgres';
import { ChildEndedError } from './child.js';
import { supervise, type Supervised, type SupervisedPlan } from './supervise.js';

// Processes take their time on a machine that is busy with other specs.
jest.setTimeout(60_000);

const service = `
  const { createServer } = require('node:http');
  if (process.env.FAULT) { console.error('the reason'); process.exit(Number(process.env.FAULT)); }
  const server = createServer((request, response) => response.end('ready'));
  server.listen(Number(process.env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => { server.closeAllConnections(); server.close(); console.log('stopped in order'); });
`;

let folder: string;
let log: string;
let pids: number[];
let lines: string[];
let running: Supervised | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervise '));
  log = join(folder, 'service.log');
  writeFileSync(join(folder, 'service.cjs'), service);
  pids = [];
  lines = [];
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(
  port: number,
  { env = {}, ...options }: Partial<SupervisedPlan> & { readonly env?: Record<string, string> } = {},
): Promise<Supervised> {
  let current = port;
  running = await supervise({
    name: 'service',
    plan: () => ({
      name: 'service',
      args: [join(folder, 'service.cjs')],
      cwd: folder,
      env: { PORT: String(current), ...env },
      log,
    }),
    readyUrl: () => `http://127.0.0.1:${current}/readyz`,
    movePorts: async () => void (current = await findFreePort()),
    signal: new AbortController().signal,
    print: (line) => lines.push(line),
    onStarted: (pid) => pids.push(pid),
    ...options,
  });
  return running;
}

describe('supervise', () => {
  it('stops the service in order and leaves no process', async () => {
    const supervised = await start(await findFreePort());
    await supervised.stop();
    await supervised.ended;
    expect(pids.map(identifyProcess)).toEqual([undefined]);
    expect(readFileSync(log, 'utf8')).toContain('stopped in order');
  });

  it('starts a service again that was killed', async () => {
    await start(await findFreePort());
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await eventually(() => lines.includes('service is ready again'));
    expect(lines).toContain('service ended (signal SIGKILL); starting it again');
    expect(pids).toHaveLength(2);
  });

  it('moves to another port when somebody was faster', async () => {
    // It even says that it is ready.
    const other = createServer((_request, response) => response.end('ready'));
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    await start((other.address() as AddressInfo).port);
    await new Promise((done) => other.close(done));
    expect(pids.map((pid) => identifyProcess(pid) !== undefined)).toEqual([false, true]);
  });

  it('gives up on a service that cannot start, with its last words and its exit code', async () => {
    const failure: unknown = await start(await findFreePort(), { env: { FAULT: '78' } }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ChildEndedError);
    expect((failure as ChildEndedError).ending.code).toBe(78);
    expect(String(failure)).toContain('the reason');
    expect(pids).toHaveLength(1);
  });

  it('gives up a start that is not wanted any more', async () => {
    const abort = new AbortController();
    writeFileSync(join(folder, 'service.cjs'), 'setInterval(() => {}, 1000)');
    const starting = start(await findFreePort(), {
      signal: abort.signal,
      onStarted: (pid) => {
        pids.push(pid);
        abort.abort(new Error('not wanted'));
      },
    });
    await expect(starting).rejects.toThrow('not wanted');
    expect(pids.map(identifyProcess)).toEqual([undefined]);
  });
});
