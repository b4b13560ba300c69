import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canEnter, canRun, chooseAccount, type Account } from './account.js';
import { findBinaries, programOf, type Binaries } from './binaries.js';

/** Where a server runs from, where its data is, and under which account. */
export interface Place {
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly folder: string;
}

/**
 * Settles where a server runs. Mostly that is node_modules and the folder asked for. When root asks and the account
 * that PostgreSQL gets may not enter them, both move to a place it can reach: the binaries once per version, the data
 * to a folder named after a hash of the wanted one, so that the next start finds it again.
 */
export async function settle(dataDir: string, onProgress: (message: string) => void): Promise<Place> {
  const wanted = resolve(dataDir);
  const account = chooseAccount(wanted);
  const binaries = reachableBinaries(await findBinaries(), account, onProgress);
  const folder = reachableFolder(wanted, account, onProgress);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return { account, binaries, folder };
}

/** The binaries, or a copy of them that the account may run. */
export function reachableBinaries(
  binaries: Binaries,
  account: Account | undefined,
  onProgress: (message: string) => void,
): Binaries {
  if (!account || canRun(account, programOf(binaries, 'postgres'))) return binaries;
  const root = join(openPlace(account), `binaries-${binaries.label}`);
  if (!existsSync(root)) {
    onProgress(`copying PostgreSQL to ${root}, since an ordinary account cannot reach ${binaries.root}`);
    copyWhole(binaries.root, root);
  }
  if (!canRun(account, programOf({ root }, 'postgres'))) {
    throw new Error(
      `PostgreSQL in ${root} cannot be run by uid ${account.uid}: remove that folder and start again`,
    );
  }
  return { ...binaries, root };
}

function reachableFolder(
  wanted: string,
  account: Account | undefined,
  onProgress: (message: string) => void,
): string {
  if (!account) return wanted;
  mkdirSync(dirname(wanted), { recursive: true });
  if (canEnter(account, dirname(wanted))) return wanted;
  const folder = join(openPlace(account), labelOf(wanted));
  onProgress(`keeping the data in ${folder}, since an ordinary account cannot reach ${wanted}`);
  return folder;
}

function labelOf(wanted: string): string {
  return `data-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`;
}

const openPlaces = ['/var/lib', tmpdir(), '/tmp'].map((parent) => join(parent, 'ashlar-postgres'));

/** Every folder in which the data for the wanted folder may be. */
export function possibleFolders(dataDir: string): readonly string[] {
  const wanted = resolve(dataDir);
  return [wanted, ...openPlaces.map((place) => join(place, labelOf(wanted)))];
}

/** `/var/lib` outlives a restart of the machine; a temporary folder is the second choice. */
function openPlace(account: Account): string {
  for (const folder of openPlaces) {
    try {
      mkdirSync(folder, { mode: 0o755 });
      chmodSync(folder, 0o755);
    } catch {
      // It is there already, or cannot be made: what counts is what is found now.
    }
    const found = lstatSync(folder, { throwIfNoEntry: false });
    // In a folder open to all, somebody else may have put something under this name.
    const ours = found?.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
    if (ours && canEnter(account, folder)) return folder;
  }
  throw new Error(`None of ${openPlaces.join(', ')} is a folder of root that uid ${account.uid} may enter`);
}

/** The copy appears under its name only when it is complete; of two at the same time one is thrown away. */
function copyWhole(from: string, to: string): void {
  const draft = `${to}.${randomBytes(6).toString('hex')}`;
  try {
    cpSync(from, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    });
    openToAll(draft);
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** An install under a strict umask leaves files that only root may read. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
