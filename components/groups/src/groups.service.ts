import type { Authorizer } from '@ashlar/authz';
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
import { PreconditionFailed } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import type { RelationWriter } from './tuples.js';
import { DomainRepository } from './domains.repository.js';
import { type ContentsOfGroups, createGroupDeletion } from './group-deletion.js';
import { createGroupMembers } from './group-members.js';
import { createGroupsOfUsers, type OwnedByUsers } from './group-users.js';
import { GroupMemberRow } from './groups.entity.js';
import { GroupNotFound, LastOwner, MemberRefused, ParentRefused } from './groups.errors.js';
import { GroupRepository, type StoredGroup } from './groups.repository.js';
import type { DeletionPreview, Group, GroupChange, GroupFilter, NewGroup } from './groups.types.js';
import { GroupInvitationRow } from './invitations.entity.js';
import { InvitationRepository } from './invitations.repository.js';
import { createInvitations, type InvitingDeps } from './invitations.service.js';
import type { Invitations } from './invitations.types.js';
import { MemberRepository } from './members.repository.js';
import type { Members } from './members.service.js';
import { assertMayTakeOut, assertSameDomain, type Namespaces } from './namespaces.service.js';
import { cleanName } from './names.js';
import { OwnershipRepository } from './ownership.repository.js';
import { publicTuples, tuplesOf } from './tuples.js';

export const groupsSchema: SchemaNeed = { brick: 'groups', migration: '0020-visible-lists' };

/** Groups lie in each other this deep at most. */
export const deepestGroup = 20;

export interface GroupsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check' | 'visibleIn'>;
  readonly relations: RelationWriter;
  readonly namespaces: Namespaces;
  /** What other bricks keep in groups. */
  readonly contents: readonly ContentsOfGroups[];
  /** Told of the groups that go; of the rest tells `tellOfGroups`. */
  readonly events?: Events | undefined;
  /** Absent: nobody can be invited. */
  readonly inviting?: InvitingDeps | undefined;
}

export interface Groups {
  /** What the caller may see. Sorted by `name`, `created_at` or `updated_at`. */
  list(ctx: OperationContext, filter: GroupFilter, request: PageRequest): Promise<Page<Group>>;
  /** @throws {GroupNotFound} */
  get(ctx: OperationContext, id: string): Promise<Group>;
  /**
   * The domain of a group. Inside a transaction the group is not deleted before that ends: for whoever puts something
   * into it. Whether the caller may see it is not asked. @throws {GroupNotFound}
   */
  domainOf(ctx: OperationContext, id: string): Promise<string>;
  /**
   * Asks whether the caller may, since the place is in the input.
   * @throws {NotFound | Forbidden | SlugTaken | ParentRefused | MemberRefused | DomainSuspended}
   */
  create(ctx: OperationContext, input: NewGroup): Promise<Group>;
  /**
   * Renames, moves and describes, all in one step. Asks whether the caller may put it in the new place and take it out
   * of the group that it lies in.
   * @throws {GroupNotFound | Forbidden | PreconditionFailed | SlugTaken | ParentRefused | LastOwner | DomainSuspended}
   */
  update(ctx: OperationContext, id: string, expected: ExpectedVersion, change: GroupChange): Promise<Group>;
  /** What would go with it. @throws {GroupNotFound} */
  previewDeletion(ctx: OperationContext, id: string): Promise<DeletionPreview>;
  /**
   * Removes the group with all that is in it. Who owned another group by way of it alone owns that one by name then.
   * @param confirmed the fingerprint of the preview; not needed when the group is empty.
   * @throws {GroupNotFound | PreconditionFailed | DeletionUnconfirmed | DomainSuspended}
   */
  delete(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    confirmed: string | undefined,
  ): Promise<void>;
  readonly members: Members;
  readonly invitations: Invitations | undefined;
  /** For whoever removes users; after what else has members, such as projects. */
  readonly ownedByUsers: OwnedByUsers;
}

