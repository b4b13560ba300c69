import { readOptions, usage, WrongOptions } from './options.js';
import { openWorld } from './open-world.js';
import { partsOf } from './parts/index.js';
import { Unprepared } from './preflight.js';
import { closingReport, createTelling, reasonOf } from './report.js';
import { play } from './story.js';

export interface StorySurroundings {
  /** The checkout, built. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  /** Gives up what is under way. */
  readonly signal: AbortSignal;
}

/** Plays it; gives the exit code: 0 only when all of it happened. */
export async function tellStory(args: readonly string[], surroundings: StorySurroundings): Promise<number> {
  const { print, env, signal } = surroundings;
  if (args.includes('--help')) {
    print(usage);
    return 0;
  }
  let options;
  try {
    options = readOptions(args, env);
  } catch (error) {
    if (!(error instanceof WrongOptions)) throw error;
    print(`${error.message}\n\n${usage}`);
    return 64;
  }
  let world;
  try {
    world = await openWorld(options, surroundings);
  } catch (error) {
    if (!(error instanceof Unprepared)) throw error;
    print(`Nothing was begun; this is missing for the story:${error.message}\n\nSee tools/demo/README.md.`);
    return 78;
  }
  try {
    const { source, plan } = world;
    const teams = plan.reduce((sum, { teams }) => sum + teams.length, 0);
    if (options.url !== undefined)
      print(`Played at ${options.url}: what is made there and in ${options.issuer} stays there.`);
    print(
      `\nThe source, ${source.organisation.source}: ${plan.length} organisations, ${teams} teams, ${source.jobs.jobs.length} periodic jobs`,
    );
    const parts = partsOf(options.only);
    const reports = await orAborted(play(parts, world, createTelling(print)), signal);
    for (const line of closingReport(parts, reports, world)) print(line);
    if (options.stays && options.url === undefined) {
      print(`Still running, until Ctrl-C: ${world.dataUrl}/api/data/docs`);
      await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
    }
    return reports.some(({ failure }) => failure !== undefined) ? 1 : 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    print(`Given up: ${reasonOf(signal.reason)}`);
    return 130;
  } finally {
    for (const close of [...world.closing].reverse()) await close();
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    promise.then(done, fail);
  });
}
