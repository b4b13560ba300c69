import { BooleanField, type Dto, EnumField, HttpUrlField, IntegerField, StringField } from '@ashlar/http';
import {
  type AnyStorageKind,
  type Setting,
  storageKinds,
  storageTypes,
  wireName,
} from '../catalogue/index.js';
import type { StorageType } from '../config.types.js';

/** The settings of a store by their names on the wire, as the DTO of its type has them. */
export type WireConfig = { readonly type: StorageType } & Readonly<Record<string, unknown>>;

type Use = 'request' | 'response' | 'change';

const nouns: Readonly<Record<StorageType, string>> = {
  s3: 'S3',
  azureblob: 'AzureBlob',
  gcs: 'Gcs',
  webdav: 'Webdav',
  sftp: 'Sftp',
  ftp: 'Ftp',
  http: 'Http',
  dropbox: 'Dropbox',
  drive: 'Drive',
  onedrive: 'Onedrive',
};

const pathStyle = 'Older word: true is addressing `path`, false `virtual`.';

function shape(kind: AnyStorageKind, use: 'request' | 'response'): () => Dto {
  class Resource {}
  Object.defineProperty(Resource, 'name', {
    value: `${nouns[kind.type]}Resource${use === 'request' ? 'Request' : 'Response'}`,
  });
  EnumField({ description: 'Kind of store.', values: [kind.type], example: kind.type })(
    Resource.prototype,
    'type',
  );
  for (const [name, setting] of Object.entries(kind.settings)) decorate(Resource, name, setting, use);
  if (kind.type === 's3') {
    BooleanField({
      description:
        use === 'request'
          ? pathStyle
          : 'Whether the bucket is named in the path; false also when the test finds out.',
      ...(use === 'request' && { optional: true }),
    })(Resource.prototype, 'path_style');
  }
  return () => Resource;
}

function decorate({ prototype }: Dto, name: string, setting: Setting, use: Use): void {
  fieldOf(setting, use)(prototype as object, wireName(name));
}

function fieldOf(setting: Setting, use: Use): PropertyDecorator {
  const { help: description, required = false, example } = setting;
  const preset = 'default' in setting ? setting.default : undefined;
  const options = {
    description,
    ...(use !== 'response' && example !== undefined && { example }),
    ...(use === 'request' && preset !== undefined && { default: preset }),
    ...(use === 'request' && preset === undefined && !required && { optional: true }),
    // What has a default is always there.
    ...(use === 'response' && preset === undefined && !required && { optional: true }),
    ...(use === 'change' && { optional: true, ...(!required && { nullable: true }) }),
  };
  switch (setting.kind) {
    case 'flag':
      return BooleanField(options);
    case 'number':
      return IntegerField({ ...options, min: setting.min, max: setting.max });
    case 'choice':
      return EnumField({ ...options, values: setting.values });
    case 'origin':
    case 'url':
      return HttpUrlField(options);
    case 'text': {
      const { minLength = 1, maxLength, pattern } = setting;
      return StringField({
        ...options,
        minLength,
        maxLength,
        ...(pattern && use !== 'response' && { pattern }),
      });
    }
  }
}

const byType = (use: 'request' | 'response'): Readonly<Record<string, () => Dto>> =>
  Object.fromEntries(storageKinds.map((kind) => [kind.type, shape(kind, use)]));

/** One DTO for each type, by the type. */
export const resourceRequests = byType('request');
export const resourceResponses = byType('response');

/**
 * What may be given of settings to change, of whatever type: which of them the storage has, and whether the values fit
 * its type, is decided with the storage at hand.
 */
export class StorageResourceChange {
  @EnumField({ description: 'Kind of store; it cannot change.', values: storageTypes, optional: true })
  type?: StorageType;

  @BooleanField({ description: pathStyle, optional: true })
  path_style?: boolean;
}

/** Settings that several types have are held against what all of them accept. */
function widest(settings: readonly Setting[]): Setting {
  const [first, ...others] = settings;
  if (!first) throw new TypeError('A setting belongs to a type');
  const required = settings.every((setting) => setting.required);
  if (first.kind === 'choice') {
    const values = settings.flatMap((setting) => (setting.kind === 'choice' ? setting.values : []));
    return { kind: 'choice', help: first.help, required, values: [...new Set(values)] };
  }
  if (first.kind === 'text' && others.length > 0) {
    const lengths = settings.map((setting) => (setting.kind === 'text' ? setting.maxLength : 0));
    const { pattern, ...rest } = first;
    const same = settings.every((setting) => setting.kind === 'text' && setting.pattern === pattern);
    return {
      ...rest,
      required,
      minLength: 1,
      maxLength: Math.max(...lengths),
      ...(same && pattern && { pattern }),
    };
  }
  // 'url' of one type and 'origin' of another are the same on the wire.
  return { ...first, required };
}

const names = new Set(storageKinds.flatMap(({ settings }) => Object.keys(settings)));
for (const name of names) {
  const settings = storageKinds.flatMap((kind) => kind.settings[name] ?? []);
  decorate(StorageResourceChange, name, widest(settings), 'change');
}

/** Secrets by option, of whatever type: absent keeps, null clears. */
export class StorageCredentialsRequest {}

const credentialNames = new Map(storageKinds.flatMap(({ credentials }) => Object.entries(credentials)));
for (const [name, { help }] of credentialNames) {
  const longest = Math.max(...storageKinds.map(({ credentials }) => credentials[name]?.maxLength ?? 0));
  StringField({
    description: `${help} Absent keeps what is set, null clears it. It is never shown again.`,
    maxLength: longest,
    optional: true,
    nullable: true,
  })(StorageCredentialsRequest.prototype, name);
}

/** The `path_style` of before as the word of today. */
export function withAddressing(wire: object): Readonly<Record<string, unknown>> {
  const { path_style: given, ...rest } = wire as Readonly<Record<string, unknown>>;
  if (typeof given !== 'boolean') return rest;
  const said = rest['addressing'];
  return said === undefined || said === 'auto' ? { ...rest, addressing: given ? 'path' : 'virtual' } : rest;
}
