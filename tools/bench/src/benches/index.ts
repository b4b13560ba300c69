import type { Bench } from '../bench.types.js';
import { authz } from './authz.bench.js';
import { projectRead } from './project-read.bench.js';
import { secrets } from './secrets.bench.js';
import { self } from './self.bench.js';
import { start } from './start.bench.js';

/** Every bench, one file each. */
export const benches: readonly Bench[] = [authz, projectRead, secrets, self, start];
