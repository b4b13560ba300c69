import { defineError } from '@ashlar/errors';

export const DotfileNotFound = defineError({
  code: 'DOTFILE_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such dotfile, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const DotfileExists = defineError({
  code: 'DOTFILE_EXISTS',
  kind: 'conflict',
  title: 'There is a dotfile at this path already',
  remedy: 'Change that one, or choose another path.',
});

export const PathClash = defineError({
  code: 'DOTFILE_PATH_CLASH',
  kind: 'conflict',
  title: 'One dotfile would be a folder of another',
  remedy: 'Choose a path that neither contains nor lies below another dotfile of the same owner.',
});

export const PathRefused = defineError({
  code: 'DOTFILE_PATH_REFUSED',
  kind: 'unprocessable',
  title: 'Neither a dotfile nor a mount can lie there',
  remedy: 'Give a path relative to the home folder, without .., outside of what the platform writes itself.',
});

export const DotfilesTooLarge = defineError({
  code: 'DOTFILES_TOO_LARGE',
  kind: 'too-large',
  title: 'The owner would have more than its dotfiles may take',
  remedy: 'Remove or shorten dotfiles of this owner; `usage` says how much there is and may be.',
});

export const SettingNotFound = defineError({
  code: 'SETTING_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such setting, or it is not visible to you',
  remedy: 'Check the name and the caller.',
});

export const SettingLocked = defineError({
  code: 'SETTING_LOCKED',
  kind: 'unprocessable',
  title: 'A wider owner has locked this',
  remedy: 'Leave out what `details.stopped` names, or ask whoever locked it.',
});

export const SettingInvalid = defineError({
  code: 'SETTING_INVALID',
  kind: 'unprocessable',
  title: 'The setting is not what its schema wants',
  remedy: 'Change what `details.violations` names; wider owners may have a schema too.',
});

export const SettingSchemaRefused = defineError({
  code: 'SETTING_SCHEMA_REFUSED',
  kind: 'unprocessable',
  title: 'A setting cannot have this schema',
  remedy: 'Give a JSON Schema (2020-12) without references and lookarounds.',
});

export const SettingsTooMany = defineError({
  code: 'SETTINGS_TOO_MANY',
  kind: 'too-large',
  title: 'The owner would have too many settings',
  remedy: 'Remove settings of this owner, or put several into one.',
});

export const BootstrapScriptNotFound = defineError({
  code: 'BOOTSTRAP_SCRIPT_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no bootstrap script, or it is not visible to you',
  remedy: 'Check the owner and the caller.',
});

export const BootstrapScriptTooLarge = defineError({
  code: 'BOOTSTRAP_SCRIPT_TOO_LARGE',
  kind: 'too-large',
  title: 'The bootstrap script is too large',
  remedy: 'Shorten it to 65,536 bytes.',
});
