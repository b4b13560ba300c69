import { IntegerField, pageQuery, StringField, TimeField, UuidField } from '@ashlar/http';

export class KeyPairPath {
  @UuidField({ description: 'Id of the key pair.' })
  key_pair_id!: string;
}

export class KeyPairListQuery extends pageQuery({ sortable: ['created_at'] }) {}

export class CreateKeyPairRequest {
  @StringField({ description: 'What it is for.', maxLength: 255, example: 'laptop' })
  name!: string;

  @IntegerField({ description: 'Days until it expires.', min: 1, max: 366, default: 90 })
  expires_in_days!: number;
}

export class KeyPairResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'The public half.', minLength: 20, maxLength: 20 })
  access_key!: string;

  @StringField({ description: 'What it is for.', maxLength: 255 })
  name!: string;

  @TimeField({ description: 'When it stops.' })
  expires_at!: string;

  @TimeField({ description: 'When it was last used, to the minute.', nullable: true })
  last_used_at!: string | null;

  @IntegerField({ description: 'The ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}

export class NewKeyPairResponse extends KeyPairResponse {
  @StringField({ description: 'The secret half. It is not shown again.', maxLength: 255 })
  secret_key!: string;
}
