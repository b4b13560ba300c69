import { findVisiblePage, type ListFilter } from '@ashlar/authz/persistence';
import type { Database, OperationContext, Page, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { ProjectRow } from './projects.entity.js';

/** The twenty newest that the filter lets through. */
export function newestProjects(
  ctx: OperationContext,
  database: Database,
  filter: ListFilter,
  count = false,
): Promise<Page<ProjectRow>> {
  const query = managerFor(ctx, database).createQueryBuilder(ProjectRow, 'project');
  const sort = { by: 'created_at', descending: true };
  return findVisiblePage(
    ctx,
    database,
    query,
    { size: 20, sort, start: { page: 0 }, count },
    { created_at: { expression: 'project.createdAt', valueOf: (row) => row.createdAt.toISOString() } },
    {
      filter,
      mirrors: { objects: { parent: 'project.parentId' }, wildcards: { public: 'project.isPublic' } },
    },
  );
}

/** A project that is old enough not to change what the lists show. */
export async function insertProject(
  tx: TransactionContext,
  database: Database,
  id: string,
  parentId: string,
): Promise<void> {
  await managerFor(tx, database).insert(ProjectRow, {
    id,
    n: '0',
    parentId,
    ns: false,
    isPublic: false,
    name: `Project ${id}`,
    createdAt: new Date(0),
  });
}
