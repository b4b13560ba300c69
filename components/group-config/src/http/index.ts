export { configBundleRoutes, type ConfigBundleRoutesDeps } from './config-bundles.routes.js';
export { MountClashResponse } from './dotfiles.dto.js';
export { dotfileRoutes, type DotfileRoutesDeps } from './dotfiles.routes.js';
export { effectiveConfigRoutes, type EffectiveConfigRoutesDeps } from './effective-config.routes.js';
export { bootstrapScriptRoutes, type BootstrapScriptRoutesDeps } from './bootstrap-scripts.routes.js';
export { settingRoutes, type SettingRoutesDeps } from './settings.routes.js';
