import type { Database, OperationContext } from '@ashlar/database';
import { InvitationRepository } from '@ashlar/groups/persistence';
import { ProjectInvitationRow } from './projects.entity.js';

/** For the worker: removes invitations to projects that ended 30 days ago. Answers how many. */
export function forgetProjectInvitations(database: Database, ctx: OperationContext): Promise<number> {
  const invitations = new InvitationRepository(database, {
    table: 'projects.invitations',
    row: ProjectInvitationRow,
  });
  return database.transact(ctx, (tx) => invitations.prune(tx));
}
