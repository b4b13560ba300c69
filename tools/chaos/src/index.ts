export type { ChaosOptions, CrashPoint, Verdict } from './chaos.types.js';
export { startFleet, type Fleet, type FleetOptions } from './fleet.js';
export { crashPoints } from './points/index.js';
export { randomFrom } from './random.js';
