export { canonicalPath, longestPath, reservedPaths } from './dotfile-path.js';
export { groupConfigEntities } from './dotfiles.entity.js';
export {
  createDotfiles,
  defaultLimits,
  type Dotfiles,
  type DotfilesDeps,
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
