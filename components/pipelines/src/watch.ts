import type { OperationContext } from '@ashlar/database';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pipelines } from './pipelines.service.js';
import type { WholePipeline } from './pipelines.types.js';

export interface WatchDeps {
  readonly pipelines: Pick<Pipelines, 'look' | 'get'>;
  /** Resolves when something may have changed. Without it there is a look every `everyMs`. */
  readonly next?: (() => Promise<void>) | undefined;
  /** At the latest. Default a second. */
  readonly everyMs?: number;
}

/**
 * A pipeline as it is, and again each time that it has changed, until `ctx` is aborted or the caller may not see it any
 * more. States that follow each other fast are seen as one.
 *
 * @param seen the version that the caller has.
 */
export async function* watchPipeline(
  { pipelines, next, everyMs = 1_000 }: WatchDeps,
  ctx: OperationContext,
  id: string,
  seen: number | undefined,
): AsyncGenerator<WholePipeline> {
  let has = seen;
  while (!ctx.signal.aborted) {
    const woken = next?.();
    // One row tells whether there is anything to read.
    if ((await pipelines.look(ctx, id)).version !== has) {
      const pipeline = await pipelines.get(ctx, id);
      has = pipeline.version;
      yield pipeline;
    }
    const over = new AbortController();
    const signal = AbortSignal.any([ctx.signal, over.signal]);
    const waited = pause(everyMs, undefined, { signal }).catch(() => undefined);
    await (woken ? Promise.race([waited, woken]) : waited);
    over.abort();
  }
}
