import type { Database, ExpectedVersion, OperationContext, TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import type { DomainRepository } from './domains.repository.js';
import { assertConfirmed, type ContentsOfGroups, deletionPreview, describeGroups } from './group-deletion.js';
import { DomainMemberRow } from './groups.entity.js';
import { DomainNotFound, DomainPermanent } from './groups.errors.js';
import { tellOfGoneGroups } from './groups.events.js';
import { GroupRepository } from './groups.repository.js';
import { defaultDomainId, type DeletionPreview, type Domain } from './groups.types.js';
import { MemberRepository } from './members.repository.js';
import { NamespaceRepository } from './namespaces.repository.js';
import { SlugRepository } from './slugs.repository.js';
import type { RelationWriter } from './tuples.js';

export interface DomainDeletionDeps {
  readonly database: Database;
  readonly relations: RelationWriter;
  readonly domains: DomainRepository;
  readonly contents: readonly ContentsOfGroups[];
  readonly events: Events | undefined;
  readonly get: (ctx: OperationContext, id: string) => Promise<Domain>;
  readonly refuse: (tx: TransactionContext, id: string) => Promise<never>;
}

export interface DomainDeletion {
  previewDeletion(ctx: OperationContext, id: string): Promise<DeletionPreview>;
  delete(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    confirmed: string | undefined,
  ): Promise<void>;
}

interface Found {
  readonly groupIds: readonly string[];
  readonly homeIds: readonly string[];
  readonly memberIds: readonly string[];
  readonly contents: readonly { readonly of: ContentsOfGroups; readonly ids: readonly string[] }[];
}

export function createDomainDeletion(deps: DomainDeletionDeps): DomainDeletion {
  const { database, relations, domains, contents, events, get, refuse } = deps;
  const groups = new GroupRepository(database);
  const homes = new NamespaceRepository(database);
  const slugs = new SlugRepository(database);
  const members = new MemberRepository(database, { table: 'groups.domain_members', row: DomainMemberRow });

  /** Inside a transaction all of it is locked, from the outside in. */
  const find = async (ctx: OperationContext, id: string): Promise<Found> => {
    const homeIds = await homes.idsIn(ctx, id);
    const groupIds = await groups.idsIn(ctx, id);
    const memberIds = (await members.all(ctx, id)).map((member) => member.id);
    const found: Found['contents'][number][] = [];
    for (const of of contents) found.push({ of, ids: await of.idsIn(ctx, [id, ...homeIds, ...groupIds]) });
    return { groupIds, homeIds, memberIds, contents: found };
  };

  return {
    async previewDeletion(ctx, id) {
      await get(ctx, id);
      return previewOf(id, await find(ctx, id));
    },
    delete: (ctx, id, expected, confirmed) =>
      database.transact(ctx, async (tx) => {
        if (id === defaultDomainId) throw new DomainPermanent('The domain `default` is always there');
        const domain = await domains.lockForDeletion(tx, id);
        if (!domain) throw new DomainNotFound(`There is no domain ${id}`);
        if (expected !== 'any' && !expected.includes(domain.version)) return refuse(tx, id);
        const found = await find(tx, id);
        assertConfirmed(previewOf(id, found), confirmed);
        const { groupIds, homeIds } = found;
        for (const { of, ids } of found.contents) await of.remove(tx, ids);
        if (events) {
          await tellOfGoneGroups(
            tx,
            events,
            await describeGroups(tx, { groups, namespaces: slugs }, groupIds),
          );
        }
        await groups.delete(tx, groupIds);
        await homes.delete(tx, homeIds);
        await slugs.release(tx, [id, ...groupIds, ...homeIds]);
        await domains.delete(tx, id);
        for (const gone of groupIds) await relations.deleteObject(tx, { type: 'group', id: gone });
        for (const gone of homeIds) await relations.deleteObject(tx, { type: 'user_namespace', id: gone });
        await relations.deleteObject(tx, { type: 'domain', id });
      }),
  };
}

function previewOf(id: string, { groupIds, homeIds, memberIds, contents }: Found): DeletionPreview {
  return deletionPreview(id, [
    { kind: 'groups', ids: groupIds },
    { kind: 'user-namespaces', ids: homeIds },
    { kind: 'members', ids: memberIds },
    ...contents.map(({ of, ids }) => ({ kind: of.kind, ids })),
  ]);
}
