import { EnvDuration, EnvInteger, EnvSecret, type Secret } from '@ashlar/config';
import type { DataSourceOptions } from 'typeorm';

export class DatabaseConfig {
  @EnvSecret('DATABASE_URL', {
    protocols: ['postgres', 'postgresql'],
    description: 'PostgreSQL 15 or newer, as the login of this service. May point at a transaction pooler.',
  })
  readonly url!: Secret;

  @EnvSecret('DATABASE_DIRECT_URL', {
    protocols: ['postgres', 'postgresql'],
    optional: true,
    description:
      'The same database without a pooler, for LISTEN and migrations. Without it the worker polls.',
  })
  readonly directUrl: Secret | undefined;

  @EnvInteger('ASHLAR_DATABASE_POOL_SIZE', {
    default: 10,
    min: 1,
    max: 200,
    description: 'Connections that one process opens at most.',
  })
  readonly poolSize!: number;

  @EnvDuration('ASHLAR_DATABASE_CONNECT_TIMEOUT', {
    default: '5s',
    min: '100ms',
    max: '1m',
    description: 'How long a caller waits for a connection.',
  })
  readonly connectTimeoutMs!: number;

  @EnvDuration('ASHLAR_DATABASE_STATEMENT_TIMEOUT', {
    default: '30s',
    min: '100ms',
    max: '1h',
    description: 'After this the server cancels a statement.',
  })
  readonly statementTimeoutMs!: number;

  @EnvDuration('ASHLAR_DATABASE_LOCK_TIMEOUT', {
    default: '5s',
    min: '10ms',
    max: '10m',
    description: 'How long a statement waits for a lock.',
  })
  readonly lockTimeoutMs!: number;

  @EnvDuration('ASHLAR_DATABASE_RETRY_DEADLINE', {
    default: '8s',
    min: '0s',
    max: '5m',
    description: 'How long a transaction is tried again after contention or a lost connection.',
  })
  readonly retryDeadlineMs!: number;

  @EnvDuration('ASHLAR_DATABASE_HOOK_TIMEOUT', {
    default: '5s',
    min: '10ms',
    max: '5m',
    description: 'How long what follows a commit may take before nobody waits for it any more.',
  })
  readonly hookTimeoutMs!: number;
}

interface SettableClient {
  query(sql: string): Promise<unknown>;
}

/**
 * Time limits are set once per connection. Behind a transaction pooler they may be missing on a connection that the
 * pooler opened later: there, set them on the login role as well.
 */
export function connectionOptions(
  config: DatabaseConfig,
  service: string,
): DataSourceOptions & { type: 'postgres' } {
  const limits = [
    `set statement_timeout = ${config.statementTimeoutMs}`,
    `set lock_timeout = ${config.lockTimeoutMs}`,
    `set idle_in_transaction_session_timeout = ${config.statementTimeoutMs * 2}`,
    // Short statements: compiling one takes longer than running it.
    'set jit = off',
  ].join('; ');
  return {
    type: 'postgres',
    url: config.url.reveal(),
    applicationName: service,
    poolSize: config.poolSize,
    connectTimeoutMS: config.connectTimeoutMs,
    installExtensions: false,
    synchronize: false,
    logging: false,
    extra: {
      keepAlive: true,
      idleTimeoutMillis: 60_000,
      onConnect: (client: SettableClient) => client.query(limits),
    },
  };
}
