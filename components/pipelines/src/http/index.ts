export { pipelineRoutes, type PipelineRoutesDeps } from './pipeline.routes.js';
export { pipelineHookRoutes, type PipelineHookRoutesDeps, pipelineTargetRoutes } from './target.routes.js';
