import type { Secret } from '@ashlar/config';
import {
  createPostgresBackend,
  type Job as BullJob,
  Queue as RedisQueue,
  Worker as RedisWorker,
  withBackend,
} from 'bullmq';
import { createQueuePool } from './queue-pool.repository.js';
import type { Envelope } from './queue.types.js';

const onPostgres = withBackend(createPostgresBackend);

/** All jobs share one queue: its workers differ by what they are given time for, not by queue. */
export const queueName = 'ashlar';

type Processor = ConstructorParameters<typeof RedisWorker<Envelope>>[1];
type WorkerOptions = Omit<NonNullable<ConstructorParameters<typeof RedisWorker<Envelope>>[2]>, 'connection'>;
/** What is used of BullMQ: the rest of its types names the broker. */
interface BullQueue extends Pick<
  RedisQueue<Envelope>,
  'waitUntilReady' | 'addBulk' | 'getJob' | 'getWaitingCount' | 'close'
> {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface BullWorker extends Pick<RedisWorker<Envelope>, 'waitUntilReady' | 'run' | 'close'> {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
  on(event: 'failed', listener: (job: BullJob<Envelope> | undefined, error: Error) => void): unknown;
}

/** The broker behind BullMQ. */
export interface Carrier {
  readonly kind: 'postgres' | 'redis';
  queue(): BullQueue;
  worker(process: Processor, options: WorkerOptions): BullWorker;
  close(): Promise<void>;
}

interface CarrierDeps {
  readonly url: Secret;
  readonly service: string;
  readonly onError: (error: unknown) => void;
}

export function openPostgresCarrier({
  url,
  service,
  size,
  onError,
}: CarrierDeps & { readonly size: number }): Carrier {
  const connection = createQueuePool({ url, service, size, onError });
  return {
    kind: 'postgres',
    queue: () => new onPostgres.Queue<Envelope>(queueName, { connection }),
    worker: (process, options) =>
      new onPostgres.Worker<Envelope>(queueName, process, { ...options, connection }),
    close: () => connection.end(),
  };
}

export async function openRedisCarrier({ url, service, onError }: CarrierDeps): Promise<Carrier> {
  // Only those who have a Redis load its driver: most processes start without.
  const { openRedis, redisPrefix: prefix } = await import('./redis-connection.js');
  const connections = openRedis(url.reveal(), service, onError);
  return {
    kind: 'redis',
    queue: () => new RedisQueue<Envelope>(queueName, { connection: connections.producer, prefix }),
    worker: (process, options) =>
      new RedisWorker<Envelope>(queueName, process, { ...options, connection: connections.consumer, prefix }),
    close: () => connections.close(),
  };
}
