import { build } from '@ashlar/images/build';
import { fileURLToPath } from 'node:url';
import { killQuota } from '../src/points/kill-quota.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('kill -9 of a service with quotas, twice in the middle of 1,000 attempts, admits exactly the limit', async () => {
  build({ root, folders: ['tools/chaos'] });
  const { violations, figures } = await killQuota.run({ root, size: 1000, seed: 20 });
  expect(violations).toEqual([]);
  // What the run has to contain to mean anything.
  expect([figures['attempts'], figures['kills']]).toEqual([1000, 2]);
  for (const name of ['acknowledged', 'refused', 'unanswered', 'abandoned', 'holds']) {
    expect([name, figures[name] ?? 0]).not.toEqual([name, 0]);
  }
}, 300_000);
