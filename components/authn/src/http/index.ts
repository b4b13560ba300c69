export { revokedTokenRoutes } from './revoked-tokens.routes.js';
export { personalTokenRoutes } from './personal-tokens.routes.js';
