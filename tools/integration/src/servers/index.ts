import type { Server } from '../server.types.js';
import { keycloak } from './keycloak.js';
import { kubernetesSchemas } from './kubernetes-schemas.js';
import { redis } from './redis.js';

/** Every server, one file each. */
export const servers: readonly Server[] = [redis, keycloak, kubernetesSchemas];
