import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One text at one path, and the rules that refuse it; none when it is fine. */
interface Case {
  readonly what: string;
  readonly path: string;
  readonly text: string;
  readonly refusedBy: readonly string[];
}

const boundaries = '@nx/enforce-module-boundaries';
const home = 'ashlar/import-home';
const cycle = 'ashlar/no-brick-cycle';
const floating = '@typescript-eslint/no-floating-promises';

const use = (imported: string) => `import { thing } from '${imported}';\n\nexport const used = thing;\n`;
const useType = (imported: string) =>
  `import type { Thing } from '${imported}';\n\nexport const used = (thing: Thing) => thing;\n`;
const lines = (count: number) => 'export const a = 1;\n' + '\n'.repeat(count - 1);

/** Where a package may be imported, and where not. */
const homes = (imported: string, fine: readonly string[], refused: readonly string[]): Case[] => [
  ...fine.map((path) => ({ what: `${imported} in ${path}`, path, text: use(imported), refusedBy: [] })),
  ...refused.map((path) => ({
    what: `${imported} in ${path}`,
    path,
    text: use(imported),
    refusedBy: [home],
  })),
];

/** The same text in two places. */
const only = (
  what: string,
  text: string,
  fine: readonly string[],
  refused: readonly string[],
  by: string,
): Case[] => [
  ...fine.map((path) => ({ what: `${what} in ${path}`, path, text, refusedBy: [] })),
  ...refused.map((path) => ({ what: `${what} in ${path}`, path, text, refusedBy: [by] })),
];

const may = (path: string, imported: string): Case => ({
  what: `${path} imports ${imported}`,
  path,
  text: use(imported),
  refusedBy: [],
});
const mayNot = (path: string, imported: string, ...refusedBy: string[]): Case => ({
  what: `${path} imports ${imported}`,
  path,
  text: use(imported),
  refusedBy,
});

const layers: Case[] = [
  may('projects/data-api/src/planted.ts', '@ashlar/data-rest-api'),
  mayNot('projects/data-api/src/planted.ts', '@ashlar/storage', boundaries),
  may('bases/data-rest-api/src/planted.ts', '@ashlar/storage'),
  mayNot('bases/data-rest-api/src/planted.ts', '@ashlar/job-runner', boundaries),
  mayNot('bases/data-rest-api/src/planted.ts', '@ashlar/data-api', home, cycle),
  mayNot('tools/local-stack/src/planted.ts', '@ashlar/secrets-api', home),
  may('components/storage/src/planted.ts', '@ashlar/database'),
  mayNot('components/storage/src/planted.ts', '@ashlar/data-rest-api', boundaries, cycle),
  mayNot('components/storage/src/planted.ts', '@ashlar/local-stack', boundaries),
  may('tools/demo/src/planted.ts', '@ashlar/chaos'),
  may('tools/local-stack/src/planted.ts', '@ashlar/storage'),
  mayNot('tools/local-stack/src/planted.ts', '@ashlar/data-rest-api', boundaries),
  may('components/logging/src/planted.ts', '@ashlar/errors'),
  mayNot('components/logging/src/planted.ts', '@ashlar/authn', boundaries, cycle),
  mayNot('components/schema/src/planted.ts', '@ashlar/authz', boundaries),
  mayNot('components/authz/src/planted.ts', '@ashlar/users', boundaries),
  may('bases/secrets-rest-api/src/planted.ts', '@ashlar/authn'),
  mayNot('bases/secrets-rest-api/src/planted.ts', '@ashlar/storage', boundaries),
  mayNot('bases/secrets-rest-api/src/planted.ts', '@ashlar/message-queue', boundaries),
];

