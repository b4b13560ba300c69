import { checkWorkspace } from '../src/check.mjs';
import { graphFile, renderGraph } from '../src/graph.mjs';
import { staleReferences, withReferences } from '../src/references.mjs';
import { secretsApi } from '../src/secrets-api.mjs';
import { allUses, diskFiles, type Files, pathBetween, readBricks, tagsOf } from '../src/workspace.mjs';

type Texts = Record<string, string>;

const filesOf = (texts: Texts): Files => ({
  list: (folder) => [
    ...new Set(
      Object.keys(texts)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''),
    ),
  ],
  read: (path) => texts[path],
});

const manifest = (name: string, uses: readonly string[] = [], more: object = {}) =>
  JSON.stringify({
    name: `@ashlar/${name}`,
    description: `The ${name}`,
    exports: { './package.json': './package.json', '.': {} },
    dependencies: Object.fromEntries(uses.map((used) => [`@ashlar/${used}`, '0.1.0'])),
    ...more,
  });

/** A workspace in order, from what each brick uses. */
async function workspace(uses: Record<string, readonly string[]>): Promise<Texts> {
  const texts: Texts = {};
  for (const [folder, used] of Object.entries(uses)) {
    texts[`${folder}/package.json`] = manifest(folder.split('/')[1] ?? '', used);
    texts[`${folder}/README.md`] = '# It\n';
    for (const config of ['lib', 'spec']) texts[`${folder}/tsconfig.${config}.json`] = '{}';
  }
  return settled(texts);
}

/** Brings references and graph up to date, so that a fault has one reason. */
async function settled(texts: Texts): Promise<Texts> {
  const bricks = readBricks(filesOf(texts));
  for (const { file, expected } of staleReferences(filesOf(texts), bricks)) {
    texts[file] = withReferences(texts[file], expected);
  }
  texts[graphFile] = await renderGraph(bricks);
  return texts;
}

const sound = { 'components/errors': [], 'components/lamps': ['errors'], 'bases/lamp-api': ['lamps'] };

