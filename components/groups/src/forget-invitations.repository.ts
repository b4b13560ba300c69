import type { Database, OperationContext } from '@ashlar/database';
import { GroupInvitationRow } from './invitations.entity.js';
import { InvitationRepository } from './invitations.repository.js';

/** For the worker: removes invitations to groups that ended 30 days ago. Answers how many. */
export function forgetGroupInvitations(database: Database, ctx: OperationContext): Promise<number> {
  const invitations = new InvitationRepository(database, {
    table: 'groups.invitations',
    row: GroupInvitationRow,
  });
  return database.transact(ctx, (tx) => invitations.prune(tx));
}
