import { defineError } from '@ashlar/errors';

export const ProjectNotFound = defineError({
  code: 'PROJECT_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such project, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const RepositoryRefused = defineError({
  code: 'REPOSITORY_REFUSED',
  kind: 'unprocessable',
  title: 'This is not the address of a repository',
  remedy: 'Give http or https URLs without user and password.',
});
