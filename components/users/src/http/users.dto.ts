import { IntegerField, StringField, TimeField, UuidField } from '@ashlar/http';

export class UserResponse {
  @UuidField({ description: 'Id here; the identity provider has another.' })
  id!: string;

  @StringField({ description: 'Name to sign in with.', maxLength: 255 })
  username!: string;

  @StringField({ description: 'E-mail address.', maxLength: 320, nullable: true })
  email!: string | null;

  @StringField({ description: 'Full name.', maxLength: 500, nullable: true })
  full_name!: string | null;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When the user first called.' })
  created_at!: string;

  @TimeField({ description: 'When the mirror last changed.' })
  updated_at!: string;
}
