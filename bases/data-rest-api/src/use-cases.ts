import { createPersonalTokens } from '@ashlar/authn';
import { createAccessAudit, createAuthorizer, createRelations } from '@ashlar/authz';
import { type Database, type OperationContext, systemContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import {
  createDotfileAccess,
  createDotfiles,
  createEffectiveConfigs,
  type OwnerRef,
} from '@ashlar/group-config';
import {
  createDomains,
  createGroups,
  createInvitationTokens,
  createNamespaces,
  createPlatform,
  type InvitationsConfig,
  tellOfDomains,
  tellOfGroups,
  tellOfRelations,
} from '@ashlar/groups';
import { createEvents } from '@ashlar/events';
import { createJobs } from '@ashlar/message-queue';
import { createProjects, tellOfProjects } from '@ashlar/projects';
import { createStorages } from '@ashlar/storage';
import {
  createPreferences,
  createUserAdministration,
  createUserExports,
  createUsers,
  type UsersConfig,
} from '@ashlar/users';
import { holdingsOf } from './holdings.js';

export interface UseCasesDeps {
  readonly database: Database;
  readonly config: { readonly users: UsersConfig; readonly invitations: InvitationsConfig };
}

/** What the operations of the data API do. */
export type UseCases = ReturnType<typeof createUseCases>;

/** Puts the domain bricks together: which of them reacts to which is decided here. */
export function createUseCases({ database, config }: UseCasesDeps) {
  const authorizer = createAuthorizer({ database });
  const jobs = createJobs({ database });
  const events = createEvents({ database, service: 'data-api' });
  const relations = tellOfRelations({ relations: createRelations({ database }), events });
  const telling = { database, events };
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const users = createUsers({
    database,
    settle: async (tx, { id, username }) => {
      await namespaces.ensureHome(tx, id, username);
    },
  });
  const mayAct = (userId: string): Promise<boolean> =>
    users.mayAct(systemContext('may this user act'), userId);
  const tokens = createPersonalTokens({ database, ownerMayAct: mayAct });
  const { keys } = config.invitations;
  const inviting = keys && { tokens: createInvitationTokens(keys.reveal()), inviterMayAct: mayAct };

  const homeDomainOf = async (ctx: OperationContext, userId: string): Promise<string | undefined> =>
    (await namespaces.findHome(ctx, userId))?.domainId;
  const domainOf = async (ctx: OperationContext, { type, id }: OwnerRef): Promise<string> => {
    const domainId =
      type === 'domain'
        ? id
        : type === 'user'
          ? await homeDomainOf(ctx, id)
          : (await (type === 'group' ? groups : projects).get(ctx, id)).domainId;
    if (domainId === undefined) throw new NotFound('There is no such thing, or it is not visible to you');
    await namespaces.assertActive(ctx, domainId);
    return domainId;
  };
  const dotfiles = createDotfiles({ database, domainOf });
  const projects = createProjects({ ...access, namespaces, parts: [dotfiles.partOf('project')], inviting });
  const contents = [projects.inGroups, dotfiles.partOf('group')];
  const groups = createGroups({ ...access, namespaces, contents, inviting });

  return {
    authorizer,
    audit: createAccessAudit(access),
    users,
    preferences: createPreferences({
      database,
      visibleProjects: (ctx, ids) => authorizer.checkMany(ctx, 'project.read', ids),
      mostPins: config.users.mostPins,
    }),
    userAdministration: createUserAdministration({
      database,
      users,
      authorizer,
      // The order of the purge, which the worker does.
      owned: [projects.ownedByUsers, groups.ownedByUsers, dotfiles.ownedByUsers],
      access: [tokens.ofUsers],
    }),
    userExports: createUserExports({
      database,
      holdings: holdingsOf({ tokens, groups, projects, dotfiles }),
    }),
    tokens,
    domains: tellOfDomains(createDomains({ ...access, contents }), telling),
    groups: tellOfGroups(groups, telling),
    namespaces,
    projects: tellOfProjects(projects, telling),
    platform: createPlatform(access),
    /** Absent where no key signs them. */
    invitations: groups.invitations &&
      projects.invitations && { ofGroups: groups.invitations, ofProjects: projects.invitations },
    storages: createStorages({ ...access, jobs, events }),
    dotfiles,
    effectiveConfigs: createEffectiveConfigs({ database }),
    access: createDotfileAccess({ authorizer, homeDomainOf }),
  };
}
