import { build, projectFolders } from '@ashlar/images/build';
import { fileURLToPath } from 'node:url';
import { killService } from '../src/points/kill-service.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('kill -9 of each service in the middle of 1,000 writes loses nothing and doubles nothing', async () => {
  build({ root, folders: projectFolders(root) });
  const { violations, figures } = await killService.run({ root, size: 1000, seed: 20 });
  expect(violations).toEqual([]);
  // What the run has to contain to mean anything.
  expect(figures['writes']).toBe(1000);
  expect(figures['kills']).toBeGreaterThanOrEqual(8);
  for (const name of [
    'acknowledged',
    'refused',
    'unanswered',
    'openJobsAtKills',
    'jobs',
    'repeatedDeliveries',
  ]) {
    expect([name, figures[name] ?? 0]).not.toEqual([name, 0]);
  }
}, 300_000);
