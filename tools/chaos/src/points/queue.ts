import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '../chaos.types.js';
import { openArena, roles } from '../queue/arena.js';
import { randomFrom } from '../random.js';

/** Producer, relay and worker die at random moments, `kills` times (8), while `size` jobs (1,500) and more commit. */
export const queue: CrashPoint = {
  name: 'queue',
  summary: 'kill -9 of producer, relay and worker while 12 writers enqueue',
  full: { size: 100_000, kills: 200 },

  async run({ size = 1_500, kills = 8, seed = 1, log = () => undefined }) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-queue-'));
    const server = await startPostgres({ dataDir: folder });
    const random = randomFrom(seed);
    try {
      const arena = await openArena({ databaseUrl: server.url });
      try {
        let openAtKills = 0;
        let enough = false;
        for (let count = 0; count < kills || !enough;) {
          await pause(100 + random() * 400);
          if (!enough && (await arena.asked()) >= size) {
            enough = true;
            await arena.silence();
          }
          if (count >= kills) continue;
          count += 1;
          const victims = enough ? roles.filter((role) => role !== 'producer') : roles;
          const victim = victims[Math.floor(random() * victims.length)] ?? 'worker';
          const open = await arena.open();
          openAtKills += open;
          await arena.kill(victim);
          log(`kill -9 ${victim}, ${open} jobs open`);
        }
        return await arena.judge({ kills, openAtKills });
      } finally {
        await arena.stop();
      }
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
