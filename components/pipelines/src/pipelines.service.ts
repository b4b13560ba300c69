import { type Authorizer, permittedRow, type Relations } from '@ashlar/authz';
import {
  type Database,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import type { Events } from '@ashlar/events';
import type { RunKinds } from '@ashlar/runs';
import { copyStep } from './attempts.js';
import { createCancelling } from './cancelling.js';
import type { Changes } from './changes.js';
import {
  PipelineCancelled,
  PipelineEventNotFound,
  PipelineNotFound,
  PipelineStepTaken,
  PipelineTargetTwice,
  PipelineTooLarge,
  PipelineUseUnknown,
} from './pipelines.errors.js';
import { pipelineCreated, tellOfChanges } from './pipelines.events.js';
import { type NewPipelineRow, PipelineRepository } from './pipelines.repository.js';
import type {
  NewPipeline,
  NewStep,
  NewTarget,
  Pipeline,
  PipelineFilter,
  PipelineSummary,
  RetriggerScope,
  TargetDuration,
  TriggerEvent,
  TriggerEventFilter,
  WholePipeline,
} from './pipelines.types.js';
import { RetentionRepository } from './retention.repository.js';
import { removePipelines } from './removal.js';
import { planRetrigger } from './retrigger-plan.js';
import { type NewTargetRow, TargetRepository } from './targets.repository.js';
import { createTargets, type PipelineTargets } from './targets.service.js';
import { visible } from './visible.js';

export const pipelinesSchema: SchemaNeed = { brick: 'pipelines', migration: '0038-pipelines-decisions' };

const read = 'pipeline.read';
const mostTargets = 1_000;
const sevenDays = 7 * 24 * 3_600;

export interface PipelinesDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'checkMany' | 'rightsIn' | 'visibleIn'>;
  readonly relations: Pick<Relations, 'write' | 'deleteObject'>;
  readonly events: Events;
  /** Checks what targets are to run; the worker runs them. */
  readonly kinds: RunKinds;
  /** Where a project lies, which is not deleted before the transaction ends. @throws when there is no such project. */
  domainOf(ctx: OperationContext, projectId: string): Promise<string>;
}

/** A pipeline as it was made, or as it was there already. */
export interface CreatedPipeline {
  readonly pipeline: WholePipeline;
  readonly made: boolean;
}

