import type { CrashPoint } from '../chaos.types.js';
import { killQuota } from './kill-quota.js';
import { killService } from './kill-service.js';
import { queue } from './queue.js';
import { queueSustained } from './queue-sustained.js';
import { rotation } from './rotation.js';
import { schedules } from './schedules.js';
import { postgresRestart, redisRestart } from './restarts.js';

/** Every crash point, one file each, or for those that differ in what is restarted. */
export const crashPoints: readonly CrashPoint[] = [
  killQuota,
  killService,
  queue,
  postgresRestart,
  redisRestart,
  queueSustained,
  rotation,
  schedules,
];
