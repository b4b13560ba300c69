export { dotfileRoutes, type DotfileRoutesDeps } from './dotfiles.routes.js';
export { effectiveConfigRoutes, type EffectiveConfigRoutesDeps } from './effective-config.routes.js';
