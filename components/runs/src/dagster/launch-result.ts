import { LaunchInDoubt, type Refused } from '../launches/launch-once.js';
import { RunSystemUnavailable } from '../runs.errors.js';
import type { Member } from './dagster-client.js';
import { type DagsterRun, runOf, textOf } from './dagster-runs.js';

/** What cannot pass, in the words of both generations of Dagster's schema. */
const refusals: Readonly<Record<string, string>> = {
  PipelineNotFoundError: 'DAGSTER_JOB_NOT_FOUND',
  JobNotFoundError: 'DAGSTER_JOB_NOT_FOUND',
  RunConfigValidationInvalid: 'DAGSTER_CONFIG_INVALID',
  PipelineConfigValidationInvalid: 'DAGSTER_CONFIG_INVALID',
  InvalidSubsetError: 'DAGSTER_SELECTION_INVALID',
  InvalidStepError: 'DAGSTER_SELECTION_INVALID',
  InvalidOutputError: 'DAGSTER_SELECTION_INVALID',
  PresetNotFoundError: 'DAGSTER_PRESET_NOT_FOUND',
  ConflictingExecutionParamsError: 'DAGSTER_PARAMETERS_CONFLICT',
  NoModeProvidedError: 'DAGSTER_MODE_NEEDED',
  ModeNotFoundError: 'DAGSTER_MODE_NEEDED',
  UnauthorizedError: 'DAGSTER_UNAUTHORIZED',
  RunLauncherNotDefinedError: 'DAGSTER_HAS_NO_LAUNCHER',
};

const conflicts = ['RunConflict', 'PipelineRunConflict'];

export type LaunchAnswer =
  | { readonly outcome: 'launched'; readonly run: DagsterRun }
  /** A run of this id is there already: somebody else's launch of the same key. */
  | { readonly outcome: 'conflict' }
  | Refused;

/**
 * Each member of the union of either generation.
 *
 * @throws {LaunchInDoubt} for what may have left a run behind
 */
export function launchAnswerOf(member: Member): LaunchAnswer {
  const run = runOf(member['run']);
  if (run) return { outcome: 'launched', run };
  if (conflicts.includes(member.__typename)) return { outcome: 'conflict' };
  const code = refusals[member.__typename];
  if (code !== undefined) return { outcome: 'refused', code, message: messageOf(member) };
  const cause = new RunSystemUnavailable(`Dagster: ${member.__typename}: ${messageOf(member)}`);
  throw new LaunchInDoubt(cause.message, { cause });
}

function messageOf(member: Member): string {
  const errors = Array.isArray(member['errors']) ? (member['errors'] as readonly unknown[]) : [];
  const told = [
    textOf(member['message']),
    ...errors.map((each) => textOf(Object(each).message)),
    ...['invalidStepKey', 'stepKey', 'invalidOutputName'].map((field) => textOf(member[field])),
  ].filter((each) => each !== '');
  return told.length === 0 ? member.__typename : told.join('; ').slice(0, 2_000);
}
