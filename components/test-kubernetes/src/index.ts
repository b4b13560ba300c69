export { startKubernetesApi } from './server.js';
export { validateAsConfigured, validateBySwagger, validateSecret } from './validate.js';
export type {
  Fault,
  KubernetesApi,
  KubernetesApiOptions,
  KubernetesKind,
  KubernetesObject,
  OwnerReference,
  SeenRequest,
  TokenHolder,
  Validate,
} from './kubernetes.types.js';
