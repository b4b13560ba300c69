import { createHash } from 'node:crypto';
import pg from 'pg';
import { loadMigrations, type Migration } from './migrations.js';

/** One key for the whole history: two migration jobs never run at once. */
const advisoryLock = 4_711_001;

export interface MigrateOptions {
  /** A direct connection (no transaction pooler) as the owner of the schemas. */
  readonly url: string;
  readonly onApplied?: (migration: string) => void;
  /** How long to wait for another migration job, and for each lock inside a migration. Default 60,000 ms. */
  readonly lockTimeoutMs?: number;
  /** The history to apply; only tests name another one than Ashlar's own. */
  readonly migrations?: readonly Migration[];
}

export interface MigrateResult {
  /** Names of what this call applied, in order. Empty when the database was current. */
  readonly applied: readonly string[];
  /** The newest migration of the database afterwards. */
  readonly level: string | undefined;
}

/** An applied migration is not the one in this release: history was edited or the database is from elsewhere. */
export class HistoryMismatchError extends Error {
  override readonly name = 'HistoryMismatchError';
}

/**
 * Brings a database to the level of this release. Each migration commits alone, with its row of history, so a crash
 * between two of them leaves a database that the next call continues from.
 * @throws {HistoryMismatchError} before changing anything, when history differs.
 */
export async function migrate({
  url,
  onApplied,
  lockTimeoutMs = 60_000,
  migrations = loadMigrations(),
}: MigrateOptions): Promise<MigrateResult> {
  const client = new pg.Client({ connectionString: url, application_name: 'ashlar-schema' });
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${Math.trunc(lockTimeoutMs)}`);
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    const history = await readHistory(client);
    assertSameHistory(history, migrations);
    const applied: string[] = [];
    for (const migration of migrations.slice(history.length)) {
      await apply(client, migration);
      applied.push(migration.name);
      onApplied?.(migration.name);
    }
    return { applied, level: migrations.at(-1)?.name };
  } finally {
    await client.end();
  }
}

interface HistoryRow {
  readonly name: string;
  readonly checksum: string;
}

async function readHistory(client: pg.Client): Promise<readonly HistoryRow[]> {
  await client.query(`
    create schema if not exists schema;
    create table if not exists schema.migrations (
      name text primary key,
      checksum text not null,
      breaks text[] not null default '{}',
      applied_at timestamptz(3) not null default now()
    )`);
  const { rows } = await client.query<HistoryRow>(
    'select name, checksum from schema.migrations order by name',
  );
  return rows;
}

function assertSameHistory(history: readonly HistoryRow[], migrations: readonly Migration[]): void {
  history.forEach((row, index) => {
    const ours = migrations[index];
    if (!ours) {
      throw new HistoryMismatchError(`The database has ${row.name}, which is newer than this release`);
    }
    if (ours.name !== row.name || checksum(ours.sql) !== row.checksum) {
      throw new HistoryMismatchError(`The database has another ${row.name} than this release's ${ours.name}`);
    }
  });
}

async function apply(client: pg.Client, { name, sql, breaks }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into schema.migrations (name, checksum, breaks) values ($1, $2, $3)', [
      name,
      checksum(sql),
      breaks,
    ]);
    await client.query('commit');
  } catch (cause) {
    // Fails when the connection is gone, and then the server rolls back by itself.
    await client.query('rollback').catch(() => undefined);
    throw new Error(`Migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
