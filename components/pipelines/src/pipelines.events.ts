import { defineEvent, type Events } from '@ashlar/events';
import type { TransactionContext } from '@ashlar/database';
import { EnumField, IntegerField, StringField, UuidField } from '@ashlar/http';
import type { Changes } from './changes.js';
import { isFinal, pipelineStatuses, type PipelineStatus } from './pipelines.types.js';

export class PipelineFacts {
  @UuidField({ description: 'Id of the pipeline.' })
  pipeline_id!: string;

  @UuidField({ description: 'Its project.' })
  project_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @EnumField({ description: 'Its status.', values: pipelineStatuses })
  status!: PipelineStatus;

  @IntegerField({ description: 'Its version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class PipelineChangedFacts extends PipelineFacts {
  @EnumField({ description: 'The status before.', values: pipelineStatuses })
  from!: PipelineStatus;
}

export class PipelineTargetFacts {
  @UuidField({ description: 'Id of the target.' })
  target_id!: string;

  @UuidField({ description: 'The group that it belongs to.' })
  group_id!: string;

  @UuidField({ description: 'Its project.' })
  project_id!: string;

  @StringField({ description: 'Kind of the step.', maxLength: 50 })
  kind!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @IntegerField({ description: 'Its attempt.', min: 1, max: 2_147_483_647 })
  attempt!: number;

  @EnumField({ description: 'The status before.', values: pipelineStatuses })
  from!: PipelineStatus;

  @EnumField({ description: 'The status now.', values: pipelineStatuses })
  status!: PipelineStatus;

  @IntegerField({ description: 'Its version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export const pipelineCreated = defineEvent({
  type: 'pipeline.created',
  version: 1,
  data: PipelineFacts,
  description: 'A pipeline was made, perhaps as another attempt.',
});

export const pipelineChanged = defineEvent({
  type: 'pipeline.changed',
  version: 1,
  data: PipelineChangedFacts,
  description: 'The status of a pipeline, which follows from its targets, changed.',
});

export const pipelineDeleted = defineEvent({
  type: 'pipeline.deleted',
  version: 1,
  data: PipelineFacts,
  description: 'A pipeline was removed; `version` is the last that it had.',
  ends: true,
});

export const pipelineTargetChanged = defineEvent({
  type: 'pipeline-target.changed',
  version: 1,
  data: PipelineTargetFacts,
  description: 'The status of a target changed, and more may follow.',
});

export const pipelineTargetEnded = defineEvent({
  type: 'pipeline-target.ended',
  version: 1,
  data: PipelineTargetFacts,
  description: 'A target has come to its end.',
  ends: true,
});

/** Every event of this brick. */
export const pipelineEvents = [
  pipelineCreated,
  pipelineChanged,
  pipelineDeleted,
  pipelineTargetChanged,
  pipelineTargetEnded,
] as const;

/** Tells of each transition once, in the transaction that made it. */
export async function tellOfChanges(
  tx: TransactionContext,
  events: Events,
  { targets, pipelines }: Changes,
): Promise<void> {
  for (const { id, domain_id, group_id, project_id, kind, name, attempt, from, to, version } of targets) {
    await events.publish(tx, isFinal(to) ? pipelineTargetEnded : pipelineTargetChanged, {
      id,
      domainId: domain_id,
      data: { target_id: id, group_id, project_id, kind, name, attempt, from, status: to, version },
    });
  }
  for (const { id, domain_id, project_id, name, from, to, version } of pipelines) {
    if (from === to) continue;
    await events.publish(tx, pipelineChanged, {
      id,
      domainId: domain_id,
      data: { pipeline_id: id, project_id, name, from, status: to, version },
    });
  }
}
