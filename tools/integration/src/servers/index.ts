import type { Server } from '../server.types.js';
import { dagster } from './dagster.js';
import { backendAi } from './backend-ai.js';
import { keycloak } from './keycloak.js';
import { kubernetesSchemas } from './kubernetes-schemas.js';
import { rclone } from './rclone.js';
import { redis } from './redis.js';
import { spicedb } from './spicedb.js';

/** Every server, one file each. */
export const servers: readonly Server[] = [
  rclone,
  redis,
  keycloak,
  kubernetesSchemas,
  dagster,
  backendAi,
  spicedb,
];
