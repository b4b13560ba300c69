import { layoutOf, readStackFile } from '@ashlar/local-stack';
import {
  memoryOf,
  runToEnd,
  startProcess,
  waitForHttp,
  waitUntil,
  type RunningProcess,
} from '@ashlar/processes';
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Bench, Metrics } from '../bench.types.js';

const megabyte = 1024 * 1024;
const services = ['data_api', 'secrets_api', 'worker'] as const;

/**
 * `npm start` from a fresh clone and again, seen from outside, and the memory of what runs then.
 * `--checkout DIR` starts in a checkout that exists ("fresh" is then what DIR is); `--idle SECONDS` before memory is read, 60.
 */
export const start: Bench = {
  name: 'start',
  summary: 'npm start until every service is ready: a fresh clone, then again; memory after idling.',
  async prepare({ checkout, idle = '60' }) {
    const root = fileURLToPath(new URL('../../../../', import.meta.url));
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-'));
    const idleSeconds = Number(idle);
    let folder = checkout === undefined ? undefined : resolve(checkout);
    return {
      rounds: 1,
      reference: 'fresh clone',
      facts: {
        idle: `${idleSeconds} s`,
        checkout: checkout === undefined ? 'a clone of HEAD for each round' : 'as given',
      },
      subjects: [
        {
          kind: 'measure',
          name: 'fresh clone',
          async measure(round) {
            if (checkout === undefined) folder = await clone(root, join(scratch, `round ${round}`));
            return measureStart(folder ?? root, idleSeconds);
          },
        },
        { kind: 'measure', name: 'second start', measure: () => measureStart(folder ?? root, idleSeconds) },
      ],
      cleanUp: async () => rmSync(scratch, { recursive: true, force: true }),
    };
  },
};

async function clone(from: string, to: string): Promise<string> {
  const { code, output } = await runToEnd({
    name: 'git clone',
    command: 'git',
    args: ['clone', '--quiet', '--no-hardlinks', from, to],
  });
  if (code !== 0) throw new Error(`git clone failed: ${output}`);
  return to;
}

async function measureStart(folder: string, idleSeconds: number): Promise<Metrics> {
  const layout = layoutOf(folder, {});
  const installed = join(folder, 'node_modules', '.package-lock.json');
  const wasInstalled = existsSync(installed);
  // File times are coarser than the clock of this process.
  const startedAt = Date.now() - 10;
  const begin = performance.now();
  const npm = await startProcess({
    name: 'npm start',
    command: 'npm',
    args: ['start'],
    cwd: folder,
    group: true,
  });
  try {
    const installSeconds = wasInstalled ? 0 : await appears(installed, startedAt, npm, begin);
    await appears(layout.stackFile, startedAt, npm, begin);
    const stack = readStackFile(layout);
    for (const service of services)
      // Base URLs carry the prefix of their API; probes do not.
      await waitForHttp(new URL('/readyz', stack[service]).href, { from: npm, within: 120_000 });
    const readySeconds = (performance.now() - begin) / 1000;
    await pause(idleSeconds * 1000);
    npm.assertRuns();
    return {
      ready_s: readySeconds,
      install_s: installSeconds,
      without_install_s: readySeconds - installSeconds,
      ...memoryByProcess(stack.pids),
    };
  } finally {
    await npm.stop({ signal: 'SIGINT', within: 60_000 });
  }
}

/** Seconds from `begin` until the file was written after `startedAt`. */
async function appears(file: string, startedAt: number, npm: RunningProcess, begin: number): Promise<number> {
  await waitUntil(
    () => {
      npm.assertRuns();
      return (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= startedAt;
    },
    { what: `${file} is written`, within: 600_000 },
  );
  return (performance.now() - begin) / 1000;
}

function memoryByProcess(pids: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => [`rss_mb ${name}`, (memoryOf(pid)?.rss ?? NaN) / megabyte]),
  );
}
