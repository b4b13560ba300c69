import { newId, type PageRequest } from '@ashlar/database';
import { Conflict, defineError, errorKinds, Internal, RateLimited, Unavailable } from '@ashlar/errors';
import { concurrencyOf, contentTag, expectedVersion, isUnchanged, mustNotExist } from './conditional.js';
import { inTime } from './in-time.js';
import { idempotencyKeyOf } from './idempotency.js';
import {
  eomPageQuery,
  noContent,
  open,
  pageQuery,
  route,
  type Route,
  statusOf,
  versionTag,
} from './index.js';
import { pageHeaders } from './paging.js';
import { parse } from './parse.js';
import { callersError, problemOf, retryAfterOf } from './problem.js';
import { createRateLimiter, rateLimitHeaders } from './rate-limit.js';

function aRoute(method: Route['method'], more: Partial<Route> = {}): Route {
  const spec = route({
    method,
    path: '/x',
    operationId: 'x',
    summary: 'x',
    tag: 'x',
    permission: open('spec'),
    success: { status: 204, description: 'x' },
    handle: async () => noContent(),
  });
  return { ...spec, ...more };
}

describe('If-Match', () => {
  const expected = (ifMatch?: string, method: Route['method'] = 'patch', more?: Partial<Route>) =>
    expectedVersion(aRoute(method, more), { ifMatch, ifNoneMatch: undefined });

  it.each([
    ['put', 'required'],
    ['patch', 'required'],
    ['delete', 'required'],
    ['post', 'none'],
    ['get', 'none'],
  ] as const)('of %s is %s', (method, concurrency) => {
    expect(concurrencyOf(aRoute(method))).toBe(concurrency);
  });

  it('names versions, or any', () => {
    expect(expected('"7"')).toEqual([7]);
    expect(expected('"7", "12"')).toEqual([7, 12]);
    expect(expected(' * ')).toBe('any');
    expect(expected('"nonsense", "3"')).toEqual([3]);
  });

  it.each(['7', 'W/"7"', '"07"', '"-1"', '"99999999999"', '"9999999999"', '"x"', ''])(
    'never matches %j',
    (header) =>
      expect(() => expected(header)).toThrow(expect.objectContaining({ code: 'PRECONDITION_FAILED' })),
  );

  it('may not be missing where it is required', () => {
    const missing = expect.objectContaining({ code: 'PRECONDITION_REQUIRED' });
    expect(() => expected(undefined)).toThrow(missing);
    expect(expected(undefined, 'patch', { concurrency: 'optional' })).toBe('any');
    expect(expected('"2"', 'patch', { concurrency: 'optional' })).toEqual([2]);
    expect(expected('"2"', 'post')).toBe('any');
  });

  it('gives way to If-None-Match: * where a PUT creates, and nowhere else', () => {
    const conditions = { ifMatch: undefined, ifNoneMatch: '*' };
    const creating = aRoute('put', { creates: true });
    expect(mustNotExist(creating, conditions)).toBe(true);
    expect(expectedVersion(creating, conditions)).toBe('any');
    expect(mustNotExist(aRoute('put'), conditions)).toBe(false);
    expect(() => expectedVersion(aRoute('put'), conditions)).toThrow(/If-Match/);
  });
});

describe('If-None-Match', () => {
  it('compares weakly, and * matches all', () => {
    expect(isUnchanged(undefined, '"1"')).toBe(false);
    expect(isUnchanged('"2", W/"1"', '"1"')).toBe(true);
    expect(isUnchanged('"2"', '"1"')).toBe(false);
    expect(isUnchanged('*', '"1"')).toBe(true);
  });

  it('is asked with tags that follow from the version, or from the bytes', () => {
    expect(versionTag(3)).toBe('"3"');
    expect(contentTag('a')).toMatch(/^"[\w-]{27}"$/);
    expect(contentTag('a')).toBe(contentTag('a'));
    expect(contentTag('a')).not.toBe(contentTag('b'));
  });
});

