import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import type { DomainRepository } from './domains.repository.js';
import type { ContentsOfGroups, GroupRemoval } from './group-deletion.js';
import { DomainMemberRow } from './groups.entity.js';
import type { Invitations } from './invitations.types.js';
import { MemberRepository } from './members.repository.js';
import { NamespaceRepository } from './namespaces.repository.js';
import type { Namespaces } from './namespaces.service.js';
import type { OwnershipRepository } from './ownership.repository.js';
import { PlatformRepository } from './platform.repository.js';
import { platformRef } from './platform.service.js';
import { memberTuple, type RelationWriter } from './tuples.js';

/** Whether a part is through with a user. `more`: it is called again, in a transaction of its own. */
export type PartProgress = 'done' | 'more';

/** What users own in a brick, for whoever removes users. Every part may be called again after a crash. */
export interface OwnedByUsers {
  /** Stable, kebab-case. */
  readonly name: string;
  /** What there is of it, by kind in the plural (`projects`); inside a transaction it is locked. */
  preview(
    ctx: OperationContext,
    userId: string,
  ): Promise<readonly { readonly kind: string; readonly ids: readonly string[] }[]>;
  /** Gives it to the heir, and takes away what cannot be given. */
  reassign(tx: TransactionContext, userId: string, heirId: string): Promise<PartProgress>;
  /** Removes it, with all that depends on it. */
  remove(tx: TransactionContext, userId: string): Promise<PartProgress>;
}

export interface GroupsOfUsersDeps {
  readonly database: Database;
  readonly relations: RelationWriter;
  readonly namespaces: Namespaces;
  readonly members: MemberRepository;
  readonly domains: DomainRepository;
  readonly ownership: OwnershipRepository;
  readonly removal: GroupRemoval;
  readonly contents: readonly ContentsOfGroups[];
  readonly invitations: Pick<Invitations, 'forgetUser'>;
}

/**
 * The groups that would be left without an owner, every membership, the home, and what the user was named for. A name
 * that goes with the home is free afterwards. It comes after what keeps its own members, such as projects.
 */
export function createGroupsOfUsers(deps: GroupsOfUsersDeps): OwnedByUsers {
  const { database, relations, namespaces, members, domains, ownership, removal, contents } = deps;
  const homes = new NamespaceRepository(database);
  const ofDomains = new MemberRepository(database, {
    table: 'groups.domain_members',
    row: DomainMemberRow,
  });
  const platform = new PlatformRepository(database);

  /** The groups that only this user owns; everything that could change that is locked. */
  const lockOwnedAlone = async (tx: TransactionContext, userId: string): Promise<readonly string[]> => {
    const known = await ownership.groupsOf(tx, userId);
    for (const id of [...new Set(known.map(({ domainId }) => domainId))].sort()) await domains.lock(tx, id);
    const ids = (await ownership.groupsOf(tx, userId)).map(({ id }) => id);
    return ownership.findOwnerless(tx, await ownership.lockAbove(tx, ids), userId);
  };

  const leave = async (tx: TransactionContext, userId: string): Promise<void> => {
    const user = { kind: 'user', id: userId } as const;
    const inGroups = await members.deleteUser(tx, userId);
    await retireHome(tx, userId);
    const inDomains = await ofDomains.deleteUser(tx, userId);
    const left = [
      ...inGroups.map((row) => ({ ...row, type: 'group' })),
      ...inDomains.map((row) => ({ ...row, type: 'domain' })),
    ];
    const named = await platform.unname(tx, userId);
    await relations.write(tx, {
      delete: [
        ...left.map(({ type, objectId, role }) => memberTuple({ type, id: objectId }, user, role)),
        ...named.map((creates) => ({
          object: platformRef,
          relation: creates === 'groups' ? 'group_creator' : 'project_creator',
          subject: { type: 'user', id: userId },
        })),
      ],
    });
    await deps.invitations.forgetUser(tx, userId);
  };

  const retireHome = async (tx: TransactionContext, userId: string): Promise<void> => {
    const home = await homes.findByUser(tx, userId);
    if (!home) return;
    await homes.delete(tx, [home.id]);
    await namespaces.release(tx, [home.id]);
    await relations.deleteObject(tx, { type: 'user_namespace', id: home.id });
  };

  return {
    name: 'groups',
    async preview(ctx, userId) {
      const known = (await ownership.groupsOf(ctx, userId)).map(({ id }) => id);
      const alone = ctx.transaction
        ? await lockOwnedAlone(ctx as TransactionContext, userId)
        : await ownership.findOwnerless(ctx, known, userId);
      const trees = await Promise.all(alone.map(async (id) => (await ownership.tree(ctx, id)).ids));
      const groupIds = [...new Set(trees.flat())];
      const inside: { readonly kind: string; readonly ids: readonly string[] }[] = [];
      for (const { kind, idsIn } of contents) inside.push({ kind, ids: await idsIn(ctx, groupIds) });
      return [{ kind: 'groups', ids: groupIds }, ...inside];
    },
    async reassign(tx, userId, heirId) {
      for (const id of await lockOwnedAlone(tx, userId)) await removal.makeOwner(tx, id, heirId);
      await leave(tx, userId);
      return 'done';
    },
    async remove(tx, userId) {
      await removal.removeAll(tx, await lockOwnedAlone(tx, userId));
      const home = await homes.findByUser(tx, userId);
      for (const of of home ? contents : []) await of.remove(tx, await of.idsIn(tx, [home?.id ?? '']));
      await leave(tx, userId);
      return 'done';
    },
  };
}
