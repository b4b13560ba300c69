import {
  createFeeder,
  createSpiceDbClient,
  feedAll,
  type FeedReport,
  observeFeed,
  startFeed,
} from '@ashlar/authz-spicedb';
import { systemContext } from '@ashlar/database';
import { withTimeLimit } from '@ashlar/errors';
import { startRecording } from './resident-record.js';
import type { WorkerParts } from './worker-spec.js';

/** Tells SpiceDB of changes for as long as the worker runs; nothing where the database alone decides. */
export function startAuthzFeed(parts: WorkerParts): void {
  const { config, database, logger, metrics, lifecycle } = parts;
  if (config.spicedb.mode === 'sql') return;
  const spicedb = createSpiceDbClient(config.spicedb);
  observeFeed({ database, metrics });
  const intervalMs = config.spicedb.feedIntervalMs;
  let sent = 0;
  const onFed = (report: FeedReport): void => void (sent += report.sent);
  const stop = startFeed({ database, spicedb, logger, metrics, intervalMs, onFed });
  startRecording(parts, 'authz.feed', () => ({ sent }));
  lifecycle.started({
    name: 'authz feed',
    deadlineMs: 12_000,
    async stop() {
      await stop();
      spicedb.close();
    },
  });
}

/** The same once: until nothing waits. */
export async function feedOnce({
  config,
  database,
  logger,
  metrics,
  lifecycle,
}: WorkerParts): Promise<FeedReport> {
  if (config.spicedb.mode === 'sql') return { sent: 0, steps: 0 };
  const spicedb = createSpiceDbClient(config.spicedb);
  const feeder = createFeeder({ database, spicedb, logger, metrics });
  try {
    const signal = withTimeLimit(lifecycle.signal, config.service.taskBudgetMs);
    return await feedAll(systemContext('authz.feed', { signal }), feeder, { eager: true });
  } finally {
    await feeder.release();
    spicedb.close();
  }
}
