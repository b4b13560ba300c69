import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * An opaque text that tells a process from a later one with the same pid, to be kept and compared.
 * `undefined` when no such process runs (one that has ended and waits to be collected does not run).
 */
export function identifyProcess(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    const started = ask(pid, 'lstart');
    return started && `${pid}@${started}`;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, so fields are counted from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}@${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The command line of a process, `undefined` when it is gone. */
export function findCommand(pid: number): string | undefined {
  if (process.platform !== 'linux') return ask(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return undefined;
  }
}

function ask(pid: number, column: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
