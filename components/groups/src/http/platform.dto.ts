import { EnumField, IntegerField, ObjectField, StringListField, TimeField } from '@ashlar/http';
import type { CreationSwitch } from '../platform.types.js';

const who = ['everyone', 'admins', 'named'] as const;
const ids = { maxItems: 1_000, maxLength: 36, format: 'uuid' } as const;

export class CreationSwitchRequest {
  @EnumField({
    description: 'Everyone who logs in, administrators of the platform alone, or the named as well.',
    values: who,
    example: 'everyone',
  })
  who!: CreationSwitch['who'];

  @StringListField({ description: 'Ids of the named users.', ...ids, optional: true })
  user_ids?: string[];
}

export class AuthorizationConfigRequest {
  @ObjectField(() => CreationSwitchRequest, {
    description: 'Who may make groups, where their roles let them.',
  })
  group_creators!: CreationSwitchRequest;

  @ObjectField(() => CreationSwitchRequest, {
    description: 'Who may make projects, where their roles let them; also in their own namespaces.',
  })
  project_creators!: CreationSwitchRequest;
}

export class CreationSwitchResponse {
  @EnumField({ description: 'Who may.', values: who })
  who!: CreationSwitch['who'];

  @StringListField({ description: 'Ids of the named users.', ...ids })
  user_ids!: string[];
}

export class AuthorizationConfigResponse {
  @ObjectField(() => CreationSwitchResponse, { description: 'Who may make groups.' })
  group_creators!: CreationSwitchResponse;

  @ObjectField(() => CreationSwitchResponse, { description: 'Who may make projects.' })
  project_creators!: CreationSwitchResponse;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}
