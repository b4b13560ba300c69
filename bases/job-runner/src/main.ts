import { type Environment, runMain } from '@ashlar/config';
import { printRedacted, runService } from '@ashlar/service';
import { parseArgs } from 'node:util';
import { commandOf, commandUsage } from './commands.js';
import { tasks } from './tasks.js';
import { startWorker } from './worker.js';

/** EX_USAGE of sysexits.h. */
const usageExitCode = 64;

/**
 * The worker: resident without arguments, `--task <name>` for one task and then the end, or `<noun> <verb> ...` for
 * what an operator does once.
 */
export async function runWorker(argv: readonly string[], env: Environment): Promise<void> {
  const command = commandOf(argv);
  const wanted = command ?? parseArguments(argv);
  if (typeof wanted === 'string') {
    process.exitCode = usageExitCode;
    process.stderr.write(
      `${wanted}\n${commandUsage().join('\n')}\nUsage: background-jobs [--task ${Object.keys(tasks).join(' | ')}]\n`,
    );
    return;
  }
  if ('run' in wanted) {
    await runMain(() => wanted.run(env), printRedacted);
    return;
  }
  const { task } = wanted;
  if (task) await runMain(() => task(env), printRedacted);
  else await runService(() => startWorker(env));
}

/** The task to run, none for resident mode, or what is wrong with the arguments. */
function parseArguments(
  argv: readonly string[],
): { readonly task: (typeof tasks)[string] | undefined } | string {
  try {
    const { task } = parseArgs({
      args: [...argv],
      options: { task: { type: 'string' } },
      strict: true,
    }).values;
    if (task === undefined) return { task };
    return Object.hasOwn(tasks, task) ? { task: tasks[task] } : `There is no task "${task}".`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
