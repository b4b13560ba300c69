import type { Database } from '@ashlar/database';
import { MemberRepository } from '@ashlar/groups/persistence';
import { ProjectMemberRow } from './projects.entity.js';

/** Who was given a role in which project. */
export class ProjectMemberRepository extends MemberRepository {
  constructor(database: Database) {
    super(database, { table: 'projects.members', row: ProjectMemberRow });
  }
}
