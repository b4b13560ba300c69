/** Lets so many through at once: in all, and of each key. Who comes first goes first, unless its key is full. */
export interface Turns {
  /** Resolves with what gives the turn back. Rejects with the signal's reason when that is aborted first. */
  take(key: string, signal: AbortSignal): Promise<() => void>;
}

interface Waiting {
  readonly key: string;
  readonly go: () => void;
}

export function createTurns(most: number, mostPerKey: number): Turns {
  const running = new Map<string, number>();
  const waiting = new Set<Waiting>();
  let total = 0;

  const isFree = (key: string): boolean => total < most && (running.get(key) ?? 0) < mostPerKey;
  const begin = (key: string): (() => void) => {
    total += 1;
    running.set(key, (running.get(key) ?? 0) + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      total -= 1;
      const left = (running.get(key) ?? 1) - 1;
      if (left === 0) running.delete(key);
      else running.set(key, left);
      for (const one of waiting) {
        if (total >= most) return;
        if (isFree(one.key)) one.go();
      }
    };
  };

  return {
    async take(key, signal) {
      signal.throwIfAborted();
      if (isFree(key)) return begin(key);
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(entry);
          signal.removeEventListener('abort', abort);
        };
        const abort = (): void => {
          leave();
          reject(signal.reason as Error);
        };
        const entry: Waiting = {
          key,
          go: () => {
            leave();
            resolve(begin(key));
          },
        };
        waiting.add(entry);
        signal.addEventListener('abort', abort, { once: true });
      });
    },
  };
}
