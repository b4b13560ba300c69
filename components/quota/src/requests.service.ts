import { type Database, newId, type OperationContext, type Page, type PageRequest } from '@ashlar/database';
import type { QuotaAssignments } from './assignments.service.js';
import {
  QuotaRequestDecided,
  QuotaRequestNotFound,
  QuotaSubjectNotFound,
  QuotaValueMismatch,
} from './quota.errors.js';
import type { Amount, QuotaSubject } from './quota.types.js';
import { RequestRepository } from './requests.repository.js';
import type { QuotaRequest } from './rules.types.js';
import type { QuotaTemplates } from './templates.service.js';

export interface QuotaRequestFilter {
  readonly subject?: QuotaSubject | undefined;
  readonly state?: QuotaRequest['state'] | undefined;
}

/** People ask for more, administrators answer. Permission is asked by the routes. */
export interface QuotaRequests {
  /** Sorted by `created_at`. */
  list(ctx: OperationContext, filter: QuotaRequestFilter, request: PageRequest): Promise<Page<QuotaRequest>>;
  /** @throws {QuotaRequestNotFound} */
  get(ctx: OperationContext, id: string): Promise<QuotaRequest>;
  /**
   * @param wish the limit that is wished for
   * @throws {QuotaRequestPending} when one for the same type is waiting.
   * @throws {QuotaTypeUnknown | QuotaSubjectNotFound}
   */
  ask(ctx: OperationContext, subject: QuotaSubject, wish: Amount, reason: string): Promise<QuotaRequest>;
  /**
   * Assigns the quota in the place of the one that is there, in the same transaction.
   * @throws {QuotaRequestNotFound | QuotaRequestDecided | QuotaNotFound | QuotaDisabled | QuotaValueMismatch}
   */
  approve(ctx: OperationContext, id: string, quotaId: string, comment?: string): Promise<QuotaRequest>;
  /** @throws {QuotaRequestNotFound | QuotaRequestDecided} */
  deny(ctx: OperationContext, id: string, comment?: string): Promise<QuotaRequest>;
}

export interface QuotaRequestsDeps {
  readonly database: Database;
  readonly assignments: QuotaAssignments;
  readonly templates: Pick<QuotaTemplates, 'get'>;
}

export function createQuotaRequests({ database, assignments, templates }: QuotaRequestsDeps): QuotaRequests {
  const requests = new RequestRepository(database);

  const get = async (ctx: OperationContext, id: string): Promise<QuotaRequest> => {
    const found = await requests.find(ctx, id);
    if (!found) throw new QuotaRequestNotFound();
    return found;
  };

  return {
    list: (ctx, filter, request) => requests.list(ctx, filter, request),
    get,
    ask: (ctx, subject, wish, reason) =>
      database.transact(ctx, async (tx) => {
        if ((await assignments.domainOf(tx, subject)) === undefined) throw new QuotaSubjectNotFound();
        const id = newId();
        await requests.insert(tx, id, subject, wish, reason);
        return get(tx, id);
      }),
    approve: (ctx, id, quotaId, comment) =>
      database.transact(ctx, async (tx) => {
        const { subject, type } = await get(tx, id);
        if (!(await requests.decide(tx, id, { state: 'approved', quotaId, comment })))
          throw new QuotaRequestDecided();
        const quota = await templates.get(tx, quotaId);
        if (quota.type !== type)
          throw new QuotaValueMismatch(`The request is about ${type}, not ${quota.type}`);
        await assignments.put(tx, subject, quotaId, { expected: 'any', mustNotExist: false });
        return get(tx, id);
      }),
    deny: (ctx, id, comment) =>
      database.transact(ctx, async (tx) => {
        await get(tx, id);
        if (!(await requests.decide(tx, id, { state: 'denied', comment }))) throw new QuotaRequestDecided();
        return get(tx, id);
      }),
  };
}
