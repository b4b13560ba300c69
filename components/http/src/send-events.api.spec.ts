import { createHash } from 'node:crypto';
import { BulbDto, LampPath, type Sample, startSample } from './sample.fixture.js';
import { ok, open, route, type ServerSentEvent, streamed, StringField } from './index.js';

class Digest {
  @StringField({ description: 'Of the bytes that came.', maxLength: 64 })
  digest!: string;
}

let ended = 0;
async function* numbers(signal: AbortSignal, from: number, to: number): AsyncGenerator<ServerSentEvent> {
  try {
    for (let n = from; n < to; n += 1) yield { id: String(n), event: 'number', data: { n } };
    if (to < 100) return;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    ended += 1;
  }
}

const about = { summary: 'S', tag: 'lamps', permission: open('a test') } as const;
const stream = (path: string, to: number) =>
  route({
    ...about,
    method: 'get',
    path,
    operationId: `watch${to}`,
    success: { status: 200, description: 'A stream.', stream: LampPath },
    handle: async ({ ctx, header }) =>
      streamed(numbers(ctx.signal, Number(header('last-event-id') ?? 0), to)),
  });
const signed = route({
  ...about,
  method: 'post',
  path: '/api/sample/signed',
  operationId: 'sign',
  body: BulbDto,
  keepsBytes: true,
  idempotency: 'ignored',
  success: { status: 200, description: 'Signed.', body: Digest },
  handle: async ({ bytes }) => ok({ digest: createHash('sha256').update(bytes).digest('hex') }),
});

let sample: Sample;
beforeAll(async () => {
  sample = await startSample({
    config: { requestTimeoutMs: 1_500 },
    services: { routes: [stream('/api/sample/few', 5), stream('/api/sample/many', 100), signed] },
  });
});
afterAll(() => sample.server.stop());

it('events go out one after the other, from where the caller was', async () => {
  const response = await fetch(`${sample.server.url}/api/sample/few`, { headers: { 'last-event-id': '3' } });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(await response.text()).toBe(
    'retry: 1000\n\nid: 3\nevent: number\ndata: {"n":3}\n\nid: 4\nevent: number\ndata: {"n":4}\n\n',
  );
});

it('a stream ends in order with the time of its request', async () => {
  const before = ended;
  const text = await (await fetch(`${sample.server.url}/api/sample/many`)).text();
  expect(text).toContain('data: {"n":99}\n\n');
  expect(ended).toBe(before + 1);
});

it('a body can be had as it came', async () => {
  const body = '{ "watt" :  5 }';
  const response = await fetch(`${sample.server.url}/api/sample/signed`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(await response.json()).toEqual({ digest: createHash('sha256').update(body).digest('hex') });
});
