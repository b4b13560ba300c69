import { runToEnd } from '@ashlar/processes';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const wrong = {
  ASHLAR_LOG_LEVEL: 'loud',
  ASHLAR_DATABASE_POOL_SIZE: 'many',
  ASHLAR_HTTP_PROT: '8080',
  ASHLAR_QUEUE_CONCURRENCY: '-1',
};
const missing = ['DATABASE_URL'];

/** What the process says on standard error, and how it ends. */
async function run(env: Record<string, string>, ...args: string[]) {
  const { code, output } = await runToEnd({
    name: 'background-jobs',
    command: 'sh',
    args: ['-c', 'exec "$0" "$@" >&-', process.execPath, main, ...args],
    env: { NODE_ENV: 'production', ...env },
  });
  return { code, lines: output.trimEnd().split('\n') };
}

describe('the process, when its configuration is not valid', () => {
  let taken: Server;

  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  });

  afterAll(async () => {
    await new Promise((closed) => taken.close(closed));
  });

  it('names everything wrong and missing in one message, ends with 78, and opens no port', async () => {
    // Both ports are taken: had it tried to open one, it would end with that instead.
    const port = String((taken.address() as AddressInfo).port);
    const ports = { ASHLAR_HTTP_PORT: port, ASHLAR_METRICS_PORT: port };
    const hosts = { ASHLAR_HTTP_HOST: '127.0.0.1', ASHLAR_METRICS_HOST: '127.0.0.1' };
    const { code, lines } = await run({ ...ports, ...hosts, ...wrong });
    expect(lines[0]).toBe('The configuration is not valid:');
    const named = lines.slice(1).map((line) => /^ {2}([A-Z_]+): \S/.exec(line)?.[1] ?? line);
    expect(named.sort()).toEqual([...Object.keys(wrong), ...missing].sort());
    expect(code).toBe(78);
  });
});

describe('the process, when it is told what it does not know', () => {
  it.each([
    ['a task', ['--task', 'jobs.dance'], 'There is no task "jobs.dance".'],
    ['an option', ['--dance'], "Unknown option '--dance'"],
    ['a command', ['jobs', 'dance'], 'There is no command "jobs dance".'],
    ['an argument', ['dance'], "Unexpected argument 'dance'"],
  ])('%s: says so before it looks at its environment, and ends with 64', async (_what, args, fault) => {
    const { code, lines } = await run(wrong, ...args);
    expect(lines[0]).toContain(fault);
    expect(lines.at(-1)).toMatch(/^Usage: background-jobs \[--task schema\.migrate \| /);
    expect(code).toBe(64);
  });
});

describe('a task, when nobody answers as the database', () => {
  it.each(['schema.migrate', 'jobs.drain'])('%s: says so after a while, and ends with 69', async (task) => {
    const { code, lines } = await run(
      {
        DATABASE_URL: 'postgres://127.0.0.1:1/none',
        ASHLAR_TASK_DATABASE_WAIT: '200ms',
        ASHLAR_LOG_LEVEL: 'error',
      },
      '--task',
      task,
    );
    expect(lines.at(-1)).toMatch(/^Not ready in 200 ms: .*ECONNREFUSED/);
    expect(code).toBe(69);
  });
});
