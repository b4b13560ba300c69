import { systemContext } from '@ashlar/database';
import { type OpenedDatabase, openDatabase } from '@ashlar/database/testing';
import { createEgress, type Egress, type EgressConfig } from '@ashlar/egress';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createLaunches, type Launches, type RunRequest } from './index.js';

export const ctx = systemContext('spec');

export interface World extends OpenedDatabase {
  readonly testDatabase: TestDatabase;
  readonly launches: Launches;
  /** May call loopback. */
  readonly egress: Egress;
  egressWith(overrides: Partial<EgressConfig>): Egress;
  close(): Promise<void>;
}

/** The worker's half. */
export async function openWorld(): Promise<World> {
  const testDatabase = await createTestDatabase();
  const opened = await openDatabase(testDatabase.urlFor('worker'));
  const { database, logger, metrics } = opened;
  const egressWith = (overrides: Partial<EgressConfig>): Egress =>
    createEgress({
      config: {
        ...{ allowCidrs: ['127.0.0.0/8'], allowHosts: [], denyCidrs: [], dnsServers: [] },
        ...{ ports: ['1024-65535'], dnsTimeoutMs: 1_000, connectTimeoutMs: 5_000, timeoutMs: 15_000 },
        ...{ maxResponseBytes: 1_048_576, concurrency: 64, concurrencyPerHost: 64 },
        ...overrides,
      },
      logger,
      metrics,
    });
  return {
    ...opened,
    testDatabase,
    launches: createLaunches({ database }),
    egress: egressWith({}),
    egressWith,
    async close() {
      await database.close();
      await testDatabase.drop();
    },
  };
}

export function requestOf(key: string, spec: object, more: Partial<RunRequest> = {}): RunRequest {
  return { key, spec: { ...spec }, attempt: 1, labels: {}, ...more };
}
