import {
  countLimit,
  type Database,
  deepestRow,
  type OperationContext,
  type Page,
  type PageRequest,
} from '@ashlar/database';
import { managerFor, namedQuery } from '@ashlar/database/persistence';
import { PageTooDeep, ValidationFailed } from '@ashlar/errors';
import type { TupleRow } from './tuple-rows.js';

/** A line of the log as it is stored. */
export interface ChangeRow extends TupleRow {
  readonly seq: string;
  readonly op: 'touch' | 'delete';
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly request_id: string;
  readonly created_at: Date;
}

/** Only what all of these say. */
export interface ChangeQuery {
  readonly object?: { readonly type: number; readonly id: string } | undefined;
  readonly subject?: { readonly type: number; readonly id: string } | undefined;
  readonly actor?: { readonly kind: string; readonly id: string } | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

export class ChangeLogRepository {
  constructor(private readonly database: Database) {}

  /** In the order of their numbers. */
  async list(
    ctx: OperationContext,
    query: ChangeQuery,
    { size, sort, start, count }: PageRequest,
  ): Promise<Page<ChangeRow>> {
    const { conditions, values } = conditionsOf(query);
    const total = count ? await this.count(ctx, conditions, values) : undefined;
    const direction = sort.descending ? 'desc' : 'asc';
    let offset = 0;
    const more: string[] = [];
    if ('cursor' in start) {
      values.push(readCursor(start.cursor, sort.descending));
      more.push(`seq ${sort.descending ? '<' : '>'} $${values.length}::bigint`);
    } else {
      offset = start.page * size;
      if (offset >= deepestRow)
        throw new PageTooDeep(`Page ${start.page} of ${size} lies past row ${deepestRow}`);
    }
    const rows: readonly ChangeRow[] = await managerFor(ctx, this.database).query(
      `select * from authz.change where ${[...conditions, ...more].join(' and ')}
       order by seq ${direction} limit ${size + 1} offset ${offset}`,
      values,
    );
    const items = rows.slice(0, size);
    const last = items.at(-1);
    return {
      items,
      ...(last && rows.length > size && { next: writeCursor(last.seq, sort.descending) }),
      ...(total && { total }),
    };
  }

  async ensureMonths(ctx: OperationContext, ahead: number): Promise<number> {
    const [row] = await namedQuery<{ readonly made: number }>(ctx, this.database, {
      name: 'authz_change_months',
      text: 'select authz.ensure_change_months($1::int) as made',
      values: [ahead],
    });
    return row?.made ?? 0;
  }

  async sweepMonths(ctx: OperationContext, keep: number): Promise<number> {
    const [row] = await namedQuery<{ readonly removed: number }>(ctx, this.database, {
      name: 'authz_change_sweep',
      text: 'select authz.sweep_change_months($1::int) as removed',
      values: [keep],
    });
    return row?.removed ?? 0;
  }

  private async count(
    ctx: OperationContext,
    conditions: readonly string[],
    values: readonly unknown[],
  ): Promise<{ readonly count: number; readonly exact: boolean }> {
    const rows: readonly { readonly count: number }[] = await managerFor(ctx, this.database).query(
      `select count(*)::int as count from (select from authz.change where ${conditions.join(' and ')} limit ${countLimit + 1}) n`,
      [...values],
    );
    const found = rows[0]?.count ?? 0;
    return { count: Math.min(found, countLimit), exact: found <= countLimit };
  }
}

function conditionsOf({ object, subject, actor, since, until }: ChangeQuery): {
  readonly conditions: readonly string[];
  readonly values: unknown[];
} {
  const conditions: string[] = ['true'];
  const values: unknown[] = [];
  const add = (condition: (...places: readonly string[]) => string, ...given: readonly unknown[]): void => {
    const places = given.map((_, index) => `$${values.length + index + 1}`);
    values.push(...given);
    conditions.push(condition(...places));
  };
  if (object) {
    add(
      (type, id) => `resource_type = ${type}::smallint and resource_id = ${id}::uuid`,
      object.type,
      object.id,
    );
  }
  if (subject) {
    add(
      (type, id) => `subject_type = ${type}::smallint and subject_id = ${id}::uuid`,
      subject.type,
      subject.id,
    );
  }
  if (actor) add((kind, id) => `actor_kind = ${kind} and actor_id = ${id}`, actor.kind, actor.id);
  if (since) add((time) => `created_at >= ${time}`, since);
  if (until) add((time) => `created_at < ${time}`, until);
  return { conditions, values };
}

function writeCursor(seq: string, descending: boolean): string {
  return Buffer.from(JSON.stringify([descending, seq])).toString('base64url');
}

/** @throws {ValidationFailed} for what is no cursor, or one of the other order. */
function readCursor(text: string, descending: boolean): string {
  try {
    const [order, seq] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as readonly unknown[];
    if (order === descending && typeof seq === 'string' && /^\d{1,18}$/.test(seq)) return seq;
  } catch {
    // Not even JSON: the same answer.
  }
  const message = 'cursor is not one that this list has given';
  throw new ValidationFailed(message, {
    details: { errors: [{ pointer: '#/query/cursor', field: 'cursor', rule: 'cursor', message }] },
  });
}
