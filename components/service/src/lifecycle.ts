import type { Logger } from '@ashlar/logging';

interface Part {
  readonly name: string;
  readonly deadlineMs: number;
  stop(): Promise<void>;
}

/** What a process has started, to be stopped in the opposite order, each part within its deadline. */
export interface Lifecycle {
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal;
  /** Registers a part that runs now. */
  started(part: Part): void;
  /** Stops everything once; later calls wait for the same stop. Never throws: what fails is logged. */
  stop(reason: string): Promise<void>;
  /** Resolves when everything has stopped, with whether all of it went well. */
  readonly stopped: Promise<boolean>;
}

export function createLifecycle(logger: () => Logger): Lifecycle {
  const parts: Part[] = [];
  const controller = new AbortController();
  let finish: (clean: boolean) => void = () => undefined;
  const stopped = new Promise<boolean>((resolve) => {
    finish = resolve;
  });
  let stopping = false;

  return {
    signal: controller.signal,
    stopped,
    started: (part) => void parts.push(part),
    async stop(reason) {
      if (!stopping) {
        stopping = true;
        logger().info('Stopping', { reason });
        controller.abort(new Error(`The process stops: ${reason}`));
        let clean = true;
        for (const part of parts.reverse()) clean = (await stopInTime(part, logger)) && clean;
        finish(clean);
      }
      await stopped;
    },
  };
}

async function stopInTime(part: Part, logger: () => Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not stopped in ${part.deadlineMs} ms`)), part.deadlineMs);
  });
  try {
    await Promise.race([part.stop(), late]);
    return true;
  } catch (error) {
    logger().error('A part did not stop as it should', { part: part.name, error });
    return false;
  } finally {
    clearTimeout(timer);
  }
}
