import { needDebianProgram } from '@ashlar/integration';
import { freePort, startProcess, type RunningProcess } from '@ashlar/processes';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosOptions, CrashPoint, Verdict } from '../chaos.types.js';
import { openArena } from '../queue/arena.js';

/** PostgreSQL goes away and comes back `kills` times (3) while jobs are enqueued and run. */
export const postgresRestart: CrashPoint = {
  name: 'postgres-restart',
  summary: 'PostgreSQL restarts while jobs commit and run',
  full: { size: 100_000, kills: 10 },

  async run(options) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-restart-'));
    let server = await startPostgres({ dataDir: folder });
    try {
      return await restarting(options, { databaseUrl: server.url }, 'PostgreSQL', async () => {
        await server.stop();
        server = await startPostgres({ dataDir: folder, port: server.port });
      });
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Redis is killed and comes back with its append-only file `kills` times (3) while it carries jobs. */
export const redisRestart: CrashPoint = {
  name: 'redis-restart',
  summary: 'kill -9 of a Redis with an append-only file while it carries jobs',
  full: { size: 100_000, kills: 10 },

  async run(options) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-redis-'));
    const data = join(folder, 'redis');
    mkdirSync(data);
    const program = await needDebianProgram(
      { program: 'redis-server', packageName: 'redis-server' },
      { log: options.log ?? (() => undefined) },
    );
    const port = await freePort();
    const start = (): Promise<RunningProcess> =>
      startProcess({
        name: 'redis',
        command: program,
        args: [
          ...['--bind', '127.0.0.1', '--port', String(port), '--dir', data, '--daemonize', 'no'],
          ...['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''],
        ],
        cwd: data,
      });
    let redis = await start();
    const server = await startPostgres({ dataDir: join(folder, 'postgres') });
    try {
      const urls = { databaseUrl: server.url, redisUrl: `redis://127.0.0.1:${port}` };
      return await restarting(options, urls, 'Redis', async () => {
        await redis.kill();
        await pause(200);
        redis = await start();
      });
    } finally {
      await redis.kill();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function restarting(
  { size = 500, kills = 3, log = () => undefined }: ChaosOptions,
  urls: Parameters<typeof openArena>[0],
  what: string,
  restart: () => Promise<void>,
): Promise<Verdict> {
  const arena = await openArena(urls);
  try {
    let openAtRestarts = 0;
    let endedByThemselves = 0;
    /** Until that many jobs have committed; who met a server that was down is started again. */
    const reach = async (jobs: number): Promise<void> => {
      for (;;) {
        const { ended, why } = await arena.revive();
        endedByThemselves += ended;
        if (ended > 0) log(why);
        if ((await arena.asked()) >= jobs) return;
        await pause(200);
      }
    };
    for (let count = 1; count <= kills; count += 1) {
      await pause(1_500);
      await reach((size * count) / (kills + 1));
      const open = await arena.open();
      openAtRestarts += open;
      await restart();
      log(`${what} restarted, ${open} jobs open`);
    }
    await reach(size);
    return await arena.judge({ restarts: kills, openAtRestarts, endedByThemselves });
  } finally {
    await arena.stop();
  }
}
