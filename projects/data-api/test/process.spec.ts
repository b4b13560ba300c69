import { runToEnd } from '@ashlar/processes';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const wrong = {
  ASHLAR_LOG_LEVEL: 'loud',
  ASHLAR_DATABASE_POOL_SIZE: 'many',
  ASHLAR_HTTP_PROT: '8080',
  ASHLAR_AUTH_KEY_TIMEOUT: 'soon',
};
const missing = ['DATABASE_URL', 'ASHLAR_AUTH_ISSUERS'];

/** What the process says on standard error, and how it ends. */
async function run(env: Record<string, string>) {
  const { code, output } = await runToEnd({
    name: 'data-api',
    command: 'sh',
    args: ['-c', 'exec "$0" "$@" >&-', process.execPath, main],
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
