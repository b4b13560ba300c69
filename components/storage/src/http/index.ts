export { storageRoutes } from './storage.routes.js';
