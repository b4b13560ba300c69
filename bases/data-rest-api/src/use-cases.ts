import { createPersonalTokens, type PersonalTokens } from '@ashlar/authn';
import { type Authorizer, createAuthorizer, createRelations } from '@ashlar/authz';
import { type Database } from '@ashlar/database';
import {
  createDomains,
  createGroups,
  createNamespaces,
  type Domains,
  type Groups,
  type Namespaces,
} from '@ashlar/groups';
import { createJobs } from '@ashlar/message-queue';
import { createProjects, type Projects } from '@ashlar/projects';
import { createStorages, type Storages } from '@ashlar/storage';
import { createUsers, type Users } from '@ashlar/users';

/** What the operations of the data API do. */
export interface UseCases {
  readonly authorizer: Authorizer;
  readonly users: Users;
  readonly tokens: PersonalTokens;
  readonly domains: Domains;
  readonly groups: Groups;
  readonly namespaces: Namespaces;
  readonly projects: Projects;
  readonly storages: Storages;
}

/** Puts the domain bricks together: which of them reacts to which is decided here. */
export function createUseCases(database: Database): UseCases {
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const jobs = createJobs({ database });
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const projects = createProjects({ ...access, namespaces, parts: [] });
  return {
    authorizer,
    users: createUsers({
      database,
      settle: async (tx, { id, username }) => {
        await namespaces.ensureHome(tx, id, username);
      },
    }),
    tokens: createPersonalTokens({ database }),
    domains: createDomains(access),
    groups: createGroups({ ...access, namespaces, contents: [projects.inGroups] }),
    namespaces,
    projects,
    storages: createStorages({ ...access, jobs }),
  };
}
