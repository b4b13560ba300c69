// Ashlar's own preset: native ESM, specs run from the sources, no build first.
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

// Each worker has a PostgreSQL of its own, so there are few.
const maxWorkers = Math.min(4, Math.max(2, availableParallelism() - 1));
const share = (totalmem() * 0.6) / maxWorkers;

/** Heap of a worker, in MiB. It keeps the modules of every spec that it ran: at half of this it is replaced. */
export const heapMiB = Math.floor(share / 2 ** 20);
export const workers = { maxWorkers, workerIdleMemoryLimit: Math.floor(share / 2) };

/** The jest configuration of one brick. */
export function jestConfig(displayName, overrides = {}) {
  return {
    displayName,
    testEnvironment: 'node',
    // Bounds a test that hangs; says nothing of how fast it should be. Machines are shared.
    testTimeout: 30_000,
    testEnvironmentOptions: {
      customExportConditions: ['@ashlar/source', 'node', 'default'],
    },
    testMatch: ['<rootDir>/(src|test)/**/*.spec.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'typescript', decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          },
          module: { type: 'es6' },
          sourceMaps: 'inline',
        },
      ],
    },
    transformIgnorePatterns: ['/node_modules/'],
    modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/out-tsc', '<rootDir>/build'],
    globalSetup: `${root}tools/commands/jest-global-setup.mjs`,
    globalTeardown: `${root}tools/commands/jest-global-teardown.mjs`,
    ...overrides,
  };
}
