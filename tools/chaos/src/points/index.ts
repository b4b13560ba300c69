import type { CrashPoint } from '../chaos.types.js';
import { killQuota } from './kill-quota.js';
import { killService } from './kill-service.js';

/** Every crash point, one file each. */
export const crashPoints: readonly CrashPoint[] = [killQuota, killService];
