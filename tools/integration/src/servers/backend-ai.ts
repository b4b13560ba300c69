import { freePorts, runToEnd, startProcess, waitForHttp } from '@ashlar/processes';
import { migrate } from '@ashlar/schema';
import { startIdentityProvider } from '@ashlar/test-identity';
import { createLogins, startPostgres } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendAiChecks } from '../backend-ai-checks.js';
import { findProgram } from '../debian.js';
import { type Place, type Server, ServerMissingError } from '../server.types.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** The newest release that pip finds for Python 3.11, which it asks for. */
const requirement = 'backend.ai-client==23.9.10';
/** The client reads what later releases of yarl, which it admits, have changed inside. */
const companions = ['yarl==1.9.4'];
const pythons = ['python3.11', 'python3'];
const venvOf = ({ cacheDir }: Place): string =>
  join(cacheDir, [requirement, ...companions].join('-').replaceAll('==', '-'));
const pythonOf = (place: Place): string => join(venvOf(place), 'bin', 'python');
const isHere = async (place: Place): Promise<boolean> =>
  runToEnd({
    ...{ name: 'python', command: pythonOf(place), within: 60_000 },
    args: ['-c', 'import ai.backend.client.session, ai.backend.client.func.dotfile'],
  }).then(
    ({ code }) => code === 0,
    () => false,
  );

/** Where pip is told of its registry, beside its own files. */
function registryEnvironment(): Readonly<Record<string, string>> {
  const tells = /^(PIP_\w+|(https?|no|all)_proxy|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && tells.test(name) ? [[name, value]] : [],
    ),
  );
}

async function run(name: string, command: string, args: readonly string[], advice: string): Promise<void> {
  const result = await runToEnd({ name, command, args, env: registryEnvironment(), within: 600_000 }).catch(
    (error: unknown) => ({
      ...{ code: 1, output: String(error) },
    }),
  );
  if (result.code !== 0) throw new ServerMissingError(`${advice}: ${result.output.trim().slice(-500)}`);
}

async function findPython(): Promise<string> {
  for (const name of pythons) {
    const program = await findProgram(name);
    if (!program) continue;
    const check = 'import sys; sys.exit(sys.version_info[:2] != (3, 11))';
    const { code } = await runToEnd({ name, command: program, args: ['-c', check], within: 60_000 });
    if (code === 0) return program;
  }
  throw new ServerMissingError(`Python 3.11 is not here, which ${requirement} asks for: install it`);
}

/** The other way round than the rest: its server is the data API, and Backend.AI's own client meets it. */
export const backendAi: Server = {
  name: 'backend-ai',
  summary: `the published Python client of Backend.AI (${requirement}) against the data API`,

  async install(place) {
    const build = ['--build', 'projects/data-api/tsconfig.lib.json'];
    const { code, output } = await runToEnd({
      ...{
        name: 'tsc',
        command: join(root, 'node_modules/.bin/tsc'),
        args: build,
        cwd: root,
        within: 600_000,
      },
    });
    if (code !== 0) throw new Error(`the data API cannot be built: ${output.slice(-500)}`);
    if (await isHere(place)) return;
    const python = await findPython();
    place.log(`installing ${requirement}`);
    await run(
      'venv',
      python,
      ['-m', 'venv', '--clear', venvOf(place)],
      'python cannot make a venv (python3-venv)',
    );
    await run(
      'pip',
      pythonOf(place),
      ['-m', 'pip', 'install', '--quiet', requirement, ...companions],
      `the Python registry that pip is configured for does not give ${[requirement, ...companions].join(', ')}`,
    );
    if (!(await isHere(place)))
      throw new ServerMissingError(`${requirement} was installed and cannot be imported`);
  },

  async start(place) {
    const stops: (() => Promise<unknown>)[] = [];
    const stop = async (): Promise<void> => {
      for (const one of stops.splice(0).reverse()) await one();
    };
    try {
      const postgres = await startPostgres({ dataDir: join(place.workDir, 'postgres') });
      stops.push(() => postgres.stop());
      await migrate({ url: postgres.url });
      const logins = await createLogins(postgres.url, { database: 'postgres' });
      const identity = await startIdentityProvider();
      stops.push(() => identity.stop());
      const [port = 0, metrics = 0] = await freePorts(2);
      const service = await startProcess({
        name: 'data-api',
        command: process.execPath,
        args: [join(root, 'projects/data-api/dist/main.js')],
        env: {
          DATABASE_URL: logins.data,
          ASHLAR_AUTH_ISSUERS: identity.issuer,
          ASHLAR_KEY_PAIR_KEYS: randomBytes(32).toString('base64'),
          ASHLAR_HTTP_HOST: '127.0.0.1',
          ASHLAR_HTTP_PORT: String(port),
          ASHLAR_METRICS_HOST: '127.0.0.1',
          ASHLAR_METRICS_PORT: String(metrics),
          ASHLAR_LOG_LEVEL: 'error',
        },
      });
      stops.push(() => service.stop());
      const url = `http://127.0.0.1:${port}`;
      await waitForHttp(`${url}/readyz`, { from: service, within: 60_000 });
      const facts = {
        BACKEND_AI_PYTHON: pythonOf(place),
        BACKEND_AI_ENDPOINT: url,
        BACKEND_AI_ADMIN_TOKEN: await identity.issueToken('admin'),
        BACKEND_AI_ALICE_TOKEN: await identity.issueToken('alice'),
        BACKEND_AI_BOB_TOKEN: await identity.issueToken('bob'),
      };
      return { facts, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  },

  checks: backendAiChecks,
};
