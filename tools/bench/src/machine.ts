import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import pg from 'pg';

/** What every figure depends on. Names no host. */
export function describeMachine(): Record<string, string> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: String(availableParallelism()),
    memory: `${Math.round(totalmem() / 1024 ** 3)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

const settings = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_connections',
  'wal_level',
] as const;

/** The settings that decide what a figure of a database is worth, as the server itself gives them. */
export async function describePostgres(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url, application_name: 'ashlar-bench' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      `select name, current_setting(name) as value from unnest($1::text[]) as name`,
      [settings],
    );
    return Object.fromEntries(rows.map(({ name, value }) => [`postgresql ${name}`, value]));
  } finally {
    await client.end();
  }
}
