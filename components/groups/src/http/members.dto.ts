import { EnumField, IntegerField, pageQuery, StringField, TimeField, UuidField } from '@ashlar/http';
import type { DomainRole, GroupRole, Role } from '../groups.types.js';

export class MemberListQuery extends pageQuery({ sortable: ['created_at'] }) {}

export class PutMemberRequest {
  @EnumField({
    description: 'A user, or a group: then everybody who is a member of it.',
    values: ['user', 'group'],
    example: 'user',
  })
  kind!: 'user' | 'group';

  @EnumField({
    description: 'What the member may do.',
    values: ['viewer', 'editor', 'owner'],
    example: 'editor',
  })
  role!: GroupRole;
}

export class UpdateMemberRequest {
  @EnumField({
    description: 'What the member may do.',
    values: ['viewer', 'editor', 'owner'],
    example: 'viewer',
  })
  role!: GroupRole;
}

export class PutDomainMemberRequest {
  @EnumField({
    description: 'A user, or a group whose members administer the domain.',
    values: ['user', 'group'],
    example: 'user',
  })
  kind!: 'user' | 'group';

  @EnumField({ description: 'Place in the domain.', values: ['member', 'admin'], example: 'member' })
  role!: DomainRole;
}

export class UpdateDomainMemberRequest {
  @EnumField({ description: 'Place in the domain.', values: ['member', 'admin'], example: 'admin' })
  role!: DomainRole;
}

export class MemberResponse {
  @UuidField({ description: 'Id of the user or group.' })
  id!: string;

  @EnumField({
    description: 'A user, or a group: then everybody who is a member of it.',
    values: ['user', 'group'],
  })
  kind!: 'user' | 'group';

  @StringField({ description: 'Of a user the full name, or the username.', minLength: 0, maxLength: 255 })
  name!: string;

  @StringField({ description: 'Of a user.', maxLength: 255, nullable: true })
  username!: string | null;

  @EnumField({
    description: 'The role that was given here; inherited ones are not shown.',
    values: ['viewer', 'editor', 'owner', 'member', 'admin'],
  })
  role!: Role;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it became a member.' })
  created_at!: string;

  @TimeField({ description: 'When the role last changed.' })
  updated_at!: string;
}
