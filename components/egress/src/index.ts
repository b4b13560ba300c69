export {
  createEgress,
  type Egress,
  type EgressDeps,
  type EgressRequest,
  type EgressResponse,
} from './egress.js';
export { EgressConfig } from './egress.config.js';
export { DestinationUnreachable, EgressFailure, type EgressReason, reasonOf } from './egress.errors.js';
