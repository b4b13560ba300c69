import { format } from 'prettier';
import { graphFile, renderGraph } from '../graph.mjs';
import { staleReferences, withReferences } from '../references.mjs';
import { folders, readBricks, refusedNames } from '../workspace.mjs';

/** @typedef {import('@nx/devkit').Tree} Tree */

/** @param {Tree} tree @returns {import('../workspace.mjs').Files} */
export function treeFiles(tree) {
  return { list: (path) => tree.children(path), read: (path) => tree.read(path, 'utf8') ?? undefined };
}

/** @type {Readonly<Record<string, string>>} */
const parsers = { ts: 'typescript', js: 'babel', json: 'json', md: 'markdown' };

/** Writes it as `npm run format` would. @param {Tree} tree @param {string} path @param {string} text */
export async function write(tree, path, text) {
  const parser = parsers[path.slice(path.lastIndexOf('.') + 1)];
  const options = { singleQuote: true, printWidth: 110 };
  tree.write(path, parser === undefined ? text : await format(text, { ...options, parser }));
}

/** @param {Tree} tree @param {string} name */
export function assertNewName(tree, name) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is not a kebab-case name`);
  if (refusedNames.has(name)) throw new Error(`"${name}" says nothing; name the brick after what it does`);
  for (const folder of Object.keys(folders)) {
    if (tree.exists(`${folder}/${name}`)) throw new Error(`${folder}/${name} exists already`);
  }
}

/** Brings what follows from the manifests into line with them. @param {Tree} tree */
export async function followManifests(tree) {
  const files = treeFiles(tree);
  const bricks = readBricks(files);
  for (const { file, expected } of staleReferences(files, bricks)) {
    await write(tree, file, withReferences(files.read(file), expected));
  }
  tree.write(graphFile, await renderGraph(bricks));
}

/** The one version of all packages. @param {Tree} tree */
export function release(tree) {
  return JSON.parse(tree.read('package.json', 'utf8') ?? '{}').version ?? '0.1.0';
}

/**
 * The files that every brick has, whatever it does.
 * @param {Tree} tree
 * @param {{ folder: string, name: string, description: string, uses: readonly string[], readme: string }} brick
 */
export async function writeBrick(tree, { folder, name, description, uses, readme }) {
  const base = { extends: '../../tsconfig.base.json' };
  const json = {
    'package.json': {
      name: `@ashlar/${name}`,
      version: release(tree),
      private: true,
      description,
      license: 'Apache-2.0',
      type: 'module',
      exports: {
        './package.json': './package.json',
        '.': { '@ashlar/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
      },
      dependencies: Object.fromEntries(uses.map((used) => [`@ashlar/${used}`, release(tree)])),
    },
    'tsconfig.json': {
      ...base,
      files: [],
      include: [],
      references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
    },
    'tsconfig.lib.json': {
      ...base,
      compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo' },
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.spec.ts', 'src/**/*.fixture.ts'],
      references: [],
    },
    'tsconfig.spec.json': {
      ...base,
      compilerOptions: { types: ['node', 'jest'], rootDir: '.', outDir: 'out-tsc' },
      include: ['src/**/*.spec.ts', 'src/**/*.fixture.ts', 'test/**/*.ts'],
      references: [{ path: './tsconfig.lib.json' }],
    },
  };
  for (const [file, content] of Object.entries(json)) {
    await write(tree, `${folder}/${file}`, JSON.stringify(content, null, 2));
  }
  await write(
    tree,
    `${folder}/jest.config.js`,
    `import { jestConfig } from '../../jest.preset.js';\n\nexport default jestConfig('${name}');\n`,
  );
  await write(tree, `${folder}/README.md`, `# ${name}\n\n${readme}\n`);
}

/** What remains to be done by hand, said once the files are there. @param {readonly string[]} lines */
export function remind(...lines) {
  return () => console.log(['', ...lines.map((line) => `  ${line}`), ''].join('\n'));
}
