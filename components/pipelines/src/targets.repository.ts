import { findVisiblePage, type ListFilter } from '@ashlar/authz/persistence';
import type { OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { type ListColumns, managerFor, namedQuery, onConstraint } from '@ashlar/database/persistence';
import type { Changes } from './changes.js';
import { TargetRow } from './pipelines.entity.js';
import { PipelineExternalIdTaken } from './pipelines.errors.js';
import type {
  PipelineStatus,
  RecordedReport,
  ReportOutcome,
  StatusReport,
  Target,
  TargetDuration,
  TargetFilter,
  TargetRef,
} from './pipelines.types.js';
import { type TargetJson, toTarget } from './rows.js';
import { SqlRepository } from './sql.repository.js';

const columns: ListColumns<TargetRow> = {
  sequence: { expression: 'target.seq', valueOf: (row) => String(row.seq) },
};

/** A report of a target that is known by its id. */
export interface ReportEntry extends StatusReport {
  readonly targetId: string;
  /** Why it ended, where that was not the system. */
  readonly reason?: string | undefined;
  /** Also what runs outside is to be stopped. */
  readonly cancel?: boolean | undefined;
}

export interface Reported extends Changes {
  readonly outcomes: readonly {
    readonly target_id: string;
    readonly outcome: ReportOutcome;
    readonly status: PipelineStatus | null;
  }[];
}

/** A target as it is inserted. */
export interface NewTargetRow {
  readonly id: string;
  readonly domain_id: string;
  readonly name: string;
  readonly attempt?: number;
  readonly status: PipelineStatus;
  readonly raw_status?: string | undefined;
  readonly message?: string | undefined;
  readonly system?: string | undefined;
  readonly external_id?: string | undefined;
  readonly commit_sha?: string | undefined;
  readonly run_kind?: string | undefined;
  readonly run_spec?: object | undefined;
  readonly links?: readonly object[];
  readonly reused?: boolean;
  readonly retry_of?: string;
  readonly timeout_seconds: number;
  readonly started_at?: Date | undefined;
  readonly finished_at?: Date | undefined;
  /** Ids. */
  readonly uses?: readonly string[];
}

/** A group by what it is called, made when it is not there; or one that is there, by its id. */
export type Grouping =
  | {
      readonly id: string;
      readonly project_id: string;
      readonly kind: string;
      readonly name: string;
      readonly key: string;
    }
  | { readonly id: string };

export interface AddedStep extends Pick<Changes, 'pipelines'> {
  /** Null when the pipeline has another group under this kind and name. */
  readonly step_id: string | null;
  readonly group_id: string;
  readonly new_step: boolean;
}

export class TargetRepository extends SqlRepository {
  async list(
    ctx: OperationContext,
    visible: ListFilter,
    { projectId, pipelineId, system, externalId, status, kind, name, commitSha }: TargetFilter,
    request: PageRequest,
  ): Promise<Page<Target>> {
    const query = managerFor(ctx, this.database).createQueryBuilder(TargetRow, 'target');
    if (projectId !== undefined) query.andWhere('target.project_id = :projectId', { projectId });
    if (externalId !== undefined)
      query.andWhere('target.external_id = :externalId and not target.reused', { externalId });
    if (system !== undefined) query.andWhere('target.system = :system', { system });
    if (status !== undefined) query.andWhere('target.status = :status', { status });
    if (kind !== undefined) query.andWhere('target.kind = :kind', { kind });
    if (name !== undefined) query.andWhere('target.name = :name', { name });
    if (commitSha !== undefined) query.andWhere('target.commit_sha = :commitSha', { commitSha });
    if (pipelineId !== undefined) {
      query.andWhere(
        'target.group_id = any(array(select s.group_id from pipelines.steps s where s.pipeline_id = :pipelineId))',
        { pipelineId },
      );
    }
    // All ways to a pipeline lead through its project, and a target lies in one as well.
    const page = await findVisiblePage(ctx, this.database, query, request, columns, {
      filter: visible,
      mirrors: { objects: { parent: 'target.project_id' } },
    });
    return { ...page, items: page.items.map(toTarget) };
  }

  async find(ctx: OperationContext, id: string): Promise<Target | undefined> {
    const [row] = await this.query<{ readonly target: TargetJson }>(
      ctx,
      `select to_jsonb(t) || jsonb_build_object(
         'uses', (select jsonb_agg(l.uses_id order by l.uses_id) from pipelines.links l where l.target_id = t.id),
         'used_by', (select jsonb_agg(l.target_id order by l.target_id) from pipelines.links l where l.uses_id = t.id)
       ) as target from pipelines.targets t where t.id = $1`,
      [id],
    );
    return row && toTarget(row.target);
  }

  /** Where targets are: project and ids. One statement for all. */
  async resolve(
    ctx: OperationContext,
    refs: readonly TargetRef[],
  ): Promise<readonly { readonly place: number; readonly id: string; readonly projectId: string }[]> {
    return this.query(
      ctx,
      `select r.place - 1 as place, t.id, t.project_id as "projectId"
       from jsonb_array_elements($1::jsonb) with ordinality as a (value, place)
       cross join lateral jsonb_to_record(a.value) as e (id uuid, "projectId" uuid, system text, "externalId" text, name text)
       cross join lateral (select a.place) r
       cross join lateral (
         select t.id, t.project_id from pipelines.targets t where e.id is not null and t.id = e.id
         union all
         select t.id, t.project_id from pipelines.targets t
         where e.id is null and t.external_id = e."externalId" and t.system = e.system and not t.reused
           and t.project_id = e."projectId" and (e.name is null or t.name = e.name)
       ) t order by a.place, t.id`,
      [JSON.stringify(refs)],
    ).then((rows) =>
      (rows as readonly { place: string; id: string; projectId: string }[]).map((row) => ({
        ...row,
        place: Number(row.place),
      })),
    );
  }

  /** @throws {PipelineExternalIdTaken} */
  async report(tx: TransactionContext, entries: readonly ReportEntry[], source: string): Promise<Reported> {
    const reports = entries.map((entry) => ({
      target_id: entry.targetId,
      status: entry.status,
      raw_status: entry.rawStatus,
      reason: entry.reason,
      message: entry.message,
      sequence: entry.sequence,
      system: entry.system,
      external_id: entry.externalId,
      links: entry.links,
      started_at: entry.startedAt,
      finished_at: entry.finishedAt,
      cancel: entry.cancel,
    }));
    try {
      const [row] = await namedQuery<{ readonly result: Reported }>(tx, this.database, {
        name: 'pipelines_report',
        text: 'select pipelines.report($1::jsonb, $2) as result',
        values: [JSON.stringify(reports), source],
      });
      if (!row) throw new Error('pipelines.report gave nothing');
      return row.result;
    } catch (error) {
      return onConstraint(error, { targets_external_key: () => new PipelineExternalIdTaken() });
    }
  }

  /** @throws {PipelineExternalIdTaken} */
  async addStep(
    tx: TransactionContext,
    pipelineId: string,
    step: { readonly id: string; readonly name?: string; readonly attempt: number },
    grouping: Grouping,
    targets: readonly NewTargetRow[],
  ): Promise<AddedStep | undefined> {
    try {
      const [row] = await this.query<{ readonly result: AddedStep | null }>(
        tx,
        'select pipelines.add_step($1, $2::jsonb, $3::jsonb, $4::jsonb) as result',
        [pipelineId, JSON.stringify(step), JSON.stringify(grouping), JSON.stringify(targets)],
      );
      return row?.result ?? undefined;
    } catch (error) {
      return onConstraint(error, { targets_external_key: () => new PipelineExternalIdTaken() });
    }
  }

  /** Locks groups against reports, so that what is read of them stays so. */
  async lockGroupsOf(tx: TransactionContext, pipelineId: string): Promise<void> {
    await this.query(
      tx,
      `select from pipelines.groups where id = any(array(
         select group_id from pipelines.steps where pipeline_id = $1)) order by id for no key update`,
      [pipelineId],
    );
  }

  /** Ids by `<step>/<target>` of a pipeline; of a name in several attempts the newest. */
  async namesIn(tx: TransactionContext, pipelineId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.query<{ readonly name: string; readonly id: string }>(
      tx,
      `select s.name || '/' || t.name as name, t.id from pipelines.steps s
       join pipelines.targets t on t.group_id = s.group_id where s.pipeline_id = $1 order by t.seq`,
      [pipelineId],
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  }

  /** Which of these ids are targets of the project. */
  async inProject(
    tx: TransactionContext,
    projectId: string,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const rows = await this.query<{ readonly id: string }>(
      tx,
      `select id from pipelines.targets where project_id = $1 and id = any($2)`,
      [projectId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Ends what no other pipeline needs. Undefined when there is no such pipeline. */
  async cancel(
    tx: TransactionContext,
    pipelineId: string,
    supersededBy: string | undefined,
  ): Promise<Changes | undefined> {
    const [row] = await this.query<{ readonly changes: Changes | null }>(
      tx,
      'select pipelines.cancel($1, $2) as changes',
      [pipelineId, supersededBy ?? null],
    );
    return row?.changes ?? undefined;
  }

  /** The newest reports first. */
  async reports(ctx: OperationContext, targetId: string, most: number): Promise<readonly RecordedReport[]> {
    const rows = await this.query<{
      readonly outcome: RecordedReport['outcome'];
      readonly status: PipelineStatus;
      readonly raw_status: string | null;
      readonly sequence: string | null;
      readonly source: string;
      readonly created_at: Date;
    }>(
      ctx,
      `select outcome, status, raw_status, sequence, source, created_at from pipelines.reports
       where target_id = $1 order by seq desc limit $2`,
      [targetId, most],
    );
    return rows.map((row) => ({
      outcome: row.outcome,
      status: row.status,
      rawStatus: row.raw_status ?? undefined,
      sequence: row.sequence === null ? undefined : Number(row.sequence),
      source: row.source,
      createdAt: row.created_at,
    }));
  }

  /** Of the newest finished targets of a kind in a project, the newest first. */
  async durations(
    ctx: OperationContext,
    projectId: string,
    kind: string,
    name: string | undefined,
    most: number,
  ): Promise<readonly TargetDuration[]> {
    const rows = await this.query<{
      readonly id: string;
      readonly name: string;
      readonly commit_sha: string | null;
      readonly status: PipelineStatus;
      readonly started_at: Date;
      readonly ms: number;
    }>(
      ctx,
      `select n.*, (extract(epoch from n.finished_at - n.started_at) * 1000)::float8 as ms from (
         select id, seq, name, commit_sha, status, started_at, finished_at, reused from pipelines.targets
         where project_id = $1 and kind = $2 ${name === undefined ? '' : 'and name = $4'} order by seq desc limit $3
       ) n where n.finished_at is not null and n.started_at is not null and not n.reused order by n.seq desc`,
      name === undefined ? [projectId, kind, most] : [projectId, kind, most, name],
    );
    return rows.map((row) => ({
      targetId: row.id,
      name: row.name,
      commitSha: row.commit_sha ?? undefined,
      status: row.status,
      startedAt: row.started_at,
      durationMs: row.ms,
    }));
  }
}
