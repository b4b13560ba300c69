import {
  findVisiblePage,
  type ListFilter,
  type Permitted,
  type PermittedRows,
  permittedRows,
  type RowRights,
} from '@ashlar/authz/persistence';
import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { type ListColumns, managerFor } from '@ashlar/database/persistence';
import type { SelectQueryBuilder } from 'typeorm';
import { PipelineRow, TriggerEventRow } from './pipelines.entity.js';
import type {
  NewTriggerEvent,
  Pipeline,
  PipelineFilter,
  PipelineSummary,
  RetriggerScope,
  TriggerEvent,
  TriggerEventFilter,
  WholePipeline,
} from './pipelines.types.js';
import { type StepJson, toCounts, toEvent, toPipeline, toStep } from './rows.js';
import { SqlRepository } from './sql.repository.js';

const columns: ListColumns<PipelineRow> = {
  sequence: { expression: 'pipeline.seq', valueOf: (row) => String(row.seq) },
};
const eventColumns: ListColumns<TriggerEventRow> = {
  sequence: { expression: 'event.seq', valueOf: (row) => String(row.seq) },
};

/** Numbers and times go up together, but for transactions that take a moment. */
const slack = `interval '1 minute'`;

const stepsJson = `(
  select jsonb_agg(jsonb_build_object(
    'id', s.id, 'kind', s.kind, 'name', s.name, 'attempt', s.attempt, 'reused', s.reused,
    'group_id', s.group_id, 'status', g.status, 'counts', g.counts,
    'targets', (
      select jsonb_agg(to_jsonb(t) || jsonb_build_object(
        'uses', (select jsonb_agg(l.uses_id order by l.uses_id) from pipelines.links l where l.target_id = t.id),
        'used_by', (select jsonb_agg(l.target_id order by l.target_id) from pipelines.links l where l.uses_id = t.id)
      ) order by t.seq) from pipelines.targets t where t.group_id = s.group_id)
  ) order by s.seq)
  from pipelines.steps s join pipelines.groups g on g.id = s.group_id where s.pipeline_id = pipeline.id)`;
const eventJson = `(select to_jsonb(e) from pipelines.events e where e.id = pipeline.event_id)`;

export interface NewPipelineRow {
  readonly id: string;
  readonly event: TriggerEvent;
  readonly domainId: string;
  readonly name: string;
  readonly retry?: { readonly of: string; readonly scope: RetriggerScope } | undefined;
}

export class PipelineRepository extends SqlRepository {
  private readonly wholes: PermittedRows<PipelineRow>;
  private readonly permitted: PermittedRows<PipelineRow>;

  constructor(database: Database) {
    super(database);
    this.permitted = permittedRows(database, (manager) =>
      manager.createQueryBuilder(PipelineRow, 'pipeline').where('pipeline.id = :id'),
    );
    this.wholes = permittedRows(database, (manager) =>
      manager
        .createQueryBuilder(PipelineRow, 'pipeline')
        .addSelect(stepsJson, 'steps')
        .addSelect(eventJson, 'event')
        .where('pipeline.id = :id'),
    );
  }

  async list(
    ctx: OperationContext,
    visible: ListFilter,
    filter: PipelineFilter,
    request: PageRequest,
  ): Promise<Page<Pipeline>> {
    const query = managerFor(ctx, this.database).createQueryBuilder(PipelineRow, 'pipeline');
    narrow(query, filter);
    const page = await findVisiblePage(ctx, this.database, query, request, columns, {
      filter: visible,
      mirrors: { objects: { parent: 'pipeline.project_id' } },
    });
    return { ...page, items: page.items.map(toPipeline) };
  }

  /** All of it with what the caller may do, in one statement. */
  async findWhole(
    ctx: OperationContext,
    id: string,
    rights: RowRights,
  ): Promise<Permitted<WholePipeline> | undefined> {
    const found = await this.wholes.find(ctx, id, rights);
    if (!found) return undefined;
    const { steps, event } = found.also as {
      readonly steps: readonly StepJson[] | null;
      readonly event: TriggerEventRow;
    };
    const row = { ...toPipeline(found.row), event: toEvent(event), steps: (steps ?? []).map(toStep) };
    return { ...found, row };
  }

  async findPermitted(
    ctx: OperationContext,
    id: string,
    rights: RowRights,
  ): Promise<Permitted<Pipeline> | undefined> {
    const found = await this.permitted.find(ctx, id, rights);
    return found && { ...found, row: toPipeline(found.row) };
  }

