import type { Authorizer } from '@ashlar/authz';
import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';
import type { RelationWriter } from './tuples.js';
import { DomainRepository } from './domains.repository.js';
import { assertActive } from './active-domain.js';
import { DomainMemberRow } from './groups.entity.js';
import { DomainNotFound, HomeDomainRefused, ParentRefused, SlugMoved } from './groups.errors.js';
import { GroupRepository } from './groups.repository.js';
import {
  defaultDomainId,
  type Domain,
  type Resolved,
  type Target,
  type UserNamespace,
  type Visibility,
} from './groups.types.js';
import { MemberRepository } from './members.repository.js';
import { NamespaceRepository } from './namespaces.repository.js';
import { OwnershipRepository } from './ownership.repository.js';
import { SlugRepository } from './slugs.repository.js';
import { memberTuple, parentTuple } from './tuples.js';

export interface NamespacesDeps {
  readonly database: Database;
  readonly relations: RelationWriter;
}

/** A place for projects: a group or the namespace of a user. */
export interface Place {
  readonly type: 'group' | 'user-namespace';
  readonly id: string;
  readonly domainId: string;
  /** Of the domain: for what does not say. */
  readonly defaultVisibility: Visibility;
}

/** Paths: what lies where under which name, now and before. */
export interface Namespaces {
  /**
   * The user's home: membership of a domain and a namespace in it. Made at the first call; later calls only read.
   * @param username becomes the slug, as far as it can; a number is added when the name is taken.
   * @param domainSlug of the domain for a home that is new. Default: the domain `default`.
   * @throws {HomeDomainRefused} when there is none of this slug, or it is suspended.
   */
  ensureHome(
    ctx: OperationContext,
    userId: string,
    username: string,
    domainSlug?: string,
  ): Promise<UserNamespace>;
  /** Where a user's own projects go. */
  findHome(ctx: OperationContext, userId: string): Promise<UserNamespace | undefined>;
  /**
   * What a path leads to; whether the caller may see it is not asked. `user-namespace`, `group` and `project` are
   * found; a name of the past leads there too, with `current: false`.
   * @param path slugs with `/` between, whatever their case. @param domainId default: where the caller is at home, and the
   * domain `default` for who is no user.
   */
  find(ctx: OperationContext, path: string, domainId?: string): Promise<Resolved | undefined>;
  /** A place for projects; whether the caller may use it is not asked. */
  findPlace(ctx: OperationContext, id: string): Promise<Place | undefined>;
  /** Whether one group is the other, or lies in it at any depth. */
  liesIn(ctx: OperationContext, groupId: string, inGroupId: string): Promise<boolean>;
  /** @throws {DomainSuspended} */
  assertActive(ctx: OperationContext, domainId: string): Promise<Domain>;
  /** Names the target; its former name becomes one of the past. @throws {SlugTaken} */
  claim(tx: TransactionContext, target: Target, parentId: string, slug: string): Promise<void>;
  /** Forgets all names of what is gone. */
  release(tx: TransactionContext, ids: readonly string[]): Promise<void>;
  /** A slug that is nobody's there today: the wanted one, or that with a number. A hint: `claim` decides. */
  freeSlug(ctx: OperationContext, parentId: string, wanted: string): Promise<string>;
  /** The paths of targets today, by id. */
  pathsOf(ctx: OperationContext, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export function createNamespaces({ database, relations }: NamespacesDeps): Namespaces {
  const slugs = new SlugRepository(database);
  const homes = new NamespaceRepository(database);
  const domains = new DomainRepository(database);
  const groups = new GroupRepository(database);
  const ownership = new OwnershipRepository(database);
  const members = new MemberRepository(database, { table: 'groups.domain_members', row: DomainMemberRow });

  const active = async (ctx: OperationContext, domainId: string): Promise<Domain> => {
    const domain = await domains.find(ctx, domainId);
    if (!domain) throw new DomainNotFound(`There is no domain ${domainId}`);
    assertActive(domain);
    return domain;
  };

  /** Nothing moves from one domain to another, so nobody is put into one for want of the right one. */
  const homeDomain = async (ctx: OperationContext, slug: string): Promise<string> => {
    const domain = await domains.findBySlug(ctx, slug);
    if (!domain || domain.suspendedAt) throw new HomeDomainRefused();
    return domain.id;
  };

  const makeHome = async (
    tx: TransactionContext,
    userId: string,
    username: string,
    domainSlug: string | undefined,
  ): Promise<UserNamespace> => {
    const domainId = domainSlug === undefined ? defaultDomainId : await homeDomain(tx, domainSlug);
    const domain = { type: 'domain', id: domainId };
    const user = { kind: 'user', id: userId } as const;
    const isNew = await members.insert(tx, { objectId: domainId, domainId }, { ...user, role: 'member' });
    const id = newId();
    const slug = await freeSlug(tx, domainId, slugOf(username));
    await slugs.claim(tx, { type: 'user-namespace', id }, domainId, slug);
    const home: UserNamespace = { id, domainId, userId, slug };
    await homes.insert(tx, home);
    const namespace = { type: 'user_namespace', id };
    await relations.write(tx, {
      touch: [
        ...(isNew ? [memberTuple(domain, user, 'member')] : []),
        parentTuple(namespace, domain),
        memberTuple(namespace, user, 'owner'),
      ],
    });
    return home;
  };

  const freeSlug = async (ctx: OperationContext, parentId: string, wanted: string): Promise<string> => {
    for (let number = 1; number <= 20; number += 1) {
      const slug = number === 1 ? wanted : `${wanted}-${number}`;
      if (await slugs.isFree(ctx, parentId, slug)) return slug;
    }
    return `${wanted}-${newId().slice(-12)}`;
  };

  /** As names without a domain are meant: where the caller is at home. */
  const domainOfCaller = async (ctx: OperationContext): Promise<string> => {
    const home = ctx.actor.kind === 'user' ? await homes.findByUser(ctx, ctx.actor.id) : undefined;
    return home?.domainId ?? defaultDomainId;
  };

  const find = async (
    ctx: OperationContext,
    path: string,
    inDomainId?: string,
  ): Promise<Resolved | undefined> => {
    const domainId = inDomainId ?? (await domainOfCaller(ctx));
    const target = await slugs.walk(ctx, domainId, path.toLowerCase().split('/'));
    if (!target) return undefined;
    const current = await slugs.pathsOf(ctx, [target.id]);
    return { ...target, domainId, path: current.get(target.id) ?? path };
  };

  return {
    async ensureHome(ctx, userId, username, domainSlug) {
      const known = await homes.findByUser(ctx, userId);
      if (known) return known;
      return database.transact(
        ctx,
        async (tx) => {
          await homes.lockUser(tx, userId);
          return (await homes.findByUser(tx, userId)) ?? makeHome(tx, userId, username, domainSlug);
        },
        { idempotent: true },
      );
    },
    findHome: (ctx, userId) => homes.findByUser(ctx, userId),
    find,
    async findPlace(ctx, id) {
      const group = await groups.find(ctx, id);
      const place = group ?? (await homes.find(ctx, id));
      const domain = place && (await domains.find(ctx, place.domainId));
      if (!domain) return undefined;
      const type = group ? 'group' : 'user-namespace';
      return { type, id, domainId: domain.id, defaultVisibility: domain.defaultVisibility };
    },
    liesIn: async (ctx, groupId, inGroupId) => (await ownership.ancestry(ctx, groupId)).includes(inGroupId),
    assertActive: active,
    claim: (tx, target, parentId, slug) => slugs.claim(tx, target, parentId, slug.toLowerCase()),
    release: (tx, ids) => slugs.release(tx, ids),
    freeSlug,
    pathsOf: (ctx, ids) => slugs.pathsOf(ctx, ids),
  };
}

/** What of a text can be a slug. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/[._-]*([._-])[._-]*/g, '$1')
    .slice(0, 80)
    .replaceAll(/^[._-]+|[._-]+$/g, '');
  return slug || 'user';
}

