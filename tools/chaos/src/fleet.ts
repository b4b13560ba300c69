import { deployables, type Deployable, type Parts, type Service } from '@ashlar/processes/parts';

/** The deployables, running, each of which may be killed and comes back. */
export interface Fleet {
  /** Waits while it is being started again. */
  ready(name: Deployable): Promise<Service>;
  /**
   * kill -9, and a start; returns once it is ready again. Calls for one that is being killed already join that.
   * @param between what happens between the two
   */
  kill(name: Deployable, between?: WhileDead): Promise<void>;
}

export interface WhileDead {
  readonly run?: () => Promise<void>;
  /** It has this in its environment from then on, besides its own. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface FleetOptions {
  readonly parts: Parts;
  readonly root: string;
  readonly env: Readonly<Record<Deployable, Readonly<Record<string, string>>>>;
}

export async function startFleet({ parts, root, env }: FleetOptions): Promise<Fleet> {
  const more = new Map<Deployable, Readonly<Record<string, string>>>();
  const start = (name: Deployable) =>
    parts.start(name, { folder: root, env: { ...env[name], ...more.get(name) } });
  const services = new Map<Deployable, Promise<Service>>();
  const restarting = new Map<Deployable, Promise<void>>();
  const ready = (name: Deployable) =>
    services.get(name) ?? Promise.reject(new Error(`${name} was never started`));
  for (const name of deployables) services.set(name, start(name));
  await Promise.all(services.values());

  async function restart(name: Deployable, between: WhileDead = {}): Promise<void> {
    const { process } = await ready(name);
    if (between.env) more.set(name, { ...more.get(name), ...between.env });
    const again = process
      .kill()
      .then(between.run)
      .then(() => start(name));
    services.set(name, again);
    await again;
  }
  return {
    ready,
    kill(name, between) {
      const running = restarting.get(name) ?? restart(name, between).finally(() => restarting.delete(name));
      restarting.set(name, running);
      return running;
    },
  };
}
