import { startPostgres, type PostgresServer } from '@ashlar/test-postgres';
import pg from 'pg';

/** The server of the stack, with its database. */
export interface StackDatabase {
  readonly server: PostgresServer;
  /** Superuser, database `ashlar`. */
  readonly url: string;
}

export const databaseName = 'ashlar';

export async function startDatabase(options: {
  readonly dataDir: string;
  readonly port: number;
  readonly print: (line: string) => void;
}): Promise<StackDatabase> {
  const server = await startPostgres({
    dataDir: options.dataDir,
    port: options.port,
    settings: { max_connections: '200' },
    onProgress: (message) => options.print(`PostgreSQL: ${message}`),
  });
  const url = new URL(server.url);
  url.pathname = `/${databaseName}`;
  const client = new pg.Client({ connectionString: server.url });
  try {
    await client.connect();
    const found = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (!found.rowCount) await client.query(`create database ${databaseName}`);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await client.end();
  }
  return { server, url: url.href };
}
