import { withTimeLimit } from '@ashlar/errors';
import { type Database, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { feedAll, settleFeed } from './feed.js';
import { FeedRepository } from './feed.repository.js';
import { createFeeder } from './feeder.js';
import { createSpiceDbClient } from './spicedb-client.js';
import { type EngineMode, engineModes, type SpiceDbConfig } from './spicedb.config.js';
import type { SpiceDb } from './spicedb.types.js';
import { nameOf } from './tuple-updates.js';
import { verifyEngine } from './verify.js';

export interface EngineCommandsDeps {
  readonly config: SpiceDbConfig;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
  /** Another SpiceDB than that of the configuration: for tests. */
  readonly spicedb?: SpiceDb;
}

/** `authz <verb> ...` on the command line. */
export interface EngineCommands {
  readonly noun: 'authz';
  readonly verbs: Readonly<
    Record<
      'status' | 'mode' | 'import' | 'verify',
      {
        /** Its arguments and what it does, in one line. */
        readonly usage: string;
        /** @throws {TypeError} for arguments that it does not take. */
        run(args: readonly string[], print: (line: string) => void): Promise<void>;
      }
    >
  >;
}

/** How long a command waits for another process that feeds. */
const patienceMs = 600_000;

/**
 * `authz status|mode|import|verify`.
 * @param open is asked when a verb runs, not for its usage.
 */
export function engineCommands(open: () => EngineCommandsDeps): EngineCommands {
  /** What a command works with; SpiceDB is let go of when it ends. */
  const using = async <T>(work: (parts: ReturnType<typeof partsOf>) => Promise<T>): Promise<T> => {
    const parts = partsOf(open());
    try {
      return await work(parts);
    } finally {
      await parts.feeder.release().catch(() => undefined);
      parts.close();
    }
  };
  return {
    noun: 'authz',
    verbs: {
      status: {
        usage: ': which engine decides, and how far SpiceDB is',
        async run(args, print) {
          none(args);
          const { config, database } = open();
          const repository = new FeedRepository(database);
          const ctx = systemContext('command line');
          const [view, lag] = [await repository.view(ctx), await repository.lag(ctx)];
          print(
            JSON.stringify({
              mode: least(config.mode, view.most),
              configured: config.mode,
              most: view.most,
              state: view.state,
              is_held: view.is_held,
              fed_ms_ago: view.age_ms === null ? null : Math.round(view.age_ms),
              lag_rows: lag.rows,
              lag_seconds: lag.seconds,
              progress: view.progress,
            }),
          );
        },
      },
      mode: {
        usage: '[sql | shadow | spicedb]: shows or sets the most that services ask of SpiceDB, at once',
        async run(args, print) {
          const [wanted, ...more] = args;
          const known = engineModes.find((mode) => mode === wanted);
          if (more.length > 0 || (wanted !== undefined && !known))
            throw new TypeError(`the mode is one of ${engineModes.join(', ')}`);
          const { config, database } = open();
          const repository = new FeedRepository(database);
          const ctx = systemContext('command line');
          if (known) await repository.limitTo(ctx, known);
          const { most } = await repository.view(ctx);
          print(JSON.stringify({ mode: least(config.mode, most), configured: config.mode, most }));
        },
      },
      import: {
        usage: '[--anew]: fills SpiceDB with the model and all tuples; goes on with one that was begun',
        run: (args, print) =>
          using(async ({ ctx, feeder, repository }) => {
            const { values } = parseArgs({ args: [...args], options: { anew: { type: 'boolean' } } });
            await feeder.beginImport(ctx, { anew: values.anew ?? false });
            let told = '';
            for (;;) {
              ctx.signal.throwIfAborted();
              const { more } = await feeder.step(ctx, { eager: true });
              const { state, progress } = await repository.view(ctx);
              if (state === 'empty') throw new Error('The import was given up; the log says why');
              if (state === 'fed') break;
              const line = JSON.stringify({ phase: progress?.phase ?? 'rows', rows: progress?.rows ?? 0 });
              if (line !== told) print(line);
              told = line;
              // Another process may be at it.
              if (!more) await delay(200, undefined, { signal: ctx.signal });
            }
            await feedAll(ctx, feeder, { eager: true });
            print(JSON.stringify({ state: 'fed' }));
          }),
      },
      verify: {
        usage: '[--sample N] [--repair]: compares SpiceDB with the tuples; one line for each difference',
        run: (args, print) =>
          using(async ({ ctx, feeder, database, spicedb }) => {
            const { values } = parseArgs({
              args: [...args],
              options: { sample: { type: 'string' }, repair: { type: 'boolean' } },
            });
            const { sample, repair = false } = values;
            if (sample !== undefined && !/^[1-9]\d{0,6}$/.test(sample))
              throw new TypeError('--sample is a number of objects');
            const { differences, ...found } = await verifyEngine(
              ctx,
              { database, spicedb },
              {
                ...(sample !== undefined && { sample: Number(sample) }),
                repair,
                settle: () => settleFeed(ctx, database, feeder),
              },
            );
            for (const { kind, tuple } of differences) print(`${kind} ${nameOf(tuple)}`);
            print(JSON.stringify({ differences: differences.length, ...found }));
            if (differences.length > 0 && !repair) throw new Error('SpiceDB and the database differ');
          }),
      },
    },
  };
}

function partsOf({ config, database, logger, metrics, signal, spicedb: given }: EngineCommandsDeps) {
  const spicedb = given ?? createSpiceDbClient(config);
  return {
    database,
    spicedb,
    ctx: systemContext('command line', {
      signal: withTimeLimit(signal, patienceMs),
    }),
    repository: new FeedRepository(database),
    feeder: createFeeder({ database, spicedb, logger, metrics }),
    close: () => (given ? undefined : spicedb.close()),
  };
}

function none(args: readonly string[]): void {
  if (args.length > 0) throw new TypeError('this takes no arguments');
}

function least(one: EngineMode, other: EngineMode): EngineMode {
  return engineModes.indexOf(one) < engineModes.indexOf(other) ? one : other;
}
