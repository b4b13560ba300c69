import { columnsOf, type TupleRow } from '@ashlar/authz/engine';
import type { Database, OperationContext, SchemaNeed } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import { type ChangedRow, isPresent } from './tuple-state.repository.js';
import type { EngineMode } from './spicedb.config.js';

export const spiceDbSchemaNeed: SchemaNeed = { brick: 'authz-spicedb', migration: '0043-spicedb-feed' };

export type FeedState = 'empty' | 'importing' | 'fed';

/** A place in the changes: all up to it are done. */
export interface Place {
  readonly xid: string;
  readonly seq: string;
}

/** How far an import is: in the tuples of the database, or in a type of what SpiceDB has. */
export type ImportProgress =
  | { readonly phase: 'rows'; readonly after: TupleRow | null; readonly rows: number }
  | { readonly phase: 'prune'; readonly type: number; readonly rows: number };

/** The feed while this process holds it. */
export interface FeedClaim {
  readonly state: Exclude<FeedState, 'empty'>;
  readonly fence: string;
  readonly origin: string;
  readonly progress: ImportProgress | null;
  readonly place: Place;
  readonly schemaHash: string | null;
  /** Changes may have been forgotten that were never fed, or the database is another one. */
  readonly isLost: boolean;
}

/** The feed as anybody sees it. */
export interface FeedView {
  readonly state: FeedState;
  readonly most: EngineMode;
  readonly xid: string;
  readonly zedtoken: string | null;
  readonly schema_hash: string | null;
  readonly fence: string;
  readonly progress: ImportProgress | null;
  readonly is_held: boolean;
  /** Milliseconds since all that was committed had been sent; null when it never was. */
  readonly age_ms: number | null;
}

export interface FeedPart {
  /** False: another has taken the feed since. */
  readonly isMine: boolean;
  readonly rows: readonly ChangedRow[];
  /** Where the next part begins. */
  readonly next: Place;
  /** As many rows as were asked for: more may wait. */
  readonly full: boolean;
  /** When all was read that was committed by then. */
  readonly fedAt: Date | null;
}

const until = (parameter: string): string =>
  `clock_timestamp() + make_interval(secs => ${parameter}::float8 / 1000)`;
/** Changes are kept for whole months, one at least. */
const longestPause = `interval '28 days'`;

interface ClaimRow extends Omit<FeedClaim, 'place' | 'schemaHash' | 'isLost'> {
  readonly xid: string;
  readonly seq: string;
  readonly schema_hash: string | null;
  readonly is_lost: boolean;
}

interface PartRow extends ChangedRow {
  readonly xmin: string;
  readonly is_mine: boolean;
  readonly fed_at: Date | null;
  readonly xid: string | null;
  readonly seq: string | null;
}

export class FeedRepository {
  constructor(private readonly database: Database) {}

  async view(ctx: OperationContext): Promise<FeedView> {
    const [row] = await this.query<FeedView>(
      ctx,
      'view',
      `select state, most, xid::text, zedtoken, schema_hash, fence::text, progress,
         coalesce(lease_until > clock_timestamp(), false) as is_held,
         (extract(epoch from clock_timestamp() - fed_at) * 1000)::float8 as age_ms
       from authz.spicedb_feed`,
      [],
    );
    if (!row) throw new Error('authz.spicedb_feed has lost its row');
    return row;
  }

  async limitTo(ctx: OperationContext, most: EngineMode): Promise<void> {
    await this.query(ctx, 'most', 'update authz.spicedb_feed set most = $1', [most]);
  }

  /**
   * Begins a filling from here on; whoever holds the feed loses it. The fence jumps to the time, so that it is greater
   * than any that SpiceDB knows even in a database that was restored.
   */
  async beginImport(ctx: OperationContext, origin: string): Promise<void> {
    await this.query(
      ctx,
      'begin',
      `update authz.spicedb_feed set state = 'importing', origin = $1, progress = null,
         fence = greatest(fence + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint), lease_until = null, xid = pg_snapshot_xmin(pg_current_snapshot()), seq = 0, zedtoken = null,
         schema_hash = null, fed_at = null`,
      [origin],
    );
  }

  /** Takes the feed when nobody holds it and there is something to do: a row lock and a greater fence, at once. */
  async claim(ctx: OperationContext, leaseMs: number): Promise<FeedClaim | undefined> {
    const [row] = await this.query<ClaimRow>(
      ctx,
      'claim',
      `update authz.spicedb_feed set fence = fence + 1, lease_until = ${until('$1')}
       where state <> 'empty' and (lease_until is null or lease_until < clock_timestamp())
       returning state, fence::text, origin, progress, xid::text, seq::text, schema_hash,
         xid > pg_snapshot_xmax(pg_current_snapshot()) or coalesce(fed_at < now() - ${longestPause}, false) as is_lost`,
      [leaseMs],
    );
    if (!row) return undefined;
    const { state, fence, origin, progress } = row;
    const place = { xid: row.xid, seq: row.seq };
    return { state, fence, origin, progress, place, schemaHash: row.schema_hash, isLost: row.is_lost };
  }

  async release(ctx: OperationContext, fence: string): Promise<void> {
    await this.query(ctx, 'release', 'update authz.spicedb_feed set lease_until = null where fence = $1', [
      fence,
    ]);
  }