/** What the system as the actor may do without being asked. */
export interface Pipelines {
  /** What the caller may see. Sorted by `sequence`. */
  list(ctx: OperationContext, filter: PipelineFilter, request: PageRequest): Promise<Page<Pipeline>>;
  /** All of it, in one statement. @throws {PipelineNotFound} also for what the caller may not read. */
  get(ctx: OperationContext, id: string): Promise<WholePipeline>;
  /** Without its steps: to see whether anything changed. @throws {PipelineNotFound} */
  look(ctx: OperationContext, id: string): Promise<Pipeline>;
  /**
   * Of those that are there. Asks nobody: for live views, which ask before they show anything.
   */
  versions(ctx: OperationContext, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Asks whether the caller may. The same event and name give the same pipeline, however often and by how many they are
   * told; steps are added to it where they are missing.
   * @throws {NotFound | Forbidden | UnknownRunKind | InvalidRunSpec | PipelineUseUnknown | PipelineTooLarge}
   * @throws {PipelineTargetTwice | PipelineExternalIdTaken | PipelineCancelled}
   */
  create(ctx: OperationContext, input: NewPipeline): Promise<CreatedPipeline>;
  /**
   * Adds a step, or targets to one that is there. Who adds the same as others gets what they made.
   * @throws {PipelineNotFound | PipelineStepTaken | PipelineCancelled} and as `create`.
   */
  addStep(ctx: OperationContext, id: string, step: NewStep): Promise<WholePipeline>;
  /**
   * A new pipeline that is the next attempt; what need not run again is shared or taken over.
   * @param stepId for the scope `step`.
   * @throws {PipelineNotFound | PipelineStepUnknown | PipelineUnfinished | PipelineNothingFailed}
   */
  retrigger(
    ctx: OperationContext,
    id: string,
    scope: RetriggerScope,
    stepId?: string,
  ): Promise<WholePipeline>;
  /** Ends what no other pipeline needs. Done again, it does nothing. @throws {PipelineNotFound} */
  cancel(ctx: OperationContext, id: string): Promise<WholePipeline>;
  /** Cancels earlier unfinished pipelines of the same name on the same ref. @returns their ids. */
  cancelSuperseded(ctx: OperationContext, id: string): Promise<readonly string[]>;
  /** Of the newest 1,000. The caller needs `project.view`. */
  summary(ctx: OperationContext, projectId: string, commitSha?: string): Promise<PipelineSummary>;
  /** Of the newest targets of a kind, at most so many. The caller needs `project.view`. */
  durations(
    ctx: OperationContext,
    of: { readonly projectId: string; readonly kind: string; readonly name?: string | undefined },
    most: number,
  ): Promise<readonly TargetDuration[]>;
  listEvents(
    ctx: OperationContext,
    filter: TriggerEventFilter,
    request: PageRequest,
  ): Promise<Page<TriggerEvent>>;
  /** @throws {PipelineEventNotFound} */
  getEvent(ctx: OperationContext, id: string): Promise<TriggerEvent>;
  readonly targets: PipelineTargets;
  /** What the brick `projects` needs to know, as one of its `parts`. */
  readonly inProjects: {
    readonly kind: string;
    idsIn(ctx: OperationContext, projectIds: readonly string[]): Promise<readonly string[]>;
    remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
  };
}

export function createPipelines(deps: PipelinesDeps): Pipelines {
  const { database, authorizer, relations, events, kinds, domainOf } = deps;
  const pipelines = new PipelineRepository(database);
  const targets = new TargetRepository(database);
  const retention = new RetentionRepository(database);

  const whole = async (ctx: OperationContext, id: string): Promise<WholePipeline> =>
    permittedRow(
      await pipelines.findWhole(ctx, id, authorizer.rightsIn(ctx, [read])),
      read,
      PipelineNotFound,
    );

  const exists = async (ctx: OperationContext, id: string): Promise<Pipeline> => {
    const pipeline = await pipelines.find(ctx, id);
    if (!pipeline) throw new PipelineNotFound();
    return pipeline;
  };

  /** As `exists`; and as long as the transaction, it does not go with its project. */
  const stays = async (tx: TransactionContext, id: string): Promise<Pipeline> => {
    await domainOf(tx, (await exists(tx, id)).projectId);
    return exists(tx, id);
  };

  const view = (ctx: OperationContext, projectId: string): Promise<void> =>
    authorizer.authorize(ctx, { permission: 'project.view', objectId: projectId });

  /** Others than the one that is being made: of that one its creation tells. */
  const tellOfOthers = (tx: TransactionContext, changes: Changes['pipelines'], own: string): Promise<void> =>
    tellOfChanges(tx, events, { targets: [], pipelines: changes.filter(({ id }) => id !== own) });

  const tellOfCreation = async (tx: TransactionContext, pipeline: Pipeline): Promise<void> => {
    const { id, domainId, projectId, name, status, version } = pipeline;
    const data = { pipeline_id: id, project_id: projectId, name, status, version };
    await events.publish(tx, pipelineCreated, { id, domainId, data });
  };

  const relate = (tx: TransactionContext, id: string, projectId: string) =>
    relations.write(tx, {
      touch: [
        {
          object: { type: 'pipeline', id },
          relation: 'parent',
          subject: { type: 'project', id: projectId },
        },
      ],
    });

  const rowsOf = async (
    tx: TransactionContext,
    pipeline: Pipeline,
    members: readonly NewTarget[],
  ): Promise<readonly NewTargetRow[]> => {
    const twice = members.find(({ name }, at) => members.findIndex((each) => each.name === name) < at);
    if (twice) throw new PipelineTargetTwice(`"${twice.name}" is there twice`);
    const wanted = new Set(members.flatMap(({ uses = [] }) => uses));
    const names = wanted.size > 0 ? await targets.namesIn(tx, pipeline.id) : new Map<string, string>();
    const ids = [...wanted].flatMap((use) => (names.has(use) || !isUuid(use) ? [] : [use]));
    const known = await (ids.length > 0 ? targets.inProject(tx, pipeline.projectId, ids) : new Set<string>());
    const idOf = (use: string): string => {
      const id = names.get(use) ?? (known.has(use) ? use : undefined);
      if (id === undefined) throw new PipelineUseUnknown(`No target "${use}"`, { details: { uses: use } });
      return id;
    };
    return members.map(({ name, status, system, externalId, run, uses = [], timeoutSeconds }) => ({
      id: newId(),
      domain_id: pipeline.domainId,
      name,
      status: status ?? (uses.length > 0 ? 'waiting' : 'pending'),
      system: system ?? run?.kind,
      external_id: externalId,
      commit_sha: pipeline.commitSha,
      ...(run && { run_kind: run.kind, run_spec: kinds.get(run.kind).parse(run.spec) }),
      timeout_seconds: timeoutSeconds ?? sevenDays,
      uses: [...new Set(uses.map(idOf))],
    }));
  };

  /** @returns what changed of pipelines. */
  const put = async (
    tx: TransactionContext,
    pipeline: Pipeline,
    { kind, name, key, targets: members }: NewStep,
  ): Promise<Changes['pipelines']> => {
    const added = await targets.addStep(
      tx,
      pipeline.id,
      { id: newId(), name, attempt: 1 },
      {
        id: newId(),
        project_id: pipeline.projectId,
        kind,
        name,
        key: key === undefined ? `${pipeline.id}/${name}` : `key/${key}`,
      },
      await rowsOf(tx, pipeline, members),
    );
    if (added?.step_id == null) throw new PipelineStepTaken(`There is a step "${name}" already`);
    return added.pipelines;
  };

  /** What was cancelled or grew too large meanwhile takes nothing: the row is locked by now. */
  const assertOpen = async (tx: TransactionContext, id: string): Promise<Pipeline> => {
    const pipeline = await exists(tx, id);
    if (pipeline.cancelledAt) throw new PipelineCancelled();
    const size = Object.values(pipeline.counts).reduce((sum, count) => sum + count, 0);
    if (size > mostTargets) throw new PipelineTooLarge();
    return pipeline;
  };

  const { end, superseding } = createCancelling({ pipelines, targets, events });

  return {
    list: async (ctx, filter, request) =>
      pipelines.list(ctx, await visible(authorizer, ctx, filter.projectId), filter, request),
    get: whole,
    async look(ctx, id) {
      const found = await pipelines.findPermitted(ctx, id, authorizer.rightsIn(ctx, [read]));
      return permittedRow(found, read, PipelineNotFound);
    },
    versions: (ctx, ids) => pipelines.versions(ctx, ids),
    async create(ctx, { projectId, event: told, name, steps, supersedes }) {
      await authorizer.authorize(ctx, { permission: 'project.create_pipeline', objectId: projectId });
      if (steps.flatMap((step) => step.targets).length > mostTargets) throw new PipelineTooLarge();
      return database.transact(ctx, async (tx) => {
        const domainId = await domainOf(tx, projectId);
        // Of two that cancel what came before, the second one sees the first.
        if (supersedes && told.ref !== undefined) await pipelines.lockRef(tx, projectId, name, told.ref);
        const event = await pipelines.ensureEvent(tx, { id: newId(), projectId, domainId }, told);
        const { id, made } = await pipelines.ensure(tx, { id: newId(), event, domainId, name });
        if (made) await relate(tx, id, projectId);
        const pipeline = await exists(tx, id);
        const changes: Changes['pipelines'][number][] = [];
        for (const step of steps) changes.push(...(await put(tx, pipeline, step)));
        // Told again, it is what it is; only what adds to it asks whether that may be.
        if (made) await tellOfCreation(tx, await assertOpen(tx, id));
        else if (changes.some((change) => change.id === id)) await assertOpen(tx, id);
        if (made) await tellOfOthers(tx, changes, id);
        else await tellOfChanges(tx, events, { targets: [], pipelines: changes });
        if (made && supersedes) await superseding(tx, id);
        return { pipeline: await whole(tx, id), made };
      });
    },
    addStep: (ctx, id, step) =>
      database.transact(ctx, async (tx) => {
        const changes = await put(tx, await stays(tx, id), step);
        await assertOpen(tx, id);
        await tellOfChanges(tx, events, { targets: [], pipelines: changes });
        return whole(tx, id);
      }),
    retrigger: (ctx, id, scope, stepId) =>
      database.transact(ctx, async (tx) => {
        const { eventId } = await stays(tx, id);
        await pipelines.lockEvent(tx, eventId);
        await targets.lockGroupsOf(tx, id);
        const origin = await whole(tx, id);
        const plan = planRetrigger(origin.steps, scope, stepId);
        const row: NewPipelineRow = {
          ...{ id: newId(), event: origin.event, domainId: origin.domainId, name: origin.name },
          retry: { of: id, scope },
        };
        await pipelines.insertAttempt(tx, row);
        await relate(tx, row.id, origin.projectId);
        const made = await exists(tx, row.id);
        const renamed = new Map<string, string>();
        const changes: Changes['pipelines'][number][] = [];
        for (const step of plan) changes.push(...(await copyStep(tx, targets, made, step, renamed)));
        await tellOfCreation(tx, await exists(tx, row.id));
        await tellOfOthers(tx, changes, row.id);
        return whole(tx, row.id);
      }),
    cancel: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        await exists(tx, id);
        await end(tx, id);
        return whole(tx, id);
      }),
    cancelSuperseded: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        await exists(tx, id);
        return superseding(tx, id);
      }),
    async summary(ctx, projectId, commitSha) {
      await view(ctx, projectId);
      return pipelines.summary(ctx, projectId, commitSha);
    },
    async durations(ctx, { projectId, kind, name }, most) {
      await view(ctx, projectId);
      return targets.durations(ctx, projectId, kind, name, most);
    },
    listEvents: async (ctx, filter, request) =>
      pipelines.listEvents(ctx, await visible(authorizer, ctx, filter.projectId), filter, request),
    async getEvent(ctx, id) {
      const event = await pipelines.findEvent(ctx, id);
      const seen = event && (await authorizer.checkMany(ctx, 'project.view', [event.projectId]));
      if (!event || !seen?.has(event.projectId)) throw new PipelineEventNotFound();
      return event;
    },
    targets: createTargets({ database, authorizer, events, targets }),
    inProjects: {
      kind: 'pipelines',
      idsIn: (ctx, projectIds) => pipelines.idsIn(ctx, projectIds),
      async remove(tx, ids) {
        await removePipelines(tx, { retention, relations, events }, ids);
      },
    },
  };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
