import { createPersonalTokens } from '@ashlar/authn';
import { createAuthorizer, createRelations, type Relations } from '@ashlar/authz';
import type { Database } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import { createDotfiles } from '@ashlar/group-config';
import { createGroups, createNamespaces, type Groups } from '@ashlar/groups';
import { createProjects, type Projects } from '@ashlar/projects';
import type { AccessOfUsers, OwnedByUsers } from '@ashlar/users';

/** What people have in the other bricks. */
export interface Belongings {
  readonly relations: Relations;
  readonly groups: Groups;
  readonly projects: Projects;
  /** In the order of the purge: the same as in the data API, which shows it beforehand. */
  readonly owned: readonly OwnedByUsers[];
  readonly access: readonly AccessOfUsers[];
}

export function createBelongings(database: Database): Belongings {
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const dotfiles = createDotfiles({
    database,
    // Only what makes dotfiles asks for it, and the worker makes none.
    domainOf: () => Promise.reject(new NotFound('The worker makes no dotfiles')),
  });
  const projects = createProjects({ ...access, namespaces, parts: [dotfiles.partOf('project')] });
  const contents = [projects.inGroups, dotfiles.partOf('group')];
  const groups = createGroups({ ...access, namespaces, contents });
  return {
    relations,
    groups,
    projects,
    owned: [projects.ownedByUsers, groups.ownedByUsers, dotfiles.ownedByUsers],
    access: [createPersonalTokens({ database }).ofUsers],
  };
}
