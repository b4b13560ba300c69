import type { Database, ExpectedVersion, OperationContext, TransactionContext } from '@ashlar/database';
import {
  assertConfirmed,
  type ContentsOfGroups,
  type DeletionPreview,
  deletionPreview,
  type Namespaces,
  type RelationWriter,
} from '@ashlar/groups';
import type { Events } from '@ashlar/events';
import { tellOfGoneProjects } from './projects.events.js';
import type { ProjectRepository, StoredProject } from './projects.repository.js';
import type { PartOfProjects, Project } from './projects.types.js';

export interface ProjectDeletionDeps {
  readonly database: Database;
  readonly relations: RelationWriter;
  readonly namespaces: Namespaces;
  readonly projects: ProjectRepository;
  readonly parts: readonly PartOfProjects[];
  readonly events: Events | undefined;
  readonly get: (ctx: OperationContext, id: string) => Promise<Project>;
  /** Against changes, and against new things in it. */
  readonly lock: (tx: TransactionContext, id: string) => Promise<StoredProject>;
  readonly refuse: (tx: TransactionContext, id: string) => Promise<never>;
}

export interface ProjectDeletion {
  readonly inGroups: ContentsOfGroups;
  previewDeletion(ctx: OperationContext, id: string): Promise<DeletionPreview>;
  delete(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    confirmed: string | undefined,
  ): Promise<void>;
}

export function createProjectDeletion(deps: ProjectDeletionDeps): ProjectDeletion {
  const { database, relations, namespaces, projects, parts, events, get, lock, refuse } = deps;

  const preview = async (ctx: OperationContext, id: string): Promise<DeletionPreview> => {
    const contents: { readonly kind: string; readonly ids: readonly string[] }[] = [];
    for (const part of parts) contents.push({ kind: part.kind, ids: await part.idsIn(ctx, [id]) });
    return deletionPreview(id, contents);
  };

  const describe = async (ctx: OperationContext, ids: readonly string[]): Promise<readonly Project[]> => {
    const paths = await namespaces.pathsOf(ctx, ids);
    return (await projects.findAll(ctx, ids)).map((one) => ({ ...one, path: paths.get(one.id) ?? one.slug }));
  };

  /** The projects, all that is in them, their names and every fact about them. */
  const remove = async (tx: TransactionContext, ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    for (const part of parts) await part.remove(tx, await part.idsIn(tx, ids));
    if (events) await tellOfGoneProjects(tx, events, await describe(tx, ids));
    await projects.delete(tx, ids);
    await namespaces.release(tx, ids);
    for (const id of ids) await relations.deleteObject(tx, { type: 'project', id });
  };

  return {
    inGroups: { kind: 'projects', idsIn: (ctx, ids) => projects.idsIn(ctx, ids), remove },
    async previewDeletion(ctx, id) {
      await get(ctx, id);
      return preview(ctx, id);
    },
    delete: (ctx, id, expected, confirmed) =>
      database.transact(ctx, async (tx) => {
        const { version } = await lock(tx, id);
        if (expected !== 'any' && !expected.includes(version)) return refuse(tx, id);
        assertConfirmed(await preview(tx, id), confirmed);
        await remove(tx, [id]);
      }),
  };
}
