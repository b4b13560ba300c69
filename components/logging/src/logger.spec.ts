import { randomBytes } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';

import { loadConfig } from '@ashlar/config';
import { context, type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';

import { createLogger, LoggingConfig, type LoggerOptions, type LogLevel } from './index.js';
import { createRecordingLogger, createSilentLogger } from './testing.js';

type Line = Record<string, unknown>;

function capture(options: Partial<LoggerOptions> = {}) {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, next) {
      text += chunk.toString();
      setImmediate(next);
    },
  });
  const logger = createLogger({
    service: 'data-api',
    version: '1.2.3',
    level: 'debug',
    format: 'json',
    destination,
    ...options,
  });
  return {
    logger,
    text: () => text,
    lines: async (): Promise<Line[]> => {
      await logger.flush();
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Line);
    },
  };
}

describe('a JSON line', () => {
  it('has the time, the level, the message, the service and the fields', async () => {
    const { logger, lines } = capture();
    logger.info('started', { port: 8080 });
    expect(await lines()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        level: 'info',
        message: 'started',
        service: 'data-api',
        version: '1.2.3',
        port: 8080,
      },
    ]);
  });

  it('has the fields of the logger it is a child of, and its own win', async () => {
    const { logger, lines } = capture();
    const child = logger.child({ request_id: 'r1', part: 'a' }).child({ part: 'b' });
    child.warn('slow');
    child.warn('slower', { part: 'c' });
    logger.warn('no child');
    expect(await lines()).toMatchObject([
      { request_id: 'r1', part: 'b' },
      { request_id: 'r1', part: 'c' },
      { message: 'no child' },
    ]);
    expect((await lines())[2]).not.toHaveProperty('request_id');
  });

  it('keeps its own words when a field has the same name', async () => {
    const { logger, lines } = capture();
    logger.info('mine', {
      message: 'theirs',
      level: 'fatal',
      time: 0,
      version: 3,
      service: 'x',
      trace_id: 't',
    });
    expect(await lines()).toMatchObject([
      {
        message: 'mine',
        level: 'info',
        version: '1.2.3',
        field_message: 'theirs',
        field_version: 3,
        field_time: 0,
      },
    ]);
    expect((await lines())[0]).not.toHaveProperty('trace_id');
  });

  it('says what the fields were at the time of the call', async () => {
    const { logger, lines } = capture();
    const fields = { count: 1 };
    logger.info('counted', fields);
    fields.count = 2;
    expect(await lines()).toMatchObject([{ count: 1 }]);
  });

  it('is redacted, the message and the stack too', async () => {
    const secret = randomBytes(16).toString('hex');
    const { logger, lines, text } = capture();
    logger.error(`failed with Bearer ${secret}`, {
      error: new Error(`postgres://u:${secret}@db`),
      request: { headers: { Authorization: secret } },
      [`Bearer ${secret}`]: 1,
    });
    expect(await lines()).toMatchObject([
      {
        message: 'failed with Bearer ***',
        error: { name: 'Error', message: 'postgres://u:***@db' },
        request: { headers: { Authorization: '***' } },
      },
    ]);
    expect(text()).not.toContain(secret);
  });

  it('carries the ids of the active span', async () => {
    const spanContext = {
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      traceFlags: 1,
    };
    const active: Context = trace.setSpanContext(ROOT_CONTEXT, spanContext);
    context.setGlobalContextManager({
      active: () => active,
      with: (_context, fn, self, ...args) => fn.apply(self, args),
      bind: (_context, target) => target,
      enable() {
        return this;
      },
      disable() {
        return this;
      },
    });
    const { logger, lines } = capture();
    logger.info('inside');
    context.disable();
    logger.info('outside');
    const [inside, outside] = await lines();
    expect(inside).toMatchObject({ trace_id: spanContext.traceId, span_id: spanContext.spanId });
    expect(outside).not.toHaveProperty('trace_id');
  });
});

