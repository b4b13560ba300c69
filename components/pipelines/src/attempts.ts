import { newId, type TransactionContext } from '@ashlar/database';
import type { Changes } from './changes.js';
import type { Pipeline, Target } from './pipelines.types.js';
import type { StepPlan } from './retrigger-plan.js';
import type { NewTargetRow, TargetRepository } from './targets.repository.js';

/**
 * Makes a step of an earlier attempt one of the pipeline, as planned.
 *
 * @param renamed new ids by old ones, of the steps before; those of this one are added.
 */
export async function copyStep(
  tx: TransactionContext,
  targets: TargetRepository,
  pipeline: Pipeline,
  plan: StepPlan,
  renamed: Map<string, string>,
): Promise<Changes['pipelines']> {
  const { step } = plan;
  const about = { id: newId(), name: step.name, attempt: plan.reuse ? step.attempt : step.attempt + 1 };
  const grouping = plan.reuse
    ? { id: step.groupId }
    : {
        ...{ id: newId(), project_id: pipeline.projectId, kind: step.kind, name: step.name },
        key: `${pipeline.id}/${step.name}`,
      };
  const fresh = plan.reuse
    ? []
    : step.targets.map((target) => copyTarget(target, plan.again.includes(target), renamed));
  const added = await targets.addStep(tx, pipeline.id, about, grouping, fresh);
  if (!added) throw new Error(`The group of step ${step.id} is gone, although it is locked`);
  return added.pipelines;
}

/** What ran again is asked for anew; what is kept stays as it ended, and the original keeps its name outside. */
function copyTarget(target: Target, again: boolean, renamed: Map<string, string>): NewTargetRow {
  const id = newId();
  renamed.set(target.id, id);
  const uses = target.uses.map((use) => renamed.get(use) ?? use);
  const common = {
    id,
    domain_id: target.domainId,
    name: target.name,
    system: target.system,
    commit_sha: target.commitSha,
    ...(target.run && { run_kind: target.run.kind, run_spec: target.run.spec }),
    retry_of: target.id,
    timeout_seconds: target.timeoutSeconds,
    uses,
  };
  if (again)
    return { ...common, attempt: target.attempt + 1, status: uses.length > 0 ? 'waiting' : 'pending' };
  return {
    ...common,
    attempt: target.attempt,
    status: target.status,
    raw_status: target.rawStatus,
    message: target.message,
    external_id: target.externalId,
    links: target.links,
    reused: true,
    started_at: target.startedAt,
    finished_at: target.finishedAt,
  };
}
