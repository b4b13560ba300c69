export type { EgressTls } from './connection.js';
export {
  createEgress,
  type Egress,
  type EgressConnection,
  type EgressConnectRequest,
  type EgressDeps,
  type EgressRequest,
  type EgressResponse,
} from './egress.js';
export { EgressConfig } from './egress.config.js';
export { DestinationUnreachable, EgressFailure, type EgressReason, reasonOf } from './egress.errors.js';
