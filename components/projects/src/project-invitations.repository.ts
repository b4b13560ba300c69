import type { Database } from '@ashlar/database';
import { InvitationRepository } from '@ashlar/groups/persistence';
import { ProjectInvitationRow } from './projects.entity.js';

/** Who was invited to which project. */
export class ProjectInvitationRepository extends InvitationRepository {
  constructor(database: Database) {
    super(database, { table: 'projects.invitations', row: ProjectInvitationRow });
  }
}