const doors: Case[] = [
  mayNot('components/storage/src/planted.ts', '../../users/src/users.types.js', boundaries),
  mayNot('components/storage/src/planted.ts', '@ashlar/users/src/users.types.js', home),
  mayNot('components/storage/src/planted.ts', '@ashlar/storage', boundaries),
  ...homes(
    '@ashlar/database/persistence',
    [
      'components/storage/src/planted.repository.ts',
      'components/storage/src/planted.entity.ts',
      'components/storage/src/planted.db.spec.ts',
    ],
    ['components/storage/src/planted.service.ts', 'components/storage/src/planted.spec.ts'],
  ),
  mayNot('components/storage/src/planted.service.ts', '@ashlar/authz/persistence', home),
  ...homes(
    '@ashlar/schema',
    [
      'bases/job-runner/src/planted.ts',
      'components/test-postgres/src/planted.ts',
      'tools/chaos/src/planted.ts',
    ],
    ['bases/data-rest-api/src/planted.ts', 'components/message-queue/src/planted.ts'],
  ),
  ...homes(
    '@ashlar/test-postgres',
    [
      'components/storage/src/planted.db.spec.ts',
      'components/database/src/planted.db.spec.ts',
      'bases/job-runner/test/planted.ts',
      'tools/chaos/src/planted.ts',
      'components/test-http/src/planted.ts',
    ],
    ['components/storage/src/planted.ts', 'bases/job-runner/src/planted.ts'],
  ),
  ...homes(
    '@ashlar/authn/testing',
    ['bases/data-rest-api/src/planted.spec.ts'],
    ['bases/data-rest-api/src/planted.ts'],
  ),
];

const packages: Case[] = [
  ...homes(
    'typeorm',
    ['components/storage/src/planted.entity.ts', 'components/storage/src/planted.repository.ts'],
    [
      'components/storage/src/planted.service.ts',
      'bases/data-rest-api/src/planted.ts',
      'tools/bench/src/planted.ts',
    ],
  ),
  ...homes(
    'pg',
    [
      'components/test-postgres/src/planted.ts',
      'tools/chaos/src/planted.ts',
      'components/users/src/planted.spec.ts',
    ],
    ['components/users/src/planted.ts', 'projects/data-api/src/planted.ts'],
  ),
  ...homes(
    'express',
    ['components/http/src/planted.ts', 'components/authn/src/planted.spec.ts'],
    [
      'components/authn/src/planted.ts',
      'bases/data-rest-api/src/planted.ts',
      'components/storage/src/http/planted.ts',
    ],
  ),
  ...homes('bullmq', ['components/message-queue/src/planted.ts'], ['components/storage/src/planted.ts']),
  ...homes('keycloak-connect', ['components/authn/src/planted.ts'], ['components/authz/src/planted.ts']),
  ...homes(
    '@authzed/authzed-node',
    ['components/authz-spicedb/src/planted.ts'],
    ['components/authz/src/planted.ts'],
  ),
  {
    what: 'a type, a re-export, an expression and an import type of a package that lives elsewhere',
    path: 'components/storage/src/planted.ts',
    text: [
      `import type { Request } from 'express';`,
      `export { In } from 'typeorm';`,
      `export * from 'bullmq';`,
      `export const later = () => import('pg');`,
      `export type Later = import('pg').Client;`,
      `export const given = (request: Request) => request;`,
      '',
    ].join('\n'),
    refusedBy: ['@typescript-eslint/consistent-type-imports', home, home, home, home, home],
  },
];

const callsOut = 'ashlar/outbound';
const outbound: Case[] = [
  ...only(
    'fetch',
    `export const answer = () => fetch('https://example.org');\n`,
    [
      'components/egress/src/planted.ts',
      'components/authn/src/provider-keys.ts',
      'components/storage/src/planted.spec.ts',
      'components/test-http/src/planted.ts',
      'tools/chaos/src/planted.ts',
    ],
    [
      'components/storage/src/planted.ts',
      'components/authn/src/planted.ts',
      'bases/data-rest-api/src/planted.ts',
    ],
    callsOut,
  ),
  ...only(
    'a request of node:http',
    `import { request } from 'node:http';\n\nexport const call = request;\n`,
    ['components/egress/src/planted.ts'],
    ['components/storage/src/planted.ts'],
    callsOut,
  ),
  ...only(
    'a connection of node:net',
    `import { connect } from 'node:net';\n\nexport const call = connect;\n`,
    ['components/egress/src/planted.ts', 'components/storage/src/planted.fixture.ts'],
    ['components/storage/src/planted.ts', 'components/secrets/src/custody/kubernetes/cluster.ts'],
    callsOut,
  ),
  ...only(
    'a connection of node:tls',
    `import { connect } from 'node:tls';\n\nexport const call = connect;\n`,
    ['components/egress/src/planted.ts'],
    ['components/webhooks/src/planted.ts'],
    callsOut,
  ),
  {
    what: 'a type of node:net',
    path: 'components/storage/src/planted.ts',
    text: `import { isIP, type Socket } from 'node:net';\n\nexport const is: [typeof isIP, Socket?] = [isIP];\n`,
    refusedBy: [],
  },
  ...only(
    'undici',
    use('undici'),
    ['components/egress/src/planted.ts'],
    ['components/webhooks/src/planted.ts'],
    callsOut,
  ),
  {
    what: 'a server of node:http',
    path: 'components/http/src/planted.ts',
    text: `import { createServer } from 'node:http';\n\nexport const make = createServer;\n`,
    refusedBy: [],
  },
  {
    what: 'all of node:https under one name, and fetch of globalThis',
    path: 'components/storage/src/planted.ts',
    text: `import * as https from 'node:https';\n\nexport const call = [https, globalThis.fetch];\n`,
    refusedBy: [callsOut, callsOut],
  },
];

