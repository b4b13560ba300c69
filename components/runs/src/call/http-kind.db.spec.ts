import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import {
  CalledRunNotFound,
  createRunCallbacks,
  RunCallbackLate,
  RunCallbackRefused,
  type ToldFacts,
} from './callbacks.js';
import type { HttpRunsConfig } from './http.config.js';
import { httpKind } from './http-kind.js';
import { signingKeysIn } from './signing-keys.js';
import type { RunKind } from '../run-kind.js';
import { InvalidRunSpec, RunSystemUnavailable } from '../runs.errors.js';
import { type LoopbackServer, serve } from '../loopback-server.js';
import { ctx, openWorld, requestOf, type World } from '../runs.db.fixture.js';

interface Call {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: { readonly run: string; readonly callback_url?: string };
}

const folder = mkdtempSync(join(tmpdir(), 'ashlar-runs-'));
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const secret = newSecret();
let world: World;
let server: LoopbackServer;
let kind: RunKind;
let calls: Call[];
let answer: (req: IncomingMessage, res: ServerResponse) => void;
let keys = 0;
const newKey = (): string => `slot-${(keys += 1)}`;
const config: HttpRunsConfig = {
  keysPath: folder,
  callbackUrl: 'https://ashlar.example.org/',
  timeoutMs: 2_000,
  replayWindowMs: 300_000,
};
const signingKeys = signingKeysIn(folder);
const kindWith = (more: Partial<HttpRunsConfig> = {}, egress = world.egress): RunKind =>
  httpKind({ config: { ...config, ...more }, egress, launches: world.launches, keys: signingKeys });
const specOf = (more: object = {}) => ({ url: `${server.url}/start`, key: 'science', ...more });
const launch = (key: string, more: object = {}) => kind.launch(ctx, requestOf(key, specOf(more)));
const handleOf = (key: string, more: object = {}) => ({ key, externalId: 'any', spec: specOf(more) });
const json = (status: number, body: object, headers: Record<string, string> = {}) => {
  answer = (_req, res) => void res.writeHead(status, headers).end(JSON.stringify(body));
};

