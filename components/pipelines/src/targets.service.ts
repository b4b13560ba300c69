import type { Authorizer } from '@ashlar/authz';
import type { Database, OperationContext, Page, PageRequest } from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import { PipelineTargetNotFound } from './pipelines.errors.js';
import { tellOfChanges } from './pipelines.events.js';
import type {
  RecordedReport,
  ReportResult,
  StatusReport,
  Target,
  TargetFilter,
  TargetRef,
} from './pipelines.types.js';
import type { TargetRepository } from './targets.repository.js';
import { visible } from './visible.js';

export interface TargetsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'checkMany' | 'visibleIn'>;
  readonly events: Events;
  readonly targets: TargetRepository;
}

export interface PipelineTargets {
  /** What the caller may see. Sorted by `sequence`: the first of a commit and name, descending, is the latest. */
  list(ctx: OperationContext, filter: TargetFilter, request: PageRequest): Promise<Page<Target>>;
  /** @throws {PipelineTargetNotFound} */
  get(ctx: OperationContext, id: string): Promise<Target>;
  /** The newest first, at most 100. @throws {PipelineTargetNotFound} */
  reports(ctx: OperationContext, id: string): Promise<readonly RecordedReport[]>;
  /**
   * Takes reports, all in one transaction. What is late, told twice or out of order is recorded, and changes nothing. One
   * result for each report, or for each target where a name outside leads to several; `unknown` where it leads to none.
   *
   * @param source who reports, for the record.
   * @throws {PipelineTargetNotFound} for an id that is not there, or not visible.
   * @throws {Forbidden} when the caller may see a target, but not change it.
   * @throws {PipelineExternalIdTaken}
   */
  report(
    ctx: OperationContext,
    reports: readonly { readonly target: TargetRef; readonly report: StatusReport }[],
    source?: string,
  ): Promise<readonly ReportResult[]>;
}

export function createTargets({ database, authorizer, events, targets }: TargetsDeps): PipelineTargets {
  const get = async (ctx: OperationContext, id: string): Promise<Target> => {
    const target = await targets.find(ctx, id);
    const seen = target && (await authorizer.checkMany(ctx, 'project.view', [target.projectId]));
    if (!target || !seen?.has(target.projectId)) throw new PipelineTargetNotFound();
    return target;
  };

  /** @throws {PipelineTargetNotFound | Forbidden} */
  const assertMayReport = async (ctx: OperationContext, projectIds: readonly string[]): Promise<void> => {
    const editable = await authorizer.checkMany(ctx, 'project.edit', projectIds);
    const others = projectIds.filter((id) => !editable.has(id));
    if (others.length === 0) return;
    const seen = await authorizer.checkMany(ctx, 'project.view', others);
    if (others.some((id) => !seen.has(id))) throw new PipelineTargetNotFound();
    throw new Forbidden('This needs the permission project.edit');
  };

  return {
    list: async (ctx, filter, request) =>
      targets.list(ctx, await visible(authorizer, ctx, filter.projectId), filter, request),
    get,
    async reports(ctx, id) {
      await get(ctx, id);
      return targets.reports(ctx, id, 100);
    },
    async report(ctx, reports, source = `${ctx.actor.kind}/${ctx.actor.id}`) {
      const refs = reports.map(({ target }) => target);
      const named = refs.flatMap((ref) => ('projectId' in ref ? [ref.projectId] : []));
      const found = await targets.resolve(ctx, refs);
      if (refs.some((ref, place) => 'id' in ref && !found.some((each) => each.place === place))) {
        throw new PipelineTargetNotFound();
      }
      await assertMayReport(ctx, [...new Set([...named, ...found.map(({ projectId }) => projectId)])]);
      const entries = found.flatMap(({ place, id }) => {
        const given = reports[place];
        return given ? [{ place, targetId: id, ...given.report }] : [];
      });
      if (entries.length === 0) return reports.map(() => unknown);
      return database.transact(ctx, async (tx) => {
        const done = await targets.report(tx, entries, source.slice(0, 300));
        await tellOfChanges(tx, events, done);
        return reports.flatMap((_, place) => {
          const own = done.outcomes.filter((__, index) => entries[index]?.place === place);
          if (own.length === 0) return [unknown];
          return own.map(({ target_id, outcome, status }) => ({
            targetId: target_id,
            outcome,
            status: status ?? undefined,
          }));
        });
      });
    },
  };
}

const unknown: ReportResult = { targetId: undefined, outcome: 'unknown', status: undefined };
