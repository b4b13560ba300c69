import { startProcess, type ExitStatus, type ProcessOptions } from './process.js';

export interface RunOptions extends ProcessOptions {
  /** Milliseconds until it is killed; 120,000 when left out. */
  readonly within?: number;
}

export interface RunResult extends ExitStatus {
  readonly output: string;
  /** Milliseconds from start to end. */
  readonly wallMs: number;
}

/** Runs a command to its end and reports how it ended; does not throw for a bad exit code. */
export async function runToEnd({ within = 120_000, ...options }: RunOptions): Promise<RunResult> {
  const begin = performance.now();
  const child = await startProcess(options);
  const timer = setTimeout(() => void child.kill(), within);
  try {
    const status = await child.ended;
    return { ...status, output: child.output(), wallMs: performance.now() - begin };
  } finally {
    clearTimeout(timer);
  }
}
