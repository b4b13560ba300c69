import type { Page, PageRequest } from '@ashlar/database';
import type { Dto } from './dto.js';
import { BooleanField, EnumField, Excludes, IntegerField, StringField } from './fields.js';

/** The query of every list. A list extends the class that `pageQuery` makes with its filters. */
export interface PageQuery {
  toRequest(): PageRequest;
}

export interface PageQueryOptions {
  /** What a list can be sorted by; the first is the default. */
  readonly sortable: readonly [string, ...string[]];
  /** Default false: the smallest first. */
  readonly descending?: boolean;
}

/** Makes the base class of a list's query: `page`, `size`, `cursor`, `sort`, `count`. */
export function pageQuery({ sortable, descending = false }: PageQueryOptions): Dto<PageQuery> {
  const values = sortable.flatMap((name) => [name, `-${name}`]);
  class Query implements PageQuery {
    @IntegerField({
      description: 'Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond.',
      min: 0,
      max: 1_000_000,
      optional: true,
    })
    page?: number;

    @IntegerField({ description: 'Items per page.', min: 1, max: 100, default: 20 })
    size!: number;

    @Excludes('page')
    @StringField({
      description: 'Opaque, from the `next` link of the page before. Not together with `page`.',
      maxLength: 2_000,
      optional: true,
    })
    cursor?: string;

    @EnumField({
      description: 'Order; a leading minus reverses it.',
      values,
      default: `${descending ? '-' : ''}${sortable[0]}`,
    })
    sort!: string;

    @BooleanField({ description: 'Count the items: `X-Total-Count`, exact to 10,000.', default: false })
    count!: boolean;

    toRequest(): PageRequest {
      return {
        size: this.size,
        sort: { by: this.sort.replace(/^-/, ''), descending: this.sort.startsWith('-') },
        start: this.cursor === undefined ? { page: this.page ?? 0 } : { cursor: this.cursor },
        count: this.count,
      };
    }
  }
  return Query;
}

/** What a list of EOM can be sorted by, in its words, and the columns that they stand for. The usual one is first. */
export type EomSortable = readonly [EomColumn, ...EomColumn[]];
export type EomColumn = readonly [word: string, column: string];

/** Makes the base class of a list's query as EOM has it: eight items, `sortby` and `asc`, always counted. */
export function eomPageQuery(sortable: EomSortable): Dto<PageQuery> {
  const columns = new Map(sortable);
  class Query implements PageQuery {
    @IntegerField({ description: 'Number of the page, from 0.', min: 0, max: 1_000_000, optional: true })
    page?: number;

    @IntegerField({ description: 'Items per page.', min: 1, max: 100, default: 8 })
    size!: number;

    @EnumField({ description: 'Order.', values: [...columns.keys()], default: sortable[0][0] })
    sortby!: string;

    @BooleanField({ description: 'The smallest first.', default: true })
    asc!: boolean;

    @StringField({ description: 'Opaque, from the `next` link.', maxLength: 2_000, optional: true })
    cursor?: string;

    toRequest(): PageRequest {
      return {
        size: this.size,
        sort: { by: columns.get(this.sortby) ?? sortable[0][1], descending: !this.asc },
        start: this.cursor === undefined ? { page: this.page ?? 0 } : { cursor: this.cursor },
        count: true,
      };
    }
  }
  return Query;
}

/** `Link` and `X-Total-*` of a page (RFC 8288). */
export function pageHeaders(
  url: URL,
  request: PageRequest,
  { next, total }: Page<unknown>,
): Readonly<Record<string, string>> {
  const links: string[] = [];
  const link = (rel: string, changes: Readonly<Record<string, string | undefined>>): void => {
    const target = new URL(url);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) target.searchParams.delete(name);
      else target.searchParams.set(name, value);
    }
    links.push(`<${target.pathname}${target.search}>; rel="${rel}"`);
  };
  link('first', { cursor: undefined, page: undefined });
  if (next !== undefined) link('next', { cursor: next, page: undefined });
  if ('page' in request.start && request.start.page > 0) {
    link('prev', { cursor: undefined, page: String(request.start.page - 1) });
  }
  if (total?.exact) {
    const last = Math.max(0, Math.ceil(total.count / request.size) - 1);
    link('last', { cursor: undefined, page: String(last) });
  }
  return {
    Link: links.join(', '),
    ...(total && { 'X-Total-Count': String(total.count), 'X-Total-Exact': String(total.exact) }),
  };
}
