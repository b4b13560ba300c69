import {
  BooleanField,
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const keyStates = ['staged', 'active', 'decrypt-only', 'retired'];

export class FetchRequest {
  @StringField({
    description: 'The grant, from the data API. It counts once.',
    maxLength: 65_536,
    example: 'ashlar_grant_x.0123456789abcdef.x',
  })
  grant!: string;

  @StringField({
    description: 'X25519 public key of the caller in base64: the values are sealed to it (HPKE).',
    maxLength: 44,
    pattern: /^[A-Za-z0-9+/]{43}=$/,
    optional: true,
  })
  reply_key?: string;
}

export class SealedReplyDto {
  @StringField({ description: 'Encapsulated key, base64.', maxLength: 44 })
  enc!: string;

  @StringField({
    description: 'A JSON array of id, version, filename and value_base64, sealed.',
    maxLength: 20_000_000,
  })
  ciphertext!: string;
}

export class FetchedSecretDto {
  @UuidField({ description: 'Id.' })
  id!: string;

  @IntegerField({ description: 'Number of the version.', min: 1, max: 2_147_483_647 })
  version!: number;

  @StringField({ description: 'Where it becomes a file.', maxLength: 200 })
  filename!: string;

  @StringField({ description: 'The value.', minLength: 0, maxLength: 87_384 })
  value_base64!: string;
}

export class FetchResponse {
  @UuidField({ description: 'Id of the grant; the values are sealed for it.' })
  grant_id!: string;

  @ObjectListField(() => FetchedSecretDto, {
    description: 'Without a reply key.',
    maxItems: 100,
    optional: true,
  })
  secrets?: FetchedSecretDto[];

  @ObjectField(() => SealedReplyDto, { description: 'With a reply key.', optional: true })
  sealed?: SealedReplyDto;
}

export class WrapRequest {
  @StringField({
    description: 'What to hand over once: base64 of at most 65,536 bytes.',
    minLength: 4,
    maxLength: 87_384,
    pattern: base64,
    example: 'dmFsdWU=',
  })
  value_base64!: string;

  @IntegerField({ description: 'Seconds until it is gone.', min: 1, max: 86_400, default: 300 })
  ttl_seconds!: number;
}

export class WrapResponse {
  @StringField({ description: 'Whoever sends it first gets the value.', maxLength: 64 })
  token!: string;

  @TimeField({ description: 'When it is gone.' })
  expires_at!: string;
}

export class UnwrapRequest {
  @StringField({ description: 'The token.', maxLength: 64, example: 'ashlar_wrap_x' })
  token!: string;
}

export class UnwrapResponse {
  @StringField({ description: 'The value.', maxLength: 87_384 })
  value_base64!: string;
}

export class RingKeyPath {
  @UuidField({ description: 'Id of the key.' })
  key_id!: string;
}

export class RingKeyDto {
  @UuidField({ description: 'Id.' })
  id!: string;

  @EnumField({ description: 'One is active; a retired key is gone.', values: keyStates })
  state!: string;

  @IntegerField({ description: 'Keys of owners that it wraps.', min: 0, max: 2_147_483_647 })
  wraps!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}

export class KeysResponse {
  @StringField({
    description: 'Public key that signs keys of owners and checkpoints, base64.',
    maxLength: 44,
  })
  publisher_key!: string;

  @StringField({ description: 'Of the root key.', maxLength: 16 })
  root_fingerprint!: string;

  @ObjectListField(() => RingKeyDto, { description: 'The ring, the oldest first.', maxItems: 1_000 })
  keys!: RingKeyDto[];
}

export class MoveKeyRequest {
  @UuidField({ description: 'Id of the key.', example: '0190a000-0000-7000-8000-000000000001' })
  key_id!: string;

  @EnumField({ description: 'The state it gets.', values: ['active', 'retired'], example: 'active' })
  state!: 'active' | 'retired';
}

export class KeyBackupRequest {
  @StringListField({
    description: 'Recipients of age, any one of whom can open the backup alone.',
    minItems: 1,
    maxItems: 10,
    maxLength: 200,
    example: ['age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z'],
  })
  recipients!: string[];
}

export class KeyBackupResponse {
  @StringField({ description: 'An armored age file. Keep it far from the database.', maxLength: 1_000_000 })
  backup!: string;
}

export class DeepRotationRequest {
  @EnumField({ description: 'Whose secrets.', values: ['user', 'project', 'storage'], example: 'user' })
  owner_type!: 'user' | 'project' | 'storage';

  @UuidField({ description: 'Id of the owner.', example: '0190a000-0000-7000-8000-000000000001' })
  owner_id!: string;
}

export class DeepRotationResponse {
  @IntegerField({ description: 'Values that were encrypted anew.', min: 0, max: 2_147_483_647 })
  resealed!: number;

  @IntegerField({ description: 'Earlier values that are gone.', min: 0, max: 2_147_483_647 })
  destroyed!: number;

  @IntegerField({ description: 'Values that could not be opened.', min: 0, max: 2_147_483_647 })
  broken!: number;
}

export class RotationResponse {
  @IntegerField({ description: 'Keys that this call re-wrapped.', min: 0, max: 2_147_483_647 })
  rewrapped!: number;

  @IntegerField({ description: 'Keys that are not under the active key.', min: 0, max: 2_147_483_647 })
  left!: number;

  @BooleanField({
    description: 'Whether every key of an owner is under the active key: the others can be retired.',
  })
  complete!: boolean;
}

export class BrokenKeyDto {
  @UuidField({ description: 'Id of the key of an owner.' })
  id!: string;

  @StringField({ description: 'Why it does not open.', maxLength: 64 })
  reason!: string;
}

export class RehearsalResponse {
  @IntegerField({ description: 'Keys that can be re-wrapped.', min: 0, max: 2_147_483_647 })
  sound!: number;

  @IntegerField({
    description: 'Keys that would be put aside: with one of them a rotation is not complete.',
    min: 0,
    max: 2_147_483_647,
  })
  broken!: number;

  @ObjectListField(() => BrokenKeyDto, { description: 'The first of these.', maxItems: 100 })
  examples!: BrokenKeyDto[];
}