beforeAll(async () => {
  world = await openWorld();
  writeFileSync(join(folder, 'science'), `${secret}\n`);
  server = await serve((req, res, text) => {
    const body = (text === '' ? {} : JSON.parse(text)) as Call['body'];
    calls.push({ method: req.method, path: req.url, headers: req.headers, text, body });
    answer(req, res);
  });
});
beforeEach(() => {
  calls = [];
  kind = kindWith();
  json(200, { message: 'done' });
});
afterAll(async () => {
  await server.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

describe('a run over HTTP', () => {
  it('is a signed call, once per key, that ends with the answer', async () => {
    const key = newKey();
    const report = { key, state: 'succeeded', raw: '200', message: 'done' };
    await expect(launch(key, { data: { a: 1 }, headers: { 'x-team': 'a' } })).resolves.toMatchObject({
      report,
    });
    await expect(launch(key)).resolves.toMatchObject({
      report: { key, state: 'succeeded', message: 'done' },
    });
    expect(calls).toHaveLength(1);
    const [{ headers, text }] = calls as [Call];
    expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toMatchObject({
      type: 'run.requested',
      key,
      attempt: 1,
      url: `${server.url}/start`,
      data: { a: 1 },
    });
    expect(headers['x-team']).toBe('a');
    await expect(kind.poll(ctx, [handleOf(key)])).resolves.toMatchObject([{ state: 'succeeded' }]);
  });

  it('is signed with both keys while one takes over from the other', async () => {
    const next = newSecret();
    writeFileSync(join(folder, 'turning'), `${next}\n${secret}\n`);
    await launch(newKey(), { key: 'turning' });
    const [{ headers, text }] = calls as [Call];
    for (const each of [next, secret])
      expect(new Webhook(each).verify(text, headers as Record<string, string>)).toHaveProperty('key');
  });

  it.each(['nowhere', 'broken'])('is refused without its key: %s', async (name) => {
    writeFileSync(join(folder, 'broken'), 'whsec_c2hvcnQ=');
    await expect(launch(newKey(), { key: name })).resolves.toMatchObject({ code: 'RUN_KEY_MISSING' });
    expect(calls).toHaveLength(0);
  });

  it.each([500, 502, 503, 504, 408, 425, 429])(
    'is sent again after %i, under the same id',
    async (status) => {
      const key = newKey();
      json(status, {});
      await expect(launch(key)).rejects.toThrow(RunSystemUnavailable);
      json(200, {});
      await expect(launch(key)).resolves.toMatchObject({ outcome: 'launched' });
      expect(calls).toHaveLength(2);
      expect(calls[0]?.headers['webhook-id']).toBe(calls[1]?.headers['webhook-id']);
    },
  );

  it.each([400, 401, 403, 404, 410, 422, 301])('is refused for good with %i', async (status) => {
    json(status, { message: 'not that' }, { location: 'http://169.254.169.254/' });
    await expect(launch(newKey())).resolves.toEqual({
      outcome: 'refused',
      code: 'HTTP_REFUSED',
      message: 'not that',
    });
    expect(calls).toHaveLength(1);
  });

  it('is given up for now when the answer is slow, cut or endless', async () => {
    const hasty = kindWith({ timeoutMs: 100 });
    answer = () => undefined;
    const key = newKey();
    await expect(hasty.launch(ctx, requestOf(key, specOf()))).rejects.toThrow(RunSystemUnavailable);
    answer = (req) => void req.socket.destroy();
    await expect(launch(key)).rejects.toThrow(RunSystemUnavailable);
    answer = (_req, res) => void res.writeHead(200).end(randomBytes(100_000).toString('hex'));
    await expect(launch(key)).rejects.toThrow(RunSystemUnavailable);
    answer = (_req, res) => void res.writeHead(200).end('<html>not what was asked for');
    await expect(launch(key)).resolves.toMatchObject({ report: { state: 'succeeded' } });
  });

  it('goes nowhere that egress does not go', async () => {
    const strict = kindWith({}, world.egressWith({ allowCidrs: [] }));
    await expect(strict.launch(ctx, requestOf(newKey(), specOf()))).resolves.toMatchObject({
      outcome: 'refused',
      code: 'DESTINATION_UNREACHABLE',
    });
    const metadata = specOf({ url: 'http://169.254.169.254/latest' });
    await expect(kind.launch(ctx, requestOf(newKey(), metadata))).resolves.toMatchObject({
      code: 'DESTINATION_UNREACHABLE',
    });
    expect(calls).toHaveLength(0);
  });

  it.each([
    [{ key: 'a/../b' }, '/key'],
    [{ url: 'file:///etc/passwd' }, '/url'],
    [{ url: 'https://user:word@example.org' }, '/url'],
    [{ url: 'https://example.org:22/' }, '/url'],
    [{ headers: { Authorization: 'Bearer x' } }, ''],
    [{ headers: { Host: 'x' } }, ''],
    [{ headers: { 'x-a': 'b\r\nc: d' } }, '/headers/x-a'],
    [{ ends: 'never' }, '/ends'],
    [{ secret: 'x' }, '/secret'],
  ])('cannot be described like %j', (more, pointer) => {
    expect.assertions(2);
    try {
      kind.parse(specOf(more));
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidRunSpec);
      expect(error).toMatchObject({ details: { errors: [{ pointer }] } });
    }
  });

  it('waits for no callback where none can arrive', () => {
    const deaf = kindWith({ callbackUrl: undefined });
    expect(() => deaf.parse(specOf({ ends: 'callback' }))).toThrow('not set up');
  });
});

describe('a run over HTTP that is asked how it goes', () => {
  const ends = { ends: 'poll' };

  it('is asked, signed, at the address of the answer until it ends', async () => {
    const key = newKey();
    json(202, {}, { location: '/status/7' });
    await expect(launch(key, ends)).resolves.toMatchObject({ report: { state: 'running' } });
    json(200, { state: 'running', message: 'half' });
    await expect(kind.poll(ctx, [handleOf(key, ends)])).resolves.toMatchObject([
      { state: 'running', message: 'half' },
    ]);
    const asked = calls.at(-1);
    expect(asked).toMatchObject({ method: 'GET', path: '/status/7' });
    expect(new Webhook(secret).sign(`${asked?.headers['webhook-id']}`, timeOf(asked), '')).toBe(
      asked?.headers['webhook-signature'],
    );
    json(200, { state: 'failed', message: 'no data' });
    await expect(kind.poll(ctx, [handleOf(key, ends)])).resolves.toMatchObject([
      { state: 'failed', message: 'no data', finishedAt: expect.any(Date) as Date },
    ]);
    const before = calls.length;
    await expect(kind.poll(ctx, [handleOf(key, ends)])).resolves.toMatchObject([{ state: 'failed' }]);
    expect(calls).toHaveLength(before);
  });

  it.each(['http://169.254.169.254/', 'https://example.org/status', ''])(
    'is refused when that address is another: %s',
    async (location) => {
      json(202, {}, location === '' ? {} : { location });
      await expect(launch(newKey(), ends)).resolves.toMatchObject({ code: 'HTTP_STATUS_ADDRESS_MISSING' });
    },
  );

  it('is as it was while one address is down, and unavailable when all are', async () => {
    const [up, down] = [newKey(), newKey()];
    json(202, {}, { location: '/up' });
    await launch(up, ends);
    json(202, {}, { location: '/down' });
    await launch(down, ends);
    answer = (req, res) =>
      void (req.url === '/up'
        ? res.writeHead(200).end('{"state":"running"}')
        : res.writeHead(200).end('{"state":"whatever"}'));
    await expect(kind.poll(ctx, [handleOf(up, ends), handleOf(down, ends)])).resolves.toMatchObject([
      { key: up, state: 'running', raw: 'running' },
      { key: down, state: 'running', raw: 'unreachable' },
    ]);
    await expect(kind.poll(ctx, [handleOf(down, ends)])).rejects.toThrow(RunSystemUnavailable);
    json(404, {});
    await expect(kind.poll(ctx, [handleOf(down, ends)])).resolves.toMatchObject([{ state: 'lost' }]);
  });
});

describe('a callback', () => {
  const ends = { ends: 'callback' };
  const callbacks = () =>
    createRunCallbacks({ launches: world.launches, keys: signingKeys, replayWindowMs: 300_000 });
  const read = (payload: string) => JSON.parse(payload) as ToldFacts;
  const messageFor = (run: string, state: string, { off = 0, by = secret } = {}) => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 + off);
    const payload = JSON.stringify({ run, state, links: [] });
    const id = `msg_${randomBytes(8).toString('hex')}`;
    const signature = new Webhook(by).sign(id, at, payload);
    return { run, id, timestamp: at.getTime() / 1000, payload, signature };
  };
  const started = async () => {
    const key = newKey();
    json(202, {});
    await launch(key, ends);
    return { key, run: calls.at(-1)?.body.run ?? '' };
  };
  const stateOf = async (key: string) => (await kind.poll(ctx, [handleOf(key, ends)]))[0]?.state;

  it('ends the run, however often it comes', async () => {
    const { key, run } = await started();
    expect(calls.at(-1)?.body.callback_url).toBe(`https://ashlar.example.org/api/data/run-callbacks/${run}`);
    await callbacks().take(ctx, messageFor(run, 'running'), read);
    await expect(stateOf(key)).resolves.toBe('running');
    const end = messageFor(run, 'succeeded');
    await callbacks().take(ctx, end, read);
    await callbacks().take(ctx, end, read);
    // Overtaken on the way.
    await callbacks().take(ctx, messageFor(run, 'running'), read);
    await expect(stateOf(key)).resolves.toBe('succeeded');
    await expect(callbacks().take(ctx, messageFor(run, 'failed'), read)).rejects.toThrow(RunCallbackLate);
    await expect(stateOf(key)).resolves.toBe('succeeded');
  });

  it('may be faster than the answer to the call, and is believed when that never comes', async () => {
    const key = newKey();
    answer = (req) => {
      const { run } = calls.at(-1)?.body ?? { run: '' };
      void callbacks()
        .take(ctx, messageFor(run, 'succeeded'), read)
        .finally(() => req.socket.destroy());
    };
    await expect(launch(key, ends)).rejects.toThrow(RunSystemUnavailable);
    await expect(launch(key, ends)).resolves.toMatchObject({ report: { state: 'succeeded' } });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['signed by another', { by: newSecret() }],
    ['from long ago', { off: -301_000 }],
    ['from times to come', { off: 301_000 }],
  ])('is refused when it is %s', async (_, how) => {
    const { key, run } = await started();
    await expect(callbacks().take(ctx, messageFor(run, 'succeeded', how), read)).rejects.toThrow(
      RunCallbackRefused,
    );
    await expect(stateOf(key)).resolves.toBe('running');
  });

  it('is refused when it was changed, and for a run that is not there', async () => {
    const { run } = await started();
    const { run: other } = await started();
    const message = messageFor(run, 'succeeded');
    for (const changed of [
      { ...message, payload: message.payload.replace('succeeded', 'failed') },
      { ...message, id: 'msg_other' },
      { ...message, timestamp: message.timestamp + 1 },
      { ...message, signature: '' },
      { ...message, timestamp: Number.NaN },
    ])
      await expect(callbacks().take(ctx, changed, read)).rejects.toThrow(RunCallbackRefused);
    const nowhere = { ...message, run: '0190a1b2-0000-7000-8000-000000000000' };
    await expect(callbacks().take(ctx, nowhere, read)).rejects.toThrow(CalledRunNotFound);
    await expect(callbacks().take(ctx, { ...message, run: other }, read)).rejects.toThrow(RunCallbackRefused);
  });

  it('does not end what was cancelled', async () => {
    const { key, run } = await started();
    await kind.cancel(ctx, handleOf(key, ends));
    await expect(callbacks().take(ctx, messageFor(run, 'succeeded'), read)).rejects.toThrow(RunCallbackLate);
    await expect(stateOf(key)).resolves.toBe('cancelled');
  });
});

it('no key shows in what is logged', () => {
  expect(JSON.stringify(world.logger.entries)).not.toContain(secret.slice(6));
  expect(world.logger.entries.length).toBeGreaterThan(0);
});

function timeOf(call: Call | undefined): Date {
  return new Date(Number(call?.headers['webhook-timestamp']) * 1000);
}
