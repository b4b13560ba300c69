import type { S3Config } from '../config.types.js';
import type { StorageKind } from './catalogue.types.js';
import { below, bucketName, endpoint, refusals, text, verified } from './settings.js';

/** Whose S3 has quirks that clients know of. */
const providers = [
  ...['Other', 'AWS', 'Alibaba', 'Ceph', 'Cloudflare', 'DigitalOcean', 'Dreamhost', 'GCS', 'HuaweiOBS'],
  ...['IBMCOS', 'IDrive', 'IONOS', 'LyveCloud', 'Leviia', 'Liara', 'Linode', 'Minio', 'Netease', 'Outscale'],
  ...['Petabox', 'Qiniu', 'RackCorp', 'Rclone', 'Scaleway', 'SeaweedFS', 'Selectel', 'Storj', 'Synology'],
  ...['TencentCOS', 'Wasabi'],
] as const;

export const s3: StorageKind<S3Config> = {
  type: 's3',
  title: 'S3 and compatible stores',
  backend: 's3',
  settings: {
    provider: {
      kind: 'choice',
      help: 'Whose S3 it is; clients know the quirks of some.',
      values: providers,
      default: 'Other',
    },
    endpoint: endpoint('Base URL of the service, without bucket and path.', {
      required: true,
      example: 'https://s3.example.org',
    }),
    region: text('Region, where the service has several. It is part of every signature.', {
      maxLength: 64,
      example: 'eu-central-1',
    }),
    bucket: text('Name of the bucket.', {
      rclone: null,
      required: true,
      target: true,
      minLength: 3,
      maxLength: 63,
      pattern: bucketName,
      example: 'results',
    }),
    prefix: below('Everything lies below it.'),
    addressing: {
      kind: 'choice',
      help: 'Bucket in the path, in the host name, or as the connection test finds out.',
      rclone: 'force_path_style',
      values: ['auto', 'path', 'virtual'],
      default: 'auto',
    },
    tlsVerify: verified(),
    auth: {
      kind: 'choice',
      help: 'How to sign in: with keys, with keys that may take on a role, with the identity of the workload, or not at all.',
      rclone: null,
      values: ['keys', 'role', 'web-identity', 'anonymous'],
      default: 'keys',
    },
    roleArn: text('Role to take on.', {
      maxLength: 2_048,
      example: 'arn:aws:iam::123456789012:role/results-reader',
    }),
    roleSessionName: text('Name of the session in that role, for the logs of the store.', {
      maxLength: 64,
      pattern: /^[\w+=,.@-]{2,64}$/,
      advanced: true,
    }),
    roleExternalId: text('What the owner of the role asks others to say.', {
      maxLength: 1_224,
      advanced: true,
    }),
    stsEndpoint: endpoint(
      'Base URL of the service that gives roles, where the store or its cloud does not.',
      {
        example: 'https://sts.example.org',
        advanced: true,
      },
    ),
    serverSideEncryption: {
      kind: 'choice',
      help: 'How the store encrypts new objects; as the bucket says when absent.',
      values: ['AES256', 'aws:kms'],
      advanced: true,
    },
    sseKmsKeyId: text('Key of the key service that encrypts new objects.', {
      maxLength: 2_048,
      advanced: true,
    }),
    storageClass: text('Class of new objects; as the bucket says when absent.', {
      maxLength: 64,
      pattern: /^[A-Z0-9_]+$/,
      example: 'STANDARD',
      advanced: true,
    }),
    requesterPays: {
      kind: 'flag',
      help: 'Whether the caller pays for requests and transfer.',
      default: false,
      advanced: true,
    },
  },
  credentials: {
    access_key_id: {
      help: 'Id of the key pair.',
      auth: ['keys', 'role'],
      required: true,
      identifier: true,
      maxLength: 128,
    },
    secret_access_key: {
      help: 'Secret of the key pair.',
      auth: ['keys', 'role'],
      required: true,
      maxLength: 1_024,
    },
    session_token: {
      help: 'Token of keys that were given for a while.',
      auth: ['keys', 'role'],
      required: false,
      maxLength: 16_384,
    },
    sse_customer_key: {
      help: 'Key of your own with which the store encrypts objects.',
      auth: ['keys', 'role', 'web-identity'],
      required: false,
      maxLength: 256,
    },
  },
  refused: {
    env_auth: refusals.ambient,
    profile: refusals.file,
    shared_credentials_file: refusals.file,
    directory_bucket: 'Its sessions are not tested.',
    sdk_log_mode: 'It writes requests, with what they carry, into logs.',
  },
};
