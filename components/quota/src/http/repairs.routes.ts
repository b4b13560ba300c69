import { granted, listed, route, type Route } from '@ashlar/http';
import { toJsonAmount } from '../figures.js';
import type { QuotaRepair } from '../quota.types.js';
import type { QuotaRepairs } from '../repairs.js';
import { QuotaRepairListQuery, QuotaRepairResponse } from './repairs.dto.js';

/** What recounts found wrong and set right. */
export function repairRoutes({ repairs }: { readonly repairs: QuotaRepairs }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/data/quota-repairs',
      operationId: 'listQuotaRepairs',
      summary: 'Counters that were set right, and why',
      tag: 'quotas',
      permission: granted('platform.update'),
      query: QuotaRepairListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: QuotaRepairResponse } },
      handle: async ({ ctx, query }) =>
        listed(await repairs.list(ctx, query.toRequest()), query, presentRepair),
    }),
  ];
}

function presentRepair({ id, subject, quotaType, cause, used, reserved, at }: QuotaRepair) {
  return {
    ...{ id, subject_type: subject.type, subject_id: subject.id, type: quotaType, cause },
    used_before: toJsonAmount(used.before),
    used_after: toJsonAmount(used.after),
    reserved_before: toJsonAmount(reserved.before),
    reserved_after: toJsonAmount(reserved.after),
    at: at.toISOString(),
  };
}
