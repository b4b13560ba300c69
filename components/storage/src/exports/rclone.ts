import { kindOf, rcloneOption } from '../catalogue/index.js';
import type { StorageConfig } from '../config.types.js';
import type { StorageDescription } from '../storage.types.js';
import { secretsOf } from './secrets.js';
import type { StorageExport } from './exports.types.js';

/** Settings of Ashlar that rclone says in other words. */
function ownWords(config: StorageConfig): Readonly<Record<string, string>> {
  switch (config.type) {
    case 's3':
      return {
        ...(config.addressing !== 'auto' && { force_path_style: String(config.addressing === 'path') }),
        ...(config.auth === 'web-identity' && { env_auth: 'true' }),
      };
    case 'gcs':
      return config.auth === 'anonymous' ? { anonymous: 'true' } : {};
    case 'ftp':
      return {
        ...(config.encryption !== 'none' && {
          [config.encryption === 'explicit' ? 'explicit_tls' : 'tls']: 'true',
        }),
        ...(!config.tlsVerify && { no_check_certificate: 'true' }),
      };
    case 'sftp':
      // No commands on the server either.
      return { shell_type: 'none' };
    default:
      return {};
  }
}

const inOwnWords = new Set(['addressing', 'tlsVerify']);

/** The options of rclone for these settings; no secret is one of them. */
export function rcloneOptions(config: StorageConfig): Readonly<Record<string, string>> {
  const { settings, backend } = kindOf(config.type);
  const options = Object.entries(settings).flatMap(([name, setting]): [string, string][] => {
    const option = inOwnWords.has(name) ? undefined : rcloneOption(name, setting);
    const value: unknown = Reflect.get(config, name);
    if (option === undefined || value === undefined) return [];
    if (setting.kind === 'flag' && value === setting.default) return [];
    return [[option, String(value)]];
  });
  return {
    type: backend === 'gcs' ? 'google cloud storage' : backend,
    ...Object.fromEntries(options),
    ...ownWords(config),
  };
}

/** What comes behind the name of the remote: `bucket/prefix`. */
export function remotePath(config: StorageConfig): string {
  const parts =
    config.type === 's3' || config.type === 'gcs'
      ? [config.bucket, config.prefix]
      : config.type === 'azureblob'
        ? [config.container, config.prefix]
        : [config.path];
  return parts.filter((part) => part !== undefined).join('/');
}

/** A name that can be a section, a variable and an object of Kubernetes. */
export function remoteName({ id }: Pick<StorageDescription, 'id'>): string {
  return `ashlar-${id.slice(-12)}`;
}

/** @throws {TypeError} for what would not stay on its line: settings are refused before they are kept. */
function oneLine(text: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new TypeError('A setting has several lines');
  return text;
}

/** One value a line, as rclone reads it. @throws {TypeError} */
export function section(name: string, options: Readonly<Record<string, string>>): string {
  const lines = Object.entries(options).map(([option, value]) => oneLine(`${option} = ${value}`));
  return [`[${name}]`, ...lines, ''].join('\n');
}

export function exportRclone(storage: StorageDescription): StorageExport {
  const name = remoteName(storage);
  const prefix = `RCLONE_CONFIG_${name.toUpperCase().replaceAll('-', '_')}`;
  // rclone takes what its section does not have from variables, whose names cannot have a dash.
  const remote = name.replaceAll('-', '_');
  const secrets = secretsOf(storage).map((option) => ({
    name: option,
    reference: `${prefix}_${option.toUpperCase()}`,
  }));
  const notes = [
    oneLine(`# Paths: ${remote}:${remotePath(storage.config)}`),
    ...secrets.map(({ name: option, reference }) =>
      kindOf(storage.config.type).credentials[option]?.password
        ? `# Set ${reference} in the environment, obscured by "rclone obscure".`
        : `# Set ${reference} in the environment.`,
    ),
    ...('tlsVerify' in storage.config && !storage.config.tlsVerify && storage.config.type !== 'ftp'
      ? ['# The certificate is not checked: run rclone with --no-check-certificate.']
      : []),
  ];
  const content = `${notes.join('\n')}\n${section(remote, rcloneOptions(storage.config))}`;
  return { format: 'rclone', filename: 'rclone.conf', content, secrets };
}
