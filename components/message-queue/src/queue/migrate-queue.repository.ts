import pg from 'pg';

// Granting at the same time from two sessions fails in PostgreSQL; the queue's own lock covers only its tables.
const advisoryLock = 4_711_003;

export interface MigrateQueueOptions {
  /** A direct connection (no transaction pooler) as the owner of the schemas, after `migrate` of the schema brick. */
  readonly url: string;
  /** How long to wait for another migration job, and for each lock. Default 60,000 ms. */
  readonly lockTimeoutMs?: number;
}

/**
 * Brings the queue's own tables (schema `bullmq`) to the level of this release and lets `ashlar_worker` use them.
 * Harmless when nothing is to be done. Services never do this: they refuse to start on an older level.
 * @returns the level.
 */
export async function migrateQueue({ url, lockTimeoutMs = 60_000 }: MigrateQueueOptions): Promise<number> {
  // Loaded by those alone that use it: most processes start without.
  const { runMigrations } = await import('bullmq');
  const { queueName } = await import('./carrier.js');
  const client = new pg.Client({ connectionString: url, application_name: 'ashlar-schema' });
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${Math.trunc(lockTimeoutMs)}`);
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    const level = await runMigrations(client, 'bullmq');
    // The worker may not create: the sequence that the queue would make at its first job is made here.
    await client.query(`
      begin;
      set local search_path = bullmq;
      select next_job_id(${pg.escapeLiteral(queueName)})
        where to_regclass(job_id_seq_name(${pg.escapeLiteral(queueName)})) is null;
      grant usage on schema bullmq to ashlar_worker;
      grant select, insert, update, delete on all tables in schema bullmq to ashlar_worker;
      revoke insert, update, delete on bullmq.migration from ashlar_worker;
      grant usage, select on all sequences in schema bullmq to ashlar_worker;
      commit`);
    return level;
  } finally {
    await client.end();
  }
}
