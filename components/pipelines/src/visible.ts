import type { Authorizer } from '@ashlar/authz';
import { type OperationContext, systemContext } from '@ashlar/database';

type ListFilter = Awaited<ReturnType<Authorizer['visibleIn']>>;

/**
 * What a list of what lies in projects may show. Within one project it is all or nothing, so there the project is asked
 * about once, and the rows are read in order like those of somebody who may see everything.
 */
export async function visible(
  authorizer: Pick<Authorizer, 'visibleIn' | 'checkMany'>,
  ctx: OperationContext,
  projectId: string | undefined,
): Promise<ListFilter> {
  const permission = 'pipeline.read';
  if (projectId === undefined) return authorizer.visibleIn(ctx, permission);
  const seen = await authorizer.checkMany(ctx, 'project.view', [projectId]);
  const { requestId, signal } = ctx;
  const all = seen.has(projectId);
  // Who cannot see the project sees the nothing that its filter leaves of what else is visible.
  return authorizer.visibleIn(
    all ? systemContext('a project was asked about', { requestId, signal }) : ctx,
    permission,
  );
}
