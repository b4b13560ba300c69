import {
  ChildEndedError,
  describeEnding,
  startChild,
  waitUntilReady,
  type Child,
  type ChildPlan,
} from './child.js';

/** A service that is kept running. */
export interface SupervisedPlan {
  readonly name: string;
  /** Called for each start; after a port was taken, with another port. */
  readonly plan: () => ChildPlan;
  readonly readyUrl: () => string;
  /** Chooses other ports. */
  readonly movePorts: () => Promise<void>;
  /** Gives up a start under way. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  readonly onStarted: (pid: number) => void;
}

export interface Supervised {
  /** Resolves after the stop; rejects when the service cannot be kept running. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** EX_CONFIG: starting again changes nothing. */
const configurationFault = 78;
const portAttempts = 5;
const restarts = { atMost: 5, withinMs: 60_000 };

/** Starts a service, waits until it is ready, and starts it again when it ends unasked, as a cluster would. */
export async function supervise(given: SupervisedPlan): Promise<Supervised> {
  const stopping = new AbortController();
  const service = { ...given, signal: AbortSignal.any([given.signal, stopping.signal]) };
  let child = await startReady(service, false);

  const keepRunning = async (): Promise<void> => {
    const starts: number[] = [];
    for (;;) {
      const ending = await child.ended;
      if (stopping.signal.aborted) return;
      const now = performance.now();
      const recent = starts.filter((start) => now - start < restarts.withinMs);
      if (ending.code === configurationFault || recent.length >= restarts.atMost) {
        throw new ChildEndedError(service.name, ending, child.lastWords());
      }
      starts.push(now);
      service.print(`${service.name} ended (${describeEnding(ending)}); starting it again`);
      child = await startReady(service, true);
      if (stopping.signal.aborted) return child.stop();
      service.print(`${service.name} is ready again`);
    }
  };
  const ended = keepRunning();
  ended.catch(() => {});
  return {
    ended,
    async stop() {
      stopping.abort();
      await child.stop();
      await ended.catch(() => {});
    },
  };
}

async function startReady(service: SupervisedPlan, again: boolean): Promise<Child> {
  for (let attempt = 1; ; attempt += 1) {
    const child = await startChild({ ...service.plan(), append: again || attempt > 1 });
    service.onStarted(child.pid);
    try {
      await waitUntilReady(child, service.readyUrl(), service.signal);
      return child;
    } catch (error) {
      await child.stop();
      if (!(error instanceof ChildEndedError) || !error.portTaken || attempt === portAttempts) throw error;
      await service.movePorts();
    }
  }
}
