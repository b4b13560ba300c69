import { build, projectFolders } from '@ashlar/images/build';
import { layoutOf, type RunningStack, startStack } from '@ashlar/local-stack';
import { runToEnd } from '@ashlar/processes';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;
let stack: RunningStack | undefined;
let secrets: Readonly<Record<string, string>>;

/** What `npm start` does, with a key for runs over HTTP, and nothing else for the story. */
beforeAll(async () => {
  build({ root, folders: [...projectFolders(root), 'tools/demo'] });
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-demo-'));
  // The account that PostgreSQL runs under passes through here.
  chmodSync(folder, 0o755);
  const keys = join(folder, 'keys');
  mkdirSync(keys);
  writeFileSync(join(keys, 'week'), `whsec_${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, ASHLAR_HOME: join(folder, 'home') };
  const layout = layoutOf(root, env);
  const own = { ASHLAR_RUNS_HTTP_KEYS_PATH: keys };
  stack = await startStack({
    ...{ layout, env, print: () => undefined, signal: new AbortController().signal },
    settings: { 'data-api': own, 'background-jobs': own },
  });
  const { users, clients } = JSON.parse(readFileSync(join(layout.identity, 'credentials.json'), 'utf8')) as {
    readonly users: Readonly<Record<string, string>>;
    readonly clients: Readonly<Record<string, string>>;
  };
  secrets = {
    DEMO_ADMIN_PASSWORD: users['admin'] ?? '',
    DEMO_ACCOUNTS_SECRET: clients['ashlar-sync'] ?? '',
    DEMO_NOTEBOOKS_SECRET: clients['notebooks'] ?? '',
    DEMO_REPORTING_SECRET: clients['reporting'] ?? '',
  };
}, 600_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const demo = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const { data_api: url = '', secrets_api: secretsUrl = '', issuer = '' } = { ...stack?.file };
  const { code, output } = await runToEnd({
    ...{ name: 'demo', command: process.execPath, cwd: root, within: 600_000, env },
    args: [
      ...[join(root, 'tools/demo/dist/main.js'), '--small', '--url', url],
      ...['--secrets-url', secretsUrl, '--issuer', issuer, ...args],
    ],
  });
  return { code, lines: output.split('\n') };
};
const missing = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith('- '));

it('plays against one that runs, whose worker does the work, and says what it leaves out', async () => {
  const { code, lines } = await demo(secrets, '--only', '2,4,5,6');
  expect({ code, failed: lines.filter((line) => line.includes('✗')) }).toEqual({ code: 0, failed: [] });
  expect(lines.filter((line) => line.includes('left out;')).map((line) => line.split(':')[0])).toEqual([
    '  - as a Kubernetes Secret',
    '  - what they owned has another owner, and their secrets are gone',
  ]);
  expect(lines.some((line) => line.startsWith('All of it happened, except'))).toBe(true);
}, 600_000);

it('names the settings that are missing', async () => {
  const { code, lines } = await demo({}, '--worker-database', 'postgresql://127.0.0.1:1/none');
  const ofWorker = ['ASHLAR_RUNS_HTTP_KEYS_PATH', 'ASHLAR_WORKLOAD_CLIENT_SECRET'];
  expect([code, missing(lines).map((line) => line.split(' ')[1])]).toEqual([
    78,
    [...Object.keys(secrets), ...ofWorker],
  ]);
});

it.each([
  [['--admin', 'alice'], 'invalid_grant', 'DEMO_ADMIN_PASSWORD'],
  [['--login-client', 'notebooks'], 'invalid_client', '--login-client'],
  [['--accounts-client', 'reporting'], 'invalid_client', 'DEMO_ACCOUNTS_SECRET'],
  [['--dagster', 'http://127.0.0.1:1'], 'no runs of the kind dagster', 'ASHLAR_RUNS_DAGSTER_URL'],
  [['--worker-database', 'postgresql://127.0.0.1:1/none'], '--worker-database', 'Not ready in 1000 ms'],
])('%j is found out before anything is made', async (args, what, remedy) => {
  const ofWorker = {
    ...{ ASHLAR_RUNS_HTTP_KEYS_PATH: join(folder, 'keys'), ASHLAR_WORKLOAD_CLIENT_SECRET: 'unused' },
    ASHLAR_TASK_DATABASE_WAIT: '1s',
  };
  const { code, lines } = await demo({ ...secrets, ...ofWorker }, ...args);
  const [line = ''] = missing(lines);
  expect([code, line.includes(what)]).toEqual([78, true]);
  expect(lines.join('\n')).toContain(remedy);
});

it('says who lacks which role', async () => {
  const { users } = JSON.parse(readFileSync(join(folder, 'home/identity/credentials.json'), 'utf8')) as {
    readonly users: Readonly<Record<string, string>>;
  };
  const env = { ...secrets, DEMO_ADMIN_PASSWORD: users['alice'] ?? '' };
  const { code, lines } = await demo(env, '--admin', 'alice');
  expect([code, ...missing(lines)]).toEqual([78, expect.stringContaining('the role ashlar-admin')]);
});
