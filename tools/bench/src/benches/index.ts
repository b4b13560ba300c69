import type { Bench } from '../bench.types.js';
import { authz } from './authz.bench.js';
import { buffer } from './buffer.bench.js';
import { config } from './config.bench.js';
import { grants } from './grants.bench.js';
import { pipelines } from './pipelines.bench.js';
import { projectRead } from './project-read.bench.js';
import { queue } from './queue.bench.js';
import { quota } from './quota.bench.js';
import { scheduler } from './scheduler.bench.js';
import { secrets } from './secrets.bench.js';
import { secretsHttp } from './secrets-http.bench.js';
import { self } from './self.bench.js';
import { start } from './start.bench.js';
import { storage } from './storage.bench.js';

/** Every bench, one file each. */
export const benches: readonly Bench[] = [
  authz,
  buffer,
  config,
  grants,
  pipelines,
  projectRead,
  queue,
  quota,
  scheduler,
  secrets,
  secretsHttp,
  self,
  start,
  storage,
];
