import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createLogins } from '@ashlar/test-postgres';
import { checkSettings } from './check-settings.js';
import { ChildEndedError } from './child.js';
import { databaseName, startDatabase, type StackDatabase } from './database.js';
import { everything, since } from './elapsed.js';
import { requestToken } from './identity.js';
import { openIdentity, type Identity } from './open-identity.js';
import { chosen, metricsOf, migrate, openServices, type ServiceGroup } from './open-services.js';
import { createPorts } from './ports.js';
import { stopLeftBehind, takeRun } from './run-file.js';
import { notUsed, usualPorts } from './services.js';
import { writeStackFile, type StackFile } from './stack-file.js';
import type { StackOptions, Start } from './start.types.js';

export interface RunningStack {
  readonly file: StackFile;
  /** Rejects when a part of it ended and cannot be started again. */
  readonly ended: Promise<never>;
  /** Services first, then what they need. */
  stop(): Promise<void>;
}

/**
 * Starts everything, or nothing: what was started before a failure is stopped again.
 * @throws {AlreadyRunningError} while the stack of this folder runs.
 * @throws {WrongSettingsError} naming every setting of the caller that a service would refuse.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { layout, env, print } = options;
  const foreign = await checkSettings(layout.root, env);
  const unused = notUsed(env);
  if (unused.length > 0) print(`Not used, the stack chooses them itself: ${unused.join(', ')}`);
  // The account of PostgreSQL passes through here; what is secret inside is closed by itself.
  mkdirSync(layout.home, { recursive: true, mode: 0o755 });
  const run = takeRun(layout.runFile);
  const undo = [async () => run.release()];
  const stop = async (): Promise<void> => {
    rmSync(layout.stackFile, { force: true });
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const start: Start = { ...options, run, foreign, ports: createPorts(layout.portsFile), undo };
    await stopEarlier(start);
    return { ...(await bringUp(start)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopEarlier({ run, layout, print }: Start): Promise<void> {
  rmSync(layout.stackFile, { force: true });
  for (const [name, identity] of Object.entries(run.leftBehind)) {
    // PostgreSQL is stopped by its next start.
    if (name !== 'postgres' && (await stopLeftBehind(identity))) print(`Stopped ${name} of an earlier start`);
  }
}

async function bringUp(start: Start): Promise<Omit<RunningStack, 'stop'>> {
  const { signal, ports, layout } = start;
  const [database, identity] = await everything([openMigrated(start), openIdentity(start)]);
  signal.throwIfAborted();
  const logins = await createLogins(database.server.url, { database: databaseName });
  const group = await openServices(start, { logins, issuer: identity.report.issuer });
  signal.throwIfAborted();
  ports.save();
  const names = identity.report.tokenNames;
  const tokens = await Promise.all(names.map((name) => requestToken(identity.desk, name)));
  const describeNow = (): StackFile =>
    describe(start, {
      database,
      identity,
      group,
      workerUrl: logins.worker,
      tokens: Object.fromEntries(names.map((name, index) => [name, tokens[index] ?? ''])),
    });
  const file = describeNow();
  writeStackFile(layout, file);
  group.onRestart(() => writeStackFile(layout, describeNow()));
  return { file, ended: firstToEnd({ database, identity, group }) };
}

async function openMigrated(start: Start): Promise<StackDatabase> {
  const database = await openDatabase(start);
  start.signal.throwIfAborted();
  await migrate(start, database.url);
  return database;
}

async function openDatabase({ layout, ports, print, run, undo }: Start): Promise<StackDatabase> {
  const began = performance.now();
  // An orphan may still be on the port; PostgreSQL's start stops it first and takes another port when it must.
  const port = ports.prefer('postgres', usualPorts.postgres);
  const database = await startDatabase({ dataDir: layout.postgres, port, print });
  undo.push(() => database.server.stop());
  ports.set('postgres', database.server.port);
  run.note('postgres', database.server.pid);
  print(`PostgreSQL is ready on port ${database.server.port} (${since(began)})`);
  return database;
}

interface Parts {
  readonly database: StackDatabase;
  readonly identity: Identity;
  readonly group: ServiceGroup;
}

function firstToEnd({ database, identity, group }: Parts): Promise<never> {
  const never = new Promise<never>(() => {});
  const ended = Promise.race([
    ...group.running.map((service) => service.ended.then(() => never)),
    identity.child.ended.then((ending): never => {
      throw new ChildEndedError('identity', ending, identity.child.lastWords());
    }),
    database.server.stopped.then((): never => {
      throw new Error(`PostgreSQL ended: see ${join(database.server.dataDir, 'server.log')}`);
    }),
  ]);
  // Every stop ends them too, when nobody asks any more.
  ended.catch(() => {});
  return ended;
}

function describe(
  { layout, ports, only }: Start,
  {
    database,
    identity,
    group,
    workerUrl,
    tokens,
  }: Parts & { readonly workerUrl: string; readonly tokens: Readonly<Record<string, string>> },
): StackFile {
  const base = (name: string): string =>
    only === undefined || only.includes(name) ? `http://127.0.0.1:${ports.get(name)}` : '';
  return {
    data_api: base('data-api'),
    secrets_api: base('secrets-api'),
    worker: base('background-jobs'),
    identity: identity.report.url,
    issuer: identity.report.issuer,
    metrics: Object.fromEntries(
      chosen({ only }).map(({ name }) => [name, `http://127.0.0.1:${ports.get(metricsOf(name))}/metrics`]),
    ),
    database_url: database.url,
    worker_database_url: workerUrl,
    tokens,
    pids: {
      ...group.pids(),
      identity: identity.child.pid,
      postgres: database.server.pid,
      supervisor: process.pid,
    },
    logs: layout.logs,
    postgres_runs_from: database.server.runsFrom,
    postgres_data: database.server.dataDir,
    token_desk: identity.desk,
  };
}
