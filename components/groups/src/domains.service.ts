import { type Authorizer, permittedRow } from '@ashlar/authz';
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
import type { Events } from '@ashlar/events';
import type { RelationWriter } from './tuples.js';
import { createDomainDeletion } from './domain-deletion.js';
import { DomainRepository } from './domains.repository.js';
import type { ContentsOfGroups } from './group-deletion.js';
import { DomainMemberRow } from './groups.entity.js';
import { assertActive } from './active-domain.js';
import { DomainNotFound } from './groups.errors.js';
import type { DeletionPreview, Domain, DomainChange, DomainFilter, NewDomain } from './groups.types.js';
import { MemberRepository } from './members.repository.js';
import { createMembers, type Members } from './members.service.js';
import { cleanName } from './names.js';
import { parentTuple } from './tuples.js';

export interface DomainsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'check' | 'rightsIn' | 'visibleIn'>;
  readonly relations: RelationWriter;
  /** What other bricks keep in domains, groups and the namespaces of users. Default: nothing. */
  readonly contents?: readonly ContentsOfGroups[] | undefined;
  /** Told of the groups that go with a domain; of the rest tells `tellOfDomains`. */
  readonly events?: Events | undefined;
}

/** Tenants. Nothing crosses a domain. */
export interface Domains {
  /** What the caller may see. Sorted by `name` or `created_at`. */
  list(ctx: OperationContext, filter: DomainFilter, request: PageRequest): Promise<Page<Domain>>;
  /** @throws {DomainNotFound} */
  get(ctx: OperationContext, id: string): Promise<Domain>;
  /**
   * The domain of this slug, whatever its case, or id, when the caller may do this to it; found and asked in one
   * statement. What is missing or not visible is one and the same DomainNotFound. @throws {DomainNotFound | Forbidden}
   */
  resolve(ctx: OperationContext, name: string, permission: string): Promise<Domain>;
  /** @throws {DomainSlugTaken} */
  create(ctx: OperationContext, input: NewDomain): Promise<Domain>;
  /** Also suspends and resumes. @throws {DomainNotFound | PreconditionFailed} */
  update(ctx: OperationContext, id: string, expected: ExpectedVersion, change: DomainChange): Promise<Domain>;
  /** What would go with it. @throws {DomainNotFound} */
  previewDeletion(ctx: OperationContext, id: string): Promise<DeletionPreview>;
  /**
   * Removes the domain with all that is in it; the people stay. Also when it is suspended.
   * @param confirmed the fingerprint of the preview; not needed when the domain is empty.
   * @throws {DomainNotFound | DomainPermanent | DeletionUnconfirmed | PreconditionFailed}
   */
  delete(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    confirmed: string | undefined,
  ): Promise<void>;
  /** Who administers a domain and who is in it. */
  readonly members: Members;
}

const read = 'domain.read';

export function createDomains({
  database,
  authorizer,
  relations,
  contents = [],
  events,
}: DomainsDeps): Domains {
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
    authorizer,
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
      watchOwners: async () => async () => undefined,
    },
  });

  return {
    list: async (ctx, filter, request) =>
      domains.list(ctx, await authorizer.visibleIn(ctx, read), filter, request),
    get,
    async resolve(ctx, name, permission) {
      const rights = authorizer.rightsIn(ctx, [...new Set([read, permission])]);
      return permittedRow(await domains.findNamed(ctx, name, rights), permission, DomainNotFound);
    },
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const id = newId();
        const name = cleanName(input.name);
        await domains.insert(tx, id, { ...input, name, slug: input.slug.toLowerCase() });
        await relations.write(tx, { touch: [parentTuple({ type: 'domain', id })] });
        return get(tx, id);
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const name = change.name === undefined ? {} : { name: cleanName(change.name) };
        if (!(await domains.update(tx, id, expected, { ...change, ...name }))) return refuse(tx, id);
        return get(tx, id);
      }),
    ...createDomainDeletion({ database, relations, domains, contents, events, get, refuse }),
    members,
  };
}
