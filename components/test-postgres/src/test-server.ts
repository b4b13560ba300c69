import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createLogins } from './logins.js';
import { clearOrphan } from './orphan.js';
import { identifyProcess } from './processes.js';
import { startPostgres } from './start-postgres.js';

/** The environment variables through which the workers of a test run learn of its servers; URLs lie between spaces. */
export const testServerVariable = 'TEST_POSTGRES_URL';
export const testTemplateVariable = 'TEST_POSTGRES_TEMPLATE';

/** A server of a test run. */
export interface TestServer {
  /** Superuser, database `postgres`. */
  readonly url: string;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

const prefix = 'ashlar-test-postgres-';
const template = 'ashlar_template';

/** Nothing that a test writes has to survive the machine. */
const throwaway = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

/**
 * Starts a server in a throwaway folder, with a template database that `migrate` has brought to the current level, and
 * with the logins. What earlier runs left behind when they were killed is removed.
 */
export async function startTestServer({
  migrate,
}: {
  readonly migrate: (url: string) => Promise<unknown>;
}): Promise<TestServer> {
  await removeLeftovers();
  const dataDir = join(tmpdir(), `${prefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  const server = await startPostgres({ dataDir, settings: throwaway });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  };
  try {
    await query(server.url, `create database ${template}`);
    await migrate(withDatabase(server.url, template));
    await createLogins(server.url, { database: template });
    await query(server.url, `alter database ${template} with is_template true allow_connections false`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url, stop };
}

/**
 * What the workers of a run need in their environment for `createTestDatabase`. One server for each worker: an open
 * transaction holds back, for all databases of its server, what asks for the oldest one.
 */
export function environmentOf(servers: readonly TestServer[]): Readonly<Record<string, string>> {
  return {
    [testServerVariable]: servers.map(({ url }) => url).join(' '),
    [testTemplateVariable]: template,
  };
}

/** The server of this worker of jest, which numbers them from 1. */
export function serverOf(urls: string, worker = process.env['JEST_WORKER_ID']): string {
  const all = urls.split(' ');
  return all[(Number(worker ?? 1) - 1) % all.length] ?? urls;
}

async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (identifyProcess(Number.parseInt(name.slice(prefix.length), 10))) continue;
    const folder = join(tmpdir(), name);
    try {
      await clearOrphan(folder, () => {});
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // It belongs to somebody else on this machine.
    }
  }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
