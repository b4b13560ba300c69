import { runToEnd } from '@ashlar/processes';
import { access } from 'node:fs/promises';
import { findProgram } from './debian.js';
import { type Place, ServerMissingError } from './server.types.js';

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Go, where installers put it beside where it is on the path. */
async function findGo(): Promise<string | undefined> {
  const onPath = await findProgram('go');
  if (onPath) return onPath;
  for (const candidate of ['/usr/local/go/bin/go', '/usr/lib/go/bin/go']) {
    if (await isThere(candidate)) return candidate;
  }
  return undefined;
}

/**
 * Runs `go` with several lists of arguments, one after the other, in a folder.
 * @param what is built, as in what is said of it.
 * @throws {ServerMissingError} where there is no Go, or it cannot build it.
 */
export async function runGo(
  what: string,
  {
    cwd,
    env = {},
    commands,
  }: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly commands: readonly (readonly string[])[];
  },
  { cacheDir, log }: Pick<Place, 'cacheDir' | 'log'>,
): Promise<void> {
  const go = await findGo();
  if (!go) throw new ServerMissingError(`Go is not here: install Go 1.24 or later, which builds ${what}`);
  log(`building ${what} with ${go}`);
  for (const args of commands) {
    const { code, output } = await runToEnd({
      name: `go ${args[0] ?? ''}`,
      command: go,
      args,
      cwd,
      env: {
        HOME: process.env['HOME'] ?? cacheDir,
        PATH: process.env['PATH'] ?? '',
        ...(process.env['GOPROXY'] !== undefined && { GOPROXY: process.env['GOPROXY'] }),
        ...env,
      },
      within: 1_800_000,
    });
    if (code !== 0) {
      throw new ServerMissingError(
        `go ${args.join(' ')} could not build ${what}: ${output.trim().slice(-300)}`,
      );
    }
  }
}
