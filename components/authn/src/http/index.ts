export { personalTokenRoutes } from './personal-tokens.routes.js';
