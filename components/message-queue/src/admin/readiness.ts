import type { Queue } from '../queue/queue.types.js';
import type { Worker } from '../worker/worker.js';

const mostIdleMs = 15_000;

/**
 * Rejects when jobs could run and this worker, which has hands free, has begun and ended nothing for 15 s: then it is
 * stuck. Fits the readiness checks of a service.
 */
export function createWorkerCheck({
  queue,
  worker,
  idleMs: limit = mostIdleMs,
}: {
  readonly queue: Queue;
  readonly worker: Worker;
  readonly idleMs?: number;
}): { readonly name: string; check(): Promise<void> } {
  return {
    name: 'jobs',
    async check() {
      const idleMs = worker.idleMs();
      if (idleMs < limit) return;
      const { waiting, oldestSeconds } = await queue.backlog();
      if (waiting > 0 && oldestSeconds * 1000 >= limit)
        throw new Error(`${waiting} jobs wait and none has run for ${Math.round(idleMs / 1000)} s`);
    },
  };
}
