/** The half that opens values. Only the secrets API may use it. */
export type { AuditEvent } from './audit-chain.js';
export type { AuditTrail } from './audit.service.js';
export type { AuditFault, AuditPage, AuditPosition } from './audit-verification.js';
export { CustodyConfig } from './custody.config.js';
export {
  CustodyUnavailable,
  GrantRefused,
  PlaintextRefused,
  SecretUnavailable,
  WrapUsed,
} from './custody.errors.js';
export { createCustody, type Custody, type CustodyDeps } from './custody.service.js';
export type { DeepRotation, DeepRotationResult } from './deep-rotation.service.js';
export type { FetchedSecret } from './fetch.service.js';
export type { ClusterAccess, OwnerReference } from './kubernetes/cluster.js';
export type { Deliveries, DeliveryRequest, MadeSecret } from './kubernetes/deliveries.service.js';
export { KubernetesDeliveryConfig } from './kubernetes/kubernetes.config.js';
export type { KeyMapping } from './kubernetes/key-mapping.js';
export {
  KeyMappingRefused,
  KubernetesOwnerMissing,
  KubernetesSecretForeign,
  KubernetesSecretTooLarge,
  KubernetesUnavailable,
  KubernetesUnconfigured,
  NamespaceRefused,
} from './kubernetes/kubernetes.errors.js';
export type { KeyCount } from './keys.repository.js';
export { restoreKeys } from './restore-keys.js';
export type { Rehearsal, Rotation, RotationOptions, RotationResult } from './rotation.service.js';
