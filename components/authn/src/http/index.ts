export { revokedTokenRoutes } from './revoked-tokens.routes.js';
export { keyPairRoutes } from './key-pairs.routes.js';
export { personalTokenRoutes } from './personal-tokens.routes.js';