const cycles: Case[] = [
  mayNot('components/errors/src/planted.ts', '@ashlar/http', boundaries, cycle),
  {
    what: 'a type that closes a cycle',
    path: 'components/errors/src/planted.ts',
    text: useType('@ashlar/http'),
    refusedBy: [boundaries, cycle],
  },
  {
    what: 'an import type that closes a cycle',
    path: 'components/errors/src/planted.ts',
    text: `export type Answer = import('@ashlar/http').Answer;\n`,
    refusedBy: ['@typescript-eslint/consistent-type-imports', cycle],
  },
  may('components/http/src/planted.ts', '@ashlar/errors'),
  may('components/database/src/planted.db.spec.ts', '@ashlar/test-postgres'),
];

const dependencies: Case[] = [
  {
    what: 'a used package that is not declared',
    path: 'components/config/package.json',
    text: `{ "name": "@ashlar/config", "version": "0.1.0", "dependencies": {} }`,
    refusedBy: ['@nx/dependency-checks'],
  },
  {
    what: 'a declared package that is not used',
    path: 'components/config/package.json',
    text: `{ "name": "@ashlar/config", "version": "0.1.0", "dependencies": { "class-validator": "0.15.1", "pg": "8.23.1" } }`,
    refusedBy: ['@nx/dependency-checks'],
  },
  {
    what: 'another version than the installed one',
    path: 'components/config/package.json',
    text: `{ "name": "@ashlar/config", "version": "0.1.0", "dependencies": { "class-validator": "0.14.0" } }`,
    refusedBy: ['@nx/dependency-checks'],
  },
  {
    what: 'what is used, and nothing else',
    path: 'components/config/package.json',
    text: `{ "name": "@ashlar/config", "version": "0.1.0", "dependencies": { "class-validator": "0.15.1" } }`,
    refusedBy: [],
  },
];

const promise = 'export async function later(): Promise<number> {\n  return 1;\n}\n';
const types: Case[] = [
  ...only(
    'a promise that nobody waits for',
    `${promise}\nexport function go(): void {\n  later();\n}\n`,
    [],
    ['components/errors/src/errors.ts', 'components/errors/src/errors.spec.ts'],
    floating,
  ),
  {
    what: 'a promise where a condition was meant',
    path: 'components/errors/src/errors.ts',
    text: `${promise}\nexport const go = () => (later() ? 1 : 2);\n`,
    refusedBy: ['@typescript-eslint/no-misused-promises'],
  },
  {
    what: 'waiting for a number',
    path: 'components/errors/src/errors.ts',
    text: `export async function go(count: number): Promise<void> {\n  await count;\n}\n`,
    refusedBy: ['@typescript-eslint/await-thenable'],
  },
  {
    what: 'a promise that is waited for',
    path: 'components/errors/src/errors.ts',
    text: `${promise}\nexport async function go(): Promise<void> {\n  await later();\n}\n`,
    refusedBy: [],
  },
  {
    what: 'any',
    path: 'components/errors/src/errors.ts',
    text: `export const go = (thing: any) => String(thing);\n`,
    refusedBy: ['@typescript-eslint/no-explicit-any'],
  },
  {
    what: 'a type imported as a value',
    path: 'components/errors/src/errors.ts',
    text: `import { ErrorKind } from './errors.types.js';\n\nexport const go = (kind: ErrorKind) => String(kind);\n`,
    refusedBy: ['@typescript-eslint/consistent-type-imports'],
  },
];

