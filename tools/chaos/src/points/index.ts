import type { CrashPoint } from '../chaos.types.js';
import { killService } from './kill-service.js';

/** Every crash point, one file each. */
export const crashPoints: readonly CrashPoint[] = [killService];
