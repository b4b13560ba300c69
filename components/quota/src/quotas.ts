import { createQuotaAssignments, type QuotaAssignments } from './assignments.service.js';
import { createQuotaMeter, type QuotaMeter, type QuotaMeterDeps } from './meter.service.js';
import { createQuotaPolicies, type QuotaPolicies } from './policies.service.js';
import { createQuotaRequests, type QuotaRequests } from './requests.service.js';
import { createQuotaRepairs, type QuotaRepairs } from './repairs.js';
import { createQuotaTemplates, type QuotaTemplates } from './templates.service.js';

export interface Quotas {
  readonly meter: QuotaMeter;
  readonly templates: QuotaTemplates;
  readonly assignments: QuotaAssignments;
  readonly policies: QuotaPolicies;
  readonly requests: QuotaRequests;
  readonly repairs: QuotaRepairs;
}

/** All of them over one database. */
export function createQuotas(deps: QuotaMeterDeps): Quotas {
  const templates = createQuotaTemplates(deps);
  const assignments = createQuotaAssignments(deps);
  return {
    meter: createQuotaMeter(deps),
    templates,
    assignments,
    policies: createQuotaPolicies({ ...deps, assignments, templates }),
    repairs: createQuotaRepairs(deps),
    requests: createQuotaRequests({ ...deps, assignments, templates }),
  };
}
