export { runDeployable, settingsNamed, startMisconfigured, type Refusal } from './deployable.js';
export { HttpWaitError, waitForHttp, type WaitForHttpOptions } from './http.js';
export { memoryOf, processTree, type ProcessMemory } from './memory.js';
export { freePort, freePorts } from './ports.js';
export {
  ProcessEndedError,
  startProcess,
  type ExitStatus,
  type ProcessOptions,
  type RunningProcess,
} from './process.js';
export { runToEnd, type RunOptions, type RunResult } from './run-to-end.js';
export { waitUntil, WaitTimeoutError, type WaitOptions } from './wait.js';
