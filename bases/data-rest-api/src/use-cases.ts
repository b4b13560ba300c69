import { createPersonalTokens, type PersonalTokens } from '@ashlar/authn';
import { type Authorizer, createAuthorizer, createRelations } from '@ashlar/authz';
import type { Database, OperationContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import {
  createDomains,
  createGroups,
  createNamespaces,
  tellOfDomains,
  tellOfGroups,
  tellOfRelations,
  type Domains,
  type Groups,
  type Namespaces,
} from '@ashlar/groups';
import {
  createDotfileAccess,
  createDotfiles,
  createEffectiveConfigs,
  type DotfileAccess,
  type Dotfiles,
  type EffectiveConfigs,
} from '@ashlar/group-config';
import { createEvents } from '@ashlar/events';
import { createJobs } from '@ashlar/message-queue';
import { createProjects, type Projects, tellOfProjects } from '@ashlar/projects';
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
  readonly dotfiles: Dotfiles;
  readonly effectiveConfigs: EffectiveConfigs;
  readonly access: DotfileAccess;
}

/** Puts the domain bricks together: which of them reacts to which is decided here. */
export function createUseCases(database: Database): UseCases {
  const authorizer = createAuthorizer({ database });
  const jobs = createJobs({ database });
  const events = createEvents({ database, service: 'data-api' });
  const relations = tellOfRelations({ relations: createRelations({ database }), events });
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const dotfiles = createDotfiles({
    database,
    domainOf: async (ctx, { type, id }) => {
      const domainId = await domainOfOwner[type](ctx, id);
      await namespaces.assertActive(ctx, domainId);
      return domainId;
    },
  });
  const projects = createProjects({ ...access, namespaces, parts: [dotfiles.partOf('project')] });
  const groups = createGroups({
    ...access,
    namespaces,
    contents: [projects.inGroups, dotfiles.partOf('group')],
  });
  const homeDomainOf = async (ctx: OperationContext, userId: string): Promise<string | undefined> =>
    (await namespaces.findHome(ctx, userId))?.domainId;
  const domainOfOwner = {
    domain: (_ctx: OperationContext, id: string) => Promise.resolve(id),
    group: async (ctx: OperationContext, id: string) => (await groups.get(ctx, id)).domainId,
    project: async (ctx: OperationContext, id: string) => (await projects.get(ctx, id)).domainId,
    user: async (ctx: OperationContext, id: string) => {
      const domainId = await homeDomainOf(ctx, id);
      if (domainId === undefined) throw new NotFound('There is no such thing, or it is not visible to you');
      return domainId;
    },
  };
  return {
    authorizer,
    users: createUsers({
      database,
      settle: async (tx, { id, username }) => {
        await namespaces.ensureHome(tx, id, username);
      },
    }),
    tokens: createPersonalTokens({ database }),
    domains: tellOfDomains(createDomains(access), { database, events }),
    groups: tellOfGroups(groups, { database, events }),
    namespaces,
    projects: tellOfProjects(projects, { database, events }),
    storages: createStorages({ ...access, jobs, events }),
    dotfiles,
    effectiveConfigs: createEffectiveConfigs({ database }),
    access: createDotfileAccess({ authorizer, homeDomainOf }),
  };
}
