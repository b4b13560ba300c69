import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openQueue, type Queue } from '../queue/queue.types.js';

export interface JobBoardDeps {
  readonly queue: Queue;
  /** Where it is mounted: its pages name it in their addresses. */
  readonly path: string;
  /** Nothing can be changed through it. Default true. */
  readonly readOnly?: boolean;
}

/**
 * Pages that show what is in the queue now, and attempts that failed of late. What waits for its turn is in the
 * outbox: `jobs list`. Fits `mounts` of the http brick, and checks nobody by itself.
 * @throws {TypeError} for a queue without BullMQ behind it.
 */
export function createJobBoard({ queue, path, readOnly = true }: JobBoardDeps): {
  readonly path: string;
  readonly readOnly: boolean;
  readonly app: (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;
} {
  const { shown } = openQueue(queue);
  if (!shown) throw new TypeError('There is no board of this queue');
  const adapter = new ExpressAdapter();
  adapter.setBasePath(path);
  // Only queues that carry jobs have `shown`, and it is BullMQ's.
  const bull = shown as ConstructorParameters<typeof BullMQAdapter>[0];
  createBullBoard({
    queues: [new BullMQAdapter(bull, { readOnlyMode: readOnly, allowRetries: !readOnly })],
    serverAdapter: adapter,
  });
  return { path, readOnly, app: adapter.getRouter() as ReturnType<typeof createJobBoard>['app'] };
}