  async versions(ctx: OperationContext, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.query<{ readonly id: string; readonly version: number }>(
      ctx,
      `select id, version from pipelines.pipelines where id = any($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  async find(ctx: OperationContext, id: string): Promise<Pipeline | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(PipelineRow, { id });
    return row ? toPipeline(row) : undefined;
  }

  /** The event, made now or told before, by whomever. */
  async ensureEvent(
    tx: TransactionContext,
    place: { readonly id: string; readonly projectId: string; readonly domainId: string },
    { kind, source, externalId, commitSha, ref, url, payload = {} }: NewTriggerEvent,
  ): Promise<TriggerEvent> {
    const by = tx.actor.kind === 'user' ? tx.actor.id : null;
    await this.query(
      tx,
      `insert into pipelines.events
         (id, project_id, domain_id, kind, source, external_id, commit_sha, ref, url, payload, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict on constraint events_source_key do nothing`,
      [
        ...[place.id, place.projectId, place.domainId, kind, source, externalId],
        ...[commitSha ?? null, ref ?? null, url ?? null, JSON.stringify(payload), by],
      ],
    );
    const row = await managerFor(tx, this.database).findOneByOrFail(TriggerEventRow, {
      project_id: place.projectId,
      source,
      external_id: externalId,
    });
    return toEvent(row);
  }

  async findEvent(ctx: OperationContext, id: string): Promise<TriggerEvent | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(TriggerEventRow, { id });
    return row ? toEvent(row) : undefined;
  }

  async listEvents(
    ctx: OperationContext,
    visible: ListFilter,
    { projectId, commitSha }: TriggerEventFilter,
    request: PageRequest,
  ): Promise<Page<TriggerEvent>> {
    const query = managerFor(ctx, this.database).createQueryBuilder(TriggerEventRow, 'event');
    if (projectId !== undefined) query.andWhere('event.project_id = :projectId', { projectId });
    if (commitSha !== undefined) query.andWhere('event.commit_sha = :commitSha', { commitSha });
    // All ways to a pipeline lead through its project, and an event lies in one as well.
    const page = await findVisiblePage(ctx, this.database, query, request, eventColumns, {
      filter: visible,
      mirrors: { objects: { parent: 'event.project_id' } },
    });
    return { ...page, items: page.items.map(toEvent) };
  }

  /** The id of the pipeline of this event and name: a new one, or what was there. */
  async ensure(
    tx: TransactionContext,
    { id, event, domainId, name }: NewPipelineRow,
  ): Promise<{ readonly id: string; readonly made: boolean }> {
    const made = await this.insert(tx, { id, event, domainId, name }, 'on conflict do nothing');
    if (made) return { id, made };
    const [row] = await this.query<{ readonly id: string }>(
      tx,
      `select id from pipelines.pipelines where event_id = $1 and name = $2 and attempt = 1`,
      [event.id, name],
    );
    if (row) return { id: row.id, made };
    // It was there a moment ago, and is forgotten now.
    await this.insert(tx, { id, event, domainId, name }, '');
    return { id, made: true };
  }

  /** As the next attempt. The caller has the event locked. */
  async insertAttempt(tx: TransactionContext, row: NewPipelineRow): Promise<void> {
    await this.insert(tx, row, '');
  }

  private async insert(
    tx: TransactionContext,
    { id, event, domainId, name, retry }: NewPipelineRow,
    conflict: string,
  ): Promise<boolean> {
    const attempt = retry
      ? '(select coalesce(max(attempt), 0) + 1 from pipelines.pipelines where event_id = $4 and name = $5)'
      : '1';
    const rows = await this.query(
      tx,
      `insert into pipelines.pipelines (id, project_id, domain_id, event_id, name, kind, commit_sha, ref, retry_of,
         retry_scope, created_by, attempt)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, ${attempt}) ${conflict} returning id`,
      [
        ...[id, event.projectId, domainId, event.id, name, event.kind, event.commitSha ?? null],
        ...[event.ref ?? null, retry?.of ?? null, retry?.scope ?? null],
        tx.actor.kind === 'user' ? tx.actor.id : null,
      ],
    );
    return rows.length === 1;
  }

  /** One after the other, until the end of the transaction, for those who cancel what came before. */
  async lockRef(tx: TransactionContext, projectId: string, name: string, ref: string): Promise<void> {
    await this.query(tx, `select pg_advisory_xact_lock(4711044, hashtext($1))`, [
      JSON.stringify([projectId, name, ref]),
    ]);
  }

  /** Held until the end of the transaction by whoever makes another attempt. */
  async lockEvent(tx: TransactionContext, id: string): Promise<void> {
    await this.query(tx, `select from pipelines.events where id = $1 for no key update`, [id]);
  }

  /** Earlier unfinished pipelines of the same name on the same ref. */
  async superseded(tx: TransactionContext, id: string): Promise<readonly string[]> {
    const rows = await this.query<{ readonly id: string }>(
      tx,
      `select o.id from pipelines.pipelines n join pipelines.pipelines o
         on o.project_id = n.project_id and o.ref = n.ref and o.name = n.name and o.seq < n.seq
       where n.id = $1 and o.status in ('waiting', 'pending', 'running') and o.cancelled_at is null
       order by o.id limit 100`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** Over the newest ones: its cost does not grow with what there is. */
  async summary(
    ctx: OperationContext,
    projectId: string,
    commitSha: string | undefined,
  ): Promise<PipelineSummary> {
    const [row] = await this.query<{
      readonly pipelines: number;
      readonly counts: readonly number[];
      readonly median: number | null;
      readonly p95: number | null;
    }>(
      ctx,
      `with newest as (
         select status, extract(epoch from finished_at - started_at) * 1000 as ms from pipelines.pipelines
         where project_id = $1 ${commitSha === undefined ? '' : 'and commit_sha = $2'}
         order by seq desc limit 1000
       )
       select (select count(*)::int from newest) as pipelines,
         array(select (select count(*)::int from newest n where n.status = s.name)
               from pipelines.statuses s order by s.place) as counts,
         (select percentile_cont(0.5) within group (order by ms) from newest) as median,
         (select percentile_cont(0.95) within group (order by ms) from newest) as p95`,
      commitSha === undefined ? [projectId] : [projectId, commitSha],
    );
    return {
      pipelines: row?.pipelines ?? 0,
      counts: toCounts(row?.counts ?? []),
      medianDurationMs: row?.median ?? undefined,
      p95DurationMs: row?.p95 ?? undefined,
    };
  }

  async idsIn(ctx: OperationContext, projectIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.query<{ readonly id: string }>(
      ctx,
      `select id from pipelines.pipelines where project_id = any($1) order by id`,
      [projectIds],
    );
    return rows.map(({ id }) => id);
  }
}

function narrow(query: SelectQueryBuilder<PipelineRow>, filter: PipelineFilter): void {
  const { projectId, eventId, commitSha, status, kind, system, externalId, createdFrom, createdTo } = filter;
  if (projectId !== undefined) query.andWhere('pipeline.project_id = :projectId', { projectId });
  if (eventId !== undefined) query.andWhere('pipeline.event_id = :eventId', { eventId });
  if (commitSha !== undefined) query.andWhere('pipeline.commit_sha = :commitSha', { commitSha });
  if (status !== undefined) query.andWhere('pipeline.status = :status', { status });
  if (kind !== undefined) query.andWhere('pipeline.kind = :kind', { kind });
  if (externalId !== undefined) {
    const ofSystem = system === undefined ? '' : 'and t.system = :system';
    query.andWhere(
      `pipeline.id = any(array(select s.pipeline_id from pipelines.targets t
         join pipelines.steps s on s.group_id = t.group_id
         where t.external_id = :externalId and not t.reused ${ofSystem}))`,
      { externalId, system },
    );
  }
  if (createdFrom !== undefined) {
    query.andWhere(
      `pipeline.created_at >= :createdFrom and pipeline.seq >= coalesce((
         select b.seq from pipelines.pipelines b where b.created_at < cast(:createdFrom as timestamptz) - ${slack}
         order by b.created_at desc limit 1), 0)`,
      { createdFrom },
    );
  }
  if (createdTo !== undefined) {
    query.andWhere(
      `pipeline.created_at < :createdTo and pipeline.seq <= coalesce((
         select b.seq from pipelines.pipelines b where b.created_at >= cast(:createdTo as timestamptz) + ${slack}
         order by b.created_at limit 1), 9223372036854775807)`,
      { createdTo },
    );
  }
}
