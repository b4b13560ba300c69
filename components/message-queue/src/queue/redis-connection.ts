import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { parseRedisUrl } from './redis-url.js';

export interface RedisConnections {
  /** Gives up a command after a few tries: whoever adds jobs is to hear that they were not taken. */
  readonly producer: Redis | Cluster;
  /** Waits for as long as it takes, as a worker must. */
  readonly consumer: Redis | Cluster;
  close(): Promise<void>;
}

/** BullMQ keeps all keys of a queue in one slot of a cluster when their prefix is a hash tag. */
export const redisPrefix = '{ashlar}';

export function openRedis(url: string, service: string, onError: (error: unknown) => void): RedisConnections {
  const connections = [connect(url, service, 3), connect(url, service, null)] as const;
  for (const connection of connections) connection.on('error', onError);
  const [producer, consumer] = connections;
  return {
    producer,
    consumer,
    async close() {
      for (const connection of connections) connection.disconnect();
    },
  };
}

function connect(url: string, service: string, maxRetriesPerRequest: number | null): Redis | Cluster {
  const target = parseRedisUrl(url);
  const { username, password, database, group } = target;
  const options: RedisOptions = {
    maxRetriesPerRequest,
    connectionName: `${service}-queue`,
    connectTimeout: 5_000,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(target.tls && { tls: {} }),
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  };
  const nodes = [...target.nodes];
  switch (target.kind) {
    case 'single':
      return new Redis({ ...options, ...target.nodes[0], db: database });
    case 'sentinel':
      return new Redis({ ...options, sentinels: nodes, name: group });
    case 'cluster':
      return new Cluster(nodes, { redisOptions: options });
  }
}
