import { classify, type Database, type OperationContext } from '@ashlar/database';
import { managerFor, namedQuery, onConstraint } from '@ashlar/database/persistence';
import type { RawFigures } from './figures.js';
import { QuotaSubjectNotFound, QuotaTypeUnknown } from './quota.errors.js';
import type { Amount, Hold, QuotaSubject, SubjectType } from './quota.types.js';

/** What `quota.charge` is given for one caller. */
export interface ChargeCall {
  /** Id of the operation, and of the hold that it makes. */
  readonly op: string;
  readonly kind: 'consume' | 'reserve';
  readonly scope: string;
  readonly key?: string | undefined;
  readonly fingerprint: string;
  /** Seconds. */
  readonly ttl?: number | undefined;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly request_id: string;
  readonly items: readonly {
    readonly type: string;
    readonly subject_type: SubjectType;
    readonly subject_id: string;
    readonly amount: string;
  }[];
}

/** What an operation is answered, and kept for its key. */
export interface RawAnswer {
  readonly op: string;
  readonly at: string;
  readonly figures: readonly RawFigures[];
}

export type ChargeOutcome =
  | { readonly outcome: 'admitted' | 'replayed'; readonly answer: RawAnswer }
  | { readonly outcome: 'refused'; readonly answer: readonly RawFigures[] }
  | { readonly outcome: 'mismatch' };

export type EndOutcome =
  | { readonly outcome: 'ended' | 'replayed'; readonly answer: RawAnswer }
  | { readonly outcome: 'refused'; readonly answer: readonly RawFigures[] }
  | { readonly outcome: 'expired' | 'settled' | 'missing' };

export interface Posting {
  readonly op: string;
  readonly kind: 'release' | 'adjust' | 'metered' | 'recount';
  readonly subject: QuotaSubject;
  readonly type: string;
  /** Added, or what use becomes. */
  readonly amount: bigint | { readonly to: bigint };
  readonly reason?: string | undefined;
  readonly at?: Date | undefined;
}

interface HoldRow {
  readonly id: string;
  readonly subject_type: SubjectType;
  readonly subject_id: string;
  readonly state: Hold['state'];
  readonly items: readonly { readonly type: string; readonly amount: string; readonly actual?: string }[];
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
}

const contentionTries = 5;

/** Calls the functions of the schema; what they decide is written there (`0018-quota.sql`, `0045-quota-edges.sql`). */
export class MeterRepository {
  constructor(
    private readonly database: Database,
    private readonly asOf: () => Date | undefined,
  ) {}

  async charge(ctx: OperationContext, calls: readonly ChargeCall[]): Promise<readonly ChargeOutcome[]> {
    const rows = await this.run<ChargeOutcome & { call: number }>(
      ctx,
      'quota_charge',
      'select call, outcome, answer from quota.charge(quota.of_the_living($1::jsonb), $2)',
      [JSON.stringify(calls), this.asOf()],
    );
    const outcomes = new Map(rows.map((row) => [row.call, row]));
    return calls.map((_, index) => {
      const outcome = outcomes.get(index);
      if (!outcome) throw new Error('quota.charge gave no answer to a call');
      return outcome;
    });
  }

  async endHold(
    ctx: OperationContext,
    id: string,
    actuals: readonly bigint[] | undefined,
  ): Promise<EndOutcome> {
    const [row] = await this.run<EndOutcome>(
      ctx,
      'quota_end_hold',
      'select outcome, answer from quota.end_hold($1, $2, $3, $4, $5, $6)',
      [id, actuals?.map(String), ctx.actor.kind, ctx.actor.id, ctx.requestId, this.asOf()],
    );
    if (!row) throw new Error('quota.end_hold gave no answer');
    return row;
  }

