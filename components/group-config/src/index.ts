export { createDotfileAccess, type DotfileAccess, type DotfileAccessDeps } from './dotfile-access.js';
export {
  createDotfileUsage,
  defaultLimits,
  type DotfileQuota,
  dotfileQuotaTypes,
  type DotfileUsageSource,
} from './dotfile-quota.js';
export type { DotfileDifference, RevisionDiff } from './dotfile-diff.js';
export { canonicalPath, foldersOf, longestPath, reservedPaths } from './dotfile-path.js';
export { groupConfigEntities } from './group-config.entity.js';
export {
  type BootstrapScripts,
  type BootstrapScriptsDeps,
  type BootstrapScriptsOf,
  type BootstrapScriptsOfUsers,
  createBootstrapScripts,
  largestBootstrapScript,
} from './bootstrap-scripts.service.js';
export type { BootstrapScript, BootstrapScriptRevision } from './bootstrap-scripts.types.js';
export {
  createDotfiles,
  type Dotfiles,
  type DotfilesDeps,
  type DotfilesOf,
  type DotfilesOfUsers,
  dotfilePolicy,
  groupConfigSchema,
} from './dotfiles.service.js';
export type {
  Dotfile,
  DotfileChange,
  DotfileContent,
  DotfileLimits,
  DotfileStep,
  DotfileUsage,
  NewDotfile,
  OwnerRef,
  OwnerType,
  Revision,
  StepCondition,
} from './dotfiles.types.js';
export * from './group-config.errors.js';
export type {
  EffectiveConfig,
  EffectiveFile,
  HiddenFile,
  MountClash,
  MountsAround,
} from './effective-config.js';
export type { LayerFile, LayerScript } from './effective-config.repository.js';
export {
  type ConfigOfRun,
  createEffectiveConfigs,
  type EffectiveConfigRequest,
  type EffectiveConfigs,
  type EffectiveConfigsDeps,
} from './effective-config.service.js';
export { heldInConfig } from './held.repository.js';
export {
  createSettings,
  largestSetting,
  mostSettings,
  type Settings,
  type SettingsDeps,
  type SettingsOf,
  type SettingsOfUsers,
} from './settings.service.js';
export { largestSchema } from './setting-schema.js';
export type * from './settings.types.js';
export { createRunBundles, type RunBundles, type RunBundlesDeps } from './run-bundles.js';
export { sweepContents } from './sweep-contents.js';
export {
  groupConfigEvents,
  tellOfBootstrapScripts,
  type TellOfConfigsDeps,
  tellOfDotfiles,
  tellOfSettings,
} from './tell-of-configs.js';
