import { defineError } from '@ashlar/errors';

export const PipelineNotFound = defineError({
  code: 'PIPELINE_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such pipeline, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const PipelineTargetNotFound = defineError({
  code: 'PIPELINE_TARGET_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such target, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const PipelineEventNotFound = defineError({
  code: 'PIPELINE_EVENT_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such event, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const PipelineExternalIdTaken = defineError({
  code: 'PIPELINE_EXTERNAL_ID_TAKEN',
  kind: 'conflict',
  title: 'The project has a target of this name, system and external id already',
  remedy: 'Report to that target, or correct the external id.',
});

export const PipelineStepTaken = defineError({
  code: 'PIPELINE_STEP_TAKEN',
  kind: 'conflict',
  title: 'The pipeline has a step of this kind and name with another group',
  remedy: 'Choose another name, or leave the key as it was.',
});

export const PipelineCancelled = defineError({
  code: 'PIPELINE_CANCELLED',
  kind: 'conflict',
  title: 'The pipeline was cancelled and takes no more steps',
  remedy: 'Retrigger it.',
});

export const PipelineUnfinished = defineError({
  code: 'PIPELINE_UNFINISHED',
  kind: 'conflict',
  title: 'A step with failed targets still runs',
  remedy: 'Wait for it or cancel it, or retrigger the whole step.',
});

export const PipelineNothingFailed = defineError({
  code: 'PIPELINE_NOTHING_FAILED',
  kind: 'conflict',
  title: 'No target of the pipeline has failed',
  remedy: 'Retrigger a step, or all of it.',
});

export const PipelineStepUnknown = defineError({
  code: 'PIPELINE_STEP_UNKNOWN',
  kind: 'unprocessable',
  title: 'The pipeline has no such step',
  remedy: 'Name the id of one of its steps.',
});

export const PipelineUseUnknown = defineError({
  code: 'PIPELINE_USE_UNKNOWN',
  kind: 'unprocessable',
  title: 'What a target uses is no target of this project',
  remedy: 'Name ids of targets, or `<step>/<target>` of an earlier step of the same pipeline.',
});

export const PipelineTooLarge = defineError({
  code: 'PIPELINE_TOO_LARGE',
  kind: 'unprocessable',
  title: 'A pipeline has at most 1,000 targets',
  remedy: 'Make several pipelines.',
});

export const PipelineTargetTwice = defineError({
  code: 'PIPELINE_TARGET_TWICE',
  kind: 'unprocessable',
  title: 'A step has each of its targets once',
  remedy: 'Give each target of the step a name of its own.',
});

export const PipelineViewsFull = defineError({
  code: 'PIPELINE_VIEWS_FULL',
  kind: 'rate-limited',
  title: 'You have as many live views open as you may',
  remedy: 'Close one, or ask for the pipeline with its ETag.',
});

export const PipelineHookRefused = defineError({
  code: 'PIPELINE_HOOK_REFUSED',
  kind: 'unauthenticated',
  title: 'The signature does not fit',
  remedy: 'Sign the body as Standard Webhooks says, with the secret of the project.',
});
