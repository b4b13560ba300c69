export { backendAiRoutes, type BackendAiRoutesDeps } from './backend-ai.routes.js';
