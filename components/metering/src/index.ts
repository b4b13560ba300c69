export { type ApiCallMeter, createApiCallMeter, meteringSchema, type MeterDeps } from './api-calls.js';
export { createLastSeen, type LastSeen, type LastSeenDeps, type Sighting } from './last-seen.js';
export type { ApiCalls, Caller, ServedCall } from './metering.types.js';
export { createUsage, type Usage } from './usage.js';
export { heldInMetering } from './held.repository.js';
export {
  createUserCallsMeter,
  type UserCalls,
  type UserCallsDeps,
  type UserCallsMeter,
} from './user-calls.js';
