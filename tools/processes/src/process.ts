import { spawn, type ChildProcess } from 'node:child_process';

export interface ProcessOptions {
  /** For messages: "data-api". */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** The whole environment of the child, apart from PATH, HOME and TMPDIR, which are passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Gives the child a process group of its own, so that a stop reaches its children too. Use it for commands
   * that start others (npm, sh).
   */
  readonly group?: boolean;
  /** Only root may name one: the account it runs under. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

export interface ExitStatus {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** What it wrote to both outputs, the last 64 KiB of it. */
  output(): string;
  /** Undefined while it runs. */
  status(): ExitStatus | undefined;
  /** Settles when it is gone and its output is complete; never rejects. */
  readonly ended: Promise<ExitStatus>;
  /** @throws {ProcessEndedError} with the end of its output, when it runs no more. */
  assertRuns(): void;
  /** Asks it to stop (SIGTERM unless named), waits up to `within` ms (10,000), then kills it. */
  stop(options?: { readonly signal?: NodeJS.Signals; readonly within?: number }): Promise<ExitStatus>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<ExitStatus>;
}

export class ProcessEndedError extends Error {
  override readonly name = 'ProcessEndedError';
}

const keptOutput = 64 * 1024;
const alive = new Set<RunningProcess & { signal(name: NodeJS.Signals): void }>();
let guarded = false;

/** Starts a child that dies with this process. @throws when the command cannot be started. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { name, command, args = [], cwd, env = {}, group = false, account } = options;
  const child = spawn(command, args, {
    cwd,
    env: { ...passedOn(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: group,
    ...account,
  });
  const pid = await started(child, name);
  const text = collect(child);
  let status: ExitStatus | undefined;
  const ended = new Promise<ExitStatus>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    // An orphan of the child may hold the pipes for ever.
    child.once('exit', (code, signal) => setTimeout(() => resolve({ code, signal }), 1000).unref());
  });
  child.once('exit', (code, signal) => {
    status = { code, signal };
    alive.delete(running);
  });
  const running = {
    name,
    pid,
    output: text,
    status: () => status,
    ended,
    assertRuns() {
      if (status) throw new ProcessEndedError(`${name} ended (${show(status)}):\n${text().slice(-4000)}`);
    },
    signal(signal: NodeJS.Signals) {
      try {
        process.kill(group ? -pid : pid, signal);
      } catch {
        // It is gone already, which is what every caller wants in the end.
      }
    },
    async stop({ signal = 'SIGTERM' as NodeJS.Signals, within = 10_000 } = {}) {
      if (!status) this.signal(signal);
      const timer = setTimeout(() => this.signal('SIGKILL'), within);
      try {
        return await ended;
      } finally {
        clearTimeout(timer);
      }
    },
    async kill() {
      if (!status) this.signal('SIGKILL');
      return ended;
    },
  };
  guard();
  alive.add(running);
  return running;
}

function started(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error(`${name} could not be started: ${cause.message}`, { cause })),
    );
    child.once('spawn', () => resolve(child.pid as number));
  });
}

function collect(child: ChildProcess): () => string {
  let kept = '';
  const add = (chunk: string) => {
    kept = (kept + chunk).slice(-keptOutput);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', add);
  return () => kept;
}

/** A child of a test run or a tool has no business after it, however that ended. */
function guard(): void {
  if (guarded) return;
  guarded = true;
  process.once('exit', () => {
    for (const running of alive) running.signal('SIGKILL');
  });
}

function passedOn(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['PATH', 'HOME', 'TMPDIR']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function show({ code, signal }: ExitStatus): string {
  return signal ? `signal ${signal}` : `exit code ${code}`;
}
