import { contextFor, type OperationContext, systemContext } from '@ashlar/database';
import type { Egress } from '@ashlar/egress';
import { DomainError } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import { createJobAdmin, createJobs } from '@ashlar/message-queue';
import { createPipelines, pipelineKind } from '@ashlar/pipelines';
import { createConfiguredRunKinds, type RunKinds, type RunRequest } from '@ashlar/runs';
import { offeredJobs, type ScheduleOwner } from '@ashlar/scheduler';
import { createUsers } from '@ashlar/users';
import type { Belongings } from './people.js';
import type { WorkerParts } from './worker-spec.js';

/** What the worker launches. */
export interface WorkerKinds {
  readonly ofPipelines: RunKinds;
  /** The same, and pipelines. */
  readonly ofSchedules: RunKinds;
}

/** Groups lie in each other no deeper. */
const deepest = 100;

export function createWorkerKinds(
  { database, config, logger }: WorkerParts,
  egress: Egress,
  belongings: Pick<Belongings, 'authorizer' | 'relations' | 'namespaces' | 'projects' | 'schedules'>,
  events: Events,
): WorkerKinds {
  const { authorizer, relations, namespaces, projects } = belongings;
  const jobs = createJobs({ database });
  const admin = createJobAdmin({ database, jobs, definitions: [] });
  const queue = { jobs, admin, offers: offeredJobs };
  const kinds = createConfiguredRunKinds(config, { database, egress, logger, queue });
  const pipelines = createPipelines({
    ...{ database, authorizer, relations, events, kinds },
    async domainOf(ctx, id) {
      const domainId = await projects.domainOf(ctx, id);
      await namespaces.assertActive(ctx, domainId);
      return domainId;
    },
  });
  const mayCreate = createMayCreate({ database }, belongings);
  return { ofPipelines: kinds, ofSchedules: kinds.with([pipelineKind({ pipelines, kinds, mayCreate })]) };
}

/**
 * A schedule may do what its owner may: a user what the user may do at this moment by membership, a project what is its
 * own, a group what is anywhere in it.
 */
function createMayCreate(
  { database }: Pick<WorkerParts, 'database'>,
  { authorizer, relations, schedules }: Pick<Belongings, 'authorizer' | 'relations' | 'schedules'>,
): (ctx: OperationContext, request: RunRequest, projectId: string) => Promise<boolean> {
  const users = createUsers({ database });

  const ownerOf = async ({ labels }: RunRequest): Promise<ScheduleOwner | undefined> => {
    const { schedule_id: id } = labels;
    if (id === undefined) return undefined;
    try {
      return (await schedules.get(systemContext('whose schedule'), id)).owner;
    } catch (error) {
      if (error instanceof DomainError && error.definition.kind === 'not-found') return undefined;
      throw error;
    }
  };

  const liesIn = async (ctx: OperationContext, projectId: string, groupId: string): Promise<boolean> => {
    let at = { type: 'project', id: projectId };
    for (let depth = 0; depth < deepest; depth += 1) {
      const [parent] = await relations.ofObject(ctx, at, ['parent']);
      if (parent?.subject.type !== 'group') return false;
      if (parent.subject.id === groupId) return true;
      at = { type: 'group', id: parent.subject.id };
    }
    return false;
  };

  return async (ctx, request, projectId) => {
    const owner = await ownerOf(request);
    if (!owner) return false;
    if (owner.type === 'project') return owner.id === projectId;
    if (owner.type === 'group') return liesIn(ctx, projectId, owner.id);
    if (!(await users.mayAct(ctx, owner.id))) return false;
    const user = contextFor({ kind: 'user', id: owner.id, roles: [] }, { signal: ctx.signal });
    return authorizer.check(user, 'project.create_pipeline', projectId);
  };
}
