import fc from 'fast-check';
import { storageKinds, type StorageConfig, type StorageDescription, storageTypes } from '../index.js';
import { configOf } from '../config.js';
import { exportFormats, exportStorage } from './index.js';
import { section } from './rclone.js';

const id = '0190a6ab-1c3d-7e4f-8a5b-0123456789ab';

function described(config: StorageConfig, options: readonly string[] = []): StorageDescription {
  return {
    ...{
      id,
      name: 'Results',
      owner: { type: 'platform', id },
      domainId: undefined,
      enabled: true,
      version: 1,
    },
    ...{ config, target: '' },
    credentials: options.map((option) => ({ option, secretId: id, secretVersion: 1 })),
  };
}

const s3: StorageConfig = {
  ...{ type: 's3', provider: 'Minio', endpoint: 'https://s3.example.org', region: 'eu', bucket: 'results' },
  ...{ prefix: 'runs/2026', addressing: 'path', tlsVerify: true, auth: 'keys', requesterPays: false },
};

/** The smallest storage of each type. */
const samples: Readonly<Record<string, StorageConfig>> = Object.fromEntries(
  storageKinds.map(({ type, settings }) => {
    const wire = Object.entries(settings).flatMap(([name, setting]) => {
      const value =
        'default' in setting && setting.default !== undefined
          ? setting.default
          : setting.required && setting.example;
      return value === undefined || value === false ? [] : [[name, value] as const];
    });
    return [type, { ...configOf(type, {}), ...Object.fromEntries(wire) }];
  }),
);

/** As rclone reads a file: sections, and one value a line. */
function parse(content: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let current: Record<string, string> = {};
  for (const line of content.split(/\r\n|\r|\n/)) {
    const [, name] = /^\[(.*)\]$/.exec(line) ?? [];
    if (name !== undefined) sections[name] = current = {};
    const [, option, value] = /^(\w+) = ?(.*)$/.exec(line) ?? [];
    if (option !== undefined) current[option] = value ?? '';
  }
  return sections;
}

