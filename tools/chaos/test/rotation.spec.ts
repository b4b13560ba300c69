import { runToEnd } from '@ashlar/processes';
import { fileURLToPath } from 'node:url';
import { rotation } from '../src/points/rotation.js';

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

it('turning the key ring loses, skips and repeats nothing, whoever dies', async () => {
  const { violations, figures } = await rotation.run({ root, size: 400, kills: 2, seed: 5 });
  expect(violations).toEqual([]);
  expect(figures['opened']).toBeGreaterThan(0);
  expect(figures['writes']).toBeGreaterThan(0);
}, 300_000);
