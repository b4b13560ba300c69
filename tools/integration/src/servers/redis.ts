import { freePort, startProcess, waitUntil } from '@ashlar/processes';
import { needDebianProgram } from '../debian.js';
import { redisEventChecks } from '../redis-events.js';
import { askRedis } from '../resp.js';
import type { Facts, Server } from '../server.types.js';

const debian = { program: 'redis-server', packageName: 'redis-server' };
const urlOf = (facts: Facts) => facts['REDIS_URL'] ?? '';

function assertEqual(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`expected ${should}, got ${is}`);
}

/** Redis, as the queue meets it: no eviction, append-only file. */
export const redis: Server = {
  name: 'redis',
  summary: 'Redis of the Debian package, append-only, noeviction; carries the jobs of message-queue',
  install: async (place) => void (await needDebianProgram(debian, place)),

  async start(place) {
    const program = await needDebianProgram(debian, place);
    const port = await freePort();
    const child = await startProcess({
      name: 'redis',
      command: program,
      args: [
        ...['--bind', '127.0.0.1', '--port', String(port), '--dir', place.workDir, '--daemonize', 'no'],
        ...['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''],
      ],
      cwd: place.workDir,
    });
    const url = `redis://127.0.0.1:${port}`;
    try {
      await waitUntil(
        async () => {
          child.assertRuns();
          return askRedis(url, [['PING']]).then(
            ([answer]) => answer === 'PONG',
            () => false,
          );
        },
        { what: 'redis answers', within: 15_000 },
      );
    } catch (error) {
      await child.kill();
      throw error;
    }
    return {
      facts: { REDIS_URL: url, REDIS_PID: String(child.pid) },
      async stop() {
        const { code, signal } = await child.stop();
        if (code !== 0)
          throw new Error(`redis ended with ${signal ?? `exit code ${code}`}: ${child.output().slice(-500)}`);
      },
    };
  },

  suites: ['message-queue'],
  checks: {
    ...redisEventChecks,
    'keeps what it is given': async (facts) => {
      const answers = await askRedis(urlOf(facts), [
        ['SET', 'ashlar', 'größer'],
        ['GET', 'ashlar'],
        ['GET', 'nothing'],
        ['DEL', 'ashlar'],
      ]);
      assertEqual(answers, ['OK', Buffer.from('größer').toString('latin1'), null, 1]);
    },
    'refuses what is no command': async (facts) => {
      const answer = await askRedis(urlOf(facts), [['NOSUCH']]).catch((error: unknown) => String(error));
      if (!String(answer).includes('unknown command')) throw new Error(`answered ${String(answer)}`);
    },
  },
};
