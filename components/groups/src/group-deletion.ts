import type { Database, ExpectedVersion, OperationContext, TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { createHash } from 'node:crypto';
import type { DomainRepository } from './domains.repository.js';
import { DeletionUnconfirmed } from './groups.errors.js';
import { tellOfGoneGroups } from './groups.events.js';
import type { GroupRepository } from './groups.repository.js';
import type { DeletionPreview, Group } from './groups.types.js';
import type { Namespaces } from './namespaces.service.js';
import type { MemberRepository } from './members.repository.js';
import { isWorse, type OwnerCount, type OwnershipRepository } from './ownership.repository.js';
import { memberTuple, type RelationWriter } from './tuples.js';

/** What another brick keeps in groups and other places: counted before it goes, removed with them. */
export interface ContentsOfGroups {
  /** Plural, as callers read it: `projects`. */
  readonly kind: string;
  /**
   * Ids of what lies directly in these groups; inside a transaction they are locked. When a domain or a user goes, the
   * namespaces of users are asked for too, and the domain itself.
   */
  idsIn(ctx: OperationContext, placeIds: readonly string[]): Promise<readonly string[]>;
  /** Removes them in the transaction, with all that depends on them. */
  remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
}

export interface GroupDeletionDeps {
  readonly database: Database;
  readonly relations: RelationWriter;
  readonly namespaces: Namespaces;
  readonly groups: GroupRepository;
  readonly members: MemberRepository;
  readonly domains: DomainRepository;
  readonly ownership: OwnershipRepository;
  readonly contents: readonly ContentsOfGroups[];
  readonly events: Events | undefined;
  readonly get: (ctx: OperationContext, id: string) => Promise<Group>;
  readonly refuse: (tx: TransactionContext, id: string) => Promise<never>;
}

interface Found {
  readonly groupIds: readonly string[];
  readonly contents: readonly { readonly of: ContentsOfGroups; readonly ids: readonly string[] }[];
}

export interface GroupDeletion {
  previewDeletion(ctx: OperationContext, id: string): Promise<DeletionPreview>;
  delete(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    confirmed: string | undefined,
  ): Promise<void>;
}

/** For other parts of this brick, which have asked already whether the groups may go. */
export interface GroupRemoval {
  /** Under the locks of their domains: the groups, what is in them, and every fact about them. */
  removeAll(tx: TransactionContext, ids: readonly string[]): Promise<void>;
  /** Makes a user an owner by name, who may have another role there. */
  makeOwner(tx: TransactionContext, groupId: string, userId: string): Promise<void>;
}

export function createGroupDeletion(deps: GroupDeletionDeps): GroupDeletion & GroupRemoval {
  const { database, relations, namespaces, groups, members, domains, ownership, contents, events } = deps;
  const { get, refuse } = deps;

  const findContents = async (ctx: OperationContext, groupIds: readonly string[]): Promise<Found> => {
    const found: Found['contents'][number][] = [];
    for (const of of contents) found.push({ of, ids: await of.idsIn(ctx, groupIds) });
    return { groupIds, contents: found };
  };

  /** The other groups that have owners by way of these, and who that is. Everything is locked. */
  const ownedThrough = async (
    tx: TransactionContext,
    groupIds: readonly string[],
    affected: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly owners: OwnerCount; readonly people: readonly string[] }>> => {
    const rest = affected.filter((other) => !groupIds.includes(other));
    const found = new Map<string, { readonly owners: OwnerCount; readonly people: readonly string[] }>();
    for (const [id, owners] of await ownership.countOwners(tx, rest)) {
      if (groupIds.includes(id)) continue;
      const people = await ownership.ownersThrough(tx, id, groupIds);
      if (people.length > 0) found.set(id, { owners, people });
    }
    return found;
  };

  /** By name, whatever their role there was; nobody gains a right that they did not have. */
  const makeOwner = async (tx: TransactionContext, groupId: string, userId: string): Promise<void> => {
    const group = await groups.find(tx, groupId);
    if (!group) return;
    const object = { type: 'group', id: groupId };
    const owner = { kind: 'user', id: userId, role: 'owner' } as const;
    const isNew = await members.insert(tx, { objectId: groupId, domainId: group.domainId }, owner);
    const before = isNew ? undefined : await members.changeRole(tx, groupId, userId, 'any', 'owner');
    await relations.write(tx, {
      touch: [memberTuple(object, owner, 'owner')],
      ...(before && before !== 'owner' && { delete: [memberTuple(object, owner, before)] }),
    });
  };

  const removeFound = async (tx: TransactionContext, { groupIds, contents: found }: Found): Promise<void> => {
    const others = await ownedThrough(tx, groupIds, await ownership.lockAbove(tx, groupIds));
    for (const { of, ids } of found) await of.remove(tx, ids);
    if (events)
      await tellOfGoneGroups(tx, events, await describeGroups(tx, { groups, namespaces }, groupIds));
    await groups.delete(tx, groupIds);
    await namespaces.release(tx, groupIds);
    for (const gone of groupIds) await relations.deleteObject(tx, { type: 'group', id: gone });
    for (const [id, { owners, people }] of others) {
      const after = (await ownership.countOwners(tx, [id])).get(id);
      if (after && isWorse(owners, after)) for (const userId of people) await makeOwner(tx, id, userId);
    }
  };

  return {
    makeOwner,
    async previewDeletion(ctx, id) {
      await get(ctx, id);
      const { ids } = await ownership.tree(ctx, id);
      return previewOf(id, await findContents(ctx, ids));
    },
    delete: (ctx, id, expected, confirmed) =>
      database.transact(ctx, async (tx) => {
        const group = await get(tx, id);
        await domains.lock(tx, group.domainId);
        await namespaces.assertActive(tx, group.domainId);
        const groupIds = await ownership.lockTrees(tx, [id]);
        const { version } = await get(tx, id);
        if (expected !== 'any' && !expected.includes(version)) return refuse(tx, id);
        const found = await findContents(tx, groupIds);
        assertConfirmed(previewOf(id, found), confirmed);
        await removeFound(tx, found);
      }),
    async removeAll(tx, ids) {
      if (ids.length === 0) return;
      await removeFound(tx, await findContents(tx, await ownership.lockTrees(tx, ids)));
    },
  };
}

/** The groups with their paths of today. */
export async function describeGroups(
  ctx: OperationContext,
  {
    groups,
    namespaces,
  }: { readonly groups: GroupRepository; readonly namespaces: Pick<Namespaces, 'pathsOf'> },
  ids: readonly string[],
): Promise<readonly Group[]> {
  const paths = await namespaces.pathsOf(ctx, ids);
  return (await groups.findAll(ctx, ids)).map((group) => ({
    ...group,
    path: paths.get(group.id) ?? group.slug,
  }));
}

function previewOf(id: string, { groupIds, contents }: Found): DeletionPreview {
  const others = groupIds.filter((other) => other !== id);
  return deletionPreview(id, [
    { kind: 'groups', ids: others },
    ...contents.map(({ of, ids }) => ({ kind: of.kind, ids })),
  ]);
}

/** What goes with an object when it is deleted. */
export function deletionPreview(
  id: string,
  contents: readonly { readonly kind: string; readonly ids: readonly string[] }[],
): DeletionPreview {
  const text = JSON.stringify([id, ...contents.map(({ kind, ids }) => [kind, [...ids].sort()])]);
  return {
    contents: contents.map(({ kind, ids }) => ({ kind, count: ids.length })),
    fingerprint: createHash('sha256').update(text).digest('base64url'),
  };
}

/**
 * Nothing goes that the caller has not been told of.
 * @throws {DeletionUnconfirmed}
 */
export function assertConfirmed(preview: DeletionPreview, confirmed: string | undefined): void {
  const isEmpty = preview.contents.every(({ count }) => count === 0);
  if (isEmpty || preview.fingerprint === confirmed) return;
  throw new DeletionUnconfirmed('This would remove more than the object itself', {
    details: { contents: preview.contents, fingerprint: preview.fingerprint },
  });
}
