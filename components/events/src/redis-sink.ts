import type { Secret } from '@ashlar/config';
import type { Logger } from '@ashlar/logging';
import { Redis } from 'ioredis';
import type { EventSink } from './consumer.js';

export interface RedisSinkDeps {
  readonly url: Secret;
  readonly stream: string;
  /** About how many entries the stream keeps. */
  readonly length: number;
  readonly logger: Logger;
}

/**
 * All of a batch or nothing. The place in the feed is the id of the entry, and ids only grow: what is there already is
 * refused by the stream itself, so that handing on twice leaves one.
 */
const append = `
for i = 2, #ARGV, 2 do
  local added = redis.pcall('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], ARGV[i], 'event', ARGV[i + 1])
  if type(added) == 'table' and added.err and not string.find(added.err, 'equal or smaller', 1, true) then
    return added
  end
end
return #ARGV`;

/** A Redis stream, for consumer groups. Each entry has one field, `event`: a CloudEvent in JSON. */
export function createRedisSink({
  url,
  stream,
  length,
  logger,
}: RedisSinkDeps): EventSink & { close(): Promise<void> } {
  const redis = new Redis(url.reveal(), {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    connectTimeout: 5_000,
    commandTimeout: 10_000,
  });
  redis.on('error', (error: unknown) =>
    logger.warn('The connection to Redis failed', { brick: 'events', error }),
  );
  return {
    name: `redis:${stream}`,
    async deliver(items) {
      const entries = items.flatMap(({ position: { xid, seq }, event }) => [
        `${xid}-${seq}`,
        JSON.stringify(event),
      ]);
      await redis.eval(append, 1, stream, length, ...entries);
    },
    async close() {
      redis.disconnect();
    },
  };
}
