import { startIdentityProvider } from '@ashlar/test-identity';
import { createLogins, startPostgres, type DatabaseRole, type LoginUrls } from '@ashlar/test-postgres';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type RunningProcess } from './process.js';
import { freePorts } from './ports.js';
import { runToEnd } from './run-to-end.js';
import { waitForHttp } from './http.js';

/** The deployables, and the group role of each one's database login. */
const roles = {
  'data-api': 'data',
  'secrets-api': 'secrets',
  'background-jobs': 'worker',
} as const satisfies Record<string, DatabaseRole>;
export type Deployable = keyof typeof roles;
export const deployables = Object.keys(roles) as readonly Deployable[];

/** What the services need, real and throwaway: a PostgreSQL of its own and an identity provider. */
export interface Parts {
  /** As superuser. */
  readonly databaseUrl: string;
  readonly issuer: string;
  /** As the service of that role logs in; `migrate` comes first. */
  loginFor(role: DatabaseRole): string;
  /** An access token for a demo user: admin, alice, bob, outsider. */
  tokenFor(name: string): Promise<string>;
  /** Brings the database to the level of the worker in `folder` with its own task, and makes the logins. */
  migrate(folder: string): Promise<void>;
  /** Starts a deployable; `migrate` comes first. Its ports stay the same when it is started again. */
  start(name: Deployable, options: StartOptions): Promise<Service>;
  /** Stops all that was started here and removes the data. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Where `projects/<name>/dist/main.js` lies: a checkout that is built, or a pruned image. */
  readonly folder: string;
  /** More environment, or other values. */
  readonly env?: Readonly<Record<string, string>>;
  readonly account?: { readonly uid: number; readonly gid: number };
}

/** A deployable that answered `/readyz` with 200. */
export interface Service {
  readonly process: RunningProcess;
  readonly url: string;
  readonly metricsUrl: string;
  /** From the start of the process to its first 200 of `/readyz`. */
  readonly coldStartMs: number;
}

export interface PartsOptions {
  /** For their files, or nearby where PostgreSQL can reach. */
  readonly folder: string;
  /** Of the database server. The default survives the end of every service, but not that of the machine. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts PostgreSQL and the identity provider. */
export async function startParts({
  folder,
  settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
}: PartsOptions): Promise<Parts> {
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings,
  });
  const identity = await startIdentityProvider().catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  const services = new Set<RunningProcess>();
  const ports = new Map<Deployable, readonly number[]>();
  let logins: LoginUrls | undefined;

  const loginFor = (role: DatabaseRole): string => {
    if (!logins) throw new Error('The database has no logins yet: migrate first');
    return logins[role];
  };
  const environmentOf = async (name: Deployable): Promise<Record<string, string>> => {
    const [port = 0, metricsPort = 0] = ports.get(name) ?? (await freePorts(2));
    ports.set(name, [port, metricsPort]);
    const url = loginFor(roles[name]);
    return {
      NODE_ENV: 'production',
      DATABASE_URL: url,
      DATABASE_DIRECT_URL: url,
      ASHLAR_HTTP_HOST: '127.0.0.1',
      ASHLAR_HTTP_PORT: String(port),
      ASHLAR_METRICS_HOST: '127.0.0.1',
      ASHLAR_METRICS_PORT: String(metricsPort),
      ASHLAR_PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...(name === 'background-jobs'
        ? {}
        : { ASHLAR_AUTH_ISSUERS: identity.issuer, ASHLAR_AUTH_AUDIENCE: 'ashlar' }),
    };
  };

  return {
    databaseUrl: postgres.url,
    issuer: identity.issuer,
    loginFor,
    tokenFor: (name) => identity.issueToken(name),

    async migrate(from) {
      const { code, output } = await runToEnd({
        name: 'schema.migrate',
        command: process.execPath,
        args: [mainOf('background-jobs'), '--task', 'schema.migrate'],
        cwd: from,
        env: { DATABASE_URL: postgres.url, DATABASE_DIRECT_URL: postgres.url },
      });
      if (code !== 0) throw new Error(`The migrations failed (${code}):\n${output}`);
      logins = await createLogins(postgres.url, { database: 'postgres' });
    },

    async start(name, { folder: from, env = {}, account }) {
      const environment = { ...(await environmentOf(name)), ...env };
      const begin = performance.now();
      const child = await startProcess({
        name,
        command: process.execPath,
        args: ['--enable-source-maps', mainOf(name)],
        cwd: from,
        env: environment,
        ...(account && { account }),
      });
      services.add(child);
      const url = `http://127.0.0.1:${environment['ASHLAR_HTTP_PORT']}`;
      await waitForHttp(`${url}/readyz`, { from: child, within: 60_000 });
      const metricsUrl = `http://127.0.0.1:${environment['ASHLAR_METRICS_PORT']}/metrics`;
      return { process: child, url, metricsUrl, coldStartMs: performance.now() - begin };
    },

    async stop() {
      await Promise.all([...services].map((service) => service.kill()));
      await identity.stop();
      await postgres.stop();
      rmSync(postgres.dataDir, { recursive: true, force: true });
    },
  };
}

function mainOf(name: Deployable): string {
  return `projects/${name}/dist/main.js`;
}
