import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor, onConstraint } from '@ashlar/database/persistence';
import { AssignmentRow, TemplateRow } from './quota.entity.js';
import { QuotaAssignmentConflict } from './quota.errors.js';
import type { QuotaSubject, SubjectType } from './quota.types.js';
import type { QuotaAssignment, QuotaDefault, QuotaTemplate } from './rules.types.js';
import { toTemplate } from './templates.repository.js';

const columns: ListColumns<AssignmentRow> = {
  created_at: { expression: 'assignment.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

export class AssignmentRepository {
  constructor(
    private readonly database: Database,
    private readonly asOf: () => Date | undefined,
  ) {}

  /** One after the other for each subject and type, until the end of the transaction. */
  async lock(tx: TransactionContext, { type, id }: QuotaSubject, quotaType: string): Promise<void> {
    await managerFor(tx, this.database).query('select pg_advisory_xact_lock(4711019, hashtext($1))', [
      `${quotaType} ${type} ${id}`,
    ]);
  }

  /** The domain that a subject lies in; undefined for what has none or does not exist. */
  async domainOf(ctx: OperationContext, { type, id }: QuotaSubject): Promise<string | undefined> {
    const rows: readonly { domain: string | null }[] = await managerFor(ctx, this.database).query(
      'select quota.domain_of($1, $2) as domain',
      [type, id],
    );
    return rows[0]?.domain ?? undefined;
  }

  /** A user by id, or by the subject of the identity provider when only one has it. */
  async findUser(ctx: OperationContext, idOrSubject: string): Promise<string | undefined> {
    const rows: readonly { id: string }[] = await managerFor(ctx, this.database).query(
      'select id from users.users where id::text = $1 or subject = $1 order by (id::text = $1) desc limit 2',
      [idOrSubject],
    );
    return rows.length === 2 && rows[0]?.id !== idOrSubject ? undefined : rows[0]?.id;
  }

  async list(
    ctx: OperationContext,
    subject: QuotaSubject,
    request: PageRequest,
  ): Promise<Page<QuotaAssignment>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(AssignmentRow, 'assignment')
      .where('assignment.subjectType = :type and assignment.subjectId = :id', subject)
      .andWhere('assignment.endedAt is null')
      .andWhere('(assignment.expiresAt is null or assignment.expiresAt > coalesce(:asOf, now()))', {
        asOf: this.asOf() ?? null,
      });
    const page = await findPage(manager, query, request, columns);
    const templates = await this.templatesOf(ctx, page.items);
    return { ...page, items: page.items.flatMap((row) => toAssignment(row, templates)) };
  }

  /** The live assignment of a quota, or of a type, to a subject. */
  async findLive(
    ctx: OperationContext,
    subject: QuotaSubject,
    by: { readonly quotaId: string } | { readonly quotaType: string },
  ): Promise<QuotaAssignment | undefined> {
    const query = managerFor(ctx, this.database)
      .createQueryBuilder(AssignmentRow, 'assignment')
      .where('assignment.subjectType = :type and assignment.subjectId = :id', subject)
      .andWhere('assignment.endedAt is null')
      .andWhere('(assignment.expiresAt is null or assignment.expiresAt > coalesce(:asOf, now()))', {
        asOf: this.asOf() ?? null,
      });
    if ('quotaId' in by) query.andWhere('assignment.templateId = :quotaId', by);
    else query.andWhere('assignment.type = :quotaType', by);
    const row = await query.getOne();
    return row ? toAssignment(row, await this.templatesOf(ctx, [row]))[0] : undefined;
  }

  /** Ends what decides nothing any more, so that its place is free. */
  async endStale(tx: TransactionContext, { type, id }: QuotaSubject, quotaType: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `update quota.assignments a
       set ended_at = least(coalesce(a.expires_at, 'infinity'), coalesce($4, now())),
         ended = case when a.expires_at <= coalesce($4, now()) then 'expired' else 'disabled' end,
         version = a.version + 1, updated_at = now()
       from quota.templates t
       where t.id = a.template_id and a.subject_type = $1 and a.subject_id = $2 and a.type = $3 and a.ended_at is null
         and (a.expires_at <= coalesce($4, now()) or not t.enabled)`,
      [type, id, quotaType, this.asOf()],
    );
  }

  /** True when there was one to end. `version`: only in this one. */
  async end(
    tx: TransactionContext,
    { type, id }: QuotaSubject,
    quotaType: string,
    why: 'unassigned' | 'replaced',
    versions?: readonly number[],
  ): Promise<boolean> {
    const [, ended]: [unknown, number] = await managerFor(tx, this.database).query(
      `update quota.assignments
       set ended_at = coalesce($5, now()), ended = $4, version = version + 1, updated_at = now()
       where subject_type = $1 and subject_id = $2 and type = $3 and ended_at is null
         and ($6::int[] is null or version = any ($6))`,
      [type, id, quotaType, why, this.asOf(), versions],
    );
    return ended > 0;
  }

  async insert(
    tx: TransactionContext,
    id: string,
    subject: QuotaSubject,
    { id: templateId, type, expire }: QuotaTemplate,
  ): Promise<void> {
    try {
      await managerFor(tx, this.database).query(
        `insert into quota.assignments (id, subject_type, subject_id, type, template_id, assigned_at, expires_at, assigned_by)
         values ($1, $2, $3, $4, $5, coalesce($6, now()),
           coalesce($7, coalesce($6, now()) + make_interval(secs => $8::double precision)), $9)`,
        [
          ...[id, subject.type, subject.id, type, templateId, this.asOf()],
          expire.kind === 'at' ? expire.at : null,
          expire.kind === 'after-assignment' ? expire.seconds : null,
          tx.actor.kind === 'user' ? tx.actor.id : null,
        ],
      );
    } catch (error) {
      onConstraint(error, { assignments_live_key: () => new QuotaAssignmentConflict() });
    }
  }

  async setExpiry(tx: TransactionContext, id: string, expiresAt: Date | undefined): Promise<void> {
    await managerFor(tx, this.database).query(
      'update quota.assignments set expires_at = $2, version = version + 1, updated_at = now() where id = $1',
      [id, expiresAt],
    );
  }

  async defaults(ctx: OperationContext): Promise<readonly QuotaDefault[]> {
    const rows: readonly { subject_type: SubjectType; type: string; template_id: string; version: number }[] =
      await managerFor(ctx, this.database).query(
        'select subject_type, type, template_id, version from quota.defaults order by subject_type, type',
      );
    return rows.map(({ subject_type, type, template_id, version }) => ({
      subjectType: subject_type,
      type,
      quotaId: template_id,
      version,
    }));
  }

  async putDefault(tx: TransactionContext, subjectType: SubjectType, template: QuotaTemplate): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into quota.defaults (subject_type, type, template_id) values ($1, $2, $3)
       on conflict (subject_type, type) do update
       set template_id = excluded.template_id, version = defaults.version + 1, updated_at = now()`,
      [subjectType, template.type, template.id],
    );
  }

  /** False when there is none in an accepted version. */
  async deleteDefault(
    tx: TransactionContext,
    subjectType: SubjectType,
    type: string,
    versions?: readonly number[],
  ): Promise<boolean> {
    const [, deleted]: [unknown, number] = await managerFor(tx, this.database).query(
      `delete from quota.defaults
       where subject_type = $1 and type = $2 and ($3::int[] is null or version = any ($3))`,
      [subjectType, type, versions],
    );
    return deleted > 0;
  }

  private async templatesOf(
    ctx: OperationContext,
    rows: readonly AssignmentRow[],
  ): Promise<ReadonlyMap<string, QuotaTemplate>> {
    if (rows.length === 0) return new Map();
    const found = await managerFor(ctx, this.database)
      .createQueryBuilder(TemplateRow, 'quota')
      .where('quota.id = any(:ids)', { ids: rows.map(({ templateId }) => templateId) })
      .getMany();
    return new Map(found.map((row) => [row.id, toTemplate(row)]));
  }
}

function toAssignment(
  row: AssignmentRow,
  templates: ReadonlyMap<string, QuotaTemplate>,
): readonly QuotaAssignment[] {
  const quota = templates.get(row.templateId);
  if (!quota) return [];
  return [
    {
      id: row.id,
      subject: { type: row.subjectType, id: row.subjectId },
      quota,
      assignedAt: row.assignedAt,
      expiresAt: row.expiresAt ?? undefined,
      version: row.version,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    },
  ];
}
