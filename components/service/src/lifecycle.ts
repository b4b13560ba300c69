import type { Logger } from '@ashlar/logging';

interface Part {
  readonly name: string;
  readonly deadlineMs: number;
  stop(): Promise<unknown>;
}

/** What a process has started, to be stopped in the opposite order, each part within its deadline. */
export interface Lifecycle {
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal;
  /** Registers a part that runs now. @returns makes it unknown again, so that it can be registered in another place. */
  started(part: Part): () => void;
  /** Runs `work`. When it throws, the parts that were started meanwhile are stopped again. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
  /** Registers work that heeds the signal: it is waited for before any part is stopped. */
  working(name: string, deadlineMs: number, work: Promise<unknown>): void;
  /** Stops everything once; later calls wait for the same stop. Never throws: what fails is logged. */
  stop(reason: string): Promise<void>;
  /** Stops everything because of an error that nobody caught. */
  fail(error: unknown): Promise<void>;
  /** Resolves when everything has stopped, with whether all of it went well. */
  readonly stopped: Promise<boolean>;
}

export function createLifecycle(logger: Logger): Lifecycle {
  const parts: Part[] = [];
  const works: Part[] = [];
  const controller = new AbortController();
  let finish: (clean: boolean) => void = () => undefined;
  const stopped = new Promise<boolean>((resolve) => {
    finish = resolve;
  });
  let stopping = false;
  let clean = true;

  const stop = async (reason: string): Promise<void> => {
    if (!stopping) {
      stopping = true;
      logger.info('Stopping', { reason });
      controller.abort(new Error(`The process stops: ${reason}`));
      for (const part of works) clean = (await stopInTime(part, logger)) && clean;
      // Only now: what was still starting has added its parts meanwhile.
      for (const part of parts.reverse()) clean = (await stopInTime(part, logger)) && clean;
      finish(clean);
    }
    await stopped;
  };

  return {
    signal: controller.signal,
    stopped,
    stop,
    started(part) {
      parts.push(part);
      return () => {
        if (parts.includes(part)) parts.splice(parts.indexOf(part), 1);
      };
    },
    async attempt(work) {
      const before = new Set(parts);
      try {
        return await work();
      } catch (error) {
        const added = parts.filter((part) => !before.has(part));
        for (const part of added.reverse()) {
          parts.splice(parts.indexOf(part), 1);
          await stopInTime(part, logger);
        }
        throw error;
      }
    },
    // Whoever waits for the work learns of its failure; here it only has to be over.
    working: (name, deadlineMs, work) =>
      void works.push({ name, deadlineMs, stop: () => work.catch(() => undefined) }),
    async fail(error) {
      clean = false;
      logger.error('An error that nobody caught', { error });
      await stop('an error that nobody caught');
    },
  };
}

async function stopInTime(part: Part, logger: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not stopped in ${part.deadlineMs} ms`)), part.deadlineMs);
  });
  try {
    await Promise.race([part.stop(), late]);
    return true;
  } catch (error) {
    logger.error('A part did not stop as it should', { part: part.name, error });
    return false;
  } finally {
    clearTimeout(timer);
  }
}
