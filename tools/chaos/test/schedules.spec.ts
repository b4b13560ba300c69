import { crashPoints as points } from '@ashlar/scheduler';
import { build } from '@ashlar/images/build';
import { fileURLToPath } from 'node:url';
import { schedules } from '../src/points/schedules.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('kill -9 at each named point, and of scanners with wrong clocks, loses no slot and doubles no run', async () => {
  build({ root, folders: ['tools/chaos'] });
  const { violations, figures } = await schedules.run({ root, seed: 20 });
  expect(violations).toEqual([]);
  // What the run has to contain to mean anything.
  expect([figures['diedAtPoints'], figures['kills']]).toEqual([points.length, 4]);
  expect(figures['runs']).toBe(figures['sessions']);
  for (const name of ['sessions', 'relaunches', 'openAtKills']) {
    expect([name, figures[name] ?? 0]).not.toEqual([name, 0]);
  }
}, 300_000);
