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
  type QuotaRepair,
  type QuotaUpkeep,
  type QuotaUpkeepDeps,
  type UsageSource,
} from './upkeep.js';
export { heldInQuotas } from './held.repository.js';
