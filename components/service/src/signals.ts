import type { Lifecycle } from './lifecycle.js';

const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Lets SIGTERM, SIGINT and errors that nobody caught stop a lifecycle, until it has stopped. A second signal ends the
 * process at once, the way it would without us. The exit code is 1 when not everything stopped cleanly.
 */
export function stopOnSignals({ stop, fail, stopped }: Lifecycle): void {
  const release = (): void => {
    for (const signal of signals) process.removeListener(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    void stop(signal);
  };
  const onUncaught = (error: unknown): void => void fail(error);
  for (const signal of signals) process.on(signal, onSignal);
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  void stopped.then((clean) => {
    release();
    process.removeListener('uncaughtException', onUncaught);
    process.removeListener('unhandledRejection', onUncaught);
    if (!clean) process.exitCode = 1;
  });
}
