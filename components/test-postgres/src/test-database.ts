import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { eventually } from './eventually.js';
import { loginUrl, type DatabaseRole } from './logins.js';
import { serverOf, testServerVariable, testTemplateVariable } from './test-server.js';

/** A migrated database of one test alone. */
export interface TestDatabase {
  readonly name: string;
  /** As superuser. */
  readonly url: string;
  /** As a login that has the group role of one deployable and no other. */
  urlFor(role: DatabaseRole): string;
  /**
   * Removes the database.
   * @throws {LeakedConnectionsError} after removing it, when connections to it were still open.
   */
  drop(): Promise<void>;
}

/** A test left connections open. The message names each: its login, application, state and last statement. */
export class LeakedConnectionsError extends Error {
  override readonly name = 'LeakedConnectionsError';
}

/** Clones the migrated template of the server that jest's global set-up started for this worker. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = serverOf(variable(testServerVariable));
  const template = variable(testTemplateVariable);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(serverUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    urlFor: (role) => loginUrl(serverUrl, name, role),
    drop: () => asSuperuser(serverUrl, (client) => drop(client, name)),
  };
}

async function drop(client: pg.Client, name: string): Promise<void> {
  const leaked = await connectionsLeft(client, name);
  await client.query(`drop database if exists ${name} with (force)`);
  if (leaked.length > 0) {
    throw new LeakedConnectionsError(`Connections to ${name} are still open:\n${leaked.join('\n')}`);
  }
}

interface Backend {
  readonly pid: number;
  readonly usename: string;
  readonly application_name: string;
  readonly state: string | null;
  readonly query: string;
}

/** A client that hung up is seen by the server a moment later, so what is open gets a second to go. */
async function connectionsLeft(client: pg.Client, name: string): Promise<readonly string[]> {
  let backends: readonly Backend[] = [];
  const none = eventually(
    async () => {
      const { rows } = await client.query<Backend>(
        `select pid, usename, application_name, state, query from pg_stat_activity
         where datname = $1 and backend_type = 'client backend' order by pid`,
        [name],
      );
      backends = rows;
      return rows.length === 0;
    },
    { timeoutMs: 1_000 },
  );
  return none.then(
    () => [],
    () => backends.map(describe),
  );
}

function describe({ pid, usename, application_name: application, state, query }: Backend): string {
  return `  pid ${pid}, ${usename}, application "${application}", ${state ?? 'starting'}, last statement: ${query}`;
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'test-postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: database specs run under jest's global set-up`);
  return value;
}
