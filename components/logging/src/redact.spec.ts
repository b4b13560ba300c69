import { randomBytes } from 'node:crypto';

import { Secret } from '@ashlar/config';
import fc from 'fast-check';

import { redact } from './index.js';
import { isSensitiveKey } from './sensitive-keys.js';

const secret = randomBytes(16).toString('hex');

describe('sensitive names', () => {
  it.each([
    ...['authorization', 'Proxy-Authorization', 'cookie', 'Set-Cookie', 'password', 'passwd', 'PGPASSWORD'],
    ...['dbPassword', 'password_hash', 'secret', 'client_secret', 'clientSecret', 'token', 'tokens'],
    ...['access_token', 'refreshToken', 'id_token', 'session-token', 'api_key', 'apiKey', 'X-API-Key'],
    ...['access_key', 'secret_key', 'AWS_SECRET_ACCESS_KEY', 'private_key', 'credential', 'credentials'],
    ...['database_url', 'DATABASE_URL', 'redisUrl', 'connectionString', 'dsn', 'otp', 'plaintext'],
  ])('%s', (key) => {
    expect(isSensitiveKey(key)).toBe(true);
  });

  it.each([
    'user',
    'token_count',
    'secret_id',
    'keys',
    'key',
    'idempotency_key',
    'session_id',
    'url',
    'author',
  ])('not %s', (key) => {
    expect(isSensitiveKey(key)).toBe(false);
  });
});

describe('what stands under a sensitive name', () => {
  it('is replaced whole', () => {
    expect(redact({ password: secret, token: { a: [secret] }, pin: 1234, cookie: null })).toEqual({
      password: '***',
      token: '***',
      pin: '***',
      cookie: null,
    });
  });

  it('is replaced in maps, pairs and header lists', () => {
    const value = {
      map: new Map([['api_key', secret]]),
      variables: [{ name: 'DB_PASSWORD', value: secret }],
      rawHeaders: ['Host', 'x', 'Cookie', secret],
    };
    expect(redact(value)).toEqual({
      map: { api_key: '***' },
      variables: [{ name: 'DB_PASSWORD', value: '***' }],
      rawHeaders: ['Host', 'x', 'Cookie', '***'],
    });
  });

  it('never appears, at any depth, beside anything', () => {
    const sensitive = fc.constantFrom('password', 'accessToken', 'X-Api-Key', 'client_secret', 'Set-Cookie');
    const planted = fc.tuple(sensitive, fc.string({ minLength: 12, maxLength: 40 }), fc.anything());
    const path = fc.array(
      fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('list', 'map', 'set', 'error', 'json')),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(planted, path, ([key, random, beside], steps) => {
        const value = `${secret}${random}`;
        const leaf: unknown = { beside, [key]: value };
        const nested = steps.reduceRight<unknown>((inner, step) => {
          if (step === 'list') return [beside, inner];
          if (step === 'map') return new Map([['entry', inner]]);
          if (step === 'set') return new Set([inner]);
          if (step === 'error') return new Error('outer', { cause: inner });
          return { beside, [step]: inner };
        }, leaf);
        expect(JSON.stringify(redact(nested)) ?? '').not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  it('never appears when the object was turned into text before', () => {
    const sensitive = fc.constantFrom('password', 'accessToken', 'client_secret');
    fc.assert(
      fc.property(sensitive, fc.dictionary(fc.string(), fc.jsonValue()), (key, beside) => {
        expect(JSON.stringify(redact({ body: JSON.stringify({ ...beside, [key]: secret }) }))).not.toContain(
          secret,
        );
      }),
    );
  });
});

describe('any value', () => {
  it('becomes JSON without a throw', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
        (value) => {
          expect(() => JSON.stringify(redact(value))).not.toThrow();
        },
      ),
    );
  });

  it('keeps what is plain', () => {
    const value = { text: 'x', number: 1, yes: true, nothing: null, list: [1, { a: 'b' }] };
    expect(redact(value)).toEqual(value);
  });

  it.each<[string, unknown, unknown]>([
    ['a secret', new Secret(secret), '***'],
    ['a buffer', Buffer.from(secret), '[32 bytes]'],
    ['a typed array', new Uint16Array(3), '[6 bytes]'],
    ['an array buffer', new ArrayBuffer(4), '[4 bytes]'],
    ['a set', new Set([1, 'x']), [1, 'x']],
    [
      'a map',
      new Map<unknown, unknown>([
        ['a', 1],
        [{}, 2],
      ]),
      { a: 1, '[object]': 2 },
    ],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['no date', new Date(NaN), 'Invalid Date'],
    ['a URL', new URL(`https://u:${secret}@h/`), 'https://u:***@h/'],
    ['a big integer', 10n, '10'],
    ['not a number', NaN, 'NaN'],
    ['a function', () => secret, '[function]'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a proxy', new Proxy({}, {}), '[proxy]'],
    ['boxed text', new String('x'), 'x'],
    ['a pattern', /x/g, '/x/g'],
    ['undefined', undefined, undefined],
  ])('%s', (_what, value, expected) => {
    expect(redact(value)).toEqual(expected);
  });

  it('may refer to itself', () => {
    const value: Record<string, unknown> = { a: 1 };
    value['self'] = value;
    value['twice'] = [{ b: 2 }, { b: 2 }];
    expect(redact(value)).toEqual({ a: 1, self: '[circular]', twice: [{ b: 2 }, { b: 2 }] });
  });

  it('may have getters that throw and keys that mean something', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true},"ok":1}') as object;
    Object.defineProperty(value, 'bad', {
      enumerable: true,
      get: () => {
        throw new Error(secret);
      },
    });
    const copy = redact(value) as Record<string, unknown>;
    expect(copy['bad']).toBe('[unreadable]');
    expect(copy['polluted']).toBeUndefined();
    expect(Object.keys(copy)).toEqual(['__proto__', 'ok', 'bad']);
  });

  it('is bounded in depth, width, number and length', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    expect(JSON.stringify(redact(deep))).toMatch(/^(\{"deep":){8}"\[too deep\]"\}{8}$/);
    expect(redact(Array.from({ length: 150 }, () => 1))).toHaveLength(101);
    const wide = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, 1]));
    expect(redact(wide)).toMatchObject({ k99: 1, '[truncated]': '50 more' });
    const huge = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 'word '.repeat(5000)));
    expect(JSON.stringify(redact(huge)).length).toBeLessThan(200_000);
  });
});

