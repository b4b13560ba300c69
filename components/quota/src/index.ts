export {
  type AssignOptions,
  createQuotaAssignments,
  type PutAssignmentOptions,
  type QuotaAssignments,
  type QuotaAssignmentsDeps,
} from './assignments.service.js';
export {
  type Adjustment,
  type ChargeRequest,
  createQuotaMeter,
  longestHoldSeconds,
  platformSubject,
  type QuotaGate,
  type QuotaMeter,
  type QuotaMeterDeps,
  quotaSchema,
} from './meter.service.js';
export { createQuotaPolicies, type QuotaPolicies, type QuotaPoliciesDeps } from './policies.service.js';
export { type PolicyField, policyFields, type PolicyLimit, toPolicyLimits } from './policy-fields.js';
export { publishQuotaEvents, quotaEvents } from './quota.events.js';
export { quotaRuleEvents, tellOfQuotas } from './tell-of-quotas.js';
export { quotaEntities } from './quota.entity.js';
export * from './quota.errors.js';
export * from './quota.types.js';
export { createQuotas, type Quotas } from './quotas.js';
export {
  createQuotaRequests,
  type QuotaRequestFilter,
  type QuotaRequests,
  type QuotaRequestsDeps,
} from './requests.service.js';
export type * from './rules.types.js';
export { createQuotaTemplates, type QuotaTemplates, type QuotaTemplatesDeps } from './templates.service.js';
export type { HistoryPoint } from './upkeep.repository.js';
export {
  createQuotaUpkeep,
  type QuotaEvent,
  type QuotaThreshold,
  type QuotaUpkeep,
  type QuotaUpkeepDeps,
  type UsageSource,
} from './upkeep.js';
export { createQuotaRepairs, type QuotaRepairs } from './repairs.js';
export { heldInQuotas } from './held.repository.js';
