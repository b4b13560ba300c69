import { runMain } from '@ashlar/config';
import { redactText } from '@ashlar/logging';
import type { RunningService } from './service.js';
import { stopOnSignals } from './signals.js';

/** For what goes wrong while there is no log. */
export function printRedacted(text: string): void {
  process.stderr.write(redactText(text));
}

/** The main function of a deployable: starts it, and ends with the exit code of how it went. */
export async function runService(start: () => Promise<RunningService>): Promise<void> {
  await runMain(async () => {
    const { lifecycle } = await start();
    stopOnSignals(lifecycle);
    await lifecycle.stopped;
  }, printRedacted);
}
