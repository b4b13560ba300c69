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
import { AssignmentRepository } from './assignments.repository.js';
import {
  QuotaAssignmentConflict,
  QuotaAssignmentNotFound,
  QuotaDisabled,
  QuotaNotFound,
  QuotaSubjectNotFound,
} from './quota.errors.js';
import type { QuotaSubject, SubjectType } from './quota.types.js';
import type { QuotaAssignment, QuotaDefault, QuotaTemplate } from './rules.types.js';
import { TemplateRepository } from './templates.repository.js';

export interface AssignOptions {
  /** Take the place of the one of the same type, in the same step. Else that is a conflict. */
  readonly replace: boolean;
}

export interface PutAssignmentOptions {
  readonly expected: ExpectedVersion;
  readonly mustNotExist: boolean;
  /** Null: never. Absent: as the quota says, or as it is. */
  readonly expiresAt?: Date | null;
}

/** Who has which quota, one of each type. Permission is asked by the routes. */
export interface QuotaAssignments {
  /** The live ones. Sorted by `created_at`. */
  list(ctx: OperationContext, subject: QuotaSubject, request: PageRequest): Promise<Page<QuotaAssignment>>;
  /** @throws {QuotaAssignmentNotFound} */
  get(ctx: OperationContext, subject: QuotaSubject, quotaId: string): Promise<QuotaAssignment>;
  /**
   * @throws {QuotaAssignmentConflict} with the existing one in its details, unless it is to be replaced.
   * @throws {QuotaNotFound | QuotaDisabled | QuotaSubjectNotFound}
   */
  assign(
    ctx: OperationContext,
    subject: QuotaSubject,
    quotaId: string,
    options: AssignOptions,
  ): Promise<QuotaAssignment>;
  /**
   * Assigns it in the place of another of its type, or changes when the one that is there ends.
   * @throws {PreconditionFailed} when it is there and must not be, or in another version.
   * @throws as `assign`, never a conflict.
   */
  put(
    ctx: OperationContext,
    subject: QuotaSubject,
    quotaId: string,
    options: PutAssignmentOptions,
  ): Promise<{ readonly assignment: QuotaAssignment; readonly assigned: boolean }>;
  /** What is used stays used. @throws {QuotaAssignmentNotFound | PreconditionFailed} */
  unassign(
    ctx: OperationContext,
    subject: QuotaSubject,
    quotaId: string,
    expected: ExpectedVersion,
  ): Promise<void>;
  /** What holds for subjects of a kind that have none of their own. */
  defaults(ctx: OperationContext): Promise<readonly QuotaDefault[]>;
  /** @throws {QuotaAssignmentNotFound} */
  getDefault(ctx: OperationContext, subjectType: SubjectType, quotaId: string): Promise<QuotaDefault>;
  /**
   * In the place of another of its type.
   * @throws {QuotaNotFound | QuotaDisabled}
   * @throws {PreconditionFailed} when it is the default and must not be, or in another version.
   */
  putDefault(
    ctx: OperationContext,
    subjectType: SubjectType,
    quotaId: string,
    options?: Omit<PutAssignmentOptions, 'expiresAt'>,
  ): Promise<{ readonly default: QuotaDefault; readonly added: boolean }>;
  /** @throws {QuotaAssignmentNotFound | PreconditionFailed} */
  deleteDefault(
    ctx: OperationContext,
    subjectType: SubjectType,
    quotaId: string,
    expected?: ExpectedVersion,
  ): Promise<void>;
  /** The id of a user who is named by it, or by the subject of the identity provider. @throws {QuotaSubjectNotFound} */
  userIdOf(ctx: OperationContext, idOrSubject: string): Promise<string>;
  /** The domain above a subject; undefined when it has none or does not exist. */
  domainOf(ctx: OperationContext, subject: QuotaSubject): Promise<string | undefined>;
}

export interface QuotaAssignmentsDeps {
  readonly database: Database;
  /** For specs: another clock than the database's. */
  readonly asOf?: () => Date | undefined;
}

const anyState = { expected: 'any', mustNotExist: false } as const;

