import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { QuotaNotFound, QuotaTypeUnknown, QuotaValueMismatch } from './quota.errors.js';
import type {
  NewQuotaTemplate,
  NewQuotaType,
  QuotaTemplate,
  QuotaTemplateChange,
  QuotaTemplateFilter,
  QuotaType,
  QuotaTypeChange,
} from './rules.types.js';
import { TemplateRepository } from './templates.repository.js';

/** Types of quotas, and the named quotas of each type that can be assigned. Permission is asked by the routes. */
export interface QuotaTemplates {
  types(ctx: OperationContext): Promise<readonly QuotaType[]>;
  /** @throws {QuotaTypeUnknown} */
  getType(ctx: OperationContext, name: string): Promise<QuotaType>;
  /** @throws {QuotaTypeTaken} */
  createType(ctx: OperationContext, input: NewQuotaType): Promise<QuotaType>;
  /** @throws {QuotaTypeUnknown | PreconditionFailed} */
  updateType(
    ctx: OperationContext,
    name: string,
    expected: ExpectedVersion,
    change: QuotaTypeChange,
  ): Promise<QuotaType>;
  /** Sorted by `name`, `created_at` or `updated_at`. */
  list(
    ctx: OperationContext,
    filter: QuotaTemplateFilter,
    request: PageRequest,
  ): Promise<Page<QuotaTemplate>>;
  /** @throws {QuotaNotFound} */
  get(ctx: OperationContext, id: string): Promise<QuotaTemplate>;
  /** @throws {QuotaNameTaken | QuotaTypeUnknown | QuotaValueMismatch} */
  create(ctx: OperationContext, input: NewQuotaTemplate): Promise<QuotaTemplate>;
  /**
   * Takes hold at once for all who have it. A lower limit takes nothing away, it stops growth.
   * @throws {QuotaNotFound | QuotaNameTaken | QuotaTypeUnknown | QuotaValueMismatch | PreconditionFailed}
   * @throws {QuotaInUse} for another type while anybody has it.
   */
  update(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    change: QuotaTemplateChange,
  ): Promise<QuotaTemplate>;
  /** @throws {QuotaNotFound | QuotaInUse | PreconditionFailed} */
  delete(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
}

export interface QuotaTemplatesDeps {
  readonly database: Database;
  /** For specs: another clock than the database's. */
  readonly asOf?: () => Date | undefined;
}

export function createQuotaTemplates({
  database,
  asOf = () => undefined,
}: QuotaTemplatesDeps): QuotaTemplates {
  const templates = new TemplateRepository(database);

  const get = async (ctx: OperationContext, id: string): Promise<QuotaTemplate> => {
    const template = await templates.find(ctx, id);
    if (!template) throw new QuotaNotFound();
    return template;
  };
  const getType = async (ctx: OperationContext, name: string): Promise<QuotaType> => {
    const type = await templates.findType(ctx, name);
    if (!type) throw new QuotaTypeUnknown(`There is no type ${name}`);
    return type;
  };
  const refuse = async (tx: TransactionContext, id: string): Promise<never> => {
    const { version } = await get(tx, id);
    throw new PreconditionFailed(`The quota is at version ${version} now`, { details: { version } });
  };
  const assertFits = async (
    tx: TransactionContext,
    { type, period }: Pick<NewQuotaTemplate, 'type' | 'period'>,
  ): Promise<void> => {
    const { periodic } = await getType(tx, type);
    if (!periodic && period.kind !== 'none') {
      throw new QuotaValueMismatch(`${type} has no period: it is about what there is, not about how often`);
    }
  };

  return {
    types: (ctx) => templates.types(ctx),
    getType,
    createType: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        await templates.insertType(tx, input);
        return getType(tx, input.name);
      }),
    updateType: (ctx, name, expected, change) =>
      database.transact(ctx, async (tx) => {
        if (!(await templates.updateType(tx, name, expected, change))) {
          const { version } = await getType(tx, name);
          throw new PreconditionFailed(`The type is at version ${version} now`, { details: { version } });
        }
        return getType(tx, name);
      }),
    list: (ctx, filter, request) => templates.list(ctx, filter, request),
    get,
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        await assertFits(tx, input);
        const id = newId();
        await templates.insert(tx, id, input);
        return get(tx, id);
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        if (change.value) await assertFits(tx, change.value);
        if (!(await templates.update(tx, id, expected, change))) return refuse(tx, id);
        const template = await get(tx, id);
        // One that was disabled or had expired may decide about a ceiling from now on.
        if (change.enabled || change.expire) await templates.countBelow(tx, template.type, asOf());
        return template;
      }),
    delete: (ctx, id, expected) =>
      database.transact(ctx, async (tx) => {
        if (!(await templates.delete(tx, id, expected))) await refuse(tx, id);
      }),
  };
}