export function createGroups({
  database,
  authorizer,
  relations,
  namespaces,
  contents,
  events,
  inviting,
}: GroupsDeps): Groups {
  const groups = new GroupRepository(database);
  const domains = new DomainRepository(database);
  const ownership = new OwnershipRepository(database);
  const members = new MemberRepository(database, { table: 'groups.members', row: GroupMemberRow });

  const withPath = async (ctx: OperationContext, group: StoredGroup): Promise<Group> => ({
    ...group,
    path: (await namespaces.pathsOf(ctx, [group.id])).get(group.id) ?? group.slug,
  });

  const get = async (ctx: OperationContext, id: string): Promise<Group> => {
    const group = await groups.find(ctx, id);
    if (!group) throw new GroupNotFound(`There is no group ${id}`);
    return withPath(ctx, group);
  };

  const lock = async (tx: TransactionContext, id: string): Promise<StoredGroup> => {
    const group = await groups.lock(tx, id);
    if (!group) throw new GroupNotFound(`There is no group ${id}`);
    await namespaces.assertActive(tx, group.domainId);
    return group;
  };

  const refuse = async (tx: TransactionContext, id: string): Promise<never> => {
    const { version } = await get(tx, id);
    throw new PreconditionFailed(`The group is at version ${version} now`, { details: { version } });
  };

  /** A domain or group that the caller may put a group in. */
  const parentFor = async (
    ctx: OperationContext,
    parentId: string,
  ): Promise<{ readonly domainId: string; readonly parentGroupId: string | undefined }> => {
    const isDomain = (await domains.find(ctx, parentId)) !== undefined;
    const permission = isDomain ? 'domain.create_group' : 'group.create_group';
    await authorizer.authorize(ctx, { permission, objectId: parentId });
    if (isDomain) return { domainId: parentId, parentGroupId: undefined };
    const parent = await groups.find(ctx, parentId);
    if (!parent) throw new GroupNotFound(`There is no group ${parentId}`);
    return { domainId: parent.domainId, parentGroupId: parentId };
  };

  /** Under the domain's lock, so that two moves do not put groups into each other. */
  const assertFits = async (tx: TransactionContext, id: string, parentGroupId: string): Promise<void> => {
    const above = await ownership.ancestry(tx, parentGroupId);
    if (above.includes(id)) throw new ParentRefused('A group cannot lie in itself');
    const { height } = await ownership.tree(tx, id);
    if (above.length + height > deepestGroup) throw new ParentRefused('Groups would lie too deep');
  };

  /** Whether it inherits owners, or has one who may act. */
  const isOwned = async (
    tx: TransactionContext,
    { id, parentGroupId }: Pick<StoredGroup, 'id' | 'parentGroupId'>,
  ): Promise<boolean> =>
    parentGroupId !== undefined || ((await ownership.countOwners(tx, [id])).get(id)?.active ?? 0) > 0;

  const move = async (
    tx: TransactionContext,
    from: StoredGroup,
    parentId: string,
  ): Promise<string | null> => {
    const to = await parentFor(tx, parentId);
    assertSameDomain(from.domainId, to);
    await assertMayTakeOut(tx, { authorizer, namespaces }, from.parentGroupId, to.parentGroupId);
    if (to.parentGroupId !== undefined) await assertFits(tx, from.id, to.parentGroupId);
    return to.parentGroupId ?? null;
  };

  /** Brings the facts of the permission engine in line with the row. */
  const republish = async (
    tx: TransactionContext,
    before: StoredGroup,
    after: StoredGroup,
  ): Promise<void> => {
    const resource = { type: 'group', id: after.id };
    if (before.parentGroupId !== after.parentGroupId) {
      const all = await members.all(tx, after.id);
      await relations.replaceObject(tx, resource, tuplesOf(resource, parentOf(after), after.visibility, all));
      if (!(await isOwned(tx, after))) throw new LastOwner('At the new place the group would have no owner');
    } else if (before.visibility !== after.visibility) {
      const tuples = publicTuples(resource);
      await relations.write(tx, after.visibility === 'public' ? { touch: tuples } : { delete: tuples });
    }
  };

  const deletion = createGroupDeletion({
    ...{
      database,
      relations,
      namespaces,
      groups,
      members,
      domains,
      ownership,
      contents,
      events,
      get,
      refuse,
    },
  });
  const invited = new InvitationRepository(database, {
    table: 'groups.invitations',
    row: GroupInvitationRow,
  });
  const ofGroup = createGroupMembers({
    database,
    authorizer,
    relations,
    groups,
    members,
    domains,
    ownership,
    lock,
  });

  return {
    async list(ctx, filter, request) {
      const visible = await authorizer.visibleIn(ctx, 'group.read');
      const page = await groups.list(ctx, visible, filter, request);
      const paths = await namespaces.pathsOf(
        ctx,
        page.items.map(({ id }) => id),
      );
      return {
        ...page,
        items: page.items.map((group) => ({ ...group, path: paths.get(group.id) ?? group.slug })),
      };
    },
    get,
    async domainOf(ctx, id) {
      const domainId = await groups.domainOf(ctx, id);
      if (domainId === undefined) throw new GroupNotFound(`There is no group ${id}`);
      return domainId;
    },
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const place = await parentFor(tx, input.parentId);
        const { defaultVisibility } = await namespaces.assertActive(tx, place.domainId);
        const ownerId = input.ownerId ?? (tx.actor.kind === 'user' ? tx.actor.id : undefined);
        if (ownerId === undefined) throw new MemberRefused('A group needs a first owner: say who');
        if (place.parentGroupId !== undefined) {
          const above = await ownership.ancestry(tx, place.parentGroupId);
          if (above.length >= deepestGroup) throw new ParentRefused('Groups would lie too deep');
        }
        const id = newId();
        const slug = input.slug.toLowerCase();
        await namespaces.claim(tx, { type: 'group', id }, input.parentId, slug);
        const visibility = input.visibility ?? defaultVisibility;
        const name = cleanName(input.name);
        const { description } = input;
        await groups.insert(tx, { ...place, id, slug, name, description, visibility });
        const owner = { kind: 'user', id: ownerId, role: 'owner' } as const;
        await members.insert(tx, { objectId: id, domainId: place.domainId }, owner);
        if (!(await isOwned(tx, { ...place, id }))) throw new MemberRefused('The first owner may not act');
        const resource = { type: 'group', id };
        await relations.write(tx, { touch: tuplesOf(resource, parentOf(place), visibility, [owner]) });
        return get(tx, id);
      }),
    update: (ctx, id, expected, { parentId, slug, ...change }) =>
      database.transact(ctx, async (tx) => {
        if (parentId !== undefined) await domains.lock(tx, (await get(tx, id)).domainId);
        const before = await lock(tx, id);
        const parentGroupId =
          parentId === undefined || parentId === (before.parentGroupId ?? before.domainId)
            ? (before.parentGroupId ?? null)
            : await move(tx, before, parentId);
        const nextSlug = slug?.toLowerCase() ?? before.slug;
        if (nextSlug !== before.slug || parentGroupId !== (before.parentGroupId ?? null)) {
          await namespaces.claim(tx, { type: 'group', id }, parentGroupId ?? before.domainId, nextSlug);
        }
        const { name, description, visibility } = change;
        const row = {
          ...(name !== undefined && { name: cleanName(name) }),
          ...(description !== undefined && { description }),
          ...(visibility !== undefined && { visibility }),
          slug: nextSlug,
          parentGroupId,
        };
        if (!(await groups.update(tx, id, expected, row))) return refuse(tx, id);
        const after = await get(tx, id);
        await republish(tx, before, after);
        return after;
      }),
    previewDeletion: deletion.previewDeletion,
    delete: deletion.delete,
    members: ofGroup,
    invitations:
      inviting &&
      createInvitations({
        ...{ ...inviting, database, authorizer, target: 'group', members: ofGroup, describe: get },
        invitations: invited,
        async lock(tx, id) {
          await ownership.lockAbove(tx, [id]);
          return lock(tx, id);
        },
      }),
    ownedByUsers: createGroupsOfUsers({
      ...{ database, relations, namespaces, members, domains, ownership, contents },
      ...{ removal: deletion, invitations: invited },
    }),
  };
}

function parentOf({
  domainId,
  parentGroupId,
}: {
  readonly domainId: string;
  readonly parentGroupId: string | undefined;
}): { readonly type: string; readonly id: string } {
  return parentGroupId === undefined
    ? { type: 'domain', id: domainId }
    : { type: 'group', id: parentGroupId };
}
