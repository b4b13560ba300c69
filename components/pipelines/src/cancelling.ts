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
  const exists = async (tx: TransactionContext, id: string) => {
    const pipeline = await pipelines.find(tx, id);
    if (!pipeline) throw new PipelineNotFound();
    return pipeline;
  };

  const end = async (tx: TransactionContext, id: string, supersededBy?: string): Promise<void> => {
    for (;;) {
      const ids = await targets.cancellable(tx, id);
      if (ids.length > 0) {
        const entries = ids.map((targetId) => ({
          targetId,
          status: 'cancelled' as const,
          reason: 'cancelled',
          cancel: true,
        }));
        await tellOfChanges(tx, events, await targets.report(tx, entries, `pipeline/${id}`));
      }
      const before = await exists(tx, id);
      // From here on the row is locked, and refuses further steps; what came in between goes round again.
      if (!(await pipelines.markCancelled(tx, id, supersededBy)) && ids.length === 0) return;
      const { domainId, projectId, name, status, version } = await exists(tx, id);
      if (before.status === status) continue;
      const change = { from: before.status, to: status, version };
      const about = { id, project_id: projectId, domain_id: domainId, name };
      await tellOfChanges(tx, events, { targets: [], pipelines: [{ ...about, ...change }] });
    }
  };

  const superseding = async (tx: TransactionContext, id: string): Promise<readonly string[]> => {
    const ids = await pipelines.superseded(tx, id);
    for (const earlier of ids) await end(tx, earlier, id);
    return ids;
  };

  return { end, superseding };
}
