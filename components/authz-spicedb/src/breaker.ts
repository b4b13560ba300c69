/** Whether something outside is worth asking. */
export interface Breaker {
  readonly isOpen: boolean;
  /** Runs a call and learns from how it ends. */
  run<T>(call: () => Promise<T>): Promise<T>;
  stop(): void;
}

export interface BreakerDeps {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Between attempts to close it again. */
  readonly probeEveryMs: number;
  /** Asks whether it answers again. */
  readonly probe: () => Promise<void>;
  readonly onChange: (isOpen: boolean, error?: unknown) => void;
}

/**
 * Opens after some failures in a row. What finds out whether it can close again is a call of its own, so that no caller
 * ever waits for something that is down, half-open or not.
 */
export function createBreaker({ failures, probeEveryMs, probe, onChange }: BreakerDeps): Breaker {
  let inARow = 0;
  let isOpen = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const probeLater = (): void => {
    timer = setTimeout(() => {
      void probe().then(close, () => {
        if (!isStopped) probeLater();
      });
    }, probeEveryMs);
    timer.unref();
  };
  const close = (): void => {
    if (isStopped) return;
    inARow = 0;
    isOpen = false;
    onChange(false);
  };
  const failed = (error: unknown): void => {
    inARow += 1;
    if (isOpen || isStopped || inARow < failures) return;
    isOpen = true;
    onChange(true, error);
    probeLater();
  };

  return {
    get isOpen() {
      return isOpen;
    },
    async run(call) {
      try {
        const answer = await call();
        inARow = 0;
        return answer;
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
