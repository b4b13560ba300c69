import { systemContext } from '@ashlar/database';
import { parseArgs } from 'node:util';
import type { JobAdmin } from './job-admin.js';
import type { JobFilter } from './job-admin.repository.js';

/** One verb of a noun on the command line. */
export interface CommandVerb {
  /** Its arguments and what it does, in one line. */
  readonly usage: string;
  /** @throws {TypeError} for arguments that it does not take. */
  run(args: readonly string[], print: (line: string) => void): Promise<void>;
}

/** What a brick adds to the command line: `<noun> <verb> ...`. */
export interface Commands {
  readonly noun: string;
  readonly verbs: Readonly<Record<string, CommandVerb>>;
}

/**
 * `jobs list|show|run|retry|redrive|cancel`: one line of JSON for each job.
 * @param open is asked when a verb runs, not for its usage.
 * @param tasks what comes round in the worker, as `list` shows it: before the jobs, unless these are filtered.
 */
export function jobCommands(
  open: () => JobAdmin,
  tasks: () => Promise<readonly object[]> = () => Promise.resolve([]),
): Commands {
  const ctx = systemContext('command line');
  return {
    noun: 'jobs',
    verbs: {
      list: {
        usage:
          '[--state S] [--job NAME] [--tenant T] [--error TEXT] [--limit N]: what comes round, unless a filter is given, and jobs that have not taken effect',
        async run(args, print) {
          const { filter, limit } = filterOf(args);
          if (args.length === 0) for (const task of await tasks()) print(JSON.stringify(task));
          for (const record of await open().list(ctx, { ...filter, ...(limit !== undefined && { limit }) }))
            print(JSON.stringify(record));
        },
      },
      show: {
        usage: '<id>: one job',
        run: async (args, print) => print(JSON.stringify(await open().show(ctx, only(args)), null, 2)),
      },
      run: {
        usage: '<name> [payload as JSON]: enqueues a job',
        async run([name, payload = '{}', ...more], print) {
          if (name === undefined || more.length > 0)
            throw new TypeError('give the name of a job, and its payload');
          print(await open().run(ctx, name, objectOf(payload)));
        },
      },
      retry: {
        usage: '<id>: runs a failed, cancelled or delayed job now',
        run: async (args, print) => {
          await open().retry(ctx, only(args));
          print('waiting');
        },
      },
      redrive: {
        usage: '[--job NAME] [--tenant T] [--error TEXT]: runs all failed jobs that fit again',
        async run(args, print) {
          const { filter } = filterOf(args);
          print(`${await open().redrive(ctx, filter)} jobs`);
        },
      },
      cancel: {
        usage: '<id>: keeps a waiting or running job from taking effect',
        run: async (args, print) => {
          await open().cancel(ctx, only(args));
          print('cancelled');
        },
      },
    },
  };
}

function only(args: readonly string[]): string {
  const [id, ...more] = args;
  if (id === undefined || more.length > 0) throw new TypeError('give one id');
  return id;
}

function objectOf(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new TypeError('the payload is an object in JSON');
}

const states = ['delayed', 'waiting', 'parked', 'handed', 'failed', 'cancelled'] as const;

function filterOf(args: readonly string[]): {
  readonly filter: JobFilter;
  readonly limit: number | undefined;
} {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { state: text, job: text, tenant: text, error: text, limit: text },
    strict: true,
  });
  const { state, limit, ...rest } = values;
  const known = states.find((one) => one === state);
  if (state !== undefined && !known) throw new TypeError(`--state is one of ${states.join(', ')}`);
  if (limit !== undefined && !/^\d{1,4}$/.test(limit)) throw new TypeError('--limit is a number up to 1000');
  return {
    filter: { ...rest, ...(known && { state: known }) },
    limit: limit === undefined ? undefined : Number(limit),
  };
}