const product = 'components/storage/src/planted.ts';
const readEnv = 'export const home = process.env.HOME;\n';
const exit = 'export function end() {\n  process.exit(1);\n}\n';
const speak = `export function speak(): void {\n  console.log('x');\n}\n`;
const habits: Case[] = [
  ...only(
    'the environment',
    readEnv,
    [
      'components/config/src/planted.ts',
      'projects/data-api/src/main.ts',
      'tools/bench/src/planted.ts',
      'components/storage/src/planted.spec.ts',
    ],
    [product, 'bases/data-rest-api/src/planted.ts', 'projects/data-api/src/planted.ts'],
    'no-restricted-properties',
  ),
  ...only(
    'process.exit',
    exit,
    ['tools/commands/planted.mjs'],
    [
      product,
      'projects/data-api/src/main.ts',
      'tools/bench/src/planted.ts',
      'tools/polylith/src/planted.mjs',
    ],
    'no-restricted-properties',
  ),
  {
    what: 'the environment by another name',
    path: product,
    text: `import { env, exit } from 'node:process';\n\nexport const end = () => exit(Number(env.X));\n`,
    refusedBy: ['no-restricted-imports', 'no-restricted-imports'],
  },
  ...only(
    'console',
    speak,
    ['tools/bench/src/planted.ts'],
    [product, 'bases/data-rest-api/src/planted.ts', 'projects/data-api/src/planted.ts'],
    'no-console',
  ),
  ...only('401 lines', lines(401), ['components/storage/src/planted.spec.ts'], [product], 'max-lines'),
  { what: '400 lines', path: product, text: lines(400), refusedBy: [] },
  ...only('601 lines', lines(601), [], ['components/storage/src/planted.spec.ts'], 'max-lines'),
  {
    what: 'a rule switched off in a file',
    path: product,
    text: `/* eslint-disable */\n// eslint-disable-next-line no-console\nconsole.log('x');\n\nexport {};\n`,
    refusedBy: [
      expect.stringContaining('noInlineConfig'),
      expect.stringContaining('noInlineConfig'),
      'no-console',
    ] as unknown as string[],
  },
  ...['@ts-ignore', '@ts-nocheck', '@ts-expect-error'].map((comment) => ({
    what: comment,
    path: product,
    text: `// ${comment} because\nexport const a = 1;\n`,
    refusedBy: ['@typescript-eslint/ban-ts-comment'],
  })),
  ...only(
    'a @ts-expect-error that says what must not compile',
    '// @ts-expect-error a number is not a string\nexport const a: string = 1;\n',
    ['components/storage/src/planted.spec.ts'],
    [],
    '',
  ),
  ...only(
    'a default export',
    'export default 1;\n',
    ['components/storage/jest.config.js'],
    [product],
    'no-restricted-syntax',
  ),
  ...only(
    'code in a door',
    'export const a = 1;\n',
    [product],
    ['components/storage/src/index.ts', 'bases/job-runner/src/index.ts'],
    'no-restricted-syntax',
  ),
  {
    what: 'a door with re-exports',
    path: 'components/errors/src/index.ts',
    text: `export { defineError } from './errors.js';\nexport type { ErrorKind } from './errors.types.js';\n`,
    refusedBy: [],
  },
  ...['it.skip', 'describe.only', 'xit'].map((call) => ({
    what: call,
    path: 'components/storage/src/planted.spec.ts',
    text: `${call}('does it', () => {});\n`,
    refusedBy: ['no-restricted-syntax'],
  })),
];

const groups = { layers, doors, packages, outbound, cycles, dependencies, types, habits };

describe('lint', () => {
  const all = Object.values(groups).flat();
  const found = new Map<Case, string[]>();

  beforeAll(() => {
    const data = mkdtempSync(join(tmpdir(), 'ashlar-lint-'));
    try {
      const run = spawnSync(process.execPath, [fileURLToPath(new URL('lint-texts.mjs', import.meta.url))], {
        input: JSON.stringify(all),
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        env: { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false', NX_WORKSPACE_DATA_DIRECTORY: data },
      });
      if (run.status !== 0) throw new Error(run.stderr);
      (JSON.parse(run.stdout) as string[][]).forEach((rules, index) => found.set(all[index]!, rules));
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  }, 120_000);

  describe.each(Object.entries(groups))('%s', (_group, cases) => {
    const [fine, refused] = [
      cases.filter((one) => one.refusedBy.length === 0),
      cases.filter((one) => one.refusedBy.length > 0),
    ];

    it.each(refused.map((one) => [one.what, one] as const))('refuses %s', (_what, one) => {
      expect(found.get(one)?.toSorted()).toEqual([...one.refusedBy].sort());
    });

    it.each(fine.map((one) => [one.what, one] as const))('lets pass %s', (_what, one) => {
      expect(found.get(one)).toEqual([]);
    });
  });
});
