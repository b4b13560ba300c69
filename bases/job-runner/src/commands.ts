import { engineCommands } from '@ashlar/authz-spicedb';
import type { Environment } from '@ashlar/config';
import { type Commands, createJobAdmin, createJobs, jobCommands } from '@ashlar/message-queue';
import { runTask } from '@ashlar/service';
import { listTasks } from './task-list.js';
import { worker, type WorkerParts } from './worker-spec.js';
import { jobs } from './worker.js';

/** What each brick adds to the command line. `parts` are asked for when a verb runs. */
function commandsOn(parts: () => WorkerParts): readonly Commands[] {
  const jobAdmin = () => {
    const { database: opened } = parts();
    return createJobAdmin({ database: opened, jobs: createJobs({ database: opened }), definitions: jobs });
  };
  const engine = () => {
    const { config, database, logger, metrics, lifecycle } = parts();
    return { config: config.spicedb, database, logger, metrics, signal: lifecycle.signal };
  };
  return [jobCommands(jobAdmin, () => listTasks(parts().database)), engineCommands(engine)];
}

const known = commandsOn(() => {
  throw new TypeError('Names and usage need no database');
});

export function commandUsage(): readonly string[] {
  return known.flatMap(({ noun, verbs }) =>
    Object.entries(verbs).map(([verb, { usage }]) => `  ${noun} ${verb} ${usage}`),
  );
}

/** The command that the arguments name; what is wrong with it; or undefined when they name no noun. */
export function commandOf(
  argv: readonly string[],
): { readonly run: (env: Environment) => Promise<void> } | string | undefined {
  const [noun, verb = '', ...args] = argv;
  const named = known.find((commands) => commands.noun === noun);
  if (!named) return undefined;
  if (!Object.hasOwn(named.verbs, verb)) return `There is no command "${named.noun} ${verb}".`;
  return {
    run: (env) =>
      runTask(worker, quiet(env), async (parts) => {
        const commands = commandsOn(() => parts).find((one) => one.noun === named.noun);
        await commands?.verbs[verb]?.run(args, (line) => process.stdout.write(`${line}\n`));
      }),
  };
}

/** The answer goes to standard output; of the log only what is wrong. */
function quiet(env: Environment): Environment {
  return { ASHLAR_LOG_LEVEL: 'error', ...env };
}
