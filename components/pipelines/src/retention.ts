import type { Relations } from '@ashlar/authz';
import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { removePipelines } from './removal.js';
import { RetentionRepository } from './retention.repository.js';

export interface PipelineRetentionDeps {
  readonly database: Database;
  readonly relations: Pick<Relations, 'deleteObject'>;
  readonly events: Events;
  readonly config: { readonly retentionMs: number; readonly keepPerProject: number };
  /** Pipelines of one transaction. Default 100. */
  readonly batch?: number;
}

export interface PipelineRetention {
  /** Removes what is too old or too many, in batches, until nothing is or `ctx` is aborted. Groups go with their last pipeline. */
  run(ctx: OperationContext): Promise<{ readonly pipelines: number }>;
}

export function createPipelineRetention({
  database,
  relations,
  events,
  config,
  batch = 100,
}: PipelineRetentionDeps): PipelineRetention {
  const retention = new RetentionRepository(database);

  const drain = async (
    ctx: OperationContext,
    pick: (tx: TransactionContext) => Promise<readonly string[]>,
  ): Promise<number> => {
    let total = 0;
    for (let removed = batch; removed === batch && !ctx.signal.aborted; total += removed) {
      removed = await database.transact(ctx, async (tx) =>
        removePipelines(tx, { retention, relations, events }, await pick(tx)),
      );
    }
    return total;
  };

  return {
    async run(ctx) {
      let pipelines = await drain(ctx, (tx) => retention.olderThan(tx, config.retentionMs, batch));
      let after = '00000000-0000-0000-0000-000000000000';
      while (!ctx.signal.aborted) {
        const projects = await retention.projectsAfter(ctx, after, 1_000);
        for (const project of projects) {
          if (ctx.signal.aborted) break;
          pipelines += await drain(ctx, (tx) => retention.beyond(tx, project, config.keepPerProject, batch));
        }
        const last = projects.at(-1);
        if (last === undefined) break;
        after = last;
      }
      return { pipelines };
    },
  };
}