describe('levels', () => {
  it.each<[LogLevel, LogLevel[]]>([
    ['error', ['error']],
    ['warn', ['error', 'warn']],
    ['info', ['error', 'warn', 'info']],
    ['debug', ['error', 'warn', 'info', 'debug']],
  ])('%s writes %j', async (level, written) => {
    const { logger, lines } = capture({ level });
    logger.error('x');
    logger.warn('x');
    logger.info('x');
    logger.debug('x');
    expect((await lines()).map((line) => line['level'])).toEqual(written);
  });

  it('come from the environment', () => {
    expect({ ...loadConfig({ logging: LoggingConfig }, {}).logging }).toEqual({
      level: 'info',
      format: 'json',
    });
    const env = { ASHLAR_LOG_LEVEL: 'debug', ASHLAR_LOG_FORMAT: 'pretty' };
    expect({ ...loadConfig({ logging: LoggingConfig }, env).logging }).toEqual({
      level: 'debug',
      format: 'pretty',
    });
    expect(() => loadConfig({ logging: LoggingConfig }, { ASHLAR_LOG_LEVEL: 'loud' })).toThrow(
      /one of error/,
    );
  });
});

describe('the pretty format', () => {
  it('is one readable line, with the stacks below', async () => {
    const { logger, text } = capture({ format: 'pretty' });
    logger.warn('slow query', {
      ms: 12,
      sql: 'select 1',
      error: new Error('outer', { cause: new Error('inner') }),
    });
    await logger.flush();
    const [first, ...rest] = text().split('\n');
    expect(first).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}slow query ms=12 sql="select 1"$/);
    expect(rest.join('\n')).toMatch(/^ {4}Error: outer\n {8}at .*\n[^]*\n {4}caused by: Error: inner\n/);
  });

  it('does not let a message draw lines or colours', async () => {
    const { logger, text } = capture({ format: 'pretty' });
    logger.info('one\ntwo\u001b[31m', { by: '\u001b[2J' });
    await logger.flush();
    expect(text().split('\n')).toHaveLength(2);
    expect(text()).not.toContain('\u001b');
  });

  it('has colours on a terminal only', async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    const { logger } = capture({ format: 'pretty', destination: terminal });
    logger.error('x');
    await logger.flush();
    expect(String(terminal.read())).toContain('\u001b[31mERROR\u001b[0m');
  });
});

describe('a logger', () => {
  it('flushes thousands of lines in order on close, and is silent afterwards', async () => {
    const { logger, lines } = capture();
    for (let index = 0; index < 3000; index += 1) logger.info('line', { index });
    await logger.close();
    logger.info('late');
    const indices = (await lines()).map((line) => line['index']);
    expect(indices).toEqual(Array.from({ length: 3000 }, (_, index) => index));
    await logger.close();
  });

  it('survives a destination that breaks', async () => {
    const broken = new Writable({ write: (_chunk, _encoding, next) => next(new Error('EPIPE')) });
    const { logger } = capture({ destination: broken });
    logger.info('one');
    await logger.flush();
    logger.info('two');
    await logger.close();
    expect(broken.destroyed).toBe(true);
  });

  it('never throws', async () => {
    const { logger, lines } = capture();
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(() => logger.info('x', hostile)).not.toThrow();
    expect(() => logger.info(undefined as unknown as string, { x: hostile })).not.toThrow();
    expect(() => logger.child(hostile).info('y')).not.toThrow();
    expect((await lines()).map((line) => line['message'])).toEqual(['x', 'undefined', 'y']);
  });
});

describe('loggers for tests', () => {
  it('record what would be written', async () => {
    const logger = createRecordingLogger();
    logger.child({ request_id: 'r' }).debug('done', { password: 'x', n: 1 });
    expect(logger.entries).toMatchObject([
      { level: 'debug', message: 'done', request_id: 'r', password: '***', n: 1 },
    ]);
    logger.clear();
    expect(logger.entries).toEqual([]);
    await logger.close();
    logger.info('late');
    expect(logger.entries).toEqual([]);
  });

  it('or nothing', async () => {
    const logger = createSilentLogger();
    expect(logger.child({ a: 1 }).error('x')).toBeUndefined();
    await expect(logger.close()).resolves.toBeUndefined();
  });
});
