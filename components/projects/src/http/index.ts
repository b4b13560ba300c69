export {
  projectInvitationRoutes,
  type ProjectInvitationRoutesDeps,
  projectRoutes,
  type ProjectRoutesDeps,
} from './projects.routes.js';
