import { pageQuery, StringField, StringListField, TimeField, UuidField, IntegerField } from '@ashlar/http';

const service = { maxLength: 255, pattern: /^[A-Za-z0-9._:/ -]+$/, example: 'notebooks' };
const purpose = { maxLength: 64, pattern: /^[a-z0-9][a-z0-9.-]*$/, example: 'session' };
const secretIds = { maxItems: 100, maxLength: 36, format: 'uuid' } as const;

export class GrantPath {
  @UuidField({ description: 'Id of the standing grant.' })
  grant_id!: string;
}

export class GrantListQuery extends pageQuery({ sortable: ['created_at'] }) {}

export class CreateGrantRequest {
  @StringField({ description: 'The service that may use the secrets.', ...service })
  service!: string;

  @StringField({ description: 'What for.', ...purpose })
  purpose!: string;

  @StringField({ description: 'Where the values may go.', maxLength: 2_000, optional: true })
  endpoint?: string;

  @StringListField({
    description: 'Secrets of the caller.',
    ...secretIds,
    minItems: 1,
    example: ['01890a5d-ac96-774b-bcce-b302099a8057'],
  })
  secret_ids!: string[];

  @TimeField({ description: 'When it ends. Default: when it is revoked.', optional: true })
  expires_at?: string;
}

export class MintGrantRequest {
  @StringField({ description: 'The service that may use the secrets.', ...service })
  service!: string;

  @StringField({ description: 'What for.', ...purpose })
  purpose!: string;

  @StringField({ description: 'Where the values may go.', maxLength: 2_000, optional: true })
  endpoint?: string;

  @StringField({ description: 'The session, run or job that it is for.', maxLength: 255, optional: true })
  job?: string;

  @StringListField({ description: 'Secrets of the caller.', ...secretIds, default: [], example: [] })
  secret_ids!: string[];

  @UuidField({ description: 'And what fills the slots of this project.', optional: true })
  project_id?: string;
}

export class ExchangeGrantRequest {
  @StringField({ description: 'What for; as in the standing grant.', ...purpose })
  purpose!: string;

  @StringField({
    description: 'Where the values go; as in the standing grant.',
    maxLength: 2_000,
    optional: true,
  })
  endpoint?: string;

  @StringField({ description: 'The session, run or job that it is for.', maxLength: 255, optional: true })
  job?: string;
}

export class GrantResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'The service that may use the secrets.', maxLength: 255 })
  service!: string;

  @StringField({ description: 'What for.', maxLength: 64 })
  purpose!: string;

  @StringField({ description: 'Where the values may go.', maxLength: 2_000, nullable: true })
  endpoint!: string | null;

  @StringListField({ description: 'The secrets.', ...secretIds })
  secret_ids!: readonly string[];

  @TimeField({ description: 'When it ends.', nullable: true })
  expires_at!: string | null;

  @IntegerField({ description: 'The ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}

export class MintedGrantResponse {
  @UuidField({ description: 'Id of the grant.' })
  id!: string;

  @StringField({ description: 'For the secrets API, once. It is not shown again.', maxLength: 65_536 })
  token!: string;

  @TimeField({ description: 'When it ends.' })
  expires_at!: string;
}
