import { AsyncLocalStorage } from 'node:async_hooks';

/** Must end soon; `signal` is aborted when it is not waited for any longer. */
export type AfterCommit = (signal: AbortSignal) => Promise<void> | void;

export interface AfterCommitOptions {
  /**
   * Such as `storage:<id>`. Hooks of one aggregate run one after the other, in the order of their commits: across
   * transactions of this process too, as long as each of these holds a lock on the aggregate until it commits.
   */
  readonly aggregate?: string;
}

export interface AfterCommitHook {
  readonly run: AfterCommit;
  readonly aggregate: string | undefined;
}

export type HookOutcome = 'done' | 'failed' | 'abandoned';

/** Hooks whose transaction is about to commit. They have their places in line, and wait to hear how it ended. */
export interface LinedUpHooks {
  /** Lets them run. Resolves when they have, or when the caller of the transaction has waited long enough. */
  committed(): Promise<void>;
  rolledBack(): void;
}

export interface HookLines {
  /** Called before COMMIT is sent: whoever holds the lock on an aggregate then is first in its line. */
  lineUp(hooks: readonly AfterCommitHook[], requestId: string): LinedUpHooks;
  /** Resolves when no hook runs or waits any more. */
  settled(): Promise<void>;
}

export interface HookLinesDeps {
  /** For each hook, and for the caller who waits for those of a transaction. */
  readonly timeoutMs: number;
  onEnd(outcome: HookOutcome, facts: HookFacts): void;
}

export interface HookFacts {
  readonly error: unknown;
  readonly aggregate: string | undefined;
  readonly requestId: string;
}

/** Runs after-commit hooks: one line for each aggregate, one for what else a transaction has. */
export function createHookLines({ timeoutMs, onEnd }: HookLinesDeps): HookLines {
  const lines = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();
  // A hook that waited for hooks of its own would wait for its own place in line.
  const insideHook = new AsyncLocalStorage<true>();

  const append = (line: string | undefined, turn: () => Promise<void>, before: Promise<void>) => {
    const done: Promise<void> = before.then(turn).finally(() => {
      underWay.delete(done);
      if (line !== undefined && lines.get(line) === done) lines.delete(line);
    });
    underWay.add(done);
    if (line !== undefined) lines.set(line, done);
    return done;
  };

  const runInTime = async ({ run, aggregate }: AfterCommitHook, requestId: string): Promise<void> => {
    const controller = new AbortController();
    const running = insideHook.run(true, async () => run(controller.signal));
    let outcome: HookOutcome = 'done';
    let error: unknown;
    try {
      if (!(await settlesWithin(timeoutMs, running))) {
        outcome = 'abandoned';
        error = new Error(`It did not end in ${timeoutMs} ms`);
        // Whatever it still does, nobody hears of it.
        running.catch(() => undefined);
        controller.abort(error);
      }
    } catch (thrown) {
      outcome = 'failed';
      error = thrown;
    }
    onEnd(outcome, { error, aggregate, requestId });
  };

  return {
    lineUp(hooks, requestId) {
      let tell: (committed: boolean) => void = () => undefined;
      const verdict = new Promise<boolean>((resolve) => (tell = resolve));
      let own = Promise.resolve();
      const turns = hooks.map((hook) => {
        const turn = async (): Promise<void> => {
          if (await verdict) await runInTime(hook, requestId);
        };
        if (hook.aggregate !== undefined) {
          return append(hook.aggregate, turn, lines.get(hook.aggregate) ?? Promise.resolve());
        }
        return (own = append(undefined, turn, own));
      });
      return {
        async committed() {
          tell(true);
          if (insideHook.getStore()) return;
          await settlesWithin(timeoutMs, Promise.all(turns));
        },
        rolledBack: () => tell(false),
      };
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Whether the work ended in time. Rejects when the work does, in time. */
async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
