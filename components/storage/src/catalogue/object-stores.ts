import type { AzureBlobConfig, GcsConfig } from '../config.types.js';
import type { StorageKind } from './catalogue.types.js';
import { below, endpoint, refusals, text, verified } from './settings.js';

export const azureblob: StorageKind<AzureBlobConfig> = {
  type: 'azureblob',
  title: 'Azure Blob Storage',
  backend: 'azureblob',
  settings: {
    account: text('Name of the storage account.', {
      required: true,
      target: true,
      minLength: 3,
      maxLength: 24,
      pattern: /^[a-z0-9]+$/,
      example: 'results',
    }),
    container: text('Name of the container.', {
      rclone: null,
      required: true,
      target: true,
      minLength: 3,
      maxLength: 63,
      pattern: /^(?!.*--)[a-z0-9$][a-z0-9-]*[a-z0-9]$/,
      example: 'results',
    }),
    prefix: below('Everything lies below it.'),
    endpoint: endpoint('Base URL of the blob service, where it is not the public cloud.', {
      example: 'https://results.blob.core.windows.net',
    }),
    tlsVerify: verified(),
    auth: {
      kind: 'choice',
      help: 'How to sign in: with the key of the account, a signed URL, an application of the directory, or not at all.',
      rclone: null,
      values: ['key', 'sas', 'service-principal', 'anonymous'],
      default: 'key',
    },
    tenant: text('Directory of the application.', { maxLength: 128 }),
    clientId: text('Id of the application.', { maxLength: 128 }),
    accessTier: {
      kind: 'choice',
      help: 'Tier of new blobs; as the account says when absent.',
      values: ['hot', 'cool', 'cold', 'archive'],
      advanced: true,
    },
  },
  credentials: {
    key: { help: 'Key of the storage account.', auth: ['key'], required: true, maxLength: 512 },
    sas_url: {
      help: 'URL of the container with its signature.',
      auth: ['sas'],
      required: true,
      maxLength: 4_096,
    },
    client_secret: {
      help: 'Secret of the application.',
      auth: ['service-principal'],
      required: true,
      maxLength: 1_024,
    },
  },
  refused: {
    env_auth: refusals.ambient,
    use_msi: refusals.ambient,
    use_az: refusals.command,
    client_certificate_path: refusals.file,
    client_certificate_password: refusals.file,
    service_principal_file: refusals.file,
    use_emulator: 'It calls the machine that mounts the storage.',
    username: 'Signing in as a person is not for machines.',
    password: 'Signing in as a person is not for machines.',
  },
};

export const gcs: StorageKind<GcsConfig> = {
  type: 'gcs',
  title: 'Google Cloud Storage',
  backend: 'gcs',
  settings: {
    bucket: text('Name of the bucket.', {
      rclone: null,
      required: true,
      target: true,
      minLength: 3,
      maxLength: 222,
      pattern: /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?!.*\.\.)[a-z0-9][a-z0-9._-]*[a-z0-9]$/,
      example: 'results',
    }),
    prefix: below('Everything lies below it.'),
    endpoint: endpoint('Base URL of the service, where it is not the public one.', { advanced: true }),
    tlsVerify: verified(),
    auth: {
      kind: 'choice',
      help: 'How to sign in: with a service account, or not at all.',
      rclone: null,
      values: ['service-account', 'anonymous'],
      default: 'service-account',
    },
    projectNumber: text('Number of the project, needed to list or make buckets.', {
      maxLength: 20,
      pattern: /^\d+$/,
      advanced: true,
    }),
    userProject: text('Project that pays for requests.', { maxLength: 64, advanced: true }),
    location: text('Where new buckets lie.', { maxLength: 64, advanced: true }),
    storageClass: text('Class of new objects; as the bucket says when absent.', {
      maxLength: 64,
      pattern: /^[A-Z0-9_]+$/,
      advanced: true,
    }),
    bucketPolicyOnly: {
      kind: 'flag',
      help: 'Whether the bucket decides about access for all of its objects alike.',
      default: false,
      advanced: true,
    },
  },
  credentials: {
    service_account_credentials: {
      help: 'Key of the service account, as the JSON that Google gave.',
      auth: ['service-account'],
      required: true,
      lines: true,
      maxLength: 16_384,
    },
  },
  refused: {
    env_auth: refusals.ambient,
    service_account_file: refusals.file,
    client_id: 'It belongs to signing in as a person.',
    client_secret: 'It belongs to signing in as a person.',
    token: 'It belongs to signing in as a person.',
    access_token: 'It ends before anybody uses the storage.',
  },
};
