import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { possibleFolders } from './place.js';
import { findCommand, identifyProcess } from './processes.js';

const ownerFile = (folder: string): string => join(folder, 'started-by');
/** No process can have it, so PostgreSQL takes the lock file for one of a server that is gone. */
const nobodysPid = 2_147_483_647;

const pidFile = (folder: string): string => join(folder, 'cluster', 'postmaster.pid');

/** Leaves word of who started the server, so that a later start knows an orphan from a server in use. */
export function claim(folder: string): void {
  writeFileSync(ownerFile(folder), identifyProcess(process.pid) ?? '', { mode: 0o600 });
}

/**
 * Stops a server that its starter left behind. The lock file of a server that is gone stays: PostgreSQL reads in it
 * whether processes of that server still use the data.
 * @throws Error when the process that started it still runs: two servers cannot share a folder.
 */
export async function clearOrphan(folder: string, onProgress: (message: string) => void): Promise<void> {
  const lines = readLines(pidFile(folder));
  const pid = Number(lines[0]);
  const command = pid ? findCommand(pid) : undefined;
  if (command === undefined) return;
  if (!command.includes(join(folder, 'cluster'))) {
    writeFileSync(pidFile(folder), [nobodysPid, ...lines.slice(1)].join('\n'));
    return;
  }
  const owner = readLines(ownerFile(folder))[0] ?? '';
  const ownerPid = Number.parseInt(owner, 10);
  if (ownerPid && identifyProcess(ownerPid) === owner) {
    throw new Error(`PostgreSQL already runs on ${folder} (pid ${pid}), started by process ${ownerPid}`);
  }
  onProgress(`stopping the PostgreSQL that an earlier start left behind (pid ${pid})`);
  await stopProcess(pid);
}

/**
 * Removes the data that `startPostgres` keeps for this folder, wherever it had to put it, and stops a server that was
 * left behind on it.
 * @throws Error when the server is in use.
 */
export async function removePostgresData(dataDir: string): Promise<void> {
  for (const folder of possibleFolders(dataDir).filter((path) => existsSync(path))) {
    await clearOrphan(folder, () => {});
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Stops a server without waiting for its clients; one that does not go is stopped harder. */
export async function stopProcess(pid: number): Promise<void> {
  const before = identifyProcess(pid);
  if (!before) return;
  for (const [signal, timeoutMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
      await eventually(() => identifyProcess(pid) !== before, { timeoutMs });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      if ((error as NodeJS.ErrnoException).code === 'EPERM') throw error;
    }
  }
  throw new Error(`PostgreSQL (pid ${pid}) does not stop`);
}

/** Whether the server with this pid says in its lock file that it takes connections. */
export function isReady(folder: string, pid: number): boolean {
  const lines = readLines(pidFile(folder));
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
