import type { Authorizer } from '@ashlar/authz';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import type { RelationWriter } from './tuples.js';
import { DomainRepository } from './domains.repository.js';
import { DomainMemberRow } from './groups.entity.js';
import { DomainNotFound, DomainSuspended } from './groups.errors.js';
import type { Domain, DomainChange, DomainFilter, NewDomain } from './groups.types.js';
import { MemberRepository } from './members.repository.js';
import { createMembers, type Members } from './members.service.js';
import { parentTuple } from './tuples.js';

/** The domain that every installation has: the home of whoever is in no other. */
export const defaultDomainId = '00000000-0000-7000-8000-000000000001';

export interface DomainsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'visibleIn'>;
  readonly relations: RelationWriter;
}

/** Tenants. Nothing crosses a domain. */
export interface Domains {
  /** What the caller may see. Sorted by `name` or `created_at`. */
  list(ctx: OperationContext, filter: DomainFilter, request: PageRequest): Promise<Page<Domain>>;
  /** @throws {DomainNotFound} */
  get(ctx: OperationContext, id: string): Promise<Domain>;
  /** @throws {DomainSlugTaken} */
  create(ctx: OperationContext, input: NewDomain): Promise<Domain>;
  /** Also suspends and resumes. @throws {DomainNotFound | PreconditionFailed} */
  update(ctx: OperationContext, id: string, expected: ExpectedVersion, change: DomainChange): Promise<Domain>;
  /** Who administers a domain and who is in it. */
  readonly members: Members;
}

export function createDomains({ database, authorizer, relations }: DomainsDeps): Domains {
  const domains = new DomainRepository(database);

  const get = async (ctx: OperationContext, id: string): Promise<Domain> => {
    const domain = await domains.find(ctx, id);
    if (!domain) throw new DomainNotFound(`There is no domain ${id}`);
    return domain;
  };

  const refuse = async (tx: TransactionContext, id: string): Promise<never> => {
    const { version } = await get(tx, id);
    throw new PreconditionFailed(`The domain is at version ${version} now`, { details: { version } });
  };

  const members = createMembers({
    database,
    relations,
    members: new MemberRepository(database, { table: 'groups.domain_members', row: DomainMemberRow }),
    container: {
      type: 'domain',
      roles: ['member', 'admin'],
      async lock(tx, id) {
        const domain = await domains.lock(tx, id);
        if (!domain) throw new DomainNotFound(`There is no domain ${id}`);
        assertActive(domain);
        return { domainId: id };
      },
      // Administrators of the platform are always there.
      assertOwned: async () => undefined,
    },
  });

  return {
    list: async (ctx, filter, request) =>
      domains.list(ctx, await authorizer.visibleIn(ctx, 'domain.read'), filter, request),
    get,
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const id = newId();
        await domains.insert(tx, id, { ...input, slug: input.slug.toLowerCase() });
        await relations.write(tx, { touch: [parentTuple({ type: 'domain', id })] });
        return get(tx, id);
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        if (!(await domains.update(tx, id, expected, change))) return refuse(tx, id);
        return get(tx, id);
      }),
    members,
  };
}

/** @throws {DomainSuspended} */
export function assertActive({ slug, suspendedAt }: Domain): void {
  if (suspendedAt) throw new DomainSuspended(`The domain ${slug} is suspended`);
}
