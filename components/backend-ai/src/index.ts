export {
  type BackendAi,
  type BackendAiDeps,
  backendAiScopes,
  createBackendAi,
  type DotfileTarget,
} from './backend-ai.service.js';
