import { BooleanField, EnumField, ObjectListField, StringField, StringListField } from '@ashlar/http';
import { storageTypes } from '../catalogue/index.js';
import type { StorageType } from '../config.types.js';

const kinds = ['string', 'url', 'boolean', 'integer', 'enum'] as const;

export class StorageOptionResponse {
  @StringField({ description: 'Name in `resource` or `credentials`.', maxLength: 63 })
  name!: string;

  @EnumField({ description: 'Where it belongs.', values: ['resource', 'credentials'] })
  in!: 'resource' | 'credentials';

  @StringField({
    description: 'The option of rclone; null where it has none.',
    maxLength: 63,
    nullable: true,
  })
  rclone!: string | null;

  @StringField({ description: 'For people.', maxLength: 500 })
  help!: string;

  @EnumField({ description: 'What it takes.', values: kinds })
  type!: (typeof kinds)[number];

  @BooleanField({ description: 'Whether it has to be given.' })
  required!: boolean;

  @BooleanField({ description: 'Whether forms may hide it.' })
  advanced!: boolean;

  @BooleanField({ description: 'Whether it is a secret: written, and never read again.' })
  sensitive!: boolean;

  @BooleanField({ description: 'Whether it is a password, which rclone keeps obscured.' })
  is_password!: boolean;

  @StringField({ description: 'What it is when absent, as text.', maxLength: 255, nullable: true })
  default!: string | null;

  @StringListField({ description: 'All that it takes, for `enum`.', maxItems: 100, maxLength: 100 })
  values!: string[];

  @StringListField({
    description: 'Values of `auth` that need it; empty for all.',
    maxItems: 10,
    maxLength: 63,
  })
  auth!: string[];
}

export class RefusedOptionResponse {
  @StringField({ description: 'The option of rclone.', maxLength: 63 })
  name!: string;

  @StringField({ description: 'Why.', maxLength: 500 })
  reason!: string;
}

export class StorageTypeResponse {
  @EnumField({ description: 'Value of `resource.type`.', values: storageTypes })
  type!: StorageType;

  @StringField({ description: 'For people.', maxLength: 100 })
  title!: string;

  @StringField({ description: 'What rclone calls it.', maxLength: 63 })
  backend!: string;

  @StringField({
    description: 'Why its connection test is skipped; null when it is not.',
    maxLength: 63,
    nullable: true,
  })
  untestable!: string | null;

  @ObjectListField(() => StorageOptionResponse, { description: 'In the order of a form.', maxItems: 100 })
  options!: StorageOptionResponse[];

  @ObjectListField(() => RefusedOptionResponse, {
    description: 'Options of rclone that are refused; all others that are not named are refused as well.',
    maxItems: 100,
  })
  refused!: RefusedOptionResponse[];
}

export class StorageSchemaResponse {
  @ObjectListField(() => StorageTypeResponse, { description: 'Every type, the usual first.', maxItems: 50 })
  types!: StorageTypeResponse[];
}
