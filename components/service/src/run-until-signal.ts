import { runMain } from '@ashlar/config';
import { redactText } from '@ashlar/logging';
import type { Lifecycle } from './lifecycle.js';

/** For what goes wrong while there is no log. */
export function printRedacted(text: string): void {
  process.stderr.write(redactText(text));
}

/** The main function of a deployable: starts it, and ends with the exit code of how it went. */
export async function runService(start: () => Promise<{ readonly lifecycle: Lifecycle }>): Promise<void> {
  await runMain(async () => runUntilSignal((await start()).lifecycle), printRedacted);
}

const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Waits until the process is told to stop and has stopped. A second signal ends it at once, the way it would without
 * us. Sets exit code 1 when a part did not stop cleanly or something threw where nobody caught it.
 */
async function runUntilSignal({ stop, stopped }: Lifecycle): Promise<void> {
  const release = (): void => {
    for (const signal of signals) process.removeListener(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    void stop(signal);
  };
  const onUncaught = (error: unknown): void => {
    process.exitCode = 1;
    void stop(
      `an error that nobody caught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  };
  for (const signal of signals) process.on(signal, onSignal);
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  const clean = await stopped;
  release();
  process.removeListener('uncaughtException', onUncaught);
  process.removeListener('unhandledRejection', onUncaught);
  if (!clean) process.exitCode = 1;
}
