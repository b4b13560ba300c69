import type { Server } from '../server.types.js';
import { dagster } from './dagster.js';
import { backendAi } from './backend-ai.js';
import { keycloak } from './keycloak.js';
import { kubernetesSchemas } from './kubernetes-schemas.js';
import { lengths } from './lengths.js';
import { rclone } from './rclone.js';
import { redis } from './redis.js';
import { s3 } from './s3.js';
import { timeZones } from './time-zones.js';
import { spicedb } from './spicedb.js';
import { story } from './story.js';

/** Every server, one file each. */
export const servers: readonly Server[] = [
  rclone,
  redis,
  s3,
  keycloak,
  kubernetesSchemas,
  dagster,
  backendAi,
  timeZones,
  spicedb,
  story,
  lengths,
];
