export { createLifecycle, type Lifecycle } from './lifecycle.js';
export { ServiceConfig } from './service.config.js';
export { release } from './release.js';
export { printRedacted, runService } from './run-service.js';
export {
  type Composition,
  frameConfig,
  runTask,
  type RunningService,
  type ServiceParts,
  type ServiceSpec,
  startService,
} from './service.js';
export { NotReadyError, reasonOf, whenReady, type WaitOptions } from './when-ready.js';
