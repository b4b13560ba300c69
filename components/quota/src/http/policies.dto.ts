import {
  BigintField,
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { policyKinds } from '../rules.types.js';
import { QuotaAssignmentResponse } from './assignments.dto.js';

type Limit = number | string | null;

const anyNumber = -9_223_372_036_854_775_807n;
const limit = (description: string) =>
  BigintField({ description, min: anyNumber, optional: true, nullable: true });
const notAboveZero = 'null, 0 or less: no limit.';
const nullAlone = 'null: no limit.';

export class ResourceSlotsDto {
  @limit(`Processors. ${nullAlone}`)
  cpu?: Limit;

  @limit(`Bytes of memory. ${nullAlone}`)
  mem?: Limit;

  @limit(`Graphics cards. ${nullAlone}`)
  cuda_device?: Limit;
}

/** What resource policies of Backend.AI limit. */
export class QuotaPolicyLimitsDto {
  @limit(`Of users and projects: folders. ${notAboveZero}`)
  max_vfolder_count?: Limit;

  @limit(`Of users and projects: bytes in all folders. ${notAboveZero}`)
  max_quota_scope_size?: Limit;

  @limit(`Of users: sessions of one model service. ${notAboveZero}`)
  max_session_count_per_model_session?: Limit;

  @limit(`Of users: images made of sessions. ${notAboveZero}`)
  max_customized_image_count?: Limit;

  @limit(`Of users: logins at once. ${nullAlone}`)
  max_concurrent_logins?: Limit;

  @limit('Of projects: networks. null or less than 0: no limit.')
  max_network_count?: Limit;

  @limit(`Of key pairs: sessions at once. ${notAboveZero}`)
  max_concurrent_sessions?: Limit;

  @limit(`Of key pairs: sessions for transfers at once. ${notAboveZero}`)
  max_concurrent_sftp_sessions?: Limit;

  @limit(`Of key pairs: sessions that wait. ${nullAlone}`)
  max_pending_session_count?: Limit;

  @limit(`Of key pairs: containers of one session. ${notAboveZero}`)
  max_containers_per_session?: Limit;

  @limit(`Of key pairs: priority of one session. ${nullAlone}`)
  max_priority?: Limit;

  @limit(`Of key pairs: seconds of one session. ${notAboveZero}`)
  max_session_lifetime?: Limit;

  @limit(`Of key pairs: seconds that one session may idle. ${notAboveZero}`)
  idle_timeout?: Limit;

  @ObjectField(() => ResourceSlotsDto, { description: 'Of key pairs: all sessions.', optional: true })
  total_resource_slots?: ResourceSlotsDto;

  @ObjectField(() => ResourceSlotsDto, { description: 'Of key pairs: sessions that wait.', optional: true })
  max_pending_session_resource_slots?: ResourceSlotsDto;
}

export class QuotaPolicyPath {
  @UuidField({ description: 'Id of the policy.' })
  policy_id!: string;
}

export class QuotaPolicyListQuery extends pageQuery({ sortable: ['name', 'created_at'] }) {
  @EnumField({ description: 'Only of this kind.', values: policyKinds, optional: true })
  kind?: (typeof policyKinds)[number];
}

export class CreateQuotaPolicyRequest {
  @EnumField({
    description: 'For whom; those of key pairs are for users too.',
    values: policyKinds,
    example: 'user',
  })
  kind!: (typeof policyKinds)[number];

  @StringField({
    description: 'Unique in its kind, whatever its case.',
    maxLength: 100,
    example: 'Students',
  })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, optional: true, example: 'First year' })
  description?: string;

  @ObjectField(() => QuotaPolicyLimitsDto, {
    description: 'What it limits. Of what is absent the policy says nothing.',
    example: { max_vfolder_count: 10 },
  })
  limits!: QuotaPolicyLimitsDto;

  @EnumField({
    description:
      'Of key pairs: what holds for slots that `total_resource_slots` does not name. Absent: it says nothing.',
    values: ['LIMITED', 'UNLIMITED'],
    optional: true,
  })
  default_for_unspecified?: 'LIMITED' | 'UNLIMITED';
}

export class PolicyQuotaDto {
  @StringField({ description: 'Type of the quota.', maxLength: 63 })
  type!: string;

  @UuidField({ description: 'The quota; changing it changes the policy.' })
  quota_id!: string;
}

export class QuotaPolicyResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'For whom.', values: policyKinds })
  kind!: string;

  @StringField({ description: 'Unique in its kind, whatever its case.', maxLength: 100 })
  name!: string;

  @StringField({ description: 'What it is for.', maxLength: 2_000, nullable: true })
  description!: string | null;

  @ObjectField(() => QuotaPolicyLimitsDto, { description: 'What it limits now. null: no limit.' })
  limits!: QuotaPolicyLimitsDto;

  @ObjectListField(() => PolicyQuotaDto, { description: 'The quotas that it is made of.', maxItems: 100 })
  quotas!: PolicyQuotaDto[];

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}

export class AssignQuotaPolicyRequest {
  @UuidField({ description: 'The policy.', example: '0190a6ab-1c3d-7e4f-8a5b-0123456789ab' })
  policy_id!: string;
}

export class AssignedQuotaPolicyResponse {
  @UuidField({ description: 'The policy.' })
  policy_id!: string;

  @ObjectListField(() => QuotaAssignmentResponse, { description: 'What it has given.', maxItems: 100 })
  assignments!: QuotaAssignmentResponse[];
}
