import type { Authorizer } from '@ashlar/authz';
import type { Database, TransactionContext } from '@ashlar/database';
import type { RelationWriter } from './tuples.js';
import type { DomainRepository } from './domains.repository.js';
import { GroupNotFound, LastOwner, MembershipCycle } from './groups.errors.js';
import type { GroupRepository, StoredGroup } from './groups.repository.js';
import type { MemberRepository } from './members.repository.js';
import { createMembers, type Members } from './members.service.js';
import { isWorse, type OwnershipRepository } from './ownership.repository.js';

export interface GroupMembersDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'check'>;
  readonly relations: RelationWriter;
  readonly groups: GroupRepository;
  readonly members: MemberRepository;
  readonly domains: DomainRepository;
  readonly ownership: OwnershipRepository;
  readonly lock: (tx: TransactionContext, id: string) => Promise<StoredGroup>;
}

/**
 * Members of groups, and the rule that no group is left without an owner. Roles flow down, so it is enough to look
 * at groups that lie directly in a domain: what is in them inherits their owners. Owners are people who may act, also
 * those who are owners by way of a group that is one. A suspension may leave a group without: then nobody can take more
 * owners away until somebody who may act is one.
 */
export function createGroupMembers(deps: GroupMembersDeps): Members {
  const { database, authorizer, relations, groups, members, domains, ownership, lock } = deps;
  return createMembers({
    database,
    authorizer,
    relations,
    members,
    container: {
      type: 'group',
      roles: ['viewer', 'editor', 'owner'],
      async lock(tx, id, joining) {
        if (joining?.kind === 'group') {
          // Two groups that become members of each other at the same time would each see only one half of the circle.
          const group = await groups.find(tx, id);
          if (!group) throw new GroupNotFound(`There is no group ${id}`);
          await domains.lock(tx, group.domainId);
          if (await ownership.reaches(tx, id, joining.id)) {
            throw new MembershipCycle('The group would be a member of itself');
          }
        }
        const joiningIds = joining?.kind === 'group' ? [joining.id] : [];
        await ownership.lockAbove(tx, [id, ...joiningIds]);
        return lock(tx, id);
      },
      async watchOwners(tx, id) {
        const before = await ownership.countOwners(tx, [id]);
        return async () => {
          for (const [root, after] of await ownership.countOwners(tx, [id])) {
            if (isWorse(before.get(root), after))
              throw new LastOwner('Nobody who may act would own the group');
          }
        };
      },
    },
  });
}
