import { type Authorizer, permittedRow } from '@ashlar/authz';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { NotFound, PreconditionFailed } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import {
  assertCurrent,
  assertMayTakeOut,
  assertSameDomain,
  type ContentsOfGroups,
  createInvitations,
  createMembers,
  type DeletionPreview,
  type Invitations,
  type InvitingDeps,
  type Members,
  type Namespaces,
  type OwnedByUsers,
  type Place,
  type RelationWriter,
} from '@ashlar/groups';
import { createPlaces } from './places.js';
import { ProjectInvitationRepository } from './project-invitations.repository.js';
import { ProjectMemberRepository } from './project-members.repository.js';
import { createProjectDeletion } from './project-deletion.js';
import { createProjectsOfUsers } from './project-users.js';
import { ProjectNotFound } from './projects.errors.js';
import { ProjectRepository, type StoredProject } from './projects.repository.js';
import type {
  NewProject,
  PartOfProjects,
  PlaceRef,
  Project,
  ProjectChange,
  ProjectCopy,
  ProjectFilter,
  ProjectName,
  ProjectQuestion,
  ProjectRef,
} from './projects.types.js';
import { createProjectWrites } from './project-writes.js';

export const projectsSchema: SchemaNeed = { brick: 'projects', migration: '0020-visible-lists' };

const read = 'project.read';

export interface ProjectsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check' | 'rightsIn' | 'visibleIn'>;
  readonly relations: RelationWriter;
  readonly namespaces: Namespaces;
  /** What other bricks keep in projects. */
  readonly parts: readonly PartOfProjects[];
  /** Told of the projects that go, and of those that become another's; of the rest tells `tellOfProjects`. */
  readonly events?: Events | undefined;
  /** Absent: nobody can be invited. */
  readonly inviting?: InvitingDeps | undefined;
}

export interface Projects {
  /** What the caller may see, without documentation. Sorted by `name`, `created_at` or `updated_at`. */
  list(ctx: OperationContext, filter: ProjectFilter, request: PageRequest): Promise<Page<Project>>;
  /** @throws {ProjectNotFound} also for what the caller may not read. */
  get(ctx: OperationContext, id: string): Promise<Project>;
  /**
   * The domain of a project. Inside a transaction the project is not deleted before that ends: for whoever puts
   * something into it. Whether the caller may see it is not asked. @throws {ProjectNotFound}
   */
  domainOf(ctx: OperationContext, id: string): Promise<string>;
  /**
   * The project that a reference leads to, when the caller may do this to it. What is missing, lies in another domain, is
   * no project or is not visible is one and the same ProjectNotFound.
   * @throws {ProjectNotFound | Forbidden | SlugMoved}
   */
  locate(ctx: OperationContext, ref: ProjectRef, question: ProjectQuestion): Promise<Project>;
  /**
   * The project that a name means to this caller, when the caller may do this to it; found and asked in one statement. A
   * name without a path is good only where the caller sees exactly one project of the domain that has it. All else, and
   * what is missing or not visible, is one and the same ProjectNotFound.
   * @throws {ProjectNotFound | Forbidden | SlugMoved}
   */
  resolve(ctx: OperationContext, name: ProjectName, question: ProjectQuestion): Promise<Project>;
  /**
   * Asks whether the caller may, since the place is in the input.
   * @throws {NotFound | Forbidden | SlugTaken | SlugMoved | RepositoryRefused | DomainSuspended}
   */
  create(ctx: OperationContext, input: NewProject): Promise<Project>;
  /**
   * Describes, renames and moves, all in one step. For a new slug, visibility or place it asks for `project.manage`,
   * and for `create_project` at the new place; out of a group it moves for those who may change that group, or deeper
   * into it for everybody.
   * @throws {ProjectNotFound | Forbidden | PreconditionFailed | SlugTaken | SlugMoved | ParentRefused}
   * @throws {RepositoryRefused | DomainSuspended}
   */
  update(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    change: ProjectChange,
  ): Promise<Project>;
  /** A new project with what the original shows to the caller, except its members. @throws as `create`, and ProjectNotFound. */
  copy(ctx: OperationContext, id: string, input: ProjectCopy): Promise<Project>;
  /** What would go with it. @throws {ProjectNotFound} */
  previewDeletion(ctx: OperationContext, id: string): Promise<DeletionPreview>;
  /**
   * @param confirmed the fingerprint of the preview; not needed when nothing goes with the project.
   * @throws {ProjectNotFound | PreconditionFailed | DeletionUnconfirmed | DomainSuspended}
   */
  delete(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    confirmed: string | undefined,
  ): Promise<void>;
  readonly members: Members;
  readonly invitations: Invitations | undefined;
  /** For whoever removes users; before that of the groups, since homes go last. */
  readonly ownedByUsers: OwnedByUsers;
  /** For the brick `groups`: what goes when a group goes. */
  readonly inGroups: ContentsOfGroups;
}

