import {
  exportStorage,
  rcloneOption,
  storageKinds,
  type StorageConfig,
  type StorageDescription,
} from '@ashlar/storage';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isThere, runGo } from '../go.js';
import type { Place, Server } from '../server.types.js';

/** The release that the catalogue is compared with. */
const release = 'v1.73.5';

const backends = [
  ...[
    'azureblob',
    'drive',
    'dropbox',
    'ftp',
    'googlecloudstorage',
    'http',
    'onedrive',
    's3',
    'sftp',
    'webdav',
  ],
];

/** rclone with the backends that storages have and the commands about its configuration. */
const program = `package main

import (
${backends.map((name) => `\t_ "github.com/rclone/rclone/backend/${name}"`).join('\n')}
\t"github.com/rclone/rclone/cmd"
\t_ "github.com/rclone/rclone/cmd/config"
)

func main() { cmd.Main() }
`;

const binaryIn = ({ cacheDir }: Pick<Place, 'cacheDir'>): string => join(cacheDir, `rclone-${release}`);

async function build(place: Place): Promise<void> {
  if (await isThere(binaryIn(place))) return;
  const folder = join(place.workDir, 'source');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'main.go'), program);
  await writeFile(
    join(folder, 'go.mod'),
    `module rclone.local\n\ngo 1.24\n\nrequire github.com/rclone/rclone ${release}\n`,
  );
  const commands = [
    ['mod', 'tidy'],
    ['build', '-trimpath', '-o', binaryIn(place), '.'],
  ];
  await runGo(`rclone ${release}`, { cwd: folder, commands }, place);
}

interface Option {
  readonly Name: string;
  readonly Help: string;
  readonly Type: string;
  readonly IsPassword: boolean;
  readonly Sensitive: boolean;
  readonly Exclusive: boolean;
  readonly Examples: readonly { readonly Value: string }[] | null;
}

interface Provider {
  readonly Name: string;
  readonly Prefix: string;
  readonly Options: readonly Option[];
}

const binaryOf = (facts: Readonly<Record<string, string>>): string => facts['RCLONE'] ?? '';

const execute = promisify(execFile);

/** Its whole answer, which is long. */
async function run(facts: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const { stdout } = await execute(binaryOf(facts), args, {
    env: { HOME: facts['RCLONE_HOME'] ?? '' },
    timeout: 60_000,
    maxBuffer: 64 * 1_048_576,
  });
  return stdout;
}

