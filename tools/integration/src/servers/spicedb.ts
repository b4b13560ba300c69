import { freePort, type RunningProcess, runToEnd, startProcess, waitUntil } from '@ashlar/processes';
import { migrate } from '@ashlar/schema';
import { createLogins, startPostgres } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { findProgram } from '../debian.js';
import { type Place, type Server, ServerMissingError } from '../server.types.js';
import { keepSpiceDb, spicedbChecks } from '../spicedb-checks.js';

const release = 'v1.56.0';
const proxy =
  process.env['GOPROXY']?.split(/[,|]/).find((one) => one.startsWith('http')) ?? 'https://proxy.golang.org';
const binaryIn = ({ cacheDir }: Pick<Place, 'cacheDir'>): string => join(cacheDir, `spicedb-${release}`);

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function need(name: string, elsewhere: readonly string[] = []): Promise<string> {
  const onPath = await findProgram(name);
  if (onPath) return onPath;
  for (const candidate of elsewhere) if (await isThere(candidate)) return candidate;
  throw new ServerMissingError(`${name} is not here, which builds SpiceDB: install it`);
}

/** Built from the module's own archive: it replaces modules, which `go install` refuses. */
async function build(place: Place): Promise<void> {
  if (await isThere(binaryIn(place))) return;
  const go = await need('go', ['/usr/local/go/bin/go', '/usr/lib/go/bin/go']);
  const unzip = await need('unzip');
  const address = `${proxy}/github.com/authzed/spicedb/@v/${release}.zip`;
  const answer = await fetch(address).catch((error: unknown) => String(error));
  if (typeof answer === 'string' || !answer.ok) {
    throw new ServerMissingError(`${address}: ${typeof answer === 'string' ? answer : answer.status}`);
  }
  const archive = join(place.workDir, 'spicedb.zip');
  await writeFile(archive, Buffer.from(await answer.arrayBuffer()));
  const env = {
    HOME: process.env['HOME'] ?? place.cacheDir,
    PATH: process.env['PATH'] ?? '',
    CGO_ENABLED: '0',
    ...(process.env['GOPROXY'] !== undefined && { GOPROXY: process.env['GOPROXY'] }),
  };
  const made = join(place.workDir, 'spicedb');
  place.log(`building SpiceDB ${release} with ${go}: about ten minutes`);
  const steps = [
    { command: unzip, args: ['-q', archive, '-d', place.workDir], cwd: place.workDir },
    {
      command: go,
      args: ['build', '-buildvcs=false', '-trimpath', '-ldflags', '-s -w', '-o', made, './cmd/spicedb'],
      cwd: join(place.workDir, `github.com/authzed/spicedb@${release}`),
    },
  ];
  for (const step of steps) {
    const { code, output } = await runToEnd({ name: 'spicedb build', env, within: 3_600_000, ...step });
    if (code !== 0) throw new ServerMissingError(`SpiceDB could not be built: ${output.trim().slice(-400)}`);
  }
  await mkdir(place.cacheDir, { recursive: true });
  await rename(made, binaryIn(place)).catch(async () => {
    // Another file system.
    const { code, output } = await runToEnd({
      ...{ name: 'cp', command: 'cp', args: [made, binaryIn(place)], within: 60_000 },
    });
    if (code !== 0) throw new Error(output);
  });
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** SpiceDB on a PostgreSQL, which it needs to keep anything. Another database of the same server is Ashlar's. */
export const spicedb: Server = {
  name: 'spicedb',
  summary: `SpiceDB ${release}, built from the Go module proxy; decides, and is fed, killed, restarted and stopped`,
  install: build,
  async start(place) {
    await build(place);
    const postgres = await startPostgres({ dataDir: join(place.workDir, 'postgres') });
    const urlOf = (database: string): string =>
      Object.assign(new URL(postgres.url), { pathname: `/${database}` }).href;
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('create database ashlar');
    await client.query('create database spicedb');
    await client.end();
    await migrate({ url: urlOf('ashlar') });
    const logins = await createLogins(urlOf('ashlar'), { database: 'ashlar' });
    const store = [
      '--datastore-engine',
      'postgres',
      '--datastore-conn-uri',
      `${urlOf('spicedb')}?sslmode=disable`,
    ];
    const program = binaryIn(place);
    const { code, output } = await runToEnd({
      ...{ name: 'spicedb datastore migrate', command: program, within: 120_000 },
      args: ['datastore', 'migrate', 'head', ...store],
    });
    if (code !== 0) throw new Error(output.slice(-500));
    const [port, key] = [await freePort(), randomBytes(24).toString('base64url')];
    let child: RunningProcess | undefined;
    const up = async (): Promise<void> => {
      child = await startProcess({
        name: 'spicedb',
        command: program,
        args: [
          ...['serve', '--grpc-addr', `127.0.0.1:${port}`, '--grpc-preshared-key', key, ...store],
          ...['--telemetry-endpoint', '', '--metrics-enabled=false', '--skip-release-check'],
          ...['--grpc-shutdown-grace-period', '1s', '--log-level', 'warn'],
        ],
        cwd: place.workDir,
      });
      await waitUntil(
        async () => {
          child?.assertRuns();
          return answers(port);
        },
        { what: 'SpiceDB listens', within: 60_000 },
      );
    };
    await up();
    keepSpiceDb({
      up,
      async down() {
        await child?.kill();
        child = undefined;
      },
    });
    return {
      facts: {
        DATABASE_URL: logins.worker,
        SPICEDB_ENDPOINT: `127.0.0.1:${port}`,
        SPICEDB_KEY: key,
        SPICEDB_PROGRAM: program,
        AUTHZ_DECISIONS: process.env['AUTHZ_DECISIONS'] ?? '5000',
        ROLE_MATRIX_EVERY: process.env['ROLE_MATRIX_EVERY'] ?? '5',
      },
      async stop() {
        await child?.stop();
        await postgres.stop();
      },
    };
  },
  checks: spicedbChecks,
  suites: ['authz-spicedb decisions|feeder', 'data-rest-api role-matrix-spicedb'],
};
