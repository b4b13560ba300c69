import type { Logger } from '@ashlar/logging';
import { deliveryId } from '../queue/queue.types.js';
import type { AttemptRepository } from './attempt.repository.js';
import type { Attempts } from './attempts.js';

const lookEveryMs = 1_000;

/** Ends attempts that may not finish any more: nothing would come of them. */
export function createGuard({
  attempts,
  repository,
  log,
}: {
  readonly attempts: Attempts;
  readonly repository: AttemptRepository;
  readonly log: Logger;
}): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;

  const look = async (): Promise<void> => {
    const claims = attempts.claims();
    try {
      const lost = claims.length > 0 ? await repository.lost(claims) : [];
      for (const claim of lost)
        attempts.interrupt(claim.cancelled ? 'cancelled' : 'lock-lost', [deliveryId(claim)]);
    } catch (error) {
      log.warn('Running jobs could not be compared with the outbox; they go on', { error });
    }
    schedule();
  };
  const schedule = (): void => {
    if (!stopped)
      timer = setTimeout(() => {
        looking = look();
      }, lookEveryMs);
  };
  return {
    start: schedule,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
