// npm test [-- <arguments of jest>]: installs what is missing, builds, and runs the whole suite.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heapMiB } from '../../jest.preset.js';
import { build, install, root, run } from './workspace.mjs';

try {
  await install({ kind: 'full' });
  await build(['tsconfig.json']);
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {readonly string[]} args @returns {Promise<number>} */
async function test(args) {
  const folder = mkdtempSync(join(tmpdir(), 'ashlar-test-report-'));
  const report = join(folder, 'counts.json');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const options = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    `--max-old-space-size=${heapMiB}`,
  ];
  try {
    // Not --json: jest would tell where the file is, which is gone by then.
    const counts = join(root, 'tools/commands/jest-counts.mjs');
    process.env['ASHLAR_TEST_COUNTS'] = report;
    const reporters = [`--reporters=default`, `--reporters=${counts}`];
    const status = await run(process.execPath, [...options, jest, ...reporters, ...args]);
    if (!existsSync(report)) {
      console.log('0 passed, 1 failed');
      return status || 1;
    }
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that cannot even be loaded has no tests that could fail.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    console.log(`${numPassedTests} passed, ${failed} failed`);
    return status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
