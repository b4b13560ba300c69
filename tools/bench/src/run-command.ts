import { memoryOf, processTree, startProcess } from '@ashlar/processes';
import type { CommandSubject, Load, Sample } from './bench.types.js';

const megabyte = 1024 * 1024;
const marker = 'ashlar-bench-times';

/**
 * One run of a command. Wall and CPU time are the shell's `time`, children included. Memory is the sum over the
 * process and its descendants, looked at every 20 ms: a peak shorter than that is missed.
 */
export async function runCommand(subject: CommandSubject, load: Load): Promise<Omit<Sample, 'round'>> {
  const child = await startProcess({
    name: subject.name,
    command: 'bash',
    // The command's own name and arguments stay apart from the script: no quoting, no injection.
    args: [
      '-c',
      `TIMEFORMAT='${marker} %R %U %S'; time "$@"`,
      'bench',
      subject.command,
      ...(subject.args ?? []),
    ],
    ...(subject.cwd === undefined ? {} : { cwd: subject.cwd }),
    env: { ...subject.env, LC_ALL: 'C' },
    group: true,
  });
  let peak = 0;
  const sampling = setInterval(() => {
    const [, ...descendants] = processTree(child.pid);
    const sum = descendants.reduce((total, pid) => total + (memoryOf(pid)?.rss ?? 0), 0);
    peak = Math.max(peak, sum);
  }, 20);
  const bound = setTimeout(() => void child.kill(), load.maxSeconds * 1000);
  const { code, signal } = await child.ended;
  clearInterval(sampling);
  clearTimeout(bound);

  const [, wall = NaN, user = NaN, system = NaN] =
    new RegExp(`${marker} ([\\d.]+) ([\\d.]+) ([\\d.]+)`).exec(child.output())?.map(Number) ?? [];
  const failed = code !== 0;
  return {
    subject: subject.name,
    metrics: {
      wall_ms: wall * 1000,
      cpu_ms: (user + system) * 1000,
      peak_rss_mb: peak / megabyte,
      failures: failed ? 1 : 0,
    },
    ...(failed ? { failure: `${signal ?? `exit code ${code}`}: ${child.output().slice(-500)}` } : {}),
  };
}
