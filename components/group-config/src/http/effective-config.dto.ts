import {
  IntegerField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  UuidField,
} from '@ashlar/http';
import { longestPath } from '../dotfile-path.js';
import { DotfileOwnerResponse, DotfileUsageResponse, MountClashResponse } from './dotfiles.dto.js';
import { EffectiveSettingResponse } from './settings.dto.js';

export class EffectiveConfigPath {
  @UuidField({ description: 'Id of the project.' })
  project_id!: string;
}

export class EffectiveConfigQuery {
  @UuidField({ description: 'For whom. Default: the caller, where that is a user.', optional: true })
  user_id?: string;

  @UuidField({ description: 'The same as `user_id`. Not another one beside it.', optional: true })
  user?: string;

  @StringListField({
    description: 'Paths below the home folder where something will be mounted: says what meets them.',
    maxItems: 100,
    maxLength: longestPath,
    optional: true,
  })
  mounts?: string[];
}

export class LayeredFileResponse {
  @UuidField({ description: 'Id of the dotfile.' })
  dotfile_id!: string;

  @ObjectField(() => DotfileOwnerResponse, { description: 'Where it comes from.' })
  from!: DotfileOwnerResponse;

  @StringField({ description: 'Relative to the home folder.', maxLength: longestPath })
  path!: string;

  @StringField({ description: 'Permission bits.', maxLength: 3 })
  mode!: string;

  @StringField({ description: 'Of the content, in hex.', maxLength: 64 })
  sha256!: string;

  @IntegerField({ description: 'Bytes.', min: 0, max: 2_147_483_647 })
  size!: number;

  @IntegerField({ description: 'Version of the dotfile.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class EffectiveFileResponse extends LayeredFileResponse {
  @ObjectListField(() => LayeredFileResponse, {
    description: 'What it stands before at this path, the nearest first.',
    maxItems: 100,
  })
  shadows!: LayeredFileResponse[];
}

export class HiddenFileResponse extends LayeredFileResponse {
  @ObjectField(() => LayeredFileResponse, {
    description: 'What needs a folder here, or is a file where this needs one.',
  })
  by!: LayeredFileResponse;
}

export class LayeredScriptResponse {
  @ObjectField(() => DotfileOwnerResponse, { description: 'Where it comes from.' })
  from!: DotfileOwnerResponse;

  @StringField({ description: 'Of the content, in hex.', maxLength: 64 })
  sha256!: string;

  @IntegerField({ description: 'Bytes.', min: 0, max: 2_147_483_647 })
  size!: number;

  @IntegerField({ description: 'Version of the script.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class OwnerUsageResponse extends DotfileUsageResponse {
  @ObjectField(() => DotfileOwnerResponse, { description: 'Whose.' })
  owner!: DotfileOwnerResponse;
}

export class EffectiveConfigResponse {
  @ObjectListField(() => DotfileOwnerResponse, {
    description: 'From the widest to the narrowest.',
    maxItems: 100,
  })
  layers!: DotfileOwnerResponse[];

  @ObjectListField(() => OwnerUsageResponse, {
    description: 'What each of them has in dotfiles, and may have.',
    maxItems: 100,
  })
  usage!: OwnerUsageResponse[];

  @ObjectListField(() => EffectiveFileResponse, {
    description: 'What a run finds, by path.',
    maxItems: 100_000,
  })
  files!: EffectiveFileResponse[];

  @ObjectListField(() => HiddenFileResponse, { description: 'What no run finds.', maxItems: 100_000 })
  hidden!: HiddenFileResponse[];

  @ObjectListField(() => MountClashResponse, {
    description: 'Where files and mounts meet.',
    maxItems: 100_000,
  })
  mount_clashes!: MountClashResponse[];

  @ObjectListField(() => EffectiveSettingResponse, {
    description: 'What holds under each name.',
    maxItems: 10_000,
  })
  settings!: EffectiveSettingResponse[];

  @ObjectListField(() => LayeredScriptResponse, {
    description: 'What a run executes first, in this order.',
    maxItems: 100,
  })
  bootstrap_scripts!: LayeredScriptResponse[];
}
