import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { CrashPoint } from '../chaos.types.js';
import { openArena } from '../queue/arena.js';

const perSecond = 800;
const mostOpen = 1_000;
const mostAnalyticMs = 120_000;
const analysts = 3;

/**
 * `size` jobs (4,000) at 800 a second, half of them alone and half in batches, beside three overlapping transactions of
 * up to 120 s each, so that vacuum can tidy nothing away. Nothing dies here: what must not happen is a backlog.
 */
export const queueSustained: CrashPoint = {
  name: 'queue-sustained',
  summary: `${perSecond} jobs a second beside long analytic transactions: never more than ${mostOpen} open`,
  full: { size: perSecond * 900 },

  async run({ size = 4_000, log = () => undefined }) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-sustained-'));
    const server = await startPostgres({ dataDir: folder });
    try {
      const arena = await openArena({ databaseUrl: server.url, perSecond });
      try {
        const lengthMs = (size / perSecond) * 1_000;
        const end = performance.now() + lengthMs;
        const analyticMs = Math.min(mostAnalyticMs, lengthMs / 2);
        const analyses = Array.from({ length: analysts }, (_, place) =>
          analyse(server.url, { place, analyticMs, end }),
        );
        let most = 0;
        let told = performance.now();
        while (performance.now() < end) {
          await pause(250);
          const open = await arena.waiting();
          most = Math.max(most, open);
          if (performance.now() - told < 10_000) continue;
          told = performance.now();
          log(`${open} jobs open, ${most} at most, ${Math.round((end - told) / 1_000)} s to go`);
        }
        const asked = await arena.asked();
        await Promise.all(analyses);
        const { violations, figures } = await arena.judge({
          mostOpen: most,
          perSecond: asked / (lengthMs / 1_000),
        });
        return {
          violations: [...violations, ...(most > mostOpen ? [`${most} jobs were open at once`] : [])],
          figures,
        };
      } finally {
        await arena.stop();
      }
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Holds a snapshot again and again, each analyst a third later than the one before. */
async function analyse(
  url: string,
  { place, analyticMs, end }: { readonly place: number; readonly analyticMs: number; readonly end: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await pause((place * analyticMs) / analysts);
    while (performance.now() < end) {
      await client.query('begin isolation level repeatable read');
      await client.query('select count(*) from message_queue.effects');
      await pause(Math.min(analyticMs, Math.max(0, end - performance.now())));
      await client.query('commit');
    }
  } finally {
    await client.end();
  }
}