async function providersOf(facts: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Provider>> {
  const all = JSON.parse(await run(facts, 'config', 'providers')) as readonly Provider[];
  return new Map(all.map((provider) => [provider.Prefix, provider]));
}

/** The options of the backend behind each type, by name: some are there several times, for different providers. */
async function compared(
  facts: Readonly<Record<string, string>>,
  compare: (kind: (typeof storageKinds)[number], options: ReadonlyMap<string, readonly Option[]>) => string[],
): Promise<void> {
  const providers = await providersOf(facts);
  const faults = storageKinds.flatMap((kind) => {
    const provider = providers.get(kind.backend);
    if (!provider) return [`rclone has no ${kind.backend}`];
    const options = new Map<string, Option[]>();
    for (const option of provider.Options) {
      options.set(option.Name, [...(options.get(option.Name) ?? []), option]);
    }
    return compare(kind, options).map((fault) => `${kind.type}: ${fault}`);
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

const kindsOfValues = {
  text: ['string', 'CommaSepList', 'SpaceSepList'],
  origin: ['string'],
  url: ['string'],
  choice: ['string', 'bool'],
  flag: ['bool', 'Tristate'],
  number: ['int'],
};

/** Sensitive to rclone, since they name somebody; no secret to Ashlar. */
const names = new Set([
  ...['account', 'tenant', 'client_id', 'user', 'host', 'project_number', 'user_project', 'sse_kms_key_id'],
  ...['root_folder_id', 'team_drive', 'drive_id'],
]);

/** Options of files and commands, by what rclone says of them. */
const suspicious =
  /(^|_)(file|files|command|ssh|socket|profile|path)$|path to|location of|command (to|used)|executable|unix domain socket/i;

/** rclone itself, which describes its backends and reads what is exported for it. */
export const rclone: Server = {
  name: 'rclone',
  summary: `rclone ${release}, built from the Go module proxy; the catalogue of storages is compared with it`,
  install: build,
  async start(place) {
    await build(place);
    return { facts: { RCLONE: binaryIn(place), RCLONE_HOME: place.workDir }, stop: () => Promise.resolve() };
  },
  checks: {
    'knows every option that the catalogue has, with values of that kind': (facts) =>
      compared(facts, ({ settings, credentials }, options) => [
        ...Object.entries(settings).flatMap(([name, setting]) => {
          const option = rcloneOption(name, setting);
          if (option === undefined) return [];
          const [found] = options.get(option) ?? [];
          if (!found) return [`there is no option ${option}`];
          return kindsOfValues[setting.kind].includes(found.Type) || (found.Examples ?? []).length > 0
            ? []
            : [`${option} is a ${found.Type} and no ${setting.kind}`];
        }),
        ...Object.keys(credentials).flatMap((name) =>
          options.has(name) ? [] : [`there is no option ${name}`],
        ),
      ]),
    'takes every value of an option that has some only': (facts) =>
      compared(facts, ({ settings }, options) =>
        Object.entries(settings).flatMap(([name, setting]) => {
          const option = rcloneOption(name, setting);
          if (option === undefined || setting.kind !== 'choice' || option === 'force_path_style') return [];
          const known = (options.get(option) ?? []).flatMap(({ Examples }) =>
            (Examples ?? []).map(({ Value }) => Value),
          );
          const strange = known.length === 0 ? [] : setting.values.filter((value) => !known.includes(value));
          return strange.map((value) => `${option} cannot be ${value}`);
        }),
      ),
    'keeps secret what the catalogue does, and the other way round': (facts) =>
      compared(facts, ({ settings, credentials }, options) => {
        const isSecret = (option: Option): boolean => option.Sensitive || option.IsPassword;
        return [
          ...Object.entries(credentials).flatMap(([name, { password = false }]) => {
            const [option] = options.get(name) ?? [];
            if (!option || !isSecret(option)) return [`${name} is no secret to rclone`];
            return option.IsPassword === password ? [] : [`${name} is obscured by one of the two alone`];
          }),
          ...Object.entries(settings).flatMap(([name, setting]) => {
            const [option] = options.get(rcloneOption(name, setting) ?? '') ?? [];
            return option && isSecret(option) && !names.has(option.Name)
              ? [`${option.Name} is a secret`]
              : [];
          }),
        ];
      }),
    'has nothing in the catalogue that names a file or a command': (facts) =>
      compared(facts, ({ settings, credentials, refused }, options) => {
        const reachable = new Set([
          ...Object.entries(settings).flatMap(([name, setting]) => rcloneOption(name, setting) ?? []),
          ...Object.keys(credentials),
        ]);
        return [
          ...[...options.values()].flat().flatMap(({ Name, Help }) => {
            const isSuspicious = suspicious.test(Name) || suspicious.test(Help.split('\n')[0] ?? '');
            return isSuspicious && reachable.has(Name) ? [`${Name} can be set: ${Help.slice(0, 100)}`] : [];
          }),
          ...Object.keys(refused).flatMap((name) => [
            ...(reachable.has(name) ? [`${name} is refused and can be set`] : []),
            ...(options.has(name) ? [] : [`${name} is refused and unknown to rclone`]),
          ]),
        ];
      }),
    'reads what is exported for it as it was meant': async (facts) => {
      const config: StorageConfig = {
        ...{ type: 's3', provider: 'Minio', endpoint: 'https://s3.example.org:9000', region: 'eu west' },
        ...{ bucket: 'results', prefix: 'runs # 1; [x]', addressing: 'path', tlsVerify: true, auth: 'keys' },
        ...{ storageClass: 'STANDARD', requesterPays: true },
      };
      const id = '0190a6ab-1c3d-7e4f-8a5b-0123456789ab';
      const storage: StorageDescription = {
        ...{ id, name: 'Results', owner: { type: 'platform', id }, domainId: undefined, enabled: true },
        ...{ version: 1, config, target: '', credentials: [] },
      };
      const file = join(facts['RCLONE_HOME'] ?? '', 'rclone.conf');
      await writeFile(file, exportStorage(storage, 'rclone').content);
      const read: unknown = JSON.parse(await run(facts, 'config', 'dump', '--config', file));
      const wanted = {
        ashlar_0123456789ab: {
          ...{ endpoint: 'https://s3.example.org:9000', force_path_style: 'true', provider: 'Minio' },
          ...{ region: 'eu west', requester_pays: 'true', storage_class: 'STANDARD', type: 's3' },
        },
      };
      const sorted = (value: unknown): string =>
        JSON.stringify(value, (_, each: unknown) =>
          typeof each === 'object' && each !== null
            ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
            : each,
        );
      if (sorted(read) !== sorted(wanted)) throw new Error(`rclone read ${sorted(read)}`);
    },
  },
};
