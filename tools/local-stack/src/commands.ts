import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { removePostgresData } from '@ashlar/test-postgres';
import { banner } from './banner.js';
import { WrongSettingsError } from './check-settings.js';
import { ChildEndedError } from './child.js';
import { requestToken } from './identity.js';
import { layoutOf } from './layout.js';
import { AlreadyRunningError, stopLeftBehind, takeRun } from './run-file.js';
import { readStackFile } from './stack-file.js';
import { startStack, type RunningStack } from './stack.js';

export interface CommandOptions {
  /** The checkout. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

/** EX_CONFIG of a service becomes that of the stack. */
const configurationFault = 78;
const stopped = 'everything is stopped';

/**
 * Runs the stack in this process until Ctrl-C or SIGTERM.
 * @param preparedIn what was done before, to be shown: "install 12.0 s, build 1.9 s"
 * @returns the exit code
 */
export async function runStart({
  root,
  env,
  preparedIn,
}: CommandOptions & { readonly preparedIn: string }): Promise<number> {
  const layout = layoutOf(root, env);
  const began = performance.now();
  const print = (line: string): void => console.log(`- ${line}`);
  // Whoever read this may be gone, such as the `tee` that the same Ctrl-C ended: no reason to leave processes behind.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const abort = new AbortController();
  const signalled = onSignal(env, (signal) => {
    print(`${signal}: stopping`);
    abort.abort(new Error(`Interrupted by ${signal}`));
  });
  let stack: RunningStack | undefined;
  try {
    stack = await startStack({ layout, env, print, signal: abort.signal });
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(`\nAshlar is ready in ${seconds} s (before that: ${preparedIn}).\n`);
    console.log(banner(stack.file, layout.stackFile));
    await Promise.race([stack.ended, aborted(abort.signal)]);
    return 0;
  } catch (error) {
    if (abort.signal.aborted) {
      print(stopped);
      return 130;
    }
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof AlreadyRunningError) console.error(`Where things are: ${layout.stackFile}`);
    return isConfigurationFault(error) ? configurationFault : 1;
  } finally {
    await stack?.stop();
    signalled.dispose();
    if (stack) print(stopped);
  }
}

function isConfigurationFault(error: unknown): boolean {
  if (error instanceof WrongSettingsError) return true;
  return error instanceof ChildEndedError && error.ending.code === configurationFault;
}

/** Prints a fresh token of the running stack. */
export async function runToken({
  root,
  env,
  name,
}: CommandOptions & { readonly name: string }): Promise<void> {
  const { token_desk: desk } = readStackFile(layoutOf(root, env));
  console.log(await requestToken(desk, name));
}

/**
 * Drops all data of the stack.
 * @throws {AlreadyRunningError} while it runs.
 */
export async function runReset({
  root,
  env,
  print = (line) => console.log(line),
}: CommandOptions & { readonly print?: (line: string) => void }): Promise<void> {
  const layout = layoutOf(root, env);
  if (existsSync(layout.home)) {
    const run = takeRun(layout.runFile);
    for (const [name, identity] of Object.entries(run.leftBehind)) {
      if (name !== 'postgres') await stopLeftBehind(identity);
    }
    await removePostgresData(layout.postgres);
    for (const path of [layout.identity, layout.logs, layout.portsFile, layout.keysFile, layout.stackFile]) {
      rmSync(path, { recursive: true, force: true });
    }
    run.release();
    // ASHLAR_HOME may name a folder that holds other things.
    if (readdirSync(layout.home).length === 0) rmdirSync(layout.home);
  } else {
    await removePostgresData(layout.postgres);
  }
  print('The data of the local stack is gone');
}

const parentLookMs = 250;

/**
 * The first signal counts: npm passes on a Ctrl-C that this process got from the terminal already. A signal to npm
 * itself ends the shell between it and this process and goes no further, so the end of that shell is one too.
 */
function onSignal(env: NodeJS.ProcessEnv, call: (signal: NodeJS.Signals) => void): { dispose(): void } {
  let called = false;
  const listener = (signal: NodeJS.Signals): void => {
    if (called) return;
    called = true;
    call(signal);
  };
  const parent = process.ppid;
  const look = setInterval(() => process.ppid !== parent && listener('SIGTERM'), parentLookMs).unref();
  if (!env['npm_lifecycle_event']) clearInterval(look);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return {
    dispose: () => {
      clearInterval(look);
      for (const signal of signals) process.off(signal, listener);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
}
