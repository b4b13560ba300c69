import { createServer, type AddressInfo } from 'node:net';
import { runToEnd } from './run-to-end.js';

/** How a deployable ended that was started to be refused: its exit code, and its lines on standard error. */
export interface Refusal {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** Runs the main module of a deployable to its end. Its standard output is closed: what it says there is lost. */
export async function runDeployable(
  main: string,
  { env, args = [] }: { readonly env: Readonly<Record<string, string>>; readonly args?: readonly string[] },
): Promise<Refusal> {
  const { code, output } = await runToEnd({
    name: main,
    command: 'sh',
    args: ['-c', 'exec "$0" "$@" >&-', process.execPath, main, ...args],
    env: { NODE_ENV: 'production', ...env },
  });
  return { code, lines: output.trimEnd().split('\n') };
}

/**
 * Starts a deployable with settings that are not valid, on ports that are taken: had it tried to open one, it would end
 * with that instead.
 */
export async function startMisconfigured(
  main: string,
  settings: Readonly<Record<string, string>>,
): Promise<Refusal> {
  const taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  try {
    const port = String((taken.address() as AddressInfo).port);
    const ports = { ASHLAR_HTTP_PORT: port, ASHLAR_METRICS_PORT: port };
    const hosts = { ASHLAR_HTTP_HOST: '127.0.0.1', ASHLAR_METRICS_HOST: '127.0.0.1' };
    return await runDeployable(main, { env: { ...ports, ...hosts, ...settings } });
  } finally {
    await new Promise((closed) => taken.close(closed));
  }
}

/** The settings that the message about a configuration names, in order of their names. */
export function settingsNamed({ lines }: Refusal): readonly string[] {
  return lines
    .slice(1)
    .map((line) => /^ {2}([A-Z_]+): \S/.exec(line)?.[1] ?? line)
    .sort();
}