  /** What SpiceDB was told counts no more. False when another has taken the feed since. */
  async giveUp(ctx: OperationContext, fence: string): Promise<boolean> {
    return this.changed(
      ctx,
      'give_up',
      `update authz.spicedb_feed set state = 'empty', lease_until = null, zedtoken = null, fed_at = null where fence = $1`,
      [fence],
    );
  }

  async schemaWritten(ctx: OperationContext, fence: string, hash: string): Promise<boolean> {
    return this.changed(ctx, 'schema', `update authz.spicedb_feed set schema_hash = $2 where fence = $1`, [
      fence,
      hash,
    ]);
  }

  /**
   * Tuples that changed after a place and before the horizon of this very statement, each as it is now. What has not
   * been read then, the next part brings; what was read twice is the same.
   */
  async part(ctx: OperationContext, fence: string, { xid, seq }: Place, most: number): Promise<FeedPart> {
    const rows = await this.query<PartRow>(
      ctx,
      'part',
      `with snapshot as materialized (
         select pg_snapshot_xmin(pg_current_snapshot()) as xmin,
           exists (select from authz.spicedb_feed where fence = $1 and lease_until > clock_timestamp()) as is_mine
       ), part as materialized (
         select c.xid, c.seq, ${columnsOf('c')} from authz.change c
         where (c.xid, c.seq) > ($2::text::xid8, $3::bigint) and c.xid < (select xmin from snapshot)
         order by c.xid, c.seq limit $4::int
       )
       select s.xmin::text, s.is_mine,
         case when not exists (select from authz.change c where c.xid >= s.xmin) then now() end as fed_at,
         p.xid::text, p.seq::text, ${columnsOf('p')}, ${isPresent('p')}
       from snapshot s left join part p on true order by p.xid, p.seq`,
      [fence, xid, seq, most],
    );
    const [first] = rows;
    if (!first) throw new Error('A statement about the feed had no answer');
    const changed = rows.filter((row) => row.xid !== null);
    const last = changed.at(-1);
    const full = changed.length >= most;
    const end = { xid: BigInt(first.xmin) > BigInt(xid) ? first.xmin : xid, seq: '0' };
    const reached = BigInt(first.xmin) > BigInt(xid) ? end : { xid, seq };
    return {
      isMine: first.is_mine,
      rows: changed,
      next: full && last?.xid != null && last.seq != null ? { xid: last.xid, seq: last.seq } : reached,
      full,
      fedAt: full ? null : first.fed_at,
    };
  }

  /** Moves on and keeps the feed. False when another has taken it since. */
  async moveTo(
    ctx: OperationContext,
    fence: string,
    leaseMs: number,
    to: { readonly place: Place; readonly zedtoken?: string | undefined; readonly fedAt: Date | null },
  ): Promise<boolean> {
    return this.changed(
      ctx,
      'move',
      `update authz.spicedb_feed set xid = $3::text::xid8, seq = $4, zedtoken = coalesce($5, zedtoken),
         fed_at = greatest(fed_at, $6), lease_until = ${until('$2')} where fence = $1`,
      [fence, leaseMs, to.place.xid, to.place.seq, to.zedtoken ?? null, to.fedAt],
    );
  }

  /** Notes how far an import is; it has ended when there is no progress any more. */
  async imported(
    ctx: OperationContext,
    fence: string,
    leaseMs: number,
    progress: ImportProgress | null,
    zedtoken: string | undefined,
  ): Promise<boolean> {
    return this.changed(
      ctx,
      'imported',
      `update authz.spicedb_feed set progress = $3::jsonb, zedtoken = coalesce($4, zedtoken),
         state = case when $3::jsonb is null then 'fed' else state end, lease_until = ${until('$2')} where fence = $1`,
      [fence, leaseMs, progress && JSON.stringify(progress), zedtoken ?? null],
    );
  }

  /** The id of a running transaction that has written. */
  async transactionId(ctx: OperationContext): Promise<string> {
    const [row] = await this.query<{ readonly id: string }>(
      ctx,
      'transaction',
      'select pg_current_xact_id()::text as id',
      [],
    );
    return row?.id ?? '0';
  }

  /** A transaction that begins now has at least this id, and whatever is committed now a lower one. */
  async horizon(ctx: OperationContext): Promise<string> {
    const [row] = await this.query<{ readonly xmax: string }>(
      ctx,
      'horizon',
      'select pg_snapshot_xmax(pg_current_snapshot())::text as xmax',
      [],
    );
    return row?.xmax ?? '0';
  }

  /** How many changes have been committed that were not sent, counted to 100,000, and how old the oldest is. */
  async lag(ctx: OperationContext): Promise<{ readonly rows: number; readonly seconds: number }> {
    const [row] = await this.query<{ readonly rows: number; readonly seconds: number }>(
      ctx,
      'lag',
      `select count(*)::int as rows,
         coalesce(extract(epoch from clock_timestamp() - min(unsent.created_at)), 0)::float8 as seconds
       from (
         select c.created_at from authz.spicedb_feed f, authz.change c
         where f.state <> 'empty' and (c.xid, c.seq) > (f.xid, f.seq) limit 100000
       ) as unsent`,
      [],
    );
    return row ?? { rows: 0, seconds: 0 };
  }

  private async changed(
    ctx: OperationContext,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<boolean> {
    return (await this.query(ctx, name, `${text} returning one`, values)).length > 0;
  }

  private query<Row>(
    ctx: OperationContext,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return namedQuery<Row>(ctx, this.database, { name: `authz_spicedb_${name}`, text, values });
  }
}