  async post(ctx: OperationContext, posting: Posting): Promise<RawAnswer> {
    const { op, kind, subject, type, amount, reason, at } = posting;
    const [added, target] = typeof amount === 'bigint' ? [amount, undefined] : [undefined, amount.to];
    const [row] = await this.run<{ answer: RawAnswer }>(
      ctx,
      'quota_post',
      'select quota.post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as answer',
      [
        ...[op, kind, type, subject.type, subject.id, added?.toString(), target?.toString(), reason],
        ...[ctx.actor.kind, ctx.actor.id, ctx.requestId, at, this.asOf()],
      ],
    );
    if (!row) throw new Error('quota.post gave no answer');
    return row.answer;
  }

  /** The figures of the subject and of the ceilings above it. */
  async look(
    ctx: OperationContext,
    subject: QuotaSubject,
    items: readonly Amount[],
  ): Promise<readonly RawFigures[]> {
    const rows = await this.run<{ figures: readonly RawFigures[] | null }>(
      ctx,
      'quota_look',
      'select item, figures from quota.look($1::jsonb, $2)',
      [
        JSON.stringify(
          items.map(({ type, amount }) => ({
            type,
            amount: amount.toString(),
            subject_type: subject.type,
            subject_id: subject.id,
          })),
        ),
        this.asOf(),
      ],
    );
    if (rows.some(({ figures }) => !figures)) {
      const known = await this.typeNames(ctx);
      if (items.some(({ type }) => !known.includes(type))) throw new QuotaTypeUnknown();
      throw new QuotaSubjectNotFound();
    }
    return rows.flatMap(({ figures }) => figures ?? []);
  }

  async isCounted(ctx: OperationContext, subject: QuotaSubject, type: string): Promise<boolean> {
    const rows: readonly unknown[] = await managerFor(ctx, this.database).query(
      'select 1 from quota.counters where type = $1 and subject_type = $2 and subject_id = $3',
      [type, subject.type, subject.id],
    );
    return rows.length > 0;
  }

  async typeNames(ctx: OperationContext): Promise<readonly string[]> {
    const rows: readonly { name: string }[] = await managerFor(ctx, this.database).query(
      'select name from quota.types order by name',
    );
    return rows.map(({ name }) => name);
  }

  async findHold(ctx: OperationContext, id: string): Promise<Hold | undefined> {
    const rows: readonly HoldRow[] = await managerFor(ctx, this.database).query(
      `select id, subject_type, subject_id, items, created_by, created_at, expires_at,
         case when state = 'held' and expires_at <= coalesce($2, now()) then 'expired' else state end as state,
         case when state = 'held' and expires_at <= coalesce($2, now()) then expires_at else ended_at end as ended_at
       from quota.holds where id = $1`,
      [id, this.asOf()],
    );
    return rows.map(toHold)[0];
  }

  /** True when the event was not there yet. */
  async keepEvent(ctx: OperationContext, source: string, id: string): Promise<boolean> {
    const rows: readonly unknown[] = await managerFor(ctx, this.database).query(
      'insert into quota.imported_events (source, id) values ($1, $2) on conflict do nothing returning 1',
      [source, id],
    );
    return rows.length > 0;
  }

  private async run<Row>(
    ctx: OperationContext,
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await namedQuery<Row>(ctx, this.database, { name, text, values });
      } catch (error) {
        // Inside a transaction all of it has to be run again; its owner does that.
        if (!ctx.transaction && classify(error) === 'contention' && attempt < contentionTries) continue;
        if (error instanceof Error && 'code' in error && error.code === 'QU404')
          throw new QuotaSubjectNotFound(undefined, { cause: error });
        const unknownType = () => new QuotaTypeUnknown(undefined, { cause: error });
        return onConstraint(error, { counters_type_fkey: unknownType });
      }
    }
  }
}

function toHold(row: HoldRow): Hold {
  return {
    id: row.id,
    subject: { type: row.subject_type, id: row.subject_id },
    state: row.state,
    items: row.items.map(({ type, amount, actual }) => ({
      type,
      amount: BigInt(amount),
      actual: actual === undefined ? undefined : BigInt(actual),
    })),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at ?? undefined,
  };
}
