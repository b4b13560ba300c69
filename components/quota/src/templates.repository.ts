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
import { QuotaTypeRow, TemplateRow } from './quota.entity.js';
import {
  QuotaInUse,
  QuotaNameTaken,
  QuotaTypesFull,
  QuotaTypeTaken,
  QuotaTypeUnknown,
} from './quota.errors.js';
import type {
  Expire,
  NewQuotaTemplate,
  NewQuotaType,
  Period,
  QuotaTemplate,
  QuotaTemplateChange,
  QuotaTemplateFilter,
  QuotaType,
  QuotaTypeChange,
} from './rules.types.js';

const columns: ListColumns<TemplateRow> = {
  name: {
    expression: 'lower(quota.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'quota.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'quota.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

export class TemplateRepository {
  constructor(private readonly database: Database) {}

  async types(ctx: OperationContext): Promise<readonly QuotaType[]> {
    return managerFor(ctx, this.database).find(QuotaTypeRow, { order: { name: 'asc' } });
  }

  async findType(ctx: OperationContext, name: string): Promise<QuotaType | undefined> {
    return (await managerFor(ctx, this.database).findOneBy(QuotaTypeRow, { name })) ?? undefined;
  }

  async insertType(tx: TransactionContext, { thresholds, ...type }: NewQuotaType): Promise<void> {
    try {
      await managerFor(tx, this.database).insert(QuotaTypeRow, { ...type, thresholds: [...thresholds] });
    } catch (error) {
      onConstraint(error, {
        types_pkey: () => new QuotaTypeTaken(),
        types_number_check: () => new QuotaTypesFull(),
      });
    }
  }

  /** False when there is none of this name in an accepted version. */
  async updateType(
    tx: TransactionContext,
    name: string,
    expected: ExpectedVersion,
    { thresholds, ...change }: QuotaTypeChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(QuotaTypeRow)
      .set({
        ...change,
        ...(thresholds && { thresholds: [...thresholds] }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('name = :name', { name });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  async list(
    ctx: OperationContext,
    { ids, keyword, type, enabled, createdFrom, createdTo }: QuotaTemplateFilter,
    request: PageRequest,
  ): Promise<Page<QuotaTemplate>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(TemplateRow, 'quota');
    if (ids) query.andWhere('quota.id = any(:ids)', { ids });
    if (type !== undefined) query.andWhere('quota.type = :type', { type });
    if (enabled !== undefined) query.andWhere('quota.enabled = :enabled', { enabled });
    if (createdFrom) query.andWhere('quota.createdAt >= :createdFrom', { createdFrom });
    if (createdTo) query.andWhere('quota.createdAt < :createdTo', { createdTo });
    if (keyword !== undefined) {
      query.andWhere('(quota.name ilike :keyword or quota.description ilike :keyword)', {
        keyword: `%${keyword.replaceAll(/[\\%_]/g, '\\$&')}%`,
      });
    }
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toTemplate) };
  }

  async find(ctx: OperationContext, id: string): Promise<QuotaTemplate | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(TemplateRow, { id });
    return row ? toTemplate(row) : undefined;
  }

  /** With whether it is over by the clock of the database. */
  async findTimely(
    ctx: OperationContext,
    id: string,
    asOf: Date | undefined,
  ): Promise<{ readonly template: QuotaTemplate; readonly isOver: boolean } | undefined> {
    const { entities, raw } = await managerFor(ctx, this.database)
      .createQueryBuilder(TemplateRow, 'quota')
      .addSelect('coalesce(quota.expireAt <= coalesce(:asOf, now()), false)', 'is_over')
      .where('quota.id = :id', { id, asOf: asOf ?? null })
      .getRawAndEntities<{ readonly is_over: boolean }>();
    const [row] = entities;
    return row && { template: toTemplate(row), isOver: raw[0]?.is_over ?? false };
  }

  async insert(tx: TransactionContext, id: string, input: NewQuotaTemplate): Promise<void> {
    const { name, description, enabled } = input;
    try {
      await managerFor(tx, this.database).insert(TemplateRow, {
        id,
        name,
        description: description ?? null,
        enabled,
        createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
        ...valueColumns(input),
        ...expireColumns(input.expire),
      });
    } catch (error) {
      onConstraint(error, translations(name, input.type));
    }
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    { name, description, value, expire, enabled }: QuotaTemplateChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(TemplateRow)
      .set({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(value && valueColumns(value)),
        ...(expire && expireColumns(expire)),
        ...(enabled !== undefined && { enabled }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id', { id });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, translations(name ?? '', value?.type ?? ''));
    }
  }

  /** False when no row has this id in an accepted version. */
  async delete(tx: TransactionContext, id: string, expected: ExpectedVersion): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(TemplateRow)
      .where('id = :id', { id });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, translations('', ''));
    }
  }

  /** Ceilings that a rule is about from now on begin to count what lies below them. */
  async countBelow(tx: TransactionContext, type: string, asOf: Date | undefined): Promise<void> {
    for (const ceiling of ['domain', 'platform']) {
      await managerFor(tx, this.database).query('select quota.count_below($1, $2, $3)', [
        type,
        ceiling,
        asOf,
      ]);
    }
  }
}

function translations(name: string, type: string): Readonly<Record<string, () => Error>> {
  const inUse = (): Error => new QuotaInUse();
  return {
    templates_name_key: () => new QuotaNameTaken(`There is a quota called "${name}" already`),
    templates_type_fkey: () => new QuotaTypeUnknown(`There is no type ${type}`),
    assignments_template_fkey: inUse,
    defaults_template_fkey: inUse,
    policy_templates_template_fkey: inUse,
  };
}

const named = { day: 1, week: 1, month: 1 } as const;

function valueColumns({ type, limit, period }: Pick<NewQuotaTemplate, 'type' | 'limit' | 'period'>) {
  const steps =
    period.kind === 'none'
      ? { periodUnit: null, periodCount: null }
      : period.kind === 'custom'
        ? { periodUnit: period.unit, periodCount: period.count }
        : { periodUnit: period.kind, periodCount: named[period.kind] };
  return {
    type,
    limitAmount: limit === undefined ? null : limit.toString(),
    period: period.kind,
    ...steps,
    periodAnchor: period.kind === 'none' ? null : (period.anchor ?? null),
    periodZone: period.kind === 'none' ? 'UTC' : period.zone,
  };
}

function expireColumns(expire: Expire) {
  return {
    expire: expire.kind,
    expireAt: expire.kind === 'at' ? expire.at : null,
    expireAfterSeconds: expire.kind === 'after-assignment' ? String(expire.seconds) : null,
  };
}

export function toTemplate(row: TemplateRow): QuotaTemplate {
  return {
    id: row.id,
    name: row.name,
    description: row.description ?? undefined,
    type: row.type,
    limit: row.limitAmount === null ? undefined : BigInt(row.limitAmount),
    period: toPeriod(row),
    expire: toExpire(row),
    enabled: row.enabled,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function toPeriod({ period, periodUnit, periodCount, periodAnchor, periodZone }: TemplateRow): Period {
  if (period === 'none') return { kind: 'none' };
  const clock = { anchor: periodAnchor ?? undefined, zone: periodZone };
  if (period !== 'custom') return { kind: period, ...clock };
  return { kind: 'custom', unit: periodUnit ?? 'day', count: periodCount ?? 1, ...clock };
}

function toExpire({ expire, expireAt, expireAfterSeconds }: TemplateRow): Expire {
  if (expire === 'at' && expireAt) return { kind: 'at', at: expireAt };
  if (expire === 'after-assignment') return { kind: 'after-assignment', seconds: Number(expireAfterSeconds) };
  return { kind: 'never' };
}
