export { preferenceRoutes, userExportRoutes, userRoutes } from './user.routes.js';
export { usersRoutes } from './users.routes.js';
