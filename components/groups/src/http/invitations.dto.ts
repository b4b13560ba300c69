import {
  BooleanField,
  EnumField,
  IntegerField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import type { GroupRole } from '../groups.types.js';
import type { InvitationTarget } from '../invitation-tokens.js';
import type { Invitation } from '../invitations.types.js';

const roles = ['viewer', 'editor', 'owner'] as const;
const emailPattern = /^[^\s@]+@[^\s@]+$/;

export class InvitationListQuery extends pageQuery({ sortable: ['created_at'] }) {}

export class CreateInvitationRequest {
  @EnumField({ description: 'What who accepts may do.', values: roles, example: 'viewer' })
  role!: GroupRole;

  @StringField({
    description: 'Only who logs in with this address may answer. Default: whoever has the link.',
    maxLength: 320,
    pattern: emailPattern,
    optional: true,
  })
  email?: string;

  @IntegerField({ description: 'Days until it expires.', min: 1, max: 30, default: 7 })
  expires_in_days!: number;
}

export class InvitationResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'What who accepts may do.', values: roles })
  role!: GroupRole;

  @StringField({ description: 'Only this address may answer.', maxLength: 320, nullable: true })
  email!: string | null;

  @EnumField({ description: 'What became of it.', values: ['open', 'accepted', 'declined'] })
  status!: Invitation['status'];

  @UuidField({ description: 'Id of the user who invited.' })
  invited_by!: string;

  @UuidField({ description: 'Id of the user who accepted or declined.', nullable: true })
  answered_by!: string | null;

  @TimeField({ description: 'After this nobody can accept it.' })
  expires_at!: string;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class NewInvitationResponse extends InvitationResponse {
  @StringField({ description: 'To be given to the invited person. It is not shown again.', maxLength: 255 })
  token!: string;
}

export class InvitationTokenPath {
  @StringField({
    description: 'The token of the invitation.',
    maxLength: 255,
    example: 'ashlar_inv_g_token',
  })
  token!: string;
}

export class InvitationPreviewResponse {
  @EnumField({ description: 'What it invites to.', values: ['group', 'project'] })
  target_type!: InvitationTarget;

  @UuidField({ description: 'Id of that.' })
  target_id!: string;

  @StringField({ description: 'Name of that.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'Path of that.', maxLength: 2_200 })
  path!: string;

  @EnumField({ description: 'What who accepts may do.', values: roles })
  role!: GroupRole;

  @StringField({ description: 'Name of who invited.', minLength: 0, maxLength: 255 })
  invited_by!: string;

  @BooleanField({ description: 'Whether one address alone may answer.' })
  personal!: boolean;

  @TimeField({ description: 'After this nobody can accept it.' })
  expires_at!: string;
}

export class MembershipResponse {
  @EnumField({ description: 'What the caller is a member of.', values: ['group', 'project'] })
  target_type!: InvitationTarget;

  @UuidField({ description: 'Id of that.' })
  target_id!: string;

  @EnumField({ description: 'What the caller may do there.', values: roles })
  role!: GroupRole;
}
