import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { eventually } from '@ashlar/test-postgres';

/** A Node process to start. */
export interface ChildPlan {
  readonly name: string;
  /** Main module and its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Both outputs go here. */
  readonly log: string;
  /** Keeps what the log already holds. */
  readonly append?: boolean;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Settles when it is gone. */
  readonly ended: Promise<Ending>;
  ending(): Ending | undefined;
  listensOn(port: number): boolean;
  /** The first message of its own code. @throws {ChildEndedError} when it ends before. */
  readonly message: Promise<unknown>;
  /** SIGTERM, and SIGKILL when it takes longer than 20 s. */
  stop(): Promise<void>;
  /** The end of its log. */
  lastWords(): string;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process ended that should run. */
export class ChildEndedError extends Error {
  override readonly name = 'ChildEndedError';

  constructor(
    readonly process: string,
    readonly ending: Ending,
    readonly lastWords: string,
  ) {
    super(`${process} ended (${describeEnding(ending)}):\n${lastWords}`);
  }

  /** Another process listens on the port that this one wanted. */
  get portTaken(): boolean {
    return this.lastWords.includes('EADDRINUSE');
  }
}

export function describeEnding({ code, signal }: Ending): string {
  return signal ? `signal ${signal}` : `exit code ${code}`;
}

/** Starts a process that ends with this one. */
export async function startChild({ name, args, cwd, env, log, append = false }: ChildPlan): Promise<Child> {
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
  const output = openSync(log, append ? 'a' : 'w', 0o600);
  // Node runs the built file, also when a spec runs this one.
  const follow = new URL('../dist/follow-supervisor.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', follow, ...args], {
    cwd,
    env,
    stdio: ['ignore', output, output, 'ipc'],
    // A Ctrl-C in the terminal is for the supervisor, which stops everything in order.
    detached: true,
  });
  closeSync(output);
  let ending: Ending | undefined;
  const ended = new Promise<Ending>((done) =>
    child.once('exit', (code, signal) => done((ending = { code, signal }))),
  );
  await new Promise<void>((done, fail) => child.once('spawn', done).once('error', fail));
  const lastWords = (): string => readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
  const listening = new Set<number>();
  const message = new Promise<unknown>((done, fail) => {
    child.on('message', (content: { readonly listening?: number }) => {
      if (content.listening === undefined) done(content);
      else listening.add(content.listening);
    });
    void ended.then((how) => fail(new ChildEndedError(name, how, lastWords())));
  });
  message.catch(() => {});
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    ending: () => ending,
    listensOn: (port) => listening.has(port),
    message,
    async stop() {
      if (!ending) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(timer);
    },
    lastWords,
  };
}

/**
 * Waits until the address answers 200, and it is this process that answers.
 * @throws {ChildEndedError} when the process ends first; Error with the last answer after two minutes.
 */
export async function waitUntilReady(child: Child, url: string, signal: AbortSignal): Promise<void> {
  const port = Number(new URL(url).port);
  let last = 'nobody listens there';
  const outcome = await eventually(
    async () => {
      if (child.ending() || signal.aborted) return 'stopped';
      if (!child.listensOn(port)) return false;
      last = await ask(url);
      return last === '200' && 'ready';
    },
    { timeoutMs: 120_000, everyMs: 50 },
  ).catch(() => 'late');
  const ending = child.ending();
  if (ending) throw new ChildEndedError(child.name, ending, child.lastWords());
  signal.throwIfAborted();
  if (outcome === 'late')
    throw new Error(`${child.name} is not ready at ${url}: ${last}\n${child.lastWords()}`);
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const body = await response.text();
    return response.status === 200 ? '200' : `${response.status} ${body}`;
  } catch (error) {
    return String(error instanceof Error ? (error.cause ?? error) : error);
  }
}
