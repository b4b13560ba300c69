import type { Secret } from '@ashlar/config';
import pg from 'pg';

export interface QueuePoolDeps {
  /** A direct connection: the queue listens on it, and a transaction pooler drops its search path. */
  readonly url: Secret;
  /** Shown by PostgreSQL as application_name. */
  readonly service: string;
  readonly size: number;
  readonly onError: (error: unknown) => void;
}

/** The connections that BullMQ works on, beside those of the database brick. */
export function createQueuePool({ url, service, size, onError }: QueuePoolDeps): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    application_name: `${service}-queue`,
    max: size,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // What the queue forgets in a crash of the server is still in the outbox: it need not wait for a disk.
    options:
      '-c search_path=bullmq -c statement_timeout=30000 -c lock_timeout=5000 -c synchronous_commit=off',
  });
  pool.on('error', onError);
  // Each queue and each worker on it listens too.
  pool.setMaxListeners(0);
  return pool;
}
