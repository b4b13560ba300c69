export { projectRoutes, type ProjectRoutesDeps } from './projects.routes.js';
