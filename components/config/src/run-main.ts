import { ConfigurationError, ProcessUnavailableError, UNAVAILABLE_EXIT_CODE } from './config.errors.js';

/** EX_CONFIG of sysexits.h: something must be changed before another start can help. */
export const CONFIGURATION_EXIT_CODE = 78;

/**
 * Runs the main function of a process and turns what it throws into text and an exit code: 78 with every
 * fault for a {@link ConfigurationError}, 69 for a {@link ProcessUnavailableError}, else 1 with the stack. It never ends the process by force, so main
 * stops what it started before it throws.
 * @param print receives the text; standard error when left out. Pass one that redacts.
 */
export async function runMain(
  main: () => Promise<void>,
  print: (text: string) => void = (text) => void process.stderr.write(text),
): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    print(`${textOf(error)}\n`);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError) return CONFIGURATION_EXIT_CODE;
  return error instanceof ProcessUnavailableError ? UNAVAILABLE_EXIT_CODE : 1;
}

function textOf(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof ProcessUnavailableError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
