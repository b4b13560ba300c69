import { PipelineNothingFailed, PipelineStepUnknown, PipelineUnfinished } from './pipelines.errors.js';
import { isFinal, type PipelineStep, type RetriggerScope, type Target } from './pipelines.types.js';

/** What becomes of a step in the next attempt: its group as it is, or a new one of these targets. */
export type StepPlan =
  | { readonly step: PipelineStep; readonly reuse: true }
  | {
      readonly step: PipelineStep;
      readonly reuse: false;
      /** Run again. */
      readonly again: readonly Target[];
      /** Taken over as they ended. */
      readonly kept: readonly Target[];
    };

const hasFailed = ({ status }: Target): boolean =>
  status === 'failed' || status === 'error' || status === 'cancelled';

/**
 * `all`: every step anew. `step`: that one and those after it anew, those before as they are. `failed`: of each step what
 * failed, and what was skipped for its sake or waits for it; steps in which nothing failed as they are.
 *
 * @throws {PipelineStepUnknown | PipelineUnfinished | PipelineNothingFailed}
 */
export function planRetrigger(
  steps: readonly PipelineStep[],
  scope: RetriggerScope,
  stepId: string | undefined,
): readonly StepPlan[] {
  if (scope === 'all') return steps.map(anew);
  if (scope === 'step') {
    const from = steps.findIndex(({ id }) => id === stepId);
    if (from < 0) throw new PipelineStepUnknown();
    return steps.map((step, place) => (place < from ? { step, reuse: true } : anew(step)));
  }
  if (!steps.some(({ targets }) => targets.some(hasFailed))) throw new PipelineNothingFailed();
  const rerun = new Set<string>();
  return steps.map((step) => {
    // What has not ended and uses something that runs again would wait for what never comes.
    const again = step.targets.filter(
      (target) =>
        hasFailed(target) ||
        target.reason === 'needs' ||
        (!isFinal(target.status) && target.uses.some((use) => rerun.has(use))),
    );
    for (const { id } of again) rerun.add(id);
    if (again.length === 0) return { step, reuse: true };
    const kept = step.targets.filter((target) => !again.includes(target));
    if (!kept.every(({ status }) => isFinal(status))) {
      throw new PipelineUnfinished(`Step "${step.name}" still runs`, { details: { step_id: step.id } });
    }
    return { step, reuse: false, again, kept };
  });
}

function anew(step: PipelineStep): StepPlan {
  return { step, reuse: false, again: step.targets, kept: [] };
}
