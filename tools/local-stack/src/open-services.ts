import { join } from 'node:path';
import type { LoginUrls } from '@ashlar/test-postgres';
import { ChildEndedError, startChild } from './child.js';
import { everything, since } from './elapsed.js';
import { findJson } from './files.js';
import { openKeys } from './keys.js';
import { environmentOf, passedOn, services, type Service, workerClient } from './services.js';
import type { Start } from './start.types.js';
import { supervise, type Supervised } from './supervise.js';

/** Brings the database to the level of this checkout, with the worker's own task. */
export async function migrate(
  { layout, env, foreign, print, undo }: Start,
  databaseUrl: string,
): Promise<void> {
  const began = performance.now();
  const child = await startChild({
    name: 'migrations',
    args: [join(layout.root, 'projects/background-jobs/dist/main.js'), '--task', 'schema.migrate'],
    cwd: layout.root,
    env: {
      ...passedOn(env, foreign['background-jobs']),
      DATABASE_URL: databaseUrl,
      DATABASE_DIRECT_URL: databaseUrl,
      ASHLAR_LOG_FORMAT: 'json',
    },
    log: join(layout.logs, 'migrations.log'),
  });
  undo.push(() => child.stop());
  const ending = await child.ended;
  if (ending.code !== 0) throw new ChildEndedError('migrations', ending, child.lastWords());
  print(`Migrations are applied (${since(began)})`);
}

/** The deployables, ready. */
export interface ServiceGroup {
  readonly running: readonly Supervised[];
  /** By process name, as of now. */
  pids(): Readonly<Record<string, number>>;
  /** Called when one of them runs under another pid. */
  onRestart(call: () => void): void;
}

export async function openServices(
  start: Start,
  { logins, issuer }: { readonly logins: LoginUrls; readonly issuer: string },
): Promise<ServiceGroup> {
  const { layout, env, foreign, ports, print, run, undo, settings = {} } = start;
  const keys = openKeys(layout.keysFile);
  const stops: (() => Promise<void>)[] = [];
  // One step: they stop together, and before what they need.
  undo.push(async () => void (await Promise.all(stops.map((stop) => stop()))));
  // When one cannot be started, there is no point in waiting for the others.
  const failed = new AbortController();
  const signal = AbortSignal.any([start.signal, failed.signal]);
  const pids = new Map<string, number>();
  let restarted = (): void => {};

  // Before any of them starts: the worker is told where the others are.
  for (const { name, port, metricsPort } of chosen(start)) {
    await ports.take(name, port);
    await ports.take(metricsOf(name), metricsPort);
  }
  const names = new Set(chosen(start).map(({ name }) => name));
  const urlOf = (name: string): string => (names.has(name) ? `http://127.0.0.1:${ports.get(name)}` : '');
  const secrets = findJson<{ readonly clients: Readonly<Record<string, string>> }>(
    join(layout.identity, 'credentials.json'),
  );
  const clientSecret = secrets?.clients[workerClient] ?? '';

  const open = async (service: Service): Promise<Supervised> => {
    const { name, main, role } = service;
    const began = performance.now();
    const addresses = () => ({
      ...{ port: ports.get(name), metricsPort: ports.get(metricsOf(name)) },
      ...{ databaseUrl: logins[role], issuer, keys },
      worker: { dataUrl: urlOf('data-api'), secretsUrl: urlOf('secrets-api'), clientSecret },
    });
    const supervised = await supervise({
      name,
      plan: () => ({
        name,
        args: [join(layout.root, main)],
        cwd: layout.root,
        env: {
          ...passedOn(env, foreign[name]),
          ...environmentOf(service, addresses()),
          ...settings[name],
        },
        log: join(layout.logs, `${name}.log`),
      }),
      readyUrl: () => `${urlOf(name)}/readyz`,
      async movePorts() {
        await ports.replace(name);
        await ports.replace(metricsOf(name));
      },
      signal,
      print,
      onStarted(pid) {
        run.note(name, pid);
        pids.set(name, pid);
        restarted();
      },
    });
    stops.push(() => supervised.stop());
    print(`${name} is ready on port ${ports.get(name)} (${since(began)})`);
    return supervised;
  };
  const running = await everything(
    chosen(start).map((service) =>
      open(service).catch((error: unknown) => {
        failed.abort(error);
        // The first failure is the cause; the others only stopped because of it.
        throw failed.signal.reason;
      }),
    ),
  );
  return {
    running,
    pids: () => Object.fromEntries(pids),
    onRestart: (call) => (restarted = call),
  };
}

/** The services of this start. */
export function chosen({ only }: Pick<Start, 'only'>): readonly Service[] {
  return services.filter(({ name }) => only === undefined || only.includes(name));
}

/** The name under which the metrics port of a service is kept. */
export function metricsOf(name: string): string {
  return `${name} metrics`;
}
