import { type Environment, runMain } from '@ashlar/config';
import { printRedacted, runService } from '@ashlar/service';
import { parseArgs } from 'node:util';
import { tasks } from './tasks.js';
import { startWorker } from './worker.js';

/** EX_USAGE of sysexits.h. */
const usageExitCode = 64;

/** The worker: resident without arguments, or `--task <name>` for one task and then the end. */
export async function runWorker(argv: readonly string[], env: Environment): Promise<void> {
  const task = taskOf(argv);
  if (task === undefined) {
    await runService(() => startWorker(env));
    return;
  }
  const run = tasks[task];
  if (!run) {
    process.exitCode = usageExitCode;
    process.stderr.write(`There is no task "${task}". Tasks: ${Object.keys(tasks).join(', ')}\n`);
    return;
  }
  await runMain(() => run(env), printRedacted);
}

function taskOf(argv: readonly string[]): string | undefined {
  const { values } = parseArgs({ args: [...argv], options: { task: { type: 'string' } }, strict: true });
  return values.task;
}
