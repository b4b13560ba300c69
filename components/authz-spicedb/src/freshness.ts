import { type Database, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { FeedRepository, type FeedView } from './feed.repository.js';
import type { EngineMode, SpiceDbConfig } from './spicedb.config.js';

/** Why SpiceDB cannot be asked. */
export type Unfit = 'unfed' | 'stale' | 'behind' | 'other-model';

/** How far SpiceDB is, as last looked at. */
export interface Freshness {
  /** The most that the operator lets services ask of SpiceDB. */
  readonly most: EngineMode;
  /** A token for an answer that knows at least this much, or why there is none. */
  tokenFor(required: bigint | 'unknown' | undefined): { readonly token: string } | Unfit;
  /** All that was committed this long ago has been sent; infinite when it never was. */
  ageMs(): number;
  /** Looks now. */
  look(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface FreshnessDeps {
  readonly database: Database;
  readonly config: Pick<SpiceDbConfig, 'feedIntervalMs' | 'maxStalenessMs'>;
  /** Of the model of this release: SpiceDB may have another one. */
  readonly schemaHash: string;
  readonly logger: Logger;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Looks at the feed again and again, so that no check has to. */
export function createFreshness({
  database,
  config: { feedIntervalMs, maxStalenessMs },
  schemaHash,
  logger,
  now = () => performance.now(),
}: FreshnessDeps): Freshness {
  const repository = new FeedRepository(database);
  let seen: { readonly view: FeedView; readonly at: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;

  const look = async (): Promise<void> => {
    // From before the question: it can only be thought older than it is.
    const at = now();
    seen = { view: await repository.view(systemContext('how far SpiceDB is')), at };
  };
  const ageMs = (): number => {
    const age = seen?.view.age_ms ?? undefined;
    return seen === undefined || age === undefined ? Infinity : age + now() - seen.at;
  };
  const turn = (): void => {
    looking = look()
      .catch((error: unknown) => logger.warn('How far SpiceDB is cannot be read', { error }))
      .then(() => {
        if (!isStopped) timer = setTimeout(turn, feedIntervalMs);
      });
  };

  return {
    get most() {
      return seen?.view.most ?? 'spicedb';
    },
    tokenFor(required) {
      if (!seen || seen.view.state !== 'fed' || seen.view.zedtoken === null) return 'unfed';
      const { zedtoken, xid, schema_hash } = seen.view;
      if (schema_hash !== schemaHash) return 'other-model';
      if (ageMs() > maxStalenessMs) return 'stale';
      if (required === 'unknown' || (required !== undefined && required >= BigInt(xid))) return 'behind';
      return { token: zedtoken };
    },
    ageMs,
    look,
    start: turn,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      clearTimeout(timer);
    },
  };
}