/** @throws {ParentRefused} for a place in another domain. */
export function assertSameDomain(domainId: string, place: { readonly domainId: string }): void {
  if (place.domainId !== domainId) throw new ParentRefused('Nothing moves from one domain to another');
}

/**
 * Who gave a group or project into a group does not lose it to somebody who owns no more than that: taking it out needs
 * the right to change the group, unless it goes deeper into it.
 * @param fromGroupId the group that it lies in, if it lies in one. @param toGroupId the group that it goes to.
 * @throws {Forbidden}
 */
export async function assertMayTakeOut(
  ctx: OperationContext,
  {
    authorizer,
    namespaces,
  }: {
    readonly authorizer: Pick<Authorizer, 'check'>;
    readonly namespaces: Pick<Namespaces, 'liesIn'>;
  },
  fromGroupId: string | undefined,
  toGroupId: string | undefined,
): Promise<void> {
  if (fromGroupId === undefined) return;
  if (toGroupId !== undefined && (await namespaces.liesIn(ctx, toGroupId, fromGroupId))) return;
  if (await authorizer.check(ctx, 'group.update', fromGroupId)) return;
  throw new Forbidden('Only who may change the group that it lies in may take it out');
}

/**
 * For a write, once the caller is known to see what was found.
 * @throws {SlugMoved} when it was found by a path of the past.
 */
export function assertCurrent({ current, path }: Pick<Resolved, 'current' | 'path'>): void {
  if (!current) throw new SlugMoved(`It is called ${path} now`, { details: { path } });
}
