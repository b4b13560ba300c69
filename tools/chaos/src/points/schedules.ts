import { waitUntil } from '@ashlar/processes';
import { crashPoints } from '@ashlar/scheduler';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '../chaos.types.js';
import { randomFrom } from '../random.js';
import { openScheduleArena } from '../schedules/arena.js';

const largestSkewMs = 300_000;

/**
 * Dies once at each named point of the scheduler; then `kills` (4) of several scanners with wrong clocks die at random
 * moments, while `size` (3) schedules are due every second. `full`: 8 scanners, one killed every 2 s for 5 minutes.
 */
export const schedules: CrashPoint = {
  name: 'schedules',
  summary:
    'kill -9 at each named point of the scheduler, and of scanners whose clocks are up to 5 minutes off; --full',

  full: { size: 20, kills: 150 },

  async run({ size = 3, kills = 4, seed = 1, log = () => undefined }) {
    // The full length: 8 scanners, one of which dies every two seconds for five minutes.
    const full = kills >= 100;
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-schedules-'));
    const server = await startPostgres({ dataDir: folder });
    const random = randomFrom(seed);
    const skew = (): number => Math.round((random() * 2 - 1) * largestSkewMs);
    try {
      const arena = await openScheduleArena(server.url, size);
      try {
        let diedAtPoints = 0;
        for (const point of crashPoints) {
          const process = await arena.start(skew(), point);
          await waitUntil(() => process.status() !== undefined, {
            what: `it dies at ${point}`,
            within: 60_000,
            every: 20,
          });
          diedAtPoints += 1;
          log(`died at ${point}, ${await arena.open()} sessions open`);
        }
        const scanners = full ? 8 : 2;
        const fleet = await Promise.all(Array.from({ length: scanners }, () => arena.start(skew())));
        let openAtKills = 0;
        for (let count = 0; count < kills; count += 1) {
          await pause(full ? 2_000 : 300 + random() * 300);
          const victim = Math.floor(random() * scanners);
          // Every second makes sessions, and they end within milliseconds: a kill between two seconds would show nothing.
          await waitUntil(
            async () => {
              const open = await arena.open();
              openAtKills += open;
              return open > 0;
            },
            { what: 'a session is open', within: 60_000, every: 2 },
          );
          await fleet[victim]?.kill();
          fleet[victim] = await arena.start(skew());
          log(`kill -9 of scanner ${victim}`);
        }
        return await arena.judge({ kills, diedAtPoints, openAtKills });
      } finally {
        await arena.stop();
      }
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
