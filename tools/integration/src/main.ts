import { runToEnd } from '@ashlar/processes';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFullLengths } from './full-lengths.js';
import { runServer } from './run-server.js';
import type { Facts, Outcome } from './server.types.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const longestMs = 4 * 3_600_000;

/** @param suite a project of jest, and after a space a pattern for some of its files. */
async function runSuite(suite: string, facts: Facts): Promise<void> {
  const [project = '', pattern] = suite.split(' ');
  const result = await runToEnd({
    name: suite,
    command: process.execPath,
    args: [
      '--experimental-vm-modules',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--selectProjects',
      project,
      ...(pattern === undefined ? [] : ['--testPathPatterns', pattern]),
      `--testTimeout=${longestMs}`,
    ],
    cwd: root,
    env: { ...facts },
    within: longestMs,
  });
  if (result.code !== 0) throw new Error(result.output.slice(-4000));
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => arg !== '--full');
  if (args.includes('--full')) process.env = withFullLengths(process.env);
  // Some read their length when they are loaded.
  const { servers } = await import('./servers/index.js');
  const unknown = names.filter((name) => !servers.some((server) => server.name === name));
  if (unknown.length > 0) {
    const list = servers.map(({ name, summary }) => `  ${name}: ${summary}`).join('\n');
    console.log(
      `No such server: ${unknown.join(', ')}\nusage: npm run test:integration -- [server...] [--full]\n${list}`,
    );
    return 64;
  }
  const chosen = servers.filter(({ name }) => names.length === 0 || names.includes(name));
  const outcomes: Outcome[] = [];
  for (const server of chosen) {
    outcomes.push(
      await runServer(server, {
        cacheDir: join(root, '.ashlar', 'integration'),
        log: (line) => console.log(line),
        runSuite,
      }),
    );
  }
  const missing = outcomes.filter((outcome) => outcome.missing !== undefined);
  if (missing.length > 0)
    console.log(`missing, not counted as passed: ${missing.map(({ server }) => server).join(', ')}`);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed.length, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed.length, 0);
  console.log(`${passed} passed, ${failed + missing.length} failed`);
  return failed + missing.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
