import { rmSync } from 'node:fs';
import { stopProcess } from './orphan.js';

interface OwnServer {
  readonly pid: number;
  readonly folder: string;
}

/** Those that this process has started and that run. */
const own = new Set<OwnServer>();

export interface StopServersOptions {
  /** Their folders go too, which is right where they were made for this run alone. Default: the data stays. */
  readonly remove?: boolean;
}

/** Remembers a server until it ends. */
export function keepInMind(server: OwnServer, ended: Promise<void>): void {
  own.add(server);
  void ended.then(() => own.delete(server));
}

/** Stops every server that this process has started and that still runs. */
export async function stopServers({ remove = false }: StopServersOptions = {}): Promise<void> {
  const stopping = [...own].map(async ({ pid, folder }) => {
    await stopProcess(pid);
    // The last of its processes may still be at the files.
    if (remove) rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  });
  const results = await Promise.allSettled(stopping);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * A server is a process of its own, and outlives who started it. From now on a signal that ends this process stops its
 * servers before; a second one ends it at once.
 */
export function stopServersOnSignals(options: StopServersOptions = {}): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      // Whose connections end is of no interest any more.
      process.on('uncaughtException', () => undefined);
      void stopServers(options)
        .catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
        .finally(() => process.kill(process.pid, signal));
    });
  }
}
