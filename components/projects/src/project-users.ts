import {
  ParentRefused,
  memberTuple,
  type ContentsOfGroups,
  type Namespaces,
  type OwnedByUsers,
  type RelationWriter,
} from '@ashlar/groups';
import type { TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { tellOfChangedProject } from './projects.events.js';
import type { Project } from './projects.types.js';
import type { ProjectInvitationRepository } from './project-invitations.repository.js';
import type { ProjectMemberRepository } from './project-members.repository.js';
import type { ProjectWrites } from './project-writes.js';
import type { ProjectRepository } from './projects.repository.js';

export interface ProjectsOfUsersDeps {
  readonly relations: RelationWriter;
  readonly namespaces: Namespaces;
  readonly projects: ProjectRepository;
  readonly members: ProjectMemberRepository;
  readonly invitations: ProjectInvitationRepository;
  readonly writes: ProjectWrites;
  readonly inGroups: ContentsOfGroups;
  readonly events: Events | undefined;
  readonly get: (ctx: TransactionContext, id: string) => Promise<Project>;
}

/** So many projects are handed over or removed in one transaction. */
const atOnce = 100;

/** The projects in the home of a user, and the user's membership of others. Those in groups are the groups'. */
export function createProjectsOfUsers(deps: ProjectsOfUsersDeps): OwnedByUsers {
  const { relations, namespaces, projects, members, invitations, writes, inGroups, events, get } = deps;

  const leave = async (tx: TransactionContext, userId: string): Promise<void> => {
    const left = await members.deleteUser(tx, userId);
    const user = { kind: 'user', id: userId } as const;
    await relations.write(tx, {
      delete: left.map(({ objectId, role }) => memberTuple({ type: 'project', id: objectId }, user, role)),
    });
    await invitations.forgetUser(tx, userId);
  };

  const idsOf = async (ctx: TransactionContext, userId: string): Promise<readonly string[]> => {
    const home = await namespaces.findHome(ctx, userId);
    return home ? projects.idsIn(ctx, [home.id]) : [];
  };

  return {
    name: 'projects',
    async preview(ctx, userId) {
      const home = await namespaces.findHome(ctx, userId);
      return [{ kind: 'projects', ids: home ? await projects.idsIn(ctx, [home.id]) : [] }];
    },
    async reassign(tx, userId, heirId) {
      const ids = await idsOf(tx, userId);
      const home = ids.length > 0 ? await namespaces.findHome(tx, heirId) : undefined;
      if (ids.length > 0 && !home) throw new ParentRefused('The heir has no namespace to put projects in');
      for (const id of home ? ids.slice(0, atOnce) : []) {
        const project = await projects.lock(tx, id);
        if (!project || !home) continue;
        const slug = await namespaces.freeSlug(tx, home.id, project.slug);
        const place = { id: home.id, type: 'user-namespace', domainId: home.domainId } as const;
        await writes.update(tx, project, 'any', place, { slug });
        if (events) await tellOfChangedProject(tx, events, await get(tx, id));
      }
      if (ids.length > atOnce) return 'more';
      await leave(tx, userId);
      return 'done';
    },
    async remove(tx, userId) {
      const ids = await idsOf(tx, userId);
      await inGroups.remove(tx, ids.slice(0, atOnce));
      if (ids.length > atOnce) return 'more';
      await leave(tx, userId);
      return 'done';
    },
  };
}
