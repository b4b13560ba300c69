// npm test [-- <arguments of jest>]: installs what is missing, builds, and runs the whole suite.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heapMiB } from '../../jest.preset.js';
import { build, install, root, run } from './workspace.mjs';

/** More than these are no accident. */
const mostUnsteady = 3;

try {
  await install({ kind: 'full' });
  await build(['tsconfig.json']);
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * The whole suite. In CI a few files that fail are run once more, one after the other on a machine that does nothing
 * else: who passes then is named as unsteady, with the first failure in the output, and somebody has to mend it.
 * @param {readonly string[]} args @returns {Promise<number>}
 */
async function test(args) {
  const { status, counts } = await jest(args);
  if (!counts) {
    console.log('0 passed, 1 failed');
    return status || 1;
  }
  const { failures } = counts;
  const isTriedAgain = process.env['CI'] === 'true' && failures.length > 0 && failures.length <= mostUnsteady;
  if (!isTriedAgain) return conclude(counts, status);

  const files = failures.map(({ file }) => file);
  console.log(`\nOnce more, alone:\n${files.join('\n')}\n`);
  const again = await jest(['--runInBand', '--runTestsByPath', ...files]);
  if (!again.counts || again.counts.failures.length > 0) return conclude(counts, status);
  for (const file of files) console.log(`UNSTEADY, failed at first and passed alone: ${file}`);
  const before = failures.reduce((sum, { passed }) => sum + passed, 0);
  return conclude({ passed: counts.passed - before + again.counts.passed, failed: 0 }, again.status);
}

/** @param {{ passed: number, failed: number }} counts @param {number} status */
function conclude({ passed, failed }, status) {
  console.log(`${passed} passed, ${failed} failed`);
  return status;
}

/**
 * @typedef {{ passed: number, failed: number, failures: readonly { file: string, passed: number }[] }} Counts
 * @param {readonly string[]} args @returns {Promise<{ status: number, counts: Counts | undefined }>}
 */
async function jest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'ashlar-test-report-'));
  const report = join(folder, 'counts.json');
  const options = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    `--max-old-space-size=${heapMiB}`,
  ];
  try {
    // Not --json: jest would tell where the file is, which is gone by then.
    const reporters = ['--reporters=default', `--reporters=${join(root, 'tools/commands/jest-counts.mjs')}`];
    process.env['ASHLAR_TEST_COUNTS'] = report;
    const command = join(root, 'node_modules/jest/bin/jest.js');
    const status = await run(process.execPath, [...options, command, ...reporters, ...args]);
    return { status, counts: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
