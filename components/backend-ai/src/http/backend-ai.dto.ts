import { BooleanField, StringField } from '@ashlar/http';
import { longestPath } from '@ashlar/group-config';

/** A file of 64 KiB in the longest JSON spelling of its text. */
const dataLength = 400_000;
const nameLength = 2_000;

/** `group` under the three names that clients have for it. */
export class BackendAiGroup {
  @StringField({
    description: 'A project: its id, its path in the domain, or a name that only one has.',
    maxLength: nameLength,
    optional: true,
    example: 'lab/beam',
  })
  group?: string;

  @StringField({ description: 'Another name of `group`.', maxLength: nameLength, optional: true })
  groupId?: string;

  @StringField({ description: 'Another name of `group`.', maxLength: nameLength, optional: true })
  group_id?: string;

  @StringField({
    description: 'Slug or id of the domain. Default: the home of the caller.',
    maxLength: 255,
    optional: true,
  })
  domain?: string;
}

export class BackendAiDomain {
  @StringField({ description: 'Slug or id of the domain.', maxLength: 255, example: 'default' })
  domain!: string;
}

export class BackendAiUser {
  @StringField({
    description: 'A key pair of the person for whom the caller acts. Default: the caller.',
    maxLength: 255,
    optional: true,
  })
  owner_access_key?: string;
}

const path = {
  description: 'Relative to the home folder.',
  maxLength: longestPath,
  example: '.bashrc',
} as const;
const data = {
  description: 'What is in the file.',
  minLength: 0,
  maxLength: dataLength,
  example: 'set -o vi',
} as const;
const permission = {
  description: 'Permission bits, three octal digits.',
  minLength: 3,
  maxLength: 3,
  pattern: /^[0-7]{3}$/,
  example: '644',
} as const;

export class BackendAiUserDotfileRequest extends BackendAiUser {
  @StringField(path)
  path!: string;

  @StringField(data)
  data!: string;

  @StringField(permission)
  permission!: string;
}

export class BackendAiGroupDotfileRequest extends BackendAiGroup {
  @StringField(path)
  path!: string;

  @StringField(data)
  data!: string;

  @StringField(permission)
  permission!: string;
}

export class BackendAiDomainDotfileRequest extends BackendAiDomain {
  @StringField(path)
  path!: string;

  @StringField(data)
  data!: string;

  @StringField(permission)
  permission!: string;
}

const onePath = { ...path, description: 'Which file.' } as const;
const maybePath = {
  description: 'Only this file. Default, and when it is empty: all.',
  minLength: 0,
  maxLength: longestPath,
  optional: true,
} as const;

export class BackendAiUserDotfileQuery extends BackendAiUser {
  @StringField(maybePath)
  path?: string;

  @StringField({
    description: '`owner_access_key` as a widely used client spells it in lists.',
    maxLength: 255,
    optional: true,
  })
  onwer_access_key?: string;
}

export class BackendAiGroupDotfileQuery extends BackendAiGroup {
  @StringField(maybePath)
  path?: string;
}

export class BackendAiDomainDotfileQuery extends BackendAiDomain {
  @StringField(maybePath)
  path?: string;
}

export class BackendAiUserDotfilePath extends BackendAiUser {
  @StringField(onePath)
  path!: string;
}

export class BackendAiGroupDotfilePath extends BackendAiGroup {
  @StringField(onePath)
  path!: string;
}

export class BackendAiDomainDotfilePath extends BackendAiDomain {
  @StringField(onePath)
  path!: string;
}

export class BackendAiDone {}

export class BackendAiDeleted {
  @BooleanField({ description: 'It is gone.' })
  success!: boolean;
}

export class BackendAiScriptRequest {
  @StringField({
    description: 'What runs of the caller execute first.',
    minLength: 0,
    maxLength: dataLength,
    example: '#!/bin/sh',
  })
  script!: string;
}

export class BackendAiVersion {
  @StringField({ description: 'Of the API that is spoken here.', maxLength: 50 })
  version!: string;

  @StringField({ description: 'Of Ashlar.', maxLength: 100 })
  manager!: string;
}
