import { IntegerField, pageQuery, StringField, StringListField, TimeField, UuidField } from '@ashlar/http';

export class PersonalTokenPath {
  @UuidField({ description: 'Id of the access token.' })
  token_id!: string;
}

export class PersonalTokenListQuery extends pageQuery({ sortable: ['created_at'] }) {}

export class CreatePersonalTokenRequest {
  @StringField({ description: 'What it is for.', maxLength: 255, example: 'laptop' })
  name!: string;

  @StringListField({
    description: 'What it may do: read, write, or of one part of the API, such as storages:read.',
    minItems: 1,
    maxItems: 50,
    maxLength: 64,
    example: ['read', 'storages:write'],
  })
  scopes!: string[];

  @IntegerField({ description: 'Days until it expires.', min: 1, max: 366, default: 30 })
  expires_in_days!: number;
}

export class PersonalTokenResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'What it is for.', maxLength: 255 })
  name!: string;

  @StringListField({ description: 'What it may do.', maxItems: 50, maxLength: 64 })
  scopes!: readonly string[];

  @TimeField({ description: 'When it stops.' })
  expires_at!: string;

  @TimeField({ description: 'When it was last used, to the minute.', nullable: true })
  last_used_at!: string | null;

  @IntegerField({ description: 'The ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}

export class NewPersonalTokenResponse extends PersonalTokenResponse {
  @StringField({ description: 'The token itself. It is not shown again.', maxLength: 255 })
  token!: string;
}