describe('the brick checks', () => {
  it('pass on a workspace in order', async () => {
    expect(await checkWorkspace(filesOf(await workspace(sound)))).toEqual([]);
  });

  it.each(['common', 'shared', 'utils', 'base', 'core'])('refuse a brick called %s', async (name) => {
    const faults = await checkWorkspace(filesOf(await workspace({ [`components/${name}`]: [] })));
    expect(faults).toEqual([expect.stringMatching(`components/${name}: "${name}" says nothing`)]);
  });

  it('refuse names that differ, are taken or are not kebab-case', async () => {
    const texts = await workspace({ 'bases/lamps': [], 'components/lamps': [], 'components/BigLamp': [] });
    texts['bases/lamps/package.json'] = manifest('bulbs');
    expect(await checkWorkspace(filesOf(await settled(texts)))).toEqual([
      'components/BigLamp: the name is not kebab-case',
      'bases/lamps: the package must be called @ashlar/lamps',
      'bases/lamps: components/lamps has this name already',
    ]);
  });

  it('refuse a cycle, once', async () => {
    const faults = await checkWorkspace(
      filesOf(await workspace({ 'components/a': ['b'], 'components/b': ['c'], 'components/c': ['a'] })),
    );
    expect(faults).toEqual(['cycle of bricks: a -> b -> c -> a']);
  });

  it('refuse files of a brick that import each other, types too, once for each circle', async () => {
    const texts = await workspace(sound);
    const src = 'components/lamps/src';
    texts[`${src}/index.ts`] =
      "export { lamp } from './lamp.js';\nexport type { Bulb } from './parts/bulb.js';\n";
    texts[`${src}/lamp.ts`] =
      "import {\n  type Bulb,\n  bulb,\n} from './parts/bulb.js';\n// import './index.js';\n";
    texts[`${src}/parts/bulb.ts`] = "import pg from 'pg';\nexport * from './glass.js';\n";
    texts[`${src}/parts/glass.ts`] = 'const text = "from \'./bulb.js\'";\n';
    expect(await checkWorkspace(filesOf(texts))).toEqual([]);
    texts[`${src}/parts/glass.ts`] = "import type { Lamp } from '../lamp.js';\n";
    texts[`${src}/self.ts`] = "import './self.js';\n";
    expect(await checkWorkspace(filesOf(texts))).toEqual([
      `${src}: files import each other: lamp.ts -> parts/bulb.ts -> parts/glass.ts -> lamp.ts`,
      `${src}: files import each other: self.ts -> self.ts`,
    ]);
  });

  it('refuse a brick without a README or a description', async () => {
    const texts = await workspace(sound);
    delete texts['components/lamps/README.md'];
    texts['components/errors/package.json'] = manifest('errors', [], { description: undefined });
    expect(await checkWorkspace(filesOf(await settled(texts)))).toEqual([
      'components/errors: package.json has no description',
      'components/lamps: there is no README.md',
    ]);
  });

  it('refuse references that are not what the brick uses', async () => {
    const texts = await workspace(sound);
    texts['components/lamps/tsconfig.lib.json'] = '{ "references": [] }';
    texts['tsconfig.json'] = '{ "references": [] }';
    const faults = await checkWorkspace(filesOf(texts));
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'components/lamps/tsconfig.lib.json',
      'tsconfig.json',
    ]);
  });

  it('let specs use more than the brick does', async () => {
    const texts = await workspace({ ...sound, 'components/test-lamps': ['lamps'] });
    texts['components/lamps/src/lamps.spec.ts'] = `import { aLamp } from '@ashlar/test-lamps';\n`;
    expect(staleReferences(filesOf(texts), readBricks(filesOf(texts)))).toEqual([
      {
        file: 'components/lamps/tsconfig.spec.json',
        expected: ['./tsconfig.lib.json', '../test-lamps/tsconfig.lib.json'],
      },
    ]);
  });

  it('refuse a graph page that is out of date', async () => {
    const texts = await workspace(sound);
    texts['components/errors/package.json'] = manifest('errors', [], { description: 'Other words' });
    expect(await checkWorkspace(filesOf(texts))).toEqual([`${graphFile}: out of date (npm run graph)`]);
  });

  it('refuse another brick in the process that holds the keys, used directly or not', async () => {
    const bricks = Object.fromEntries(
      secretsApi.bricks.map((name) => [`components/${name}`, [] as string[]]),
    );
    const base = { [`bases/${secretsApi.base}`]: [...secretsApi.bricks] };
    expect(await checkWorkspace(filesOf(await workspace({ ...bricks, ...base })))).toEqual([]);
    const grown = { ...bricks, ...base, 'components/errors': ['lamps'], 'components/lamps': [] };
    expect(await checkWorkspace(filesOf(await workspace(grown)))).toEqual([
      expect.stringContaining('"lamps" would come into the process that holds the keys'),
    ]);
  });

  it('refuse a list of those bricks that is longer than needed', async () => {
    const faults = await checkWorkspace(filesOf(await workspace({ [`bases/${secretsApi.base}`]: [] })));
    expect(faults).toHaveLength(secretsApi.bricks.length);
  });
});

describe('this workspace', () => {
  const bricks = readBricks(diskFiles());

  it('has no cycle of bricks', () => {
    expect(bricks.flatMap(({ name }) => pathBetween(bricks, name, name) ?? [])).toEqual([]);
  });

  it('keeps the secrets API to its short list', () => {
    expect(secretsApi.bricks).toEqual(expect.arrayContaining(allUses(bricks, secretsApi.base)));
  });
});

describe('tags', () => {
  it.each([
    ['components/errors', ['type:component', 'brick:errors', 'kind:foundation']],
    ['components/users', ['type:component', 'brick:users']],
    ['components/test-http', ['type:component', 'brick:test-http', 'env:test']],
    ['bases/job-runner', ['type:base', 'brick:job-runner']],
    ['projects/data-api', ['type:project', 'brick:data-api']],
    ['tools/bench', ['type:tool', 'brick:bench']],
  ])('of %s follow from the folder', (folder, tags) => {
    const brick = readBricks(diskFiles()).find((one) => one.folder === folder);
    expect(brick && tagsOf(brick)).toEqual(tags);
  });
});

describe('the graph page', () => {
  it('draws only the arrows that no other way implies', async () => {
    const texts = await workspace({ ...sound, 'bases/lamp-api': ['errors', 'lamps'] });
    const page = texts[graphFile] ?? '';
    expect(page).toContain('  lamp-api --> lamps\n');
    expect(page).not.toContain('lamp-api --> errors');
    expect(page).toMatch(/\[`lamp-api`\].*\| errors, lamps +\|/);
  });
});
