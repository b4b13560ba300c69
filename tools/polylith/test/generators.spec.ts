import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { check } from 'prettier';
import { checkWorkspace } from '../src/check.mjs';
import base from '../src/generators/base.mjs';
import component from '../src/generators/component.mjs';
import job from '../src/generators/job.mjs';
import migration, { nextNumber } from '../src/generators/migration.mjs';
import { plural, singular } from '../src/generators/names.mjs';
import { treeFiles } from '../src/generators/tree.mjs';
import { diskFiles, readBricks, workspaceRoot } from '../src/workspace.mjs';

/** The manifests of this workspace, without their code. */
function workspaceTree(): Tree {
  const tree = createTree();
  const disk = diskFiles();
  for (const { folder } of readBricks(disk)) {
    for (const file of ['package.json', 'README.md', 'tsconfig.lib.json', 'tsconfig.spec.json']) {
      tree.write(`${folder}/${file}`, disk.read(`${folder}/${file}`) ?? '');
    }
  }
  return tree;
}

function generated(tree: Tree): { path: string; text: string }[] {
  return tree
    .listChanges()
    .flatMap(({ path, content }) => (content === null ? [] : [{ path, text: content.toString() }]));
}

const parsers: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'babel',
  json: 'json',
  md: 'markdown',
};

describe('a generated brick', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ashlar-generated-'));
    symlinkSync(join(workspaceRoot, 'node_modules'), join(folder, 'node_modules'));
    for (const file of ['tsconfig.base.json', 'jest.preset.js', 'package.json']) {
      cpSync(join(workspaceRoot, file), join(folder, file));
    }
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Compiles the brick against the real ones and runs its specs. */
  function proves(tree: Tree, brick: string): void {
    for (const { path, text } of generated(tree).filter((file) => file.path.startsWith(`${brick}/`))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const config = {
      extends: '../../tsconfig.base.json',
      compilerOptions: { composite: false, noEmit: true, types: ['node', 'jest'] },
      include: ['src/**/*.ts'],
    };
    writeFileSync(join(folder, brick, 'tsconfig.once.json'), JSON.stringify(config));
    // These specs need no server, so nothing is set up for them.
    const jest = `import config from './jest.config.js';
      const { globalSetup, globalTeardown, ...rest } = config;
      export default rest;`;
    writeFileSync(join(folder, brick, 'jest.once.config.js'), jest);
    const run = (script: string, ...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(workspaceRoot, 'node_modules', script), ...words],
        {
          cwd: join(folder, brick),
          encoding: 'utf8',
          env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' },
        },
      );
      if (status !== 0) throw new Error(`${script} in ${brick}:\n${stdout}${stderr}`);
    };
    run('@typescript/native/bin/tsc', '-p', 'tsconfig.once.json');
    run('jest/bin/jest.js', '--config', 'jest.once.config.js');
  }

  it('of each kind compiles and passes its own spec', async () => {
    const tree = workspaceTree();
    await component(tree, { name: 'batteries', description: 'What lamps run on' });
    await job(tree, { brick: 'batteries', name: 'charge' });
    await base(tree, { name: 'lamp-rest-api' });
    proves(tree, 'components/batteries');
    proves(tree, 'bases/lamp-rest-api');
  }, 60_000);
});