describe('errors', () => {
  it('have their name, message, code, stack and causes, and nothing else', () => {
    const root = Object.assign(new Error(`bad Bearer ${secret}`), { code: '23505', query: secret });
    const error = new TypeError('outer', { cause: root });
    const copy = redact({ error }) as { error: { cause: unknown } };
    expect(copy.error).toEqual({
      name: 'TypeError',
      message: 'outer',
      stack: expect.stringContaining('redact.spec') as string,
      cause: {
        name: 'Error',
        message: 'bad Bearer ***',
        code: '23505',
        stack: expect.stringContaining('bad Bearer ***') as string,
      },
    });
    expect(JSON.stringify(copy)).not.toContain(secret);
  });

  it('may be many, may have endless causes and may cause themselves', () => {
    const self = new Error('self');
    self.cause = self;
    expect(redact(self)).toMatchObject({ cause: '[circular]' });
    const chain = Array.from({ length: 50 }).reduce<Error>(
      (cause) => new Error('link', { cause }),
      new Error('end'),
    );
    expect(JSON.stringify(redact(chain)).match(/"link"/g)).toHaveLength(6);
    const many = new AggregateError([new Error('a'), { password: secret }], 'many');
    expect(redact(many)).toMatchObject({ message: 'many', errors: [{ message: 'a' }, { password: '***' }] });
  });

  it('may be broken themselves', () => {
    const broken = new Error('x');
    Object.defineProperty(broken, 'stack', {
      get: () => {
        throw new Error('no stack');
      },
    });
    expect(redact(broken)).toMatchObject({ message: 'x', stack: '[unreadable]' });
  });
});
