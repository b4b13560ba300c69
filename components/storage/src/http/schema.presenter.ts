import {
  type AnyStorageKind,
  type Credential,
  rcloneOption,
  type Setting,
  storageKinds,
  wireName,
} from '../catalogue/index.js';
import type { StorageOptionResponse, StorageSchemaResponse, StorageTypeResponse } from './schema.dto.js';

const types = {
  text: 'string',
  origin: 'url',
  url: 'url',
  flag: 'boolean',
  number: 'integer',
  choice: 'enum',
} as const;

export function presentSchema(): StorageSchemaResponse {
  return { types: storageKinds.map(presentKind) };
}

function presentKind(kind: AnyStorageKind): StorageTypeResponse {
  const { type, title, backend, untestable, settings, credentials, refused } = kind;
  return {
    ...{ type, title, backend },
    untestable: untestable ?? null,
    options: [
      ...Object.entries(settings).map(([name, setting]) => presentSetting(name, setting)),
      ...Object.entries(credentials).map(([name, credential]) => presentCredential(name, credential)),
    ],
    refused: Object.entries(refused).map(([name, reason]) => ({ name, reason })),
  };
}

function presentSetting(name: string, setting: Setting): StorageOptionResponse {
  const preset = 'default' in setting ? setting.default : undefined;
  return {
    name: wireName(name),
    in: 'resource',
    rclone: rcloneOption(name, setting) ?? null,
    help: setting.help,
    type: types[setting.kind],
    required: setting.required ?? false,
    advanced: setting.advanced ?? false,
    sensitive: false,
    is_password: false,
    default: preset === undefined ? null : String(preset),
    values: setting.kind === 'choice' ? [...setting.values] : [],
    auth: [],
  };
}

function presentCredential(
  name: string,
  { help, auth, required, password }: Credential,
): StorageOptionResponse {
  return {
    ...{ name, in: 'credentials', rclone: name, help, type: 'string', required },
    ...{ advanced: false, sensitive: true, is_password: password ?? false },
    ...{ default: null, values: [], auth: [...auth] },
  };
}
