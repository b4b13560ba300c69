import type { Relations } from '@ashlar/authz';
import type { TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { pipelineDeleted } from './pipelines.events.js';
import type { RetentionRepository } from './retention.repository.js';

export interface RemovalDeps {
  readonly retention: RetentionRepository;
  readonly relations: Pick<Relations, 'deleteObject'>;
  readonly events: Events;
}

/** With what no other pipeline needs. @returns how many there were. */
export async function removePipelines(
  tx: TransactionContext,
  { retention, relations, events }: RemovalDeps,
  ids: readonly string[],
): Promise<number> {
  const removed = await retention.remove(tx, ids);
  for (const { id, domain_id, project_id, name, status, version } of removed) {
    await relations.deleteObject(tx, { type: 'pipeline', id });
    const data = { pipeline_id: id, project_id, name, status, version };
    await events.publish(tx, pipelineDeleted, { id, domainId: domain_id, data });
  }
  return removed.length;
}
