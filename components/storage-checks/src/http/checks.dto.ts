import {
  BooleanField,
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  UnionField,
  UuidField,
} from '@ashlar/http';
import type { StorageOwner } from '@ashlar/storage';
import {
  ownerTypes,
  resourceRequests,
  StorageCredentialsRequest,
  StoragePath,
  type WireConfig,
} from '@ashlar/storage/http';
import {
  type CheckName,
  checkNames,
  type CheckOutcome,
  checkOutcomes,
  type IntendedUse,
  intendedUses,
} from '../checks.types.js';
import { type CheckReason, checkReasons, type CheckState, checkStates } from '../storage-checks.types.js';
import { type GrantPurpose, grantPurposes, type GrantSubject, grantSubjects } from '../target.js';

const intended = {
  description: 'What the storage is for: decides which checks have to pass.',
  values: intendedUses,
};

export class TestStorageRequest {
  @EnumField({ ...intended, default: 'write' })
  intended_use!: IntendedUse;
}

export class TestUnsavedStorageRequest {
  @EnumField({ ...intended, default: 'write' })
  intended_use!: IntendedUse;

  @EnumField({ description: 'Whose it would be.', values: ownerTypes, default: 'platform' })
  owner_type!: StorageOwner['type'];

  @UuidField({ description: 'The group or project; absent for the platform.', optional: true })
  owner_id?: string;

  @UnionField({ description: 'Where the objects are.', by: 'type', variants: resourceRequests })
  resource!: WireConfig;

  @ObjectField(() => StorageCredentialsRequest, {
    description: 'What to sign in with. Sealed at once, and destroyed when the test is over.',
    optional: true,
  })
  credentials?: StorageCredentialsRequest;
}

export class StorageCheckPath extends StoragePath {
  @UuidField({ description: 'Id of the test.' })
  check_id!: string;
}

export class UnsavedCheckPath {
  @UuidField({ description: 'Id of the test.' })
  check_id!: string;
}

export class StorageCheckListQuery extends pageQuery({ sortable: ['created_at'], descending: true }) {}

export class CheckStepResponse {
  @EnumField({ description: 'What was tried.', values: checkNames })
  name!: CheckName;

  @EnumField({
    description: '`warn`: not well, and not needed. `skip`: not tried; the code says why.',
    values: checkOutcomes,
  })
  status!: CheckOutcome;

  @StringField({ description: 'Stable, for programs.', maxLength: 63 })
  code!: string;

  @StringField({ description: 'For people.', maxLength: 500 })
  message!: string;

  @StringField({ description: 'What can be done about it.', maxLength: 500, nullable: true })
  hint!: string | null;

  @BooleanField({ description: 'Whether the intended use needs it.' })
  required!: boolean;

  @IntegerField({ description: 'Milliseconds.', min: 0, max: 2_147_483_647 })
  duration_ms!: number;
}

export class DetectedResponse {
  @StringField({ description: 'What was used.', maxLength: 64 })
  used!: string;

  @StringField({ description: 'What ought to be set; null when it is.', maxLength: 64, nullable: true })
  suggested!: string | null;
}

export class HostKeyResponse {
  @StringField({ description: 'The public key, as `host_key` of the storage takes it.', maxLength: 8_000 })
  key!: string;

  @StringField({ description: 'To compare it by, as tools of SSH show it.', maxLength: 64 })
  fingerprint!: string;
}

export class StorageCheckResponse {
  @UuidField({ description: 'Id of the test.' })
  id!: string;

  @UuidField({ description: 'Which storage; null for settings that were not saved.', nullable: true })
  storage_id!: string | null;

  @EnumField({
    description: '`due`: nobody asked, its time had come. `rotation`: new credentials were tried.',
    values: checkReasons,
  })
  reason!: CheckReason;

  @EnumField(intended)
  intended_use!: IntendedUse;

  @EnumField({ description: 'Ask again until it is `done`.', values: checkStates })
  state!: CheckState;

  @EnumField({
    description:
      'How it ended; null before. `fail`: something needed failed. `skip`: nothing could be tried.',
    values: checkOutcomes,
    nullable: true,
  })
  status!: CheckOutcome | null;

  @StringField({ description: 'Code of the check that decided.', maxLength: 63, nullable: true })
  code!: string | null;

  @ObjectListField(() => CheckStepResponse, { description: 'Each step, in order.', maxItems: 8 })
  checks!: CheckStepResponse[];

  @StringField({ description: 'Scheme, host and port that were called.', maxLength: 400, nullable: true })
  endpoint!: string | null;

  @ObjectField(() => DetectedResponse, { description: 'How S3 is addressed.', nullable: true })
  addressing!: DetectedResponse | null;

  @ObjectField(() => DetectedResponse, { description: 'The region of S3.', nullable: true })
  region!: DetectedResponse | null;

  @IntegerField({
    description: 'The clock of the store is so many seconds ahead; null when it did not tell.',
    min: -2_147_483_648,
    max: 2_147_483_647,
    nullable: true,
  })
  clock_skew_seconds!: number | null;

  @ObjectField(() => HostKeyResponse, {
    description: 'What the server of SFTP showed, whether it is the one that is set or not; null for others.',
    nullable: true,
  })
  host_key!: HostKeyResponse | null;

  @IntegerField({ description: 'Milliseconds of all of it.', min: 0, max: 2_147_483_647, nullable: true })
  duration_ms!: number | null;

  @TimeField({ description: 'When it was asked for.' })
  created_at!: string;

  @TimeField({ description: 'When it was done.', nullable: true })
  done_at!: string | null;
}

export class StorageGrantRequest {
  @EnumField({
    description: 'Stored credentials of a `storage`, or those that a `check` tries before they are kept.',
    values: grantSubjects,
  })
  about!: GrantSubject;

  @UuidField({ description: 'Which of them.', example: '01928c7e-5b1a-7c3e-9d2f-4a6b8c0d1e2f' })
  id!: string;

  @EnumField({ description: 'What for; as in the policy of the secrets API.', values: grantPurposes })
  purpose!: GrantPurpose;

  @StringField({
    description: 'SHA-256, in hexadecimal, of where they will be sent.',
    pattern: /^[0-9a-f]{64}$/,
    maxLength: 64,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  target!: string;
}

export class StorageGrantResponse {
  @UuidField({ description: 'Id of the grant, as in the audit trail.' })
  id!: string;

  @StringField({ description: 'For one fetch at the secrets API.', maxLength: 50_000 })
  token!: string;

  @TimeField({ description: 'Until then.' })
  expires_at!: string;
}
