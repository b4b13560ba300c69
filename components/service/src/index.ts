export { createLifecycle, type Lifecycle } from './lifecycle.js';
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