export function createProjects({
  database,
  authorizer,
  relations,
  namespaces,
  parts,
  events,
  inviting,
}: ProjectsDeps): Projects {
  const projects = new ProjectRepository(database);
  const members = new ProjectMemberRepository(database);
  const placeFor = createPlaces({ authorizer, namespaces });
  const writes = createProjectWrites({ projects, members, relations, namespaces });

  const withPath = async (ctx: OperationContext, project: StoredProject): Promise<Project> => ({
    ...project,
    path: (await namespaces.pathsOf(ctx, [project.id])).get(project.id) ?? project.slug,
  });

  const reread = async (ctx: OperationContext, id: string): Promise<Project> => {
    const project = await projects.find(ctx, id);
    if (!project) throw new ProjectNotFound(`There is no project ${id}`);
    return withPath(ctx, project);
  };

  const assertMayChange = async (
    tx: TransactionContext,
    id: string,
    project: StoredProject | undefined,
  ): Promise<StoredProject> => {
    if (!project) throw new ProjectNotFound(`There is no project ${id}`);
    await namespaces.assertActive(tx, project.domainId);
    return project;
  };

  const lock = async (tx: TransactionContext, id: string): Promise<StoredProject> =>
    assertMayChange(tx, id, await projects.lock(tx, id));

  const refuse = async (tx: TransactionContext, id: string): Promise<never> => {
    const { version } = await reread(tx, id);
    throw new PreconditionFailed(`The project is at version ${version} now`, { details: { version } });
  };

  /** Editors of a group may make projects in it, and own what they made. Who owns the place inherits it anyway. */
  const ownerIn = async (
    tx: TransactionContext,
    { type, id }: Place,
  ): Promise<{ readonly ownerId?: string }> => {
    if (type !== 'group' || tx.actor.kind !== 'user') return {};
    if (await authorizer.check(tx, 'group.manage_members', id)) return {};
    return { ownerId: tx.actor.id };
  };

  /** Where it is to lie afterwards. */
  const target = async (tx: TransactionContext, before: StoredProject, place: PlaceRef | undefined) => {
    const stays = { id: before.namespaceId, type: before.namespaceType, domainId: before.domainId };
    if (place === undefined || ('namespaceId' in place && place.namespaceId === before.namespaceId))
      return stays;
    const to = await placeFor(tx, place);
    assertSameDomain(before.domainId, to);
    const groupOf = ({ id, type }: typeof stays): string | undefined => (type === 'group' ? id : undefined);
    await assertMayTakeOut(tx, { authorizer, namespaces }, groupOf(stays), groupOf(to));
    return to;
  };

  const invited = new ProjectInvitationRepository(database);
  const deletion = createProjectDeletion({
    ...{ database, relations, namespaces, projects, parts, events, get: reread, refuse },
    lock: async (tx, id) => assertMayChange(tx, id, await projects.lockForDeletion(tx, id)),
  });
  const ofProject = createMembers({
    database,
    authorizer,
    relations,
    members,
    container: {
      type: 'project',
      roles: ['viewer', 'editor', 'owner'],
      lock,
      // Owners are inherited: of a user's namespace its user, of a group those whom that always has.
      watchOwners: async () => async () => undefined,
    },
  });

  return {
    async list(ctx, filter, request) {
      const page = await projects.list(ctx, await authorizer.visibleIn(ctx, read), filter, request);
      const paths = await namespaces.pathsOf(
        ctx,
        page.items.map(({ id }) => id),
      );
      return {
        ...page,
        items: page.items.map((item) => ({ ...item, path: paths.get(item.id) ?? item.slug })),
      };
    },
    async get(ctx, id) {
      const found = await projects.findPermitted(ctx, id, authorizer.rightsIn(ctx, [read]));
      return permittedRow(found, read, ProjectNotFound);
    },
    async domainOf(ctx, id) {
      const domainId = await projects.domainOf(ctx, id);
      if (domainId === undefined) throw new ProjectNotFound(`There is no project ${id}`);
      return domainId;
    },
    async locate(ctx, ref, { permission, writes: isWrite }) {
      const found = 'path' in ref ? await namespaces.find(ctx, ref.path, ref.domainId) : undefined;
      const id = 'id' in ref ? ref.id : found?.type === 'project' ? found.id : undefined;
      if (id === undefined) throw new ProjectNotFound();
      try {
        await authorizer.authorize(ctx, { permission, objectId: id });
      } catch (error) {
        throw error instanceof NotFound ? new ProjectNotFound() : error;
      }
      if (found && isWrite) assertCurrent(found);
      return reread(ctx, id);
    },
    async resolve(ctx, name, { permission, writes: isWrite }) {
      const rights = authorizer.rightsIn(ctx, [...new Set([read, permission])]);
      const [found, another] = await projects.findNamed(ctx, name, rights);
      const project = permittedRow(another ? undefined : found, permission, ProjectNotFound);
      if (isWrite && found) assertCurrent({ current: found.isCurrent, path: project.path });
      return project;
    },
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const place = await placeFor(tx, input.place);
        const id = newId();
        await writes.insert(
          tx,
          id,
          place,
          { ...input, visibility: input.visibility ?? place.defaultVisibility },
          await ownerIn(tx, place),
        );
        return reread(tx, id);
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const { place, slug, visibility } = change;
        if (place ?? slug ?? visibility) {
          await authorizer.authorize(tx, { permission: 'project.manage', objectId: id });
        }
        const before = await lock(tx, id);
        const to = await target(tx, before, place);
        if (!(await writes.update(tx, before, expected, to, change))) return refuse(tx, id);
        return reread(tx, id);
      }),
    copy: (ctx, id, { place: ref, ...input }) =>
      database.transact(ctx, async (tx) => {
        await authorizer.authorize(tx, { permission: 'project.read', objectId: id });
        const original = await reread(tx, id);
        const place = await placeFor(tx, ref);
        assertSameDomain(original.domainId, place);
        const copyId = newId();
        const { description, documentation, keywords, repositories } = original;
        const values = { description, documentation, keywords, repositories };
        const { name = original.name, slug = original.slug, visibility = 'private' } = input;
        await writes.insert(
          tx,
          copyId,
          place,
          { ...values, name, slug, visibility },
          {
            ...(await ownerIn(tx, place)),
            copiedFrom: id,
          },
        );
        // What is in it is for members, also of a project that everybody may read.
        const isMember = await authorizer.check(tx, 'project.view', id);
        for (const part of isMember ? parts : []) await part.copy?.(tx, id, copyId);
        return reread(tx, copyId);
      }),
    ...deletion,
    members: ofProject,
    invitations:
      inviting &&
      createInvitations({
        ...{
          ...inviting,
          database,
          authorizer,
          target: 'project',
          members: ofProject,
          describe: reread,
          lock,
        },
        invitations: invited,
      }),
    ownedByUsers: createProjectsOfUsers({
      ...{ relations, namespaces, projects, members, writes },
      ...{ invitations: invited, inGroups: deletion.inGroups, events, get: reread },
    }),
  };
}
