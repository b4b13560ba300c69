import {
  BooleanField,
  type Fault,
  faultsOf,
  IntegerField,
  JsonObjectField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  UuidField,
} from '@ashlar/http';
import type { NewStep } from './pipelines.types.js';

const kindName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export class TargetRunRequest {
  @StringField({ description: 'Kind of run, such as `noop`.', maxLength: 50, example: 'noop' })
  kind!: string;

  @JsonObjectField({ description: 'What to run; the kind says how.', maxBytes: 32_768, example: {} })
  spec!: Readonly<Record<string, unknown>>;
}

export class TargetRequest {
  @StringField({ description: 'Unique in the step.', maxLength: 255, example: 'linux-x86_64' })
  name!: string;

  @ObjectField(() => TargetRunRequest, {
    description: 'What the platform runs for it; absent where others report.',
    optional: true,
  })
  run?: TargetRunRequest;

  @StringListField({
    description: 'What it uses: ids of targets, or `<step>/<target>` of the same pipeline.',
    maxItems: 100,
    maxLength: 511,
    optional: true,
  })
  uses?: string[];

  @IntegerField({
    description: 'Seconds until it ends as `error` when it has not ended before. Default seven days.',
    min: 1,
    max: 31_536_000,
    optional: true,
  })
  timeout_seconds?: number;
}

export class StepOfRunRequest {
  @StringField({
    description: 'Kind of step.',
    maxLength: 50,
    pattern: kindName,
    example: 'package-build',
  })
  kind!: string;

  @StringField({ description: 'Unique among steps of the kind.', maxLength: 255, example: 'builds' })
  name!: string;

  @StringField({
    description: 'Steps of one kind and key are shared by the pipelines of the project.',
    maxLength: 400,
    optional: true,
  })
  key?: string;

  @ObjectListField(() => TargetRequest, {
    description: 'What it is made of.',
    minItems: 1,
    maxItems: 500,
    example: [{ name: 'linux-x86_64' }],
  })
  targets!: TargetRequest[];
}

/** What a schedule writes down to start a pipeline. */
export class PipelineRunSpec {
  @UuidField({ description: 'Project of the pipeline.' })
  project_id!: string;

  @StringField({ description: 'Name of the pipeline.', maxLength: 255, default: 'default' })
  name!: string;

  @StringField({ description: 'Branch or tag that it is about.', maxLength: 500, optional: true })
  ref?: string;

  @StringField({ description: 'Commit that it is about.', maxLength: 128, optional: true })
  commit_sha?: string;

  @BooleanField({
    description: 'Cancels what is unfinished of earlier pipelines of this name on this ref.',
    default: false,
  })
  supersedes!: boolean;

  @ObjectListField(() => StepOfRunRequest, { description: 'Its steps.', minItems: 1, maxItems: 50 })
  steps!: StepOfRunRequest[];
}

/** The settings with what was left out, or what is wrong with them. */
export function readRunSpec(spec: unknown): {
  readonly value: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
} {
  const faults = faultsOf(PipelineRunSpec, spec);
  return { faults, value: { name: 'default', supersedes: false, ...(spec as object) } };
}

/** What was read before. */
export function runSpecOf(spec: Readonly<Record<string, unknown>>): PipelineRunSpec {
  return spec as unknown as PipelineRunSpec;
}

export function stepOf({ kind, name, key, targets }: StepOfRunRequest): NewStep {
  return {
    ...{ kind, name, key },
    targets: targets.map(({ timeout_seconds, ...target }) => ({
      ...target,
      timeoutSeconds: timeout_seconds,
    })),
  };
}
