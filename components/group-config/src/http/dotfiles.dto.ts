import {
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';
import { longestPath } from '../dotfile-path.js';
import { ownerTypes, type OwnerType } from '../dotfiles.types.js';

const pathOptions = {
  description: 'Relative to the home folder; kept in its shortest spelling.',
  maxLength: longestPath,
  example: '.vim/vimrc',
} as const;
/** A file of 64 KiB in base64, or in the longest JSON spelling of its text. */
const contentLength = 400_000;
const modePattern = /^[0-7]{3}$/;

export class DotfileListQuery extends pageQuery({ sortable: ['path', 'created_at', 'updated_at'] }) {
  @StringField({ description: 'Only the one at exactly this path.', maxLength: longestPath, optional: true })
  path?: string;
}

export class CreateDotfileRequest {
  @StringField(pathOptions)
  path!: string;

  @StringField({
    description: 'What is in the file, in the given encoding.',
    minLength: 0,
    maxLength: contentLength,
    example: 'set number',
  })
  content!: string;

  @EnumField({
    description: 'Of `content`; base64 for any bytes.',
    values: ['utf-8', 'base64'],
    default: 'utf-8',
  })
  encoding!: 'utf-8' | 'base64';

  @StringField({
    description: 'Permission bits, three octal digits.',
    minLength: 3,
    maxLength: 3,
    pattern: modePattern,
    default: '644',
  })
  mode!: string;
}

export class UpdateDotfileRequest {
  @StringField({ ...pathOptions, description: 'A new path renames.', optional: true, example: '.vim/rc' })
  path?: string;

  @StringField({
    description: 'What is in the file now.',
    minLength: 0,
    maxLength: contentLength,
    optional: true,
  })
  content?: string;

  @EnumField({ description: 'Of `content`.', values: ['utf-8', 'base64'], default: 'utf-8' })
  encoding!: 'utf-8' | 'base64';

  @StringField({
    description: 'Permission bits, three octal digits.',
    minLength: 3,
    maxLength: 3,
    pattern: modePattern,
    optional: true,
  })
  mode?: string;
}

export class DotfileStepRequest {
  @EnumField({
    description:
      '`put` creates, or replaces what is at the path; `rename` moves it to `to`; `delete` removes it.',
    values: ['create', 'put', 'rename', 'delete'],
    example: 'put',
  })
  op!: 'create' | 'put' | 'rename' | 'delete';

  @StringField(pathOptions)
  path!: string;

  @StringField({
    description: 'What is in the file; needed to create one. Without it `put` keeps what is there.',
    minLength: 0,
    maxLength: contentLength,
    optional: true,
    example: 'set number',
  })
  content?: string;

  @EnumField({ description: 'Of `content`.', values: ['utf-8', 'base64'], default: 'utf-8' })
  encoding!: 'utf-8' | 'base64';

  @StringField({
    description: 'Permission bits.',
    minLength: 3,
    maxLength: 3,
    pattern: modePattern,
    optional: true,
  })
  mode?: string;

  @StringField({
    ...pathOptions,
    description: 'The new path; of `rename`, and of nothing else.',
    optional: true,
  })
  to?: string;

  @IntegerField({
    description: 'The version that is there, else 412. Default: any. Not of `create`.',
    min: 1,
    max: 2_147_483_647,
    optional: true,
  })
  version?: number;
}

export class PutDotfileQuery {
  @StringField(pathOptions)
  path!: string;
}

export class PutDotfileRequest {
  @StringField({
    description: 'What is in the file now.',
    minLength: 0,
    maxLength: contentLength,
    example: 'set number',
  })
  content!: string;

  @EnumField({ description: 'Of `content`.', values: ['utf-8', 'base64'], default: 'utf-8' })
  encoding!: 'utf-8' | 'base64';

  @StringField({
    description: 'Permission bits, three octal digits. Default: as they are; 644 of a new file.',
    minLength: 3,
    maxLength: 3,
    pattern: modePattern,
    optional: true,
  })
  mode?: string;
}

export class ChangeDotfilesRequest {
  @ObjectListField(() => DotfileStepRequest, {
    description: 'Taken in this order, all or none.',
    minItems: 1,
    maxItems: 200,
    example: [{ op: 'put', path: '.vim/vimrc', content: 'set number' }],
  })
  steps!: DotfileStepRequest[];

  @StringField({ description: 'Why; kept with the revisions.', maxLength: 500, optional: true })
  reason?: string;
}

export class CopyDotfilesRequest {
  @EnumField({ description: 'Kind of owner to copy from.', values: [...ownerTypes], example: 'project' })
  from_type!: OwnerType;

  @UuidField({
    description: 'Id of the owner to copy from; the caller has to see its dotfiles.',
    example: '01890a5d-ac96-774b-bcce-b302099a8057',
  })
  from_id!: string;

  @StringListField({
    description: 'Only these paths. Default: all.',
    maxItems: 100,
    maxLength: longestPath,
    optional: true,
  })
  paths?: string[];
}

export class DotfileOwnerResponse {
  @EnumField({ description: 'Kind of owner.', values: [...ownerTypes] })
  type!: OwnerType;

  @UuidField({ description: 'Its id.' })
  id!: string;
}

export class DotfileResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @ObjectField(() => DotfileOwnerResponse, { description: 'Whose it is.' })
  owner!: DotfileOwnerResponse;

  @StringField({ description: 'Relative to the home folder.', maxLength: longestPath })
  path!: string;

  @StringField({ description: 'Permission bits.', minLength: 3, maxLength: 3 })
  mode!: string;

  @StringField({ description: 'Of the content, in hex.', minLength: 64, maxLength: 64 })
  sha256!: string;

  @IntegerField({ description: 'Bytes.', min: 0, max: 2_147_483_647 })
  size!: number;

  @IntegerField({ description: 'The ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @UuidField({ description: 'Who made it.', nullable: true })
  created_by!: string | null;

  @UuidField({ description: 'Who changed it last.', nullable: true })
  updated_by!: string | null;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was changed last.' })
  updated_at!: string;
}

export class DotfileUsageResponse {
  @IntegerField({ description: 'Dotfiles of the owner.', min: 0, max: 2_147_483_647 })
  files!: number;

  @IntegerField({ description: 'At most so many.', min: 0, max: 2_147_483_647 })
  files_limit!: number;

  @IntegerField({ description: 'Bytes of all of them.', min: 0, max: Number.MAX_SAFE_INTEGER })
  bytes!: number;

  @IntegerField({ description: 'At most so many.', min: 0, max: Number.MAX_SAFE_INTEGER })
  bytes_limit!: number;

  @IntegerField({ description: 'Bytes of one file at most.', min: 0, max: Number.MAX_SAFE_INTEGER })
  bytes_per_file_limit!: number;

  @IntegerField({ description: 'Bytes of a path at most.', min: 0, max: 2_147_483_647 })
  path_length_limit!: number;
}

export class MountClashResponse {
  @StringField({ description: 'Path of the file.', maxLength: longestPath })
  path!: string;

  @StringField({ description: 'Path of the mount.', maxLength: longestPath })
  mount!: string;

  @EnumField({
    description: '`hidden`: the file lies below the mount; `blocked`: the mount lies below the file.',
    values: ['equal', 'hidden', 'blocked'],
  })
  kind!: string;
}

export class ChangedDotfileResponse extends DotfileResponse {
  @ObjectListField(() => MountClashResponse, {
    description: 'Where it meets what runs have mounted.',
    maxItems: 1_000,
  })
  mount_clashes!: MountClashResponse[];
}

export class DotfileContentResponse extends DotfileResponse {
  @StringField({ description: 'What is in the file.', minLength: 0, maxLength: contentLength })
  content!: string;

  @EnumField({ description: 'Of `content`: utf-8 where the bytes are text.', values: ['utf-8', 'base64'] })
  encoding!: 'utf-8' | 'base64';

  @ObjectField(() => DotfileUsageResponse, { description: 'What the owner has and may have.' })
  usage!: DotfileUsageResponse;

  @ObjectListField(() => MountClashResponse, {
    description: 'Where it meets what runs have mounted.',
    maxItems: 1_000,
  })
  mount_clashes!: MountClashResponse[];
}

export class DotfileDiffQuery {
  @EnumField({ description: 'Kind of owner to compare with.', values: [...ownerTypes], default: 'domain' })
  from_type!: OwnerType;

  @UuidField({
    description: 'Id of the owner to compare with; the caller has to see its dotfiles.',
    example: '00000000-0000-7000-8000-000000000001',
  })
  from_id!: string;
}

export class DotfileDifferenceResponse {
  @StringField({ description: 'Relative to the home folder.', maxLength: longestPath })
  path!: string;

  @EnumField({
    description:
      '`added`: only this owner has it; `removed`: only the other; `changed`: content or mode differ.',
    values: ['added', 'removed', 'changed'],
  })
  change!: string;

  @ObjectField(() => DotfileResponse, { description: 'What the other has.', nullable: true })
  before!: DotfileResponse | null;

  @ObjectField(() => DotfileResponse, { description: 'What this owner has.', nullable: true })
  after!: DotfileResponse | null;
}

export class DotfileDiffResponse {
  @ObjectListField(() => DotfileDifferenceResponse, { description: 'By path.', maxItems: 100_000 })
  differences!: DotfileDifferenceResponse[];

  @ObjectField(() => DotfileUsageResponse, { description: 'What this owner has and may have.' })
  usage!: DotfileUsageResponse;
}
