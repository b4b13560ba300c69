import type { S3Config } from '../config.types.js';
import type { StorageDescription } from '../storage.types.js';
import type { StorageExport } from './exports.types.js';
import { secretsOf } from './secrets.js';

/** As the tools of AWS call them. */
const variables: Readonly<Record<string, string>> = {
  access_key_id: 'AWS_ACCESS_KEY_ID',
  secret_access_key: 'AWS_SECRET_ACCESS_KEY',
  session_token: 'AWS_SESSION_TOKEN',
};

type S3Description = StorageDescription & { readonly config: S3Config };

const secretsFor = (storage: StorageDescription): StorageExport['secrets'] =>
  secretsOf(storage).flatMap((name) => {
    const reference = variables[name];
    return reference === undefined ? [] : [{ name, reference }];
  });

/** For a shell: nothing in it means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const notes = (secrets: StorageExport['secrets']): string[] =>
  secrets.map(({ reference }) => `# Set ${reference} in the environment.`);

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** `bucket:/prefix` on a folder. */
export function exportS3fs(storage: S3Description): StorageExport {
  const { bucket, prefix, endpoint, region, addressing, tlsVerify, auth, storageClass } = storage.config;
  const secrets = secretsFor(storage);
  const options = [
    `url=${endpoint}`,
    ...(region === undefined ? [] : [`endpoint=${region}`]),
    ...(addressing === 'path' ? ['use_path_request_style'] : []),
    ...(tlsVerify ? [] : ['no_check_certificate', 'ssl_verify_hostname=0']),
    ...(auth === 'anonymous' ? ['public_bucket=1'] : []),
    ...(storageClass === undefined ? [] : [`storage_class=${storageClass.toLowerCase()}`]),
  ];
  const source = prefix === undefined ? bucket : `${bucket}:/${prefix}`;
  const content = lines(
    ...notes(secrets),
    `s3fs ${quoted(source)} "$1" \\`,
    ...options.map((option, index) => `  -o ${quoted(option)}${index === options.length - 1 ? '' : ' \\'}`),
  );
  return { format: 's3fs', filename: 'mount.sh', content, secrets };
}

/** A client in Python, which reads the variables itself. */
export function exportBoto3(storage: S3Description): StorageExport {
  const { bucket, prefix, endpoint, region, addressing, tlsVerify, auth, roleArn } = storage.config;
  const secrets = secretsFor(storage);
  // JSON texts are texts of Python, but for pairs of escapes.
  const text = (value: string): string =>
    JSON.stringify(value).replaceAll(
      /[\u{7f}-\u{10ffff}]/gu,
      (char) => `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
    );
  const config = [
    ...(addressing === 'auto' ? [] : [`s3={"addressing_style": ${text(addressing)}}`]),
    ...(auth === 'anonymous' ? ['signature_version=UNSIGNED'] : []),
  ];
  const content = lines(
    ...notes(secrets),
    ...(roleArn === undefined ? [] : [`# Take on the role ${roleArn} first.`]),
    'import boto3',
    ...(auth === 'anonymous' ? ['from botocore import UNSIGNED'] : []),
    'from botocore.config import Config',
    '',
    's3 = boto3.client(',
    '    "s3",',
    `    endpoint_url=${text(endpoint)},`,
    ...(region === undefined ? [] : [`    region_name=${text(region)},`]),
    ...(tlsVerify ? [] : ['    verify=False,']),
    `    config=Config(${config.join(', ')}),`,
    ')',
    `bucket = ${text(bucket)}`,
    `prefix = ${text(prefix === undefined ? '' : `${prefix}/`)}`,
  );
  return { format: 'boto3', filename: 'storage.py', content, secrets };
}

/** A profile, and a command that shows what is there. */
export function exportAwsCli(storage: S3Description): StorageExport {
  const { bucket, prefix, endpoint, region, addressing, tlsVerify, auth } = storage.config;
  const secrets = secretsFor(storage);
  const options = [
    `--endpoint-url ${quoted(endpoint)}`,
    ...(region === undefined ? [] : [`--region ${quoted(region)}`]),
    ...(tlsVerify ? [] : ['--no-verify-ssl']),
    ...(auth === 'anonymous' ? ['--no-sign-request'] : []),
  ];
  const place = quoted(`s3://${bucket}/${prefix === undefined ? '' : `${prefix}/`}`);
  const content = lines(
    ...notes(secrets),
    ...(addressing === 'auto' ? [] : [`aws configure set default.s3.addressing_style ${addressing}`]),
    `aws s3 ls ${options.join(' ')} ${place}`,
  );
  return { format: 'aws-cli', filename: 'storage.sh', content, secrets };
}
