import type { Secret } from '@ashlar/config';
import pg from 'pg';

/** All jobs share one queue: its workers differ by what they are given time for, not by queue. */
export const queueName = 'ashlar';

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
    options: '-c search_path=bullmq -c statement_timeout=30000 -c lock_timeout=5000',
  });
  pool.on('error', onError);
  return pool;
}
