import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import type { RelationWriter } from './tuples.js';
import { MemberExists, MemberNotFound, MemberRefused } from './groups.errors.js';
import type { Member, MemberRef, NewMember, PutCondition, Role } from './groups.types.js';
import type { MemberRepository } from './members.repository.js';
import { memberTuple } from './tuples.js';

/** What has members, as far as members are concerned. */
export interface MemberContainer {
  readonly type: 'domain' | 'group' | 'project';
  readonly roles: readonly Role[];
  /**
   * Locks the object, and whatever else the change could leave without an owner, until the end of the transaction:
   * changes of its members happen one after the other.
   * @param joining the member that is to be added, if one is.
   * @throws a not-found error, DomainSuspended, or what forbids the joining.
   */
  lock(tx: TransactionContext, objectId: string, joining?: MemberRef): Promise<{ readonly domainId: string }>;
  /**
   * Asked after a role was taken away or changed, under the lock.
   * @throws {LastOwner}
   */
  assertOwned(tx: TransactionContext, objectId: string): Promise<void>;
}

/** Who was given a role in a domain, group or project. Inherited roles are not membership. */
export interface Members {
  /** The roles that can be given here. */
  readonly roles: readonly Role[];
  /** In pages, sorted by `created_at`. */
  list(ctx: OperationContext, objectId: string, request: PageRequest): Promise<Page<Member>>;
  /** @throws {MemberNotFound} */
  get(ctx: OperationContext, objectId: string, memberId: string): Promise<Member>;
  /**
   * Adds a member, or changes the role of one.
   * @throws {MemberExists | MemberRefused | MembershipCycle | LastOwner | PreconditionFailed}
   */
  put(
    ctx: OperationContext,
    objectId: string,
    member: NewMember,
    condition: PutCondition,
  ): Promise<{ readonly member: Member; readonly added: boolean }>;
  /** @throws {MemberNotFound | MemberRefused | LastOwner | PreconditionFailed} */
  change(
    ctx: OperationContext,
    objectId: string,
    memberId: string,
    expected: ExpectedVersion,
    role: Role,
  ): Promise<Member>;
  /** @throws {MemberNotFound | LastOwner | PreconditionFailed} */
  remove(ctx: OperationContext, objectId: string, memberId: string, expected: ExpectedVersion): Promise<void>;
}

export interface MembersDeps {
  readonly database: Database;
  readonly relations: RelationWriter;
  readonly members: MemberRepository;
  readonly container: MemberContainer;
}

export function createMembers({ database, relations, members, container }: MembersDeps): Members {
  const get = async (ctx: OperationContext, objectId: string, id: string): Promise<Member> => {
    const member = await members.find(ctx, objectId, id);
    if (!member) throw new MemberNotFound(`${id} is not a member`);
    return member;
  };

  const refuse = async (tx: TransactionContext, objectId: string, id: string): Promise<never> => {
    const { version } = await get(tx, objectId, id);
    throw new PreconditionFailed(`The member is at version ${version} now`, { details: { version } });
  };

  const assertRole = (role: Role): void => {
    if (!container.roles.includes(role)) throw new MemberRefused(`There is no role ${role} here`);
  };

  const changeRole = async (
    tx: TransactionContext,
    objectId: string,
    { kind, id }: MemberRef,
    expected: ExpectedVersion,
    role: Role,
  ): Promise<Member> => {
    const before = await members.changeRole(tx, objectId, id, expected, role);
    if (before === undefined) return refuse(tx, objectId, id);
    const resource = { type: container.type, id: objectId };
    if (before !== role) {
      await relations.write(tx, {
        touch: [memberTuple(resource, { kind, id }, role)],
        delete: [memberTuple(resource, { kind, id }, before)],
      });
      await container.assertOwned(tx, objectId);
    }
    return get(tx, objectId, id);
  };

  return {
    roles: container.roles,
    list: (ctx, objectId, request) => members.list(ctx, objectId, request),
    get,
    put: (ctx, objectId, given, { expected, mustNotExist }) =>
      database.transact(ctx, async (tx) => {
        assertRole(given.role);
        const { domainId } = await container.lock(tx, objectId, given);
        if (await members.insert(tx, { objectId, domainId }, given)) {
          if (expected !== 'any') throw new PreconditionFailed('It is not a member, so it has no version');
          const resource = { type: container.type, id: objectId };
          await relations.write(tx, { touch: [memberTuple(resource, given, given.role)] });
          return { member: await get(tx, objectId, given.id), added: true };
        }
        if (mustNotExist) throw new MemberExists(`${given.id} is a member already`);
        const { kind } = await get(tx, objectId, given.id);
        if (kind !== given.kind) throw new MemberRefused(`${given.id} is a ${kind}`);
        return { member: await changeRole(tx, objectId, given, expected, given.role), added: false };
      }),
    change: (ctx, objectId, id, expected, role) =>
      database.transact(ctx, async (tx) => {
        assertRole(role);
        await container.lock(tx, objectId);
        return changeRole(tx, objectId, await get(tx, objectId, id), expected, role);
      }),
    remove: (ctx, objectId, id, expected) =>
      database.transact(ctx, async (tx) => {
        await container.lock(tx, objectId);
        const gone = await members.delete(tx, objectId, id, expected);
        if (!gone) return refuse(tx, objectId, id);
        await relations.write(tx, {
          delete: [memberTuple({ type: container.type, id: objectId }, gone, gone.role)],
        });
        await container.assertOwned(tx, objectId);
      }),
  };
}