describe('the headers of a page', () => {
  const url = new URL('http://x/api/things?size=10&page=2&ids=a&ids=b&sort=-name');
  const request = (start: PageRequest['start']): PageRequest => ({
    size: 10,
    sort: { by: 'name', descending: true },
    start,
    count: true,
  });
  const links = (header: string | undefined): Record<string, string> =>
    Object.fromEntries(
      [...(header ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, target = '', rel = '']) => [
        rel,
        target,
      ]),
    );

  it('link the neighbours of a numbered page and keep every filter', () => {
    const headers = pageHeaders(url, request({ page: 2 }), {
      items: [],
      next: 'abc',
      total: { count: 55, exact: true },
    });
    const kept = '/api/things?size=10&ids=a&ids=b&sort=-name';
    expect(links(headers['Link'])).toEqual({
      first: kept,
      next: `${kept}&cursor=abc`,
      prev: '/api/things?size=10&page=1&ids=a&ids=b&sort=-name',
      last: '/api/things?size=10&page=5&ids=a&ids=b&sort=-name',
    });
    expect(headers).toMatchObject({ 'X-Total-Count': '55', 'X-Total-Exact': 'true' });
  });

  it('know neither prev after a cursor, nor next at the end, nor last without an exact count', () => {
    const at = new URL('http://x/api/things?cursor=abc');
    const headers = pageHeaders(at, request({ cursor: 'abc' }), {
      items: [],
      total: { count: 10_000, exact: false },
    });
    expect(links(headers['Link'])).toEqual({ first: '/api/things' });
    expect(headers).toMatchObject({ 'X-Total-Count': '10000', 'X-Total-Exact': 'false' });
    const uncounted = pageHeaders(at, request({ page: 0 }), { items: [] });
    expect(uncounted).toEqual({ Link: '</api/things>; rel="first"' });
  });

  it('link an empty list to itself, and no last page that would be refused', () => {
    const none = pageHeaders(url, request({ page: 0 }), { items: [], total: { count: 0, exact: true } });
    expect(links(none['Link'])['last']).toContain('page=0');
  });
});

describe('the query of a list', () => {
  class Query extends pageQuery({ sortable: ['name', 'age'], descending: true }) {}

  it('has defaults', () => {
    expect(parse(Query, {}, 'query').toRequest()).toEqual({
      size: 20,
      sort: { by: 'name', descending: true },
      start: { page: 0 },
      count: false,
    });
  });

  it('is read from text', () => {
    const query = parse(Query, { size: '100', sort: 'age', cursor: 'x', count: 'true' }, 'query');
    expect(query.toRequest()).toEqual({
      size: 100,
      sort: { by: 'age', descending: false },
      start: { cursor: 'x' },
      count: true,
    });
  });

  it.each([
    { size: '101' },
    { size: '0' },
    { page: '-1' },
    { sort: 'colour' },
    { count: '1' },
    { limit: '5' },
  ])('refuses %j', (query) =>
    expect(() => parse(Query, query, 'query')).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }),
    ),
  );

  it('starts at a page or at a cursor', () => {
    expect(() => parse(Query, { page: '1', cursor: 'x' }, 'query')).toThrow(/exclude each other/);
  });
});

describe('a problem', () => {
  const actor = { kind: 'user', id: 'ann', roles: [] } as const;

  it.each(errorKinds)('of kind %s has a status', (kind) => {
    const Thrown = defineError({ code: 'SOME_CODE', kind, title: 'A title', remedy: 'A remedy.' });
    const problem = problemOf(new Thrown('The case', { details: { id: 7 } }), 'req-1', actor);
    const hidden = kind === 'internal';
    expect(problem).toEqual({
      type: '/problems/some-code',
      title: 'A title',
      status: statusOf[kind],
      detail: hidden ? 'A title' : 'The case',
      instance: 'urn:request:req-1',
      error_code: 'SOME_CODE',
      http_status: statusOf[kind],
      error_msg: hidden ? 'A title' : 'The case',
      x_user: 'ann',
      details: hidden ? {} : { id: 7 },
      request_id: 'req-1',
    });
  });

  it('names no caller who is not known', () => {
    const problem = problemOf(new Conflict('x'), newId(), { kind: 'anonymous', id: 'anonymous', roles: [] });
    expect(problem.x_user).toBeNull();
    expect(problemOf(new Conflict('x'), newId(), undefined).x_user).toBeNull();
  });

  it('is blank for whatever nobody foresaw', () => {
    for (const thrown of [new TypeError('secret 1'), 'secret 2', undefined, { message: 'secret 3' }]) {
      const error = callersError(thrown);
      expect(error.code).toBe('INTERNAL');
      expect(error.cause).toBe(thrown);
      expect(JSON.stringify(problemOf(error, 'r', undefined))).not.toContain('secret');
    }
  });

  it('always says when to come back after 429 and 503', () => {
    expect(retryAfterOf(new Unavailable('x'))).toBeGreaterThan(0);
    expect(retryAfterOf(new RateLimited('x', { retryAfterSeconds: 9 }))).toBe(9);
    expect(retryAfterOf(new Internal('x'))).toBeUndefined();
  });
});

