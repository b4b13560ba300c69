import { systemContext } from '@ashlar/database';
import { createIdempotency } from '@ashlar/http';
import { sweepEffects } from '@ashlar/message-queue';
import type { WorkerParts } from './worker-spec.js';

/** Removes what is kept for a time only: answers to repeated requests, and records that a job took effect. */
export async function sweep({ database, config, logger, lifecycle }: WorkerParts): Promise<void> {
  const ctx = systemContext('sweep', { signal: lifecycle.signal });
  const answers = await createIdempotency({ database }).sweep(ctx);
  const effects = await sweepEffects({
    database,
    retentionMs: config.queue.effectsRetentionMs,
    signal: lifecycle.signal,
  });
  logger.info('Swept', { answers, effects });
}