export function createQuotaAssignments({
  database,
  asOf = () => undefined,
}: QuotaAssignmentsDeps): QuotaAssignments {
  const assignments = new AssignmentRepository(database, asOf);
  const templates = new TemplateRepository(database);

  const get = async (
    ctx: OperationContext,
    subject: QuotaSubject,
    quotaId: string,
  ): Promise<QuotaAssignment> => {
    const found = await assignments.findLive(ctx, subject, { quotaId });
    if (!found) throw new QuotaAssignmentNotFound();
    return found;
  };

  const usable = async (ctx: OperationContext, quotaId: string): Promise<QuotaTemplate> => {
    const found = await templates.findTimely(ctx, quotaId, asOf());
    if (!found) throw new QuotaNotFound();
    if (!found.template.enabled || found.isOver) throw new QuotaDisabled();
    return found.template;
  };

  const refuse = async (tx: TransactionContext, subject: QuotaSubject, quotaId: string): Promise<never> => {
    const found = await assignments.findLive(tx, subject, { quotaId });
    throw new PreconditionFailed(
      found ? `The assignment is at version ${found.version} now` : 'The quota is not assigned',
      { ...(found && { details: { version: found.version } }) },
    );
  };

  const assign = async (
    tx: TransactionContext,
    subject: QuotaSubject,
    template: QuotaTemplate,
    replace: boolean,
  ): Promise<QuotaAssignment> => {
    if ((await assignments.domainOf(tx, subject)) === undefined) throw new QuotaSubjectNotFound();
    await assignments.endStale(tx, subject, template.type);
    if (replace) await assignments.end(tx, subject, template.type, 'replaced');
    await assignments.insert(tx, newId(), subject, template);
    if (subject.type === 'domain' || subject.type === 'platform') {
      await templates.countBelow(tx, template.type, asOf());
    }
    return get(tx, subject, template.id);
  };

  const findDefault = async (
    ctx: OperationContext,
    subjectType: SubjectType,
    quotaId: string,
  ): Promise<QuotaDefault | undefined> => {
    const all = await assignments.defaults(ctx);
    return all.find((one) => one.subjectType === subjectType && one.quotaId === quotaId);
  };
  const getDefault = async (
    ctx: OperationContext,
    subjectType: SubjectType,
    quotaId: string,
  ): Promise<QuotaDefault> => {
    const found = await findDefault(ctx, subjectType, quotaId);
    if (!found) throw new QuotaAssignmentNotFound();
    return found;
  };

  return {
    list: (ctx, subject, request) => assignments.list(ctx, subject, request),
    get,
    async assign(ctx, subject, quotaId, { replace }) {
      let type: string | undefined;
      try {
        return await database.transact(ctx, async (tx) => {
          const template = await usable(tx, quotaId);
          type = template.type;
          await assignments.lock(tx, subject, type);
          return assign(tx, subject, template, replace);
        });
      } catch (error) {
        // The statement that was refused has ended its transaction; what is in the way is read after it.
        if (!(error instanceof Error) || error.name !== 'USER_QUOTA_TYPE_CONFLICT' || ctx.transaction)
          throw error;
        const existing = await assignments.findLive(ctx, subject, { quotaType: type ?? '' });
        throw new QuotaAssignmentConflict(undefined, {
          cause: error,
          details: { type, assignment_id: existing?.id ?? null, quota_id: existing?.quota.id ?? null },
        });
      }
    },
    put: (ctx, subject, quotaId, { expected, mustNotExist, expiresAt }) =>
      database.transact(ctx, async (tx) => {
        const template = await usable(tx, quotaId);
        await assignments.lock(tx, subject, template.type);
        const present = await assignments.findLive(tx, subject, { quotaId });
        const accepted = expected === 'any' || (present && expected.includes(present.version));
        if (present ? mustNotExist || !accepted : !accepted) await refuse(tx, subject, quotaId);
        const assignment = present ?? (await assign(tx, subject, template, true));
        if (expiresAt === undefined) return { assignment, assigned: !present };
        await assignments.setExpiry(tx, assignment.id, expiresAt ?? undefined);
        const changed = await assignments.findLive(tx, subject, { quotaId });
        if (!changed) throw new QuotaDisabled('That is over already; to take it away, unassign it');
        return { assignment: changed, assigned: !present };
      }),
    unassign: (ctx, subject, quotaId, expected) =>
      database.transact(ctx, async (tx) => {
        const { quota } = await get(tx, subject, quotaId);
        await assignments.lock(tx, subject, quota.type);
        await get(tx, subject, quotaId);
        if (!(await assignments.end(tx, subject, quota.type, 'unassigned', versionsOf(expected))))
          await refuse(tx, subject, quotaId);
      }),
    defaults: (ctx) => assignments.defaults(ctx),
    getDefault,
    putDefault: (ctx, subjectType, quotaId, { expected, mustNotExist } = anyState) =>
      database.transact(ctx, async (tx) => {
        const template = await usable(tx, quotaId);
        await assignments.lock(tx, { type: subjectType, id: 'default' }, template.type);
        const present = await findDefault(tx, subjectType, quotaId);
        const accepted = expected === 'any' || (present && expected.includes(present.version));
        if (present ? mustNotExist || !accepted : !accepted) {
          throw new PreconditionFailed(
            present ? `The default is at version ${present.version} now` : 'The quota is no default',
          );
        }
        await assignments.putDefault(tx, subjectType, template);
        if (subjectType === 'domain' || subjectType === 'platform')
          await templates.countBelow(tx, template.type, asOf());
        return { default: await getDefault(tx, subjectType, quotaId), added: !present };
      }),
    deleteDefault: (ctx, subjectType, quotaId, expected = 'any') =>
      database.transact(ctx, async (tx) => {
        const { type, version } = await getDefault(tx, subjectType, quotaId);
        if (await assignments.deleteDefault(tx, subjectType, type, versionsOf(expected))) return;
        throw new PreconditionFailed(`The default is at version ${version} now`, { details: { version } });
      }),
    async userIdOf(ctx, idOrSubject) {
      const id = await assignments.findUser(ctx, idOrSubject);
      if (id === undefined) throw new QuotaSubjectNotFound();
      return id;
    },
    domainOf: (ctx, subject) => assignments.domainOf(ctx, subject),
  };
}

function versionsOf(expected: ExpectedVersion): readonly number[] | undefined {
  return expected === 'any' ? undefined : expected;
}
