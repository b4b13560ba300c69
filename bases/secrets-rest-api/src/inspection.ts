import type { Environment } from '@ashlar/config';

/** Options of Node that hand the memory or the environment of a process to whoever connects, signals or crashes it. */
const revealing =
  /^--(inspect|debug|heapsnapshot-signal|heapsnapshot-near-heap-limit|heap-prof|report-(on|uncaught)|experimental-report|abort-on-uncaught-exception|diagnostic-report)/;

/**
 * For the process that holds keys: neither a debugger nor a snapshot of the heap, as far as this platform lets it say.
 * @param options of the command line, `process.execArgv`.
 * @throws {TypeError} naming the option.
 */
export function assertNotInspected(env: Environment, options: readonly string[]): void {
  const given = [...options, ...(env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  const found = given.find((option) => revealing.test(option.replaceAll('"', '')));
  if (found !== undefined)
    throw new TypeError(`This service holds keys and does not run with ${found.split('=')[0] ?? found}`);
}

/** SIGUSR1 would open a debugger. Nothing happens instead, and it is said. */
export function ignoreDebuggerSignal(report: (line: string) => void): void {
  process.on('SIGUSR1', () => report('SIGUSR1 opens no debugger in a process that holds keys\n'));
}
