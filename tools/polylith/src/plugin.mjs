// The Nx plugin: every brick gets its tags and its tasks from its folder; no brick has a project.json.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brickOfPath, scope, tagsOf } from './workspace.mjs';

const specFile = /\.(spec|fixture)\.ts$/;

/** @type {import('@nx/devkit').CreateNodes} */
export const createNodes = [
  '{components,bases,projects,tools}/*/package.json',
  (manifests, _options, { workspaceRoot }) =>
    manifests.flatMap((manifest) => {
      const folder = dirname(manifest);
      const brick = brickOfPath(manifest);
      if (brick === undefined) return [];
      const project = {
        projectType: /** @type {'library' | 'application'} */ (
          brick.type === 'project' ? 'application' : 'library'
        ),
        tags: tagsOf(brick),
        targets: targetsOf(workspaceRoot, folder),
      };
      return [[manifest, { projects: { [folder]: project } }]];
    }),
];

export const name = '@ashlar/polylith';

/** @param {string} root @param {string} folder @returns {Record<string, import('@nx/devkit').TargetConfiguration>} */
function targetsOf(root, folder) {
  const sources = filesIn(join(root, folder, 'src'));
  const tests = [...sources, ...filesIn(join(root, folder, 'test'))].filter((file) => file.endsWith('.ts'));
  /** @type {Record<string, import('@nx/devkit').TargetConfiguration>} */
  const targets = { lint: lintTarget };
  if (sources.some((file) => /\.m?[jt]s$/.test(file) && !specFile.test(file))) {
    targets.build = {
      ...tsc('tsconfig.lib.json', 'dist'),
      inputs: ['production', '^production', { externalDependencies: ['@typescript/native'] }],
      dependsOn: builtBefore(root, folder, 'tsconfig.lib.json'),
    };
  }
  if (tests.some((file) => specFile.test(file))) {
    targets.typecheck = {
      ...tsc('tsconfig.spec.json', 'out-tsc'),
      inputs: ['default', '^production', { externalDependencies: ['@typescript/native'] }],
      dependsOn: builtBefore(root, folder, 'tsconfig.spec.json'),
    };
    targets.test = {
      command: 'jest',
      options: { cwd: '{projectRoot}', env: { NODE_OPTIONS: '--experimental-vm-modules' } },
      cache: true,
      inputs: [
        'default',
        '^production',
        '{workspaceRoot}/jest.preset.js',
        '{workspaceRoot}/tools/commands/jest-*.mjs',
      ],
    };
  }
  return targets;
}

const lintTarget = {
  command: 'eslint . --max-warnings 0',
  options: { cwd: '{projectRoot}' },
  cache: true,
  inputs: [
    'default',
    '^production',
    '{workspaceRoot}/eslint.config.mjs',
    '{workspaceRoot}/{components,bases,projects,tools}/*/package.json',
    '{workspaceRoot}/tools/polylith/src/**/*',
  ],
};

/** @param {string} config @param {string} output */
function tsc(config, output) {
  return {
    command: `tsc --build ${config}`,
    options: { cwd: '{projectRoot}' },
    cache: true,
    outputs: [`{projectRoot}/${output}`],
  };
}

/**
 * `tsc --build` builds whatever a configuration refers to, so exactly those must be built before: two compilers would
 * write one folder otherwise. Nx's own `^build` also follows the imports of specs, and those may form cycles.
 * @param {string} root @param {string} folder @param {string} config
 */
function builtBefore(root, folder, config) {
  const file = join(root, folder, config);
  if (!existsSync(file)) return [];
  /** @type {{ path: string }[]} */
  const references = JSON.parse(readFileSync(file, 'utf8')).references ?? [];
  return references.map(({ path }) =>
    path === './tsconfig.lib.json'
      ? 'build'
      : { projects: [scope + basename(dirname(path))], target: 'build' },
  );
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).map((file) => file.toString());
}