describe('a storage', () => {
  it('is a section of rclone, without secrets', () => {
    const { content, secrets } = exportStorage(described(s3, ['session_token']), 'rclone');
    expect(parse(content)).toEqual({
      ashlar_0123456789ab: {
        ...{ type: 's3', provider: 'Minio', endpoint: 'https://s3.example.org', region: 'eu' },
        force_path_style: 'true',
      },
    });
    expect(content).toContain('ashlar_0123456789ab:results/runs/2026');
    expect(secrets).toEqual([
      { name: 'access_key_id', reference: 'RCLONE_CONFIG_ASHLAR_0123456789AB_ACCESS_KEY_ID' },
      { name: 'secret_access_key', reference: 'RCLONE_CONFIG_ASHLAR_0123456789AB_SECRET_ACCESS_KEY' },
      { name: 'session_token', reference: 'RCLONE_CONFIG_ASHLAR_0123456789AB_SESSION_TOKEN' },
    ]);
  });

  it('is a line of s3fs, a client of boto3 and a command of the AWS tools', () => {
    expect(exportStorage(described(s3), 's3fs').content).toBe(
      [
        '# Set AWS_ACCESS_KEY_ID in the environment.',
        '# Set AWS_SECRET_ACCESS_KEY in the environment.',
        `s3fs 'results:/runs/2026' "$1" \\`,
        `  -o 'url=https://s3.example.org' \\`,
        `  -o 'endpoint=eu' \\`,
        `  -o 'use_path_request_style'`,
        '',
      ].join('\n'),
    );
    expect(exportStorage(described(s3), 'boto3').content).toContain(
      's3 = boto3.client(\n    "s3",\n    endpoint_url="https://s3.example.org",\n    region_name="eu",\n' +
        '    config=Config(s3={"addressing_style": "path"}),\n)\nbucket = "results"\nprefix = "runs/2026/"\n',
    );
    expect(exportStorage(described(s3), 'aws-cli').content).toContain(
      `aws s3 ls --endpoint-url 'https://s3.example.org' --region 'eu' 's3://results/runs/2026/'\n`,
    );
  });

  it('is a volume of Kubernetes that names its secret', () => {
    const { content, secrets } = exportStorage(described(s3), 'kubernetes-csi');
    const { items } = JSON.parse(content) as { items: { kind: string; spec: { csi?: object } }[] };
    expect(items.map(({ kind }) => kind)).toEqual(['PersistentVolume', 'PersistentVolumeClaim']);
    expect(items[0]?.spec.csi).toEqual({
      driver: 'csi-rclone',
      volumeHandle: id,
      volumeAttributes: {
        ...{ remote: 's3', remotePath: 'results/runs/2026', 's3-provider': 'Minio', 's3-region': 'eu' },
        ...{ 's3-endpoint': 'https://s3.example.org', 's3-force-path-style': 'true' },
      },
      nodePublishSecretRef: { name: 'ashlar-0123456789ab-credentials', namespace: 'default' },
    });
    expect(secrets[1]).toEqual({
      name: 'secret_access_key',
      reference: 'ashlar-0123456789ab-credentials/s3-secret-access-key',
    });
  });

  it('is in the namespace that is asked for, if that can be one', () => {
    const { content } = exportStorage(described(s3), 'kubernetes-csi', { namespace: 'team-1' });
    const { items } = JSON.parse(content) as { readonly items: readonly Record<string, unknown>[] };
    expect(items).toMatchObject([
      {
        kind: 'PersistentVolume',
        spec: {
          claimRef: { namespace: 'team-1' },
          csi: { nodePublishSecretRef: { namespace: 'team-1' } },
        },
      },
      { kind: 'PersistentVolumeClaim', metadata: { namespace: 'team-1' } },
    ]);
    expect(content).not.toContain('"default"');
    for (const namespace of ['', 'Team', '-team', 'team-', 'team.one', 'a/b', 'team\n', 'x'.repeat(64)]) {
      expect(() => exportStorage(described(s3), 'kubernetes-csi', { namespace })).toThrow(
        'no name of a namespace',
      );
    }
    expect(() => exportStorage(described(s3), 'kubernetes-csi', { namespace: 'x'.repeat(63) })).not.toThrow();
  });

  it.each(storageTypes)('of the type %s is written for rclone and Kubernetes', (type) => {
    const config = samples[type] as StorageConfig;
    const options = Object.values(parse(exportStorage(described(config), 'rclone').content));
    expect(options).toHaveLength(1);
    expect(options[0]?.['type']).toBe(type === 'gcs' ? 'google cloud storage' : type);
    expect(() => JSON.parse(exportStorage(described(config), 'kubernetes-csi').content)).not.toThrow();
    const others = exportFormats.filter((format) => format !== 'rclone' && format !== 'kubernetes-csi');
    for (const format of type === 's3' ? [] : others) {
      expect(() => exportStorage(described(config), format)).toThrow(/knows nothing of/);
    }
  });

  it('cannot write more than its own values, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (region, prefix) => {
        const config = { ...s3, region, prefix } as StorageConfig;
        let content: string;
        try {
          ({ content } = exportStorage(described(config), 'rclone'));
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect(region + prefix).toMatch(/[\p{Cc}\u2028\u2029]/u);
          return;
        }
        const [values, ...others] = Object.values(parse(content.slice(content.indexOf('\n[') + 1)));
        expect(others).toEqual([]);
        expect(Object.keys(values ?? {}).sort()).toEqual([
          ...['endpoint', 'force_path_style', 'provider', 'region', 'type'],
        ]);
      }),
    );
    expect(() => section('x', { a: 'b\nc = d' })).toThrow(TypeError);
  });

  it('means nothing to a shell or to Python', () => {
    const config = { ...s3, region: `'; rm -rf "$HOME" #\u00e4\u{1f600}` } as StorageConfig;
    expect(exportStorage(described(config), 'aws-cli').content).toContain(
      `--region ''\\''; rm -rf "$HOME" #\u00e4\u{1f600}'`,
    );
    expect(exportStorage(described(config), 'boto3').content).toContain(
      'region_name="\'; rm -rf \\"$HOME\\" #\\U000000e4\\U0001f600",',
    );
  });
});
