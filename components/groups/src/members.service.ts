import type { Authorizer } from '@ashlar/authz';
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
import type { MemberRepository, StoredMember } from './members.repository.js';
import { NameRepository } from './names.repository.js';
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
   * Looks at the owners, under the lock, before a role is taken away or changed. What it returns is called afterwards.
   * @throws {LastOwner} afterwards.
   */
  watchOwners(tx: TransactionContext, objectId: string): Promise<() => Promise<void>>;
}

/** Who was given a role in a domain, group or project. Inherited roles are not membership. */
export interface Members {
  /** The roles that can be given here. */
  readonly roles: readonly Role[];
  /** In pages, sorted by `created_at`. */
  list(ctx: OperationContext, objectId: string, request: PageRequest): Promise<Page<Member>>;
  /** @throws {MemberNotFound} */
  get(ctx: OperationContext, objectId: string, memberId: string): Promise<Member>;
  find(ctx: OperationContext, objectId: string, memberId: string): Promise<Member | undefined>;
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
  /**
   * Makes a user a member, or raises the role of one who is; never lowers it.
   * @throws {MemberRefused | DomainSuspended}
   */
  join(ctx: OperationContext, objectId: string, userId: string, role: Role): Promise<Member>;
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
  readonly authorizer: Pick<Authorizer, 'check'>;
}

const nameless = { name: '', username: undefined };

export function createMembers({ database, relations, members, container, authorizer }: MembersDeps): Members {
  const names = new NameRepository(database);

  const named = async (ctx: OperationContext, found: readonly StoredMember[]): Promise<readonly Member[]> => {
    const known = await names.namesOf(
      ctx,
      found.map(({ id }) => id),
    );
    // Whoever is a member exists: without a name only in the moment of going.
    return found.map((member) => ({ ...member, ...(known.get(member.id) ?? nameless) }));
  };

  const find = async (ctx: OperationContext, objectId: string, id: string): Promise<Member | undefined> => {
    const member = await members.find(ctx, objectId, id);
    return member && (await named(ctx, [member]))[0];
  };

  const get = async (ctx: OperationContext, objectId: string, id: string): Promise<Member> => {
    const member = await find(ctx, objectId, id);
    if (!member) throw new MemberNotFound(`${id} is not a member`);
    return member;
  };

  /** Nobody is drawn in who is on the way out, and no group that the caller does not know of. */
  const assertMayJoin = async (tx: TransactionContext, { kind, id }: MemberRef): Promise<void> => {
    const mayJoin =
      kind === 'group' ? await authorizer.check(tx, 'group.read', id) : await names.isPresent(tx, id);
    if (!mayJoin) throw new MemberRefused(`The ${kind} ${id} is not of this domain`);
  };

  const add = async (tx: TransactionContext, objectId: string, domainId: string, given: NewMember) => {
    if (!(await members.insert(tx, { objectId, domainId }, given))) return false;
    const resource = { type: container.type, id: objectId };
    await relations.write(tx, { touch: [memberTuple(resource, given, given.role)] });
    return true;
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
    const assertOwned = await container.watchOwners(tx, objectId);
    const before = await members.changeRole(tx, objectId, id, expected, role);
    if (before === undefined) return refuse(tx, objectId, id);
    const resource = { type: container.type, id: objectId };
    if (before !== role) {
      await relations.write(tx, {
        touch: [memberTuple(resource, { kind, id }, role)],
        delete: [memberTuple(resource, { kind, id }, before)],
      });
      await assertOwned();
    }
    return get(tx, objectId, id);
  };

  return {
    roles: container.roles,
    async list(ctx, objectId, request) {
      const page = await members.list(ctx, objectId, request);
      return { ...page, items: await named(ctx, page.items) };
    },
    get,
    find,
    put: (ctx, objectId, given, { expected, mustNotExist }) =>
      database.transact(ctx, async (tx) => {
        assertRole(given.role);
        await assertMayJoin(tx, given);
        const { domainId } = await container.lock(tx, objectId, given);
        if (await add(tx, objectId, domainId, given)) {
          if (expected !== 'any') throw new PreconditionFailed('It is not a member, so it has no version');
          return { member: await get(tx, objectId, given.id), added: true };
        }
        if (mustNotExist) throw new MemberExists(`${given.id} is a member already`);
        const { kind } = await get(tx, objectId, given.id);
        if (kind !== given.kind) throw new MemberRefused(`${given.id} is a ${kind}`);
        return { member: await changeRole(tx, objectId, given, expected, given.role), added: false };
      }),
    join: (ctx, objectId, id, role) =>
      database.transact(ctx, async (tx) => {
        assertRole(role);
        const user = { kind: 'user', id } as const;
        await assertMayJoin(tx, user);
        const { domainId } = await container.lock(tx, objectId, user);
        if (await add(tx, objectId, domainId, { ...user, role })) return get(tx, objectId, id);
        const member = await get(tx, objectId, id);
        const isRaise = container.roles.indexOf(role) > container.roles.indexOf(member.role);
        return isRaise ? changeRole(tx, objectId, member, 'any', role) : member;
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
        const assertOwned = await container.watchOwners(tx, objectId);
        const gone = await members.delete(tx, objectId, id, expected);
        if (!gone) return refuse(tx, objectId, id);
        await relations.write(tx, {
          delete: [memberTuple({ type: container.type, id: objectId }, gone, gone.role)],
        });
        await assertOwned();
      }),
  };
}