describe('the generators', () => {
  let tree: Tree;

  beforeEach(() => {
    tree = workspaceTree();
  });

  it('leave the checks content and the formatter nothing to do', async () => {
    const before = await checkWorkspace(treeFiles(tree));
    await component(tree, { name: 'group-lamps' });
    await base(tree, { name: 'lamp-rest-api' });
    await job(tree, { brick: 'group-lamps', name: 'lamp.switch-off' });
    const after = await checkWorkspace(treeFiles(tree));
    expect(after.filter((fault) => !before.includes(fault))).toEqual([]);
    for (const { path, text } of generated(tree).filter((file) =>
      /(group-lamps|lamp-rest-api)\//.test(file.path),
    )) {
      const parser = parsers[path.split('.').at(-1) ?? ''] ?? '';
      expect([path, await check(text, { parser, singleQuote: true, printWidth: 110 })]).toEqual([path, true]);
    }
  });

  it('make the package of a component, its references and its place in the graph', async () => {
    await component(tree, { name: 'lamps', description: 'Lamps and their bulbs' });
    expect(JSON.parse(tree.read('components/lamps/package.json', 'utf8') ?? '')).toMatchObject({
      name: '@ashlar/lamps',
      description: 'Lamps and their bulbs',
      exports: { '.': { '@ashlar/source': './src/index.ts' } },
      dependencies: { '@ashlar/database': '0.1.0', '@ashlar/errors': '0.1.0' },
    });
    expect(tree.read('components/lamps/tsconfig.lib.json', 'utf8')).toContain('../errors/tsconfig.lib.json');
    expect(tree.read('tsconfig.json', 'utf8')).toContain('./components/lamps/tsconfig.lib.json');
    expect(tree.read('docs/bricks.md', 'utf8')).toContain('Lamps and their bulbs');
  });

  it('refuse a name that is taken, says nothing or is not kebab-case', async () => {
    await expect(component(tree, { name: 'users' })).rejects.toThrow('components/users exists already');
    await expect(base(tree, { name: 'users' })).rejects.toThrow('components/users exists already');
    await expect(component(tree, { name: 'utils' })).rejects.toThrow('says nothing');
    await expect(base(tree, { name: 'LampApi' })).rejects.toThrow('not a kebab-case name');
  });

  it('add a job to a brick, with what it needs', async () => {
    await component(tree, { name: 'lamps' });
    await job(tree, { brick: 'lamps', name: 'lamp.switch-off' });
    await job(tree, { brick: 'lamps', name: 'dim' });
    const jobs = tree.read('components/lamps/src/lamps.jobs.ts', 'utf8');
    expect(jobs).toContain(`name: 'lamp.switch-off'`);
    expect(jobs).toContain(`name: 'lamps.dim'`);
    expect(jobs?.match(/^import /gm)).toHaveLength(2);
    const handlers = tree.read('components/lamps/src/lamps.handlers.ts', 'utf8');
    expect(handlers).toContain('handle(lampsDim, work.lampsDim), handle(lampSwitchOff, work.lampSwitchOff)');
    expect(tree.exists('components/lamps/src/lamps-dim.spec.ts')).toBe(true);
    const { dependencies } = JSON.parse(tree.read('components/lamps/package.json', 'utf8') ?? '');
    expect(Object.keys(dependencies).sort()).toEqual([
      '@ashlar/database',
      '@ashlar/errors',
      '@ashlar/message-queue',
      'class-validator',
    ]);
    await expect(job(tree, { brick: 'lamps', name: 'dim' })).rejects.toThrow('has the job lamps.dim already');
    await expect(job(tree, { brick: 'nothing', name: 'a.b' })).rejects.toThrow(
      'There is no component "nothing"',
    );
    await expect(job(tree, { brick: 'lamps', name: 'Lamp.Dim' })).rejects.toThrow('not a job name');
  });

  it('give a migration the next number and a title', async () => {
    tree.write('components/schema/migrations/0001-roles.sql', '-- Roles.\n');
    tree.write('components/schema/migrations/0002-users.sql', '-- Users.\n');
    await migration(tree, { name: 'lamp-labels' });
    expect(tree.read('components/schema/migrations/0003-lamp-labels.sql', 'utf8')).toBe('-- Lamp labels.\n');
    await expect(migration(tree, { name: 'Lamp Labels' })).rejects.toThrow('not a kebab-case name');
  });
});

describe('the next migration', () => {
  it.each([
    [[], '0001'],
    [['0001-a.sql', '0002-b.sql'], '0003'],
    [['0009-a.sql', 'README.md'], '0010'],
  ])('after %j is %s', (here, number) => {
    expect(nextNumber(here, [])).toBe(number);
  });

  it('waits until a number that is there twice is gone', () => {
    expect(() => nextNumber(['0001-a.sql', '0001-b.sql'], [])).toThrow('a number twice');
  });

  it('waits until what main has is here too', () => {
    expect(() => nextNumber(['0001-a.sql'], ['0001-a.sql', '0002-b.sql'])).toThrow('0002-b.sql');
  });

  it('does not guess at files without a number', () => {
    expect(() => nextNumber(['first.sql'], [])).toThrow('without a number');
  });
});

describe('the nouns of a brick', () => {
  it.each([
    ['users', 'user', 'users'],
    ['storage', 'storage', 'storages'],
    ['batteries', 'battery', 'batteries'],
    ['quota', 'quota', 'quotas'],
    ['access', 'access', 'accesses'],
    ['group-keys', 'group-key', 'group-keys'],
  ])('%s are %s and %s', (brick, one, many) => {
    expect([singular(brick), plural(singular(brick))]).toEqual([one, many]);
  });
});
