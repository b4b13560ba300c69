import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from './binaries.js';
import type { Place } from './place.js';

/** The one superuser of the clusters made here. */
export const superuser = 'postgres';

/** The data of one PostgreSQL server, with the password that opens it. */
export interface Cluster {
  readonly dataDir: string;
  readonly password: string;
}

interface ClusterOptions {
  readonly superuserPassword: string | undefined;
  /** Whether the files are flushed to disk. */
  readonly sync: boolean;
  readonly onProgress: (message: string) => void;
}

/** Opens the cluster in a folder, making it first when there is none. */
export async function openCluster(place: Place, options: ClusterOptions): Promise<Cluster> {
  const dataDir = join(place.folder, 'cluster');
  const passwordFile = join(place.folder, 'superuser-password');
  if (existsSync(dataDir) && !existsSync(passwordFile)) {
    throw new Error(
      `The password of the database in ${place.folder} is gone: remove that folder and start again`,
    );
  }
  const password = keepPassword(passwordFile, options.superuserPassword, place);
  if (!existsSync(dataDir)) {
    options.onProgress('making an empty database cluster');
    await makeCluster(place, dataDir, passwordFile, options.sync);
  }
  return { dataDir, password };
}

function keepPassword(file: string, wanted: string | undefined, { account }: Place): string {
  // Under another name until it is complete: a crash in between leaves no empty password behind.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(draft, wanted ?? randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 });
    // initdb, which runs under that account, reads it too.
    if (account) chownSync(draft, account.uid, account.gid);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const kept = readFileSync(file, 'utf8').trim();
  if (wanted !== undefined && kept !== wanted)
    throw new Error(`${file} holds another password than the one given`);
  return kept;
}

/** Under another name until it is complete: a cluster that was half made when the power went is never opened. */
async function makeCluster(
  place: Place,
  dataDir: string,
  passwordFile: string,
  sync: boolean,
): Promise<void> {
  const draft = `${dataDir}.${randomBytes(6).toString('hex')}`;
  const options = [
    '-D',
    draft,
    '-U',
    superuser,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
  ];
  // Sorted by code point and the same on every machine, whichever locales it has.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    await run(
      programOf(place.binaries, 'initdb'),
      [...options, ...locale, ...(sync ? [] : ['--no-sync'])],
      place,
    );
    renameSync(draft, dataDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(dataDir)) throw error;
  }
}

function run(program: string, args: readonly string[], { account, folder }: Place): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      ...account,
      cwd: folder,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`initdb failed (${code}):\n${output}`)),
    );
  });
}

/** Nothing of PGDATA, PGPORT or the locale of the caller may reach the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, LC_ALL: 'C', TZ: 'UTC' };
}
