import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { eventually, identifyProcess } from '@ashlar/test-postgres';
import { findJson, writeJson } from './files.js';

/** The stack of this folder runs already. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
}

interface RunRecord {
  /** Identity of the process that runs the stack. */
  readonly supervisor: string;
  /** Identities of the processes it started, by name. */
  readonly processes: Readonly<Record<string, string>>;
}

/** The right to run the stack of one folder, kept in a file for as long as it is used. */
export interface Run {
  /** Identities of what an earlier run left behind, by process name. */
  readonly leftBehind: Readonly<Record<string, string>>;
  /** Writes down what was started, so that a later start can stop it. */
  note(name: string, pid: number): void;
  release(): void;
}

/** @throws {AlreadyRunningError} while the process that has it lives. */
export function takeRun(file: string): Run {
  const supervisor = identifyProcess(process.pid) ?? String(process.pid);
  const leftBehind = removeStale(file);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ supervisor, processes: {} } satisfies RunRecord), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new AlreadyRunningError('Ashlar is being started here by another process', { cause });
  } finally {
    rmSync(draft);
  }
  const processes: Record<string, string> = {};
  return {
    leftBehind,
    note(name, pid) {
      const identity = identifyProcess(pid);
      if (identity) processes[name] = identity;
      writeJson(file, { supervisor, processes } satisfies RunRecord);
    },
    release: () => rmSync(file, { force: true }),
  };
}

function removeStale(file: string): Readonly<Record<string, string>> {
  assertNotRunning(file);
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return {};
  }
  // Another start may have replaced the stale file since it was read.
  assertNotRunning(aside, () => renameSync(aside, file));
  const { processes = {} } = findJson<RunRecord>(aside) ?? {};
  rmSync(aside);
  return processes;
}

function assertNotRunning(file: string, putBack?: () => void): void {
  const record = findJson<RunRecord>(file);
  if (!record || !isSame(record.supervisor)) return;
  putBack?.();
  throw new AlreadyRunningError(`Ashlar already runs here (process ${pidOf(record.supervisor)})`);
}

/** Stops a process of an earlier run, if it is still that one: asks first, then insists. */
export async function stopLeftBehind(identity: string): Promise<boolean> {
  if (!isSame(identity)) return false;
  for (const [signal, timeoutMs] of [
    ['SIGTERM', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pidOf(identity), signal);
    } catch {
      // It went by itself.
    }
    const gone = await eventually(() => !isSame(identity), { timeoutMs }).catch(() => false);
    if (gone) return true;
  }
  throw new Error(`Process ${pidOf(identity)} of an earlier start does not stop`);
}

function isSame(identity: string): boolean {
  return identifyProcess(pidOf(identity)) === identity;
}

function pidOf(identity: string): number {
  return Number.parseInt(identity, 10);
}
