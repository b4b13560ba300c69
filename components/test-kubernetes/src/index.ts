export { type Fault, startKubernetesApi } from './server.js';
export { validateAsConfigured, validateBySwagger, validateSecret } from './validate.js';
export type {
  KubernetesApi,
  KubernetesApiOptions,
  KubernetesKind,
  KubernetesObject,
  OwnerReference,
  SeenRequest,
  TokenHolder,
  Validate,
} from './kubernetes.types.js';
