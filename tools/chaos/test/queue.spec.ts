import { runToEnd } from '@ashlar/processes';
import { fileURLToPath } from 'node:url';
import { crashPoints } from '../src/points/index.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

beforeAll(async () => {
  // The processes that die are those that were built.
  const { code, output } = await runToEnd({
    name: 'tsc',
    command: process.execPath,
    args: ['node_modules/@typescript/native/bin/tsc', '--build', 'tools/chaos/tsconfig.lib.json'],
    cwd: root,
    within: 300_000,
  });
  if (code !== 0) throw new Error(output);
}, 300_000);

it.each([
  ['queue', { size: 300, kills: 4 }, 'openAtKills'],
  ['postgres-restart', { size: 100, kills: 1 }, 'openAtRestarts'],
  ['queue-sustained', { size: 2_400, kills: 0 }, 'mostOpen'],
])(
  '%s loses no committed job, does none of a rollback and none twice',
  async (name, options, open) => {
    const point = crashPoints.find((one) => one.name === name);
    const { violations, figures } = (await point?.run({ root, seed: 20, ...options })) ?? {};
    expect(violations).toEqual([]);
    // What the run has to contain to mean anything.
    expect(figures?.['committed']).toBeGreaterThanOrEqual(options.size * 0.8);
    expect(figures?.['happened']).toBe(figures?.['committed']);
    expect(figures?.[open]).toBeGreaterThan(0);
  },
  300_000,
);
