import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import {
  findPage,
  type ListColumns,
  managerFor,
  onConstraint,
  whereVersion,
} from '@ashlar/database/persistence';
import { PolicyRow } from './quota.entity.js';
import { QuotaNameTaken } from './quota.errors.js';
import type { QuotaSubject, SubjectType } from './quota.types.js';
import type { NewQuotaPolicy, PolicyKind, PolicyQuota, QuotaPolicy } from './rules.types.js';

const columns: ListColumns<PolicyRow> = {
  name: {
    expression: 'lower(policy.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'policy.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

export class PolicyRepository {
  constructor(private readonly database: Database) {}

  async list(
    ctx: OperationContext,
    kind: PolicyKind | undefined,
    request: PageRequest,
  ): Promise<Page<QuotaPolicy>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(PolicyRow, 'policy');
    if (kind) query.andWhere('policy.kind = :kind', { kind });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: await this.withQuotas(ctx, page.items) };
  }

  async find(ctx: OperationContext, id: string): Promise<QuotaPolicy | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(PolicyRow, { id });
    return row ? (await this.withQuotas(ctx, [row]))[0] : undefined;
  }

  async insert(
    tx: TransactionContext,
    id: string,
    { kind, name, description }: Omit<NewQuotaPolicy, 'limits'>,
  ): Promise<void> {
    try {
      await managerFor(tx, this.database).insert(PolicyRow, {
        ...{ id, kind, name, description: description ?? null },
      });
    } catch (error) {
      onConstraint(error, {
        policies_name_key: () => new QuotaNameTaken(`There is a ${kind} policy called "${name}" already`),
      });
    }
  }

  async add(tx: TransactionContext, id: string, type: string, quotaId: string): Promise<void> {
    await managerFor(tx, this.database).query(
      'insert into quota.policy_templates (policy_id, type, template_id) values ($1, $2, $3)',
      [id, type, quotaId],
    );
  }

  /** False when no row has this id in an accepted version. Its quotas stay. */
  async delete(tx: TransactionContext, id: string, expected: ExpectedVersion): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(PolicyRow)
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  /** What a subject has of other policies of the kind, of types that this one does not limit. */
  async assignedByOthers(
    tx: TransactionContext,
    { type, id }: QuotaSubject,
    policy: QuotaPolicy,
  ): Promise<readonly string[]> {
    return this.quotaIds(
      tx,
      `select a.template_id from quota.assignments a
       join quota.policy_templates o on o.template_id = a.template_id join quota.policies p on p.id = o.policy_id
       where a.subject_type = $3 and a.subject_id = $4 and a.ended_at is null and (a.expires_at is null or a.expires_at > now())
         and p.kind = $1 and p.id <> $2 order by a.type`,
      [policy.kind, policy.id, type, id],
    );
  }

  /** What is a default by other policies of the kind. */
  async defaultByOthers(
    tx: TransactionContext,
    subjectType: SubjectType,
    policy: QuotaPolicy,
  ): Promise<readonly string[]> {
    return this.quotaIds(
      tx,
      `select d.template_id from quota.defaults d
       join quota.policy_templates o on o.template_id = d.template_id join quota.policies p on p.id = o.policy_id
       where d.subject_type = $3 and p.kind = $1 and p.id <> $2 order by d.type`,
      [policy.kind, policy.id, subjectType],
    );
  }

  private async quotaIds(
    tx: TransactionContext,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly string[]> {
    const rows: readonly { template_id: string }[] = await managerFor(tx, this.database).query(text, [
      ...values,
    ]);
    return rows.map(({ template_id }) => template_id);
  }

  private async withQuotas(
    ctx: OperationContext,
    rows: readonly PolicyRow[],
  ): Promise<readonly QuotaPolicy[]> {
    const found: readonly {
      policy_id: string;
      type: string;
      template_id: string;
      limit_amount: string | null;
    }[] = await managerFor(ctx, this.database).query(
      `select o.policy_id, o.type, o.template_id, t.limit_amount
       from quota.policy_templates o join quota.templates t on t.id = o.template_id
       where o.policy_id = any ($1) order by o.type`,
      [rows.map(({ id }) => id)],
    );
    const quotas = new Map<string, PolicyQuota[]>(rows.map(({ id }) => [id, []]));
    for (const { policy_id, type, template_id, limit_amount } of found) {
      const limit = limit_amount === null ? undefined : BigInt(limit_amount);
      quotas.get(policy_id)?.push({ type, limit, quotaId: template_id });
    }
    return rows.map(({ id, kind, name, description, version, createdAt, updatedAt }) => ({
      ...{ id, kind, name, description: description ?? undefined, version, createdAt, updatedAt },
      quotas: quotas.get(id) ?? [],
    }));
  }
}
