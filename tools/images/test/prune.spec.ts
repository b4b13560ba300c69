import { runToEnd } from '@ashlar/processes';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { prune } from '../src/prune.mjs';

let root: string;
let out: string;

const write = (file: string, content: unknown) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
};
const read = (file: string) => JSON.parse(readFileSync(join(out, file), 'utf8')) as Record<string, unknown>;
const brick = (name: string, dependencies: Record<string, string>, rest: object = {}) => ({
  name: `@x/${name}`,
  version: '0.1.0',
  type: 'module',
  exports: { '.': { '@x/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
  dependencies,
  devDependencies: { checker: '1.0.0' },
  scripts: { postinstall: 'exit 1' },
  ...rest,
});
const packages = (more: Record<string, object> = {}) => ({
  lockfileVersion: 3,
  packages: {
    '': { name: 'x' },
    'projects/app': {},
    'components/store': {},
    'components/test-store': {},
    'node_modules/@x/app': { resolved: 'projects/app', link: true },
    'node_modules/@x/store': { resolved: 'components/store', link: true },
    'node_modules/@x/test-store': { resolved: 'components/test-store', link: true },
    'node_modules/checker': { version: '1.0.0', dev: true },
    ...more,
  },
});

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar prune '));
  out = join(root, 'out');
  write('package.json', {
    name: 'x',
    version: '0.1.0',
    private: true,
    type: 'module',
    workspaces: ['components/*', 'projects/*'],
    scripts: { test: 'exit 1' },
    dependencies: { compiler: '1' },
    allowScripts: { checker: true },
    overrides: { checker: { other: '$compiler' } },
  });
  write('package-lock.json', packages());
  write('projects/app/package.json', brick('app', { '@x/store': '0.1.0' }, { exports: {} }));
  write('projects/app/dist/main.js', `import { rows } from '@x/store'; console.log(rows());`);
  write('projects/app/src/main.ts', 'the source');
  write('components/store/package.json', brick('store', {}, { files: ['dist', 'migrations'] }));
  write(
    'components/store/dist/index.js',
    `import { readFileSync } from 'node:fs'; export const rows = () => readFileSync(new URL('../migrations/0001.sql', import.meta.url), 'utf8');`,
  );
  for (const left of ['index.d.ts', 'index.spec.js', 'some.fixture.js', 'tsconfig.lib.tsbuildinfo']) {
    write(`components/store/dist/${left}`, '');
  }
  write('components/store/dist/index.js.map', '{}');
  write('components/store/migrations/0001.sql', 'select 1');
  write('components/test-store/package.json', brick('test-store', {}));
  write('components/test-store/dist/index.js', '');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('writes what runs and nothing else', () => {
  const { folders } = prune({ root, project: 'app', out });
  expect(folders).toEqual(['components/store', 'projects/app']);
  const files = (
    readdirSync(out, { recursive: true, withFileTypes: true }) as {
      isFile(): boolean;
      name: string;
      parentPath: string;
    }[]
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1));
  expect(files.sort()).toEqual([
    'components/store/dist/index.js',
    'components/store/dist/index.js.map',
    'components/store/migrations/0001.sql',
    'components/store/package.json',
    'package-lock.json',
    'package.json',
    'projects/app/dist/main.js',
    'projects/app/package.json',
  ]);
  expect(read('package.json')).toEqual({
    name: 'x',
    version: '0.1.0',
    private: true,
    type: 'module',
    workspaces: ['components/store', 'projects/app'],
    allowScripts: {},
    overrides: {},
  });
  expect(Object.keys(read('components/store/package.json'))).toEqual([
    'name',
    'version',
    'type',
    'exports',
    'dependencies',
  ]);
});

it('writes a folder that npm installs without a registry and node runs', async () => {
  prune({ root, project: 'app', out });
  const npm = await runToEnd({
    name: 'npm ci',
    command: 'npm',
    args: ['ci', '--omit=dev', '--offline', '--no-audit', '--no-fund'],
    cwd: out,
  });
  expect({ code: npm.code, output: npm.output }).toMatchObject({ code: 0 });
  const app = await runToEnd({
    name: 'app',
    command: process.execPath,
    args: ['projects/app/dist/main.js'],
    cwd: out,
  });
  expect(app.output).toBe('select 1\n');
});

it.each([
  [
    'an unbuilt brick',
    () => rmSync(join(root, 'components/store/dist/index.js')),
    /@x\/store: .*was not built/,
  ],
  [
    'a missing asset',
    () => rmSync(join(root, 'components/store/migrations'), { recursive: true }),
    /migrations is missing/,
  ],
  ['a folder with something in it', () => write('out/file', ''), /out is not empty/],
  [
    'another lock file version',
    () => write('package-lock.json', { lockfileVersion: 2, packages: {} }),
    /version 3/,
  ],
  [
    'a brick that is for tests',
    () => write('projects/app/package.json', brick('app', { '@x/test-store': '0.1.0' })),
    /Not for an image, but depended on: components\/test-store/,
  ],
])('refuses %s', (_what, spoil, message) => {
  spoil();
  expect(() => prune({ root, project: 'app', out })).toThrow(message);
});
