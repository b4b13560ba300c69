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
  title: 'A dotfile cannot lie there',
  remedy: 'Give a path relative to the home folder, without .., outside of what the platform writes itself.',
});

export const DotfilesTooLarge = defineError({
  code: 'DOTFILES_TOO_LARGE',
  kind: 'too-large',
  title: 'The owner would have more than its dotfiles may take',
  remedy: 'Remove or shorten dotfiles of this owner; `usage` says how much there is and may be.',
});