describe('an Idempotency-Key', () => {
  it('is bare or quoted', () => {
    expect(idempotencyKeyOf(undefined)).toEqual({ faults: [] });
    expect(idempotencyKeyOf('a-1')).toEqual({ key: 'a-1', faults: [] });
    expect(idempotencyKeyOf('"a-1"')).toEqual({ key: 'a-1', faults: [] });
  });

  it.each(['', '""', 'a b', 'ä', 'x'.repeat(256)])('is not %j', (header) => {
    expect(idempotencyKeyOf(header).faults).toMatchObject([{ pointer: '#/header/idempotency-key' }]);
  });
});

describe('a rate limit', () => {
  it('counts each caller alone and refuses the one too many', async () => {
    const limiter = createRateLimiter({ limit: 2, windowSeconds: 60 });
    expect(await limiter.take('ann')).toMatchObject({ allowed: true, remaining: 1, limit: 2 });
    expect(await limiter.take('ann')).toMatchObject({ allowed: true, remaining: 0 });
    const refused = await limiter.take('ann');
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(refused.resetSeconds).toBeGreaterThan(0);
    expect(await limiter.take('ben')).toMatchObject({ allowed: true });
    expect(rateLimitHeaders({ ...refused, resetSeconds: 30 })).toEqual({
      'RateLimit-Policy': '"caller";q=2;w=60',
      RateLimit: '"caller";r=0;t=30',
    });
  });
});

describe('work in time', () => {
  it('gives its result, or its own failure', async () => {
    const { signal } = new AbortController();
    expect(await inTime(signal, Promise.resolve(1))).toBe(1);
    await expect(inTime(signal, Promise.reject(new Conflict('no')))).rejects.toThrow('no');
  });

  it('is given up with the signal, and what it does later disturbs nobody', async () => {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    const waiting = inTime(controller.signal, work);
    controller.abort(new Error('late'));
    await expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE', cause: new Error('late') });
    fail(new Error('too late'));
    await expect(inTime(controller.signal, Promise.resolve(1))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

describe('the query of a list of EOM', () => {
  class Query extends eomPageQuery([
    ['created', 'created_at'],
    ['enable', 'enabled'],
  ]) {}

  it('has the defaults of its contract, and is always counted', () => {
    expect(parse(Query, {}, 'query').toRequest()).toEqual({
      size: 8,
      sort: { by: 'created_at', descending: false },
      start: { page: 0 },
      count: true,
    });
  });

  it('says columns in words of its own', () => {
    const query = parse(Query, { size: '100', sortby: 'enable', asc: 'false', cursor: 'x' }, 'query');
    expect(query.toRequest()).toEqual({
      size: 100,
      sort: { by: 'enabled', descending: true },
      start: { cursor: 'x' },
      count: true,
    });
  });

  it.each([{ size: '101' }, { page: '-1' }, { sortby: 'enabled' }, { asc: '1' }, { count: 'true' }])(
    'refuses %j',
    (query) =>
      expect(() => parse(Query, query, 'query')).toThrow(
        expect.objectContaining({ code: 'VALIDATION_FAILED' }),
      ),
  );
});
