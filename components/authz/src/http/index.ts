export { accessRoutes } from './access.routes.js';
