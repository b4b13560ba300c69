import type { Server } from '../server.types.js';
import { backendAi } from './backend-ai.js';
import { keycloak } from './keycloak.js';
import { redis } from './redis.js';

/** Every server, one file each. */
export const servers: readonly Server[] = [redis, keycloak, backendAi];
