import type { TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { PipelineNotFound } from './pipelines.errors.js';
import { tellOfChanges } from './pipelines.events.js';
import type { PipelineRepository } from './pipelines.repository.js';
import type { TargetRepository } from './targets.repository.js';

export interface CancellingDeps {
  readonly pipelines: PipelineRepository;
  readonly targets: TargetRepository;
  readonly events: Events;
}

export interface Cancelling {
  /** Ends what no other pipeline needs. @throws {PipelineNotFound} */
  end(tx: TransactionContext, id: string, supersededBy?: string): Promise<void>;
  /** Ends earlier ones for the sake of this one. @returns their ids. */
  superseding(tx: TransactionContext, id: string): Promise<readonly string[]>;
}

export function createCancelling({ pipelines, targets, events }: CancellingDeps): Cancelling {
  const end = async (tx: TransactionContext, id: string, supersededBy?: string): Promise<void> => {
    const changes = await targets.cancel(tx, id, supersededBy);
    if (!changes) throw new PipelineNotFound();
    await tellOfChanges(tx, events, changes);
  };

  const superseding = async (tx: TransactionContext, id: string): Promise<readonly string[]> => {
    const all: string[] = [];
    for (;;) {
      const ids = await pipelines.superseded(tx, id);
      if (ids.length === 0) return all;
      for (const earlier of ids) await end(tx, earlier, id);
      all.push(...ids);
    }
  };

  return { end, superseding };
}
