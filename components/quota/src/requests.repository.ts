import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor, onConstraint } from '@ashlar/database/persistence';
import { RequestRow } from './quota.entity.js';
import { QuotaRequestPending, QuotaTypeUnknown } from './quota.errors.js';
import type { Amount, QuotaSubject } from './quota.types.js';
import type { QuotaRequest } from './rules.types.js';

const columns: ListColumns<RequestRow> = {
  created_at: { expression: 'request.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

export interface Decision {
  readonly state: 'approved' | 'denied';
  readonly quotaId?: string | undefined;
  readonly comment?: string | undefined;
}

export class RequestRepository {
  constructor(private readonly database: Database) {}

  async list(
    ctx: OperationContext,
    { subject, state }: { readonly subject?: QuotaSubject | undefined; readonly state?: string | undefined },
    request: PageRequest,
  ): Promise<Page<QuotaRequest>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(RequestRow, 'request');
    if (subject) query.andWhere('request.subjectType = :type and request.subjectId = :id', subject);
    if (state !== undefined) query.andWhere('request.state = :state', { state });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toRequest) };
  }

  async find(ctx: OperationContext, id: string): Promise<QuotaRequest | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(RequestRow, { id });
    return row ? toRequest(row) : undefined;
  }

  async insert(
    tx: TransactionContext,
    id: string,
    subject: QuotaSubject,
    { type, amount }: Amount,
    reason: string,
  ): Promise<void> {
    try {
      await managerFor(tx, this.database).insert(RequestRow, {
        ...{ id, type, reason, subjectType: subject.type, subjectId: subject.id },
        amount: amount.toString(),
        requestedBy: `${tx.actor.kind}:${tx.actor.id}`,
      });
    } catch (error) {
      onConstraint(error, {
        requests_pending_key: () => new QuotaRequestPending(),
        requests_type_fkey: () => new QuotaTypeUnknown(`There is no type ${type}`),
      });
    }
  }

  /** False when it is decided already, or there is none. */
  async decide(tx: TransactionContext, id: string, { state, quotaId, comment }: Decision): Promise<boolean> {
    const [, decided]: [unknown, number] = await managerFor(tx, this.database).query(
      `update quota.requests
       set state = $2, template_id = $3, comment = $4, decided_by = $5, decided_at = now(), version = version + 1, updated_at = now()
       where id = $1 and state = 'pending'`,
      [id, state, quotaId, comment, `${tx.actor.kind}:${tx.actor.id}`],
    );
    return decided > 0;
  }
}

function toRequest(row: RequestRow): QuotaRequest {
  return {
    id: row.id,
    subject: { type: row.subjectType, id: row.subjectId },
    type: row.type,
    amount: BigInt(row.amount),
    reason: row.reason,
    state: row.state,
    quotaId: row.templateId ?? undefined,
    comment: row.comment ?? undefined,
    requestedBy: row.requestedBy,
    decidedBy: row.decidedBy ?? undefined,
    decidedAt: row.decidedAt ?? undefined,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
