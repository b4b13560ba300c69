import { reachFrom, resolve, StaleLockError, type LockEntries, type LockEntry } from './lock.mjs';

const entries: LockEntries = {
  '': { name: 'root' },
  'projects/app': { name: '@x/app' },
  'components/store': { name: '@x/store' },
  'components/other': { name: '@x/other' },
  'node_modules/@x/app': { resolved: 'projects/app', link: true },
  'node_modules/@x/store': { resolved: 'components/store', link: true },
  'node_modules/@x/other': { resolved: 'components/other', link: true },
  'node_modules/driver': {
    version: '2.0.0',
    dependencies: { deep: '^2.0.0' },
    optionalDependencies: { native: '1.0.0' },
    peerDependencies: { host: '*', luxury: '*' },
    peerDependenciesMeta: { luxury: { optional: true } },
  },
  'node_modules/driver/node_modules/deep': { version: '2.1.0', dependencies: { leaf: '1' } },
  'node_modules/deep': { version: '1.0.0' },
  'node_modules/leaf': { version: '1.0.0', dependencies: { deep: '1', driver: '2' } },
  'node_modules/host': { version: '1.0.0', devOptional: true },
  'node_modules/luxury': { version: '1.0.0', dev: true },
  'node_modules/native': {
    version: '1.0.0',
    dependencies: { loader: '1' },
    optionalDependencies: { 'native-linux': '1.0.0', 'native-windows': '1.0.0' },
  },
  'node_modules/native-linux': { version: '1.0.0', optional: true },
  'node_modules/loader': { version: '1.0.0' },
  'components/store/node_modules/driver': { version: '1.0.0', dependencies: { leaf: '1' } },
  'node_modules/checker': { version: '1.0.0', dev: true, dependencies: { loader: '1' } },
};

const manifests: Record<string, LockEntry> = {
  'projects/app': { dependencies: { '@x/store': '0.1.0' } },
  'components/store': { dependencies: { driver: '^1.0.0' } },
  'components/other': { dependencies: { driver: '^2.0.0' } },
};

const reach = (changes: Record<string, LockEntry> = {}) =>
  reachFrom({
    entries,
    project: 'projects/app',
    readManifest: (folder) => ({ ...manifests, ...changes })[folder] ?? {},
  });

describe('looking a package up', () => {
  it('takes the nearest on the way to the root', () => {
    expect(resolve(entries, 'components/store', 'driver')).toBe('components/store/node_modules/driver');
    expect(resolve(entries, 'components/other', 'driver')).toBe('node_modules/driver');
    expect(resolve(entries, 'node_modules/driver/node_modules/deep', 'deep')).toBe(
      'node_modules/driver/node_modules/deep',
    );
    expect(resolve(entries, 'node_modules/driver/node_modules/deep', 'leaf')).toBe('node_modules/leaf');
    expect(resolve(entries, 'node_modules/leaf', 'deep')).toBe('node_modules/deep');
    expect(resolve(entries, 'projects/app', 'nowhere')).toBeUndefined();
  });
});

describe('what a project reaches', () => {
  it('is its bricks, their packages at every depth, and nothing of others', () => {
    const { folders, packages } = reach({
      'components/store': { dependencies: { leaf: '1' } },
    });
    expect(folders).toEqual(['components/store', 'projects/app']);
    expect(Object.keys(packages)).toEqual([
      'node_modules/@x/store',
      'node_modules/deep',
      'node_modules/driver',
      'node_modules/driver/node_modules/deep',
      'node_modules/host',
      'node_modules/leaf',
      'node_modules/loader',
      'node_modules/native',
      'node_modules/native-linux',
      'node_modules/@x/app',
    ]);
  });

  it('keeps a version nested in a brick where it is', () => {
    expect(reach().packages['components/store/node_modules/driver']).toEqual({
      version: '1.0.0',
      dependencies: { leaf: '1' },
    });
  });

  it('leaves optional peers and dev dependencies out and takes needed peers', () => {
    const { packages } = reach({
      'components/store': { dependencies: { '@x/other': '0.1.0' } },
    });
    expect(packages).toHaveProperty(['node_modules/host']);
    expect(packages['node_modules/host']).toEqual({ version: '1.0.0' });
    expect(packages).not.toHaveProperty(['node_modules/luxury']);
    expect(packages).not.toHaveProperty(['node_modules/checker']);
  });

  it('marks as optional what only optional packages need, whatever the order of the walk', () => {
    const optionals = (dependencies: Record<string, string>) => {
      const { packages } = reach({ 'components/store': { dependencies } });
      return Object.keys(packages).filter((location) => packages[location]?.optional);
    };
    expect(optionals({ '@x/other': '0.1.0' })).toEqual([
      'node_modules/loader',
      'node_modules/native',
      'node_modules/native-linux',
    ]);
    expect(optionals({ '@x/other': '0.1.0', loader: '1' })).toEqual([
      'node_modules/native',
      'node_modules/native-linux',
    ]);
    expect(optionals({ loader: '1', '@x/other': '0.1.0' })).toEqual([
      'node_modules/native',
      'node_modules/native-linux',
    ]);
  });

  it('refuses a manifest that the lock file does not know', () => {
    expect(() => reach({ 'components/store': { dependencies: { fresh: '1' } } })).toThrow(
      new StaleLockError(
        'package-lock.json has no "fresh" for components/store: run npm install and commit it',
      ),
    );
  });
});
