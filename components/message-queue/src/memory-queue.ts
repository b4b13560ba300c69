import type { Database } from '@ashlar/database';
import { readBacklog } from './admin/backlog.repository.js';
import { soundOptions } from './define-job.js';
import type { HandedEntry } from './relay/outbox.repository.js';
import {
  type Consumer,
  type Delivery,
  deliveryId,
  envelopeOf,
  type Queue,
  registerQueue,
} from './queue/queue.types.js';

/**
 * A queue that carries jobs within this process, for specs: the outbox is as real as the database, and what is lost
 * with the process is offered again.
 */
export function createMemoryQueue({
  database,
  concurrency = 4,
}: {
  readonly database: Database;
  readonly concurrency?: number;
}): Queue {
  const known = new Set<string>();
  const lying: Delivery[] = [];
  let wake: () => void = () => undefined;
  const queue: Queue = {
    carrier: 'memory',
    backlog: () => readBacklog(database),
    close: async () => undefined,
  };
  const add = async (entries: readonly HandedEntry[]): Promise<void> => {
    for (const entry of entries) {
      if (known.has(deliveryId(entry))) continue;
      known.add(deliveryId(entry));
      lying.push({ name: entry.job, envelope: envelopeOf(entry, soundOptions(entry.options)) });
    }
    wake();
  };
  return registerQueue(queue, {
    kind: 'carried',
    add,
    addAgain: add,
    waiting: async () => lying.length,
    consume({ deliver }): Consumer {
      let closing = false;
      let running = 0;
      let ended: () => void = () => undefined;
      const turn = (): void => {
        while (!closing && running < concurrency) {
          const delivery = lying.shift();
          if (!delivery) return;
          running += 1;
          void deliver(delivery)
            .catch(() => undefined)
            .finally(() => {
              known.delete(deliveryId(delivery.envelope));
              running -= 1;
              turn();
              ended();
            });
        }
      };
      return {
        async start() {
          wake = turn;
          turn();
        },
        async close() {
          closing = true;
          while (running > 0) await new Promise<void>((resolve) => (ended = resolve));
        },
      };
    },
  });
}
