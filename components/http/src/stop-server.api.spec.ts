import { assertProblem, createHttpClient } from '@ashlar/test-http';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Sample, startSample } from './sample.fixture.js';

/** A request that is under way until `open` is called. */
async function hold(
  sample: Sample,
  agent?: Agent,
): Promise<{ answer: Promise<IncomingMessage>; open: () => void }> {
  let open = (): void => undefined;
  const held = new Promise<void>((resolve) => (open = resolve));
  const entered = new Promise<void>((resolve) => {
    sample.gate.enter = () => (resolve(), held);
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    get(`${sample.server.url}/api/sample/gate`, { ...(agent && { agent }) }, resolve).once('error', reject);
  });
  await entered;
  return { answer, open };
}

describe('a server that stops', () => {
  it('finishes what is under way, on connections that would be kept alive, and takes nothing new', async () => {
    const sample = await startSample();
    const agent = new Agent({ keepAlive: true });
    const { answer, open } = await hold(sample, agent);
    const stopped = sample.server.stop();
    await expect(fetch(`${sample.server.url}/healthz`)).rejects.toThrow(/fetch failed/);
    open();
    const response = await answer;
    expect([response.statusCode, response.headers.connection]).toEqual([200, 'close']);
    expect(await text(response)).toContain('Desk');
    expect(await stopped).toBe(0);
    agent.destroy();
  });

  it('waits for no connection that is idle or was never used', async () => {
    const sample = await startSample();
    const agent = new Agent({ keepAlive: true });
    const { answer, open } = await hold(sample, agent);
    open();
    await text(await answer);
    const unused = connect(sample.server.port, '127.0.0.1');
    await once(unused, 'connect');
    const gone = once(unused, 'close');
    expect(await sample.server.stop()).toBe(0);
    await gone;
    agent.destroy();
  });

  it('cuts off what is not done by the deadline, tells it so, and says how many', async () => {
    const sample = await startSample({ config: { stopDeadlineMs: 50 } });
    const { answer } = await hold(sample);
    expect(await sample.server.stop()).toBe(1);
    const response = await answer;
    expect(response.statusCode).toBe(503);
    expect(JSON.parse(await text(response))).toMatchObject({ error_code: 'UNAVAILABLE' });
  });
});

describe('what is not a request', () => {
  let sample: Sample;
  beforeAll(async () => {
    sample = await startSample();
  });
  afterAll(() => sample.server.stop());

  it.each([
    ['nonsense', 'nonsense\r\n\r\n', 400, 'VALIDATION_FAILED'],
    [
      'too many headers',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'VALIDATION_FAILED',
    ],
  ])('is answered with a problem: %s', async (_, sent, status, code) => {
    const socket = connect(sample.server.port, '127.0.0.1');
    socket.write(sent);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const requestId = /X-Request-Id: (.+)/.exec(head)?.[1] ?? '';
    const headers = new Headers({ 'content-type': 'application/problem+json', 'x-request-id': requestId });
    assertProblem({ status, headers, text: body, json: JSON.parse(body) }, status, code);
  });

  it('leaves the server as it was', async () => {
    expect((await createHttpClient(sample.server.url).call('GET', '/healthz')).status).toBe(200);
  });
});
