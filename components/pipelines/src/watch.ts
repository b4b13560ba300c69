import { type OperationContext, systemContext } from '@ashlar/database';
import { setTimeout as pause } from 'node:timers/promises';
import { PipelineViewsFull } from './pipelines.errors.js';
import type { Pipelines } from './pipelines.service.js';
import type { WholePipeline } from './pipelines.types.js';

export interface WatchDeps {
  readonly pipelines: Pick<Pipelines, 'look' | 'get' | 'versions'>;
  /** Resolves when something may have changed. Without it there is a look every `everyMs`. */
  readonly next?: (() => Promise<void>) | undefined;
  /** At the latest. Default a second. */
  readonly everyMs?: number;
  /** Between two looks, however much happens. Default 100. */
  readonly leastMs?: number;
  /** Views that a caller may have open in this process. Default 20. */
  readonly mostPerCaller?: number;
}

/** Live views of a process: however many there are, one statement looks for all of them. */
export interface Views {
  /** @throws {PipelineNotFound | PipelineViewsFull} before anything is shown. */
  assertMayOpen(ctx: OperationContext, id: string): Promise<void>;
  /**
   * A pipeline as it is, and again each time that it has changed, until `ctx` is aborted or the caller may not see it any
   * more. States that follow each other fast are seen as one.
   *
   * @param seen the version that the caller has.
   */
  watch(ctx: OperationContext, id: string, seen: number | undefined): AsyncGenerator<WholePipeline>;
}

interface Waiting {
  readonly id: string;
  readonly has: number | undefined;
  resolve(): void;
  reject(error: unknown): void;
}

export function createViews({
  pipelines,
  next,
  everyMs = 1_000,
  leastMs = 100,
  mostPerCaller = 20,
}: WatchDeps): Views {
  const waiting = new Set<Waiting>();
  const open = new Map<string, number>();
  const looker = systemContext('live views of pipelines');
  let looking = false;
  let joined = (): void => undefined;

  const callerOf = ({ actor }: OperationContext): string => `${actor.kind}:${actor.id}`;
  const count = (caller: string, more: number): void => {
    const now = (open.get(caller) ?? 0) + more;
    if (now > 0) open.set(caller, now);
    else open.delete(caller);
  };

  const settle = (those: Iterable<Waiting>, how: (one: Waiting) => void): void => {
    for (const one of [...those]) {
      waiting.delete(one);
      how(one);
    }
  };

  /** Looks for all who wait, as long as anybody does. */
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      while (waiting.size > 0) {
        // Taken before looking, so that no sign is missed.
        const signs = [new Promise<void>((resolve) => (joined = resolve)), ...(next ? [next()] : [])];
        const versions = await pipelines.versions(looker, [...new Set([...waiting].map(({ id }) => id))]);
        settle(
          [...waiting].filter(({ id, has }) => versions.get(id) !== has),
          ({ resolve }) => resolve(),
        );
        if (waiting.size === 0) break;
        await Promise.race([pause(everyMs, undefined, { ref: false }), ...signs]);
        await pause(leastMs, undefined, { ref: false });
      }
    } catch (error) {
      settle(waiting, ({ reject }) => reject(error));
    } finally {
      looking = false;
    }
  };

  /** Resolves when it may have another version than this. */
  const changed = ({ signal }: OperationContext, id: string, has: number | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => settle([one], () => resolve());
      const ended = (act: () => void): void => {
        signal.removeEventListener('abort', leave);
        act();
      };
      const one: Waiting = {
        id,
        has,
        resolve: () => ended(resolve),
        reject: (error) => ended(() => reject(error as Error)),
      };
      if (signal.aborted) return resolve();
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(one);
      joined();
      void look();
    });

  return {
    async assertMayOpen(ctx, id) {
      await pipelines.look(ctx, id);
      if ((open.get(callerOf(ctx)) ?? 0) >= mostPerCaller) {
        throw new PipelineViewsFull(undefined, { retryAfterSeconds: 60 });
      }
    },
    async *watch(ctx, id, seen) {
      const caller = callerOf(ctx);
      count(caller, 1);
      try {
        for (let has = seen; !ctx.signal.aborted;) {
          // One row tells whether there is anything to read, and whether the caller still may.
          if ((await pipelines.look(ctx, id)).version !== has) {
            const pipeline = await pipelines.get(ctx, id);
            has = pipeline.version;
            yield pipeline;
          }
          await changed(ctx, id, has);
        }
      } finally {
        count(caller, -1);
      }
    },
  };
}
