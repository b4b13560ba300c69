/** For bricks whose objects have members too: the row they extend and the queries over it. */
export { containing } from './domains.repository.js';
export { MemberRow } from './groups.entity.js';
export { InvitationRow } from './invitations.entity.js';
export { InvitationRepository, type InvitationTable } from './invitations.repository.js';
export { MemberRepository, type MemberTable } from './members.repository.js';
export { invitationsSql } from './held.repository.js';
export { chainOfGroup, pathOf, walkFrom } from './slugs.repository.js';
