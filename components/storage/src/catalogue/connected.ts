import type { DriveConfig, DropboxConfig, OnedriveConfig } from '../config.types.js';
import type { StorageKind } from './catalogue.types.js';
import { below, refusals, text } from './settings.js';

const asPerson = {
  client_id: 'It comes from the connected service.',
  client_secret: 'It comes from the connected service.',
  token: 'It comes from the connected service.',
} as const;
const path = below('Everything lies below it.');

export const dropbox: StorageKind<DropboxConfig> = {
  type: 'dropbox',
  title: 'Dropbox',
  backend: 'dropbox',
  untestable: 'CONNECTED_SERVICE_NEEDED',
  settings: {
    path,
    rootNamespace: text('Namespace of a team that is the root.', { maxLength: 64, advanced: true }),
  },
  credentials: {},
  refused: asPerson,
};

export const drive: StorageKind<DriveConfig> = {
  type: 'drive',
  title: 'Google Drive',
  backend: 'drive',
  untestable: 'CONNECTED_SERVICE_NEEDED',
  settings: {
    path,
    scope: {
      kind: 'choice',
      help: 'What may be done with the files.',
      values: ['drive', 'drive.readonly', 'drive.file'],
      default: 'drive.readonly',
    },
    rootFolderId: text('Id of the folder that is the root.', { maxLength: 128, advanced: true }),
    teamDrive: text('Id of a shared drive.', { maxLength: 128, advanced: true }),
  },
  credentials: {},
  refused: { ...asPerson, service_account_file: refusals.file, env_auth: refusals.ambient },
};

export const onedrive: StorageKind<OnedriveConfig> = {
  type: 'onedrive',
  title: 'OneDrive',
  backend: 'onedrive',
  untestable: 'CONNECTED_SERVICE_NEEDED',
  settings: {
    path,
    region: {
      kind: 'choice',
      help: 'Cloud that it lies in.',
      values: ['global', 'us', 'de', 'cn'],
      default: 'global',
    },
    driveId: text('Id of the drive.', { maxLength: 128 }),
    driveType: {
      kind: 'choice',
      help: 'Kind of the drive.',
      values: ['personal', 'business', 'documentLibrary'],
    },
  },
  credentials: {},
  refused: asPerson,
};
