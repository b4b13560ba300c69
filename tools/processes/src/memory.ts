import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessMemory {
  /** Resident bytes now. */
  readonly rss: number;
  /** The most it ever was, where the system keeps that (Linux); else as `rss`. */
  readonly peak: number;
}

/** Undefined when no such process runs. */
export function memoryOf(pid: number): ProcessMemory | undefined {
  if (process.platform === 'linux') return fromProc(pid);
  const row = processTable().find((candidate) => candidate.pid === pid);
  return row && { rss: row.rss, peak: row.rss };
}

function fromProc(pid: number): ProcessMemory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
    const rss = bytes('VmRSS');
    // A zombie has no memory lines.
    return rss === 0 ? undefined : { rss, peak: Math.max(rss, bytes('VmHWM')) };
  } catch {
    return undefined;
  }
}

/** The process and all that descend from it, parents first. */
export function processTree(root: number): number[] {
  const childrenOf = process.platform === 'linux' ? childrenFromProc : childrenFrom(processTable());
  const found = [root];
  for (let at = 0; at < found.length; at += 1) found.push(...childrenOf(found[at] ?? root));
  return found;
}

/** Cheap enough to ask fifty times a second. */
function childrenFromProc(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
        .trim()
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    // It ended between two looks.
    return [];
  }
}

function childrenFrom(table: readonly Row[]): (pid: number) => number[] {
  return (pid) => table.filter(({ parent }) => parent === pid).map((row) => row.pid);
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly rss: number;
}

function processTable(): Row[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kib = 0]) => ({ pid, parent, rss: kib * 1024 }));
}
