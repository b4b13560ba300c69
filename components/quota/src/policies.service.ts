import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { AssignmentRepository } from './assignments.repository.js';
import type { QuotaAssignments } from './assignments.service.js';
import { PolicyRepository } from './policies.repository.js';
import { QuotaPolicyNotFound, QuotaSubjectNotFound, QuotaValueMismatch } from './quota.errors.js';
import type { QuotaSubject } from './quota.types.js';
import type {
  NewQuotaPolicy,
  PolicyKind,
  QuotaAssignment,
  QuotaDefault,
  QuotaPolicy,
} from './rules.types.js';
import type { QuotaTemplates } from './templates.service.js';

/** Named sets of quotas that are assigned in one step. Permission is asked by the routes. */
export interface QuotaPolicies {
  /** Sorted by `name` or `created_at`. */
  list(
    ctx: OperationContext,
    filter: { readonly kind?: PolicyKind | undefined },
    request: PageRequest,
  ): Promise<Page<QuotaPolicy>>;
  /** @throws {QuotaPolicyNotFound} */
  get(ctx: OperationContext, id: string): Promise<QuotaPolicy>;
  /**
   * Makes a quota for each limit, which is changed as any other is, for all who have it.
   * @throws {QuotaNameTaken | QuotaTypeUnknown}
   */
  create(ctx: OperationContext, input: NewQuotaPolicy): Promise<QuotaPolicy>;
  /** With its quotas. @throws {QuotaPolicyNotFound | QuotaInUse | PreconditionFailed} */
  delete(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
  /**
   * All of its quotas in the place of others of their types, and what another policy of its kind had given is taken away.
   * @throws {QuotaPolicyNotFound | QuotaSubjectNotFound | QuotaDisabled}
   * @throws {QuotaValueMismatch} when the policy is for another kind of subject.
   */
  assign(ctx: OperationContext, subject: QuotaSubject, id: string): Promise<readonly QuotaAssignment[]>;
  /**
   * As `assign`, for all users or projects that have no quota of their own.
   * @throws {QuotaPolicyNotFound | QuotaDisabled}
   */
  makeDefault(ctx: OperationContext, id: string): Promise<readonly QuotaDefault[]>;
}

export interface QuotaPoliciesDeps {
  readonly database: Database;
  readonly assignments: QuotaAssignments;
  readonly templates: Pick<QuotaTemplates, 'create' | 'delete'>;
}

/** Key pairs have no quotas here: theirs are those of their users. */
const subjectOf = { user: 'user', keypair: 'user', project: 'project' } as const;
const anyState = { expected: 'any', mustNotExist: false } as const;

export function createQuotaPolicies({ database, assignments, templates }: QuotaPoliciesDeps): QuotaPolicies {
  const policies = new PolicyRepository(database);
  const locks = new AssignmentRepository(database, () => undefined);

  const get = async (ctx: OperationContext, id: string): Promise<QuotaPolicy> => {
    const found = await policies.find(ctx, id);
    if (!found) throw new QuotaPolicyNotFound();
    return found;
  };

  return {
    list: (ctx, { kind }, request) => policies.list(ctx, kind, request),
    get,
    create: (ctx, { limits, ...input }) =>
      database.transact(ctx, async (tx) => {
        const id = newId();
        await policies.insert(tx, id, input);
        for (const { type, limit } of limits) {
          const quota = await templates.create(tx, {
            ...{ name: `${input.kind} policy ${input.name}: ${type}`, type, limit, enabled: true },
            ...{ period: { kind: 'none' }, expire: { kind: 'never' } },
          });
          await policies.add(tx, id, type, quota.id);
        }
        return get(tx, id);
      }),
    delete: (ctx, id, expected) =>
      database.transact(ctx, async (tx) => {
        const { version, quotas } = await get(tx, id);
        if (!(await policies.delete(tx, id, expected)))
          throw new PreconditionFailed(`The policy is at version ${version} now`, { details: { version } });
        for (const { quotaId } of quotas) await templates.delete(tx, quotaId, 'any');
      }),
    assign: (ctx, subject, id) =>
      database.transact(ctx, async (tx) => {
        const policy = await get(tx, id);
        if (subjectOf[policy.kind] !== subject.type)
          throw new QuotaValueMismatch(`A ${policy.kind} policy is for a ${subjectOf[policy.kind]}`);
        if ((await assignments.domainOf(tx, subject)) === undefined) throw new QuotaSubjectNotFound();
        // One policy of a kind after the other; its quotas are in the order of their types.
        await locks.lock(tx, subject, `${policy.kind} policy`);
        const assigned: QuotaAssignment[] = [];
        for (const { quotaId } of policy.quotas)
          assigned.push((await assignments.put(tx, subject, quotaId, anyState)).assignment);
        for (const quotaId of await policies.assignedByOthers(tx, subject, policy))
          await assignments.unassign(tx, subject, quotaId, 'any');
        return assigned;
      }),
    makeDefault: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        const policy = await get(tx, id);
        const type = subjectOf[policy.kind];
        await locks.lock(tx, { type, id: 'default' }, `${policy.kind} policy`);
        const made: QuotaDefault[] = [];
        for (const { quotaId } of policy.quotas)
          made.push((await assignments.putDefault(tx, type, quotaId)).default);
        for (const quotaId of await policies.defaultByOthers(tx, type, policy))
          await assignments.deleteDefault(tx, type, quotaId);
        return made;
      }),
  };
}
