import type { OperationContext, TransactionContext } from '@ashlar/database';
import type { Egress } from '@ashlar/egress';
import { createClientToken } from '@ashlar/secrets/client';
import { createUsageCollector, type Storages } from '@ashlar/storage';
import { createProbe, type StorageTesterConfig } from '@ashlar/storage-checks';
import { createFetchValues, createStorageChecker, createUsageLister } from '@ashlar/storage-checks/worker';
import { readFile } from 'node:fs/promises';
import type { WorkerParts } from './worker-spec.js';

export const storageTaskNames = [
  'storages.check',
  'storages.count-contents',
  'storages.forget-checks',
] as const;
export type StorageTaskName = (typeof storageTaskNames)[number];

export interface StorageTask {
  readonly everyMs: number;
  run(ctx: OperationContext): Promise<object>;
}

/** What this worker proves who it is with, to the other two services; undefined where it has nothing. */
function workloadToken({
  tokenFile,
  tokenUrl,
  clientId,
  clientSecret,
}: StorageTesterConfig): (() => Promise<string>) | undefined {
  if (tokenFile !== undefined) return async () => (await readFile(tokenFile, 'utf8')).trim();
  if (tokenUrl === undefined || clientId === undefined || !clientSecret) return undefined;
  return createClientToken({ tokenUrl, clientId, clientSecret: clientSecret.reveal() });
}

/** Tests of storages, and counts of what they hold. */
export function createStorageTasks(
  { database, config: { storageTester: config }, logger }: WorkerParts,
  egress: Egress,
  {
    storages,
    shred,
  }: {
    readonly storages: Pick<Storages, 'describe' | 'recordCheck'>;
    readonly shred: (
      tx: TransactionContext,
      owner: { readonly type: 'storage'; readonly id: string },
    ) => Promise<void>;
  },
): Readonly<Record<StorageTaskName, StorageTask>> {
  const { describe, recordCheck } = storages;
  const { dataUrl, secretsUrl, intervalMs, retentionMs, concurrency, usageIntervalMs } = config;
  const values = createFetchValues({ dataUrl, secretsUrl, token: workloadToken(config) });
  const checker = createStorageChecker({
    ...{ database, values, describe, recordCheck, shred, logger },
    probe: createProbe({ egress }),
    settings: { intervalMs, concurrency },
  });
  const collector = createUsageCollector({
    ...{ database, describe, list: createUsageLister({ egress, values }) },
    limits: { everyMs: usageIntervalMs },
    onFailure: (storage, error) => logger.error('A storage could not be counted', { storage, error }),
  });
  return {
    'storages.check': { everyMs: 1_000, run: (ctx) => checker.run(ctx) },
    'storages.count-contents': {
      everyMs: 60_000,
      run: async (ctx) => ({ ...(await collector.run(ctx)), forgotten: await collector.forget(ctx) }),
    },
    'storages.forget-checks': {
      everyMs: 3_600_000,
      run: async (ctx) => ({ checks: await checker.forget(ctx, retentionMs) }),
    },
  };
}
