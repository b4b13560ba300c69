export { createDotfileAccess, type DotfileAccess, type DotfileAccessDeps } from './dotfile-access.js';
export { canonicalPath, longestPath, reservedPaths } from './dotfile-path.js';
export { groupConfigEntities } from './dotfiles.entity.js';
export {
  createDotfiles,
  defaultLimits,
  type Dotfiles,
  type DotfilesDeps,
  type DotfilesOf,
  type DotfilesOfUsers,
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
} from './dotfiles.types.js';
export {
  DotfileExists,
  DotfileNotFound,
  DotfilesTooLarge,
  PathClash,
  PathRefused,
} from './group-config.errors.js';
export type { EffectiveConfig, EffectiveFile, HiddenFile, MountClash } from './effective-config.js';
export type { LayerFile } from './effective-config.repository.js';
export {
  createEffectiveConfigs,
  type EffectiveConfigRequest,
  type EffectiveConfigs,
} from './effective-config.service.js';
export { heldInConfig } from './held.repository.js';
