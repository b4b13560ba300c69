import { runToEnd } from '@ashlar/processes';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ServerMissingError, type Place } from './server.types.js';

/** The path of a program; undefined when there is none. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']) {
    const candidate = join(folder, name);
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  return undefined;
}

/**
 * A program from a Debian package, installed when it is not there and this process may. The service that the package
 * brings is not started.
 * @throws {ServerMissingError} naming what somebody has to install.
 */
export async function needDebianProgram(
  { program, packageName }: { readonly program: string; readonly packageName: string },
  { log }: Pick<Place, 'log'>,
): Promise<string> {
  const found = await findProgram(program);
  if (found) return found;
  const advice = `the program ${program} is not here: install the Debian package ${packageName}`;
  if (process.getuid?.() !== 0) throw new ServerMissingError(`${advice} (this is not root and cannot)`);
  if (!(await findProgram('apt-get'))) throw new ServerMissingError(`${advice} (this system has no apt-get)`);
  log(`installing the Debian package ${packageName}`);
  const apt = (args: readonly string[]) =>
    runToEnd({
      name: 'apt-get',
      command: 'apt-get',
      args,
      // RUNLEVEL=1 keeps the package's own service from starting.
      env: {
        DEBIAN_FRONTEND: 'noninteractive',
        RUNLEVEL: '1',
        PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
      },
      within: 180_000,
    });
  const install = ['install', '--yes', '--no-install-recommends', packageName];
  let result = await apt(install);
  if (result.code !== 0) {
    await apt(['update']);
    result = await apt(install);
  }
  const installed = await findProgram(program);
  if (result.code !== 0 || !installed) {
    throw new ServerMissingError(`${advice} (apt-get could not: ${result.output.trim().slice(-300)})`);
  }
  return installed;
}
