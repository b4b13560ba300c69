export { checkTiming, type TimingFault } from './slots/check-timing.js';
export { createSlots } from './slots/slots.js';
export * from './slots/timing.types.js';
export { tzdataVersion } from './slots/zone.js';
