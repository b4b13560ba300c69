import { assertProblem, createHttpClient } from '@ashlar/test-http';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Around, Served } from './index.js';
import { lamp, startSample } from './sample.fixture.js';

describe('who listens to answers', () => {
  it('hears who asked for what and how it ended, and nothing of probes', async () => {
    const served: Served[] = [];
    const { server } = await startSample({ services: { onServed: (each) => void served.push(each) } });
    const ann = createHttpClient(server.url, 'ann');
    await ann.call('GET', '/healthz');
    await ann.call('GET', `/api/sample/lamps/${lamp.id}`);
    await ann.call('GET', '/nowhere');
    await createHttpClient(server.url, 'who').call('GET', '/api/sample/lamps');
    await server.stop();
    expect(served.map(({ actor, route, status }) => [actor?.id, route?.operationId, status])).toEqual([
      ['ann', 'getLamp', 200],
      [undefined, undefined, 404],
      [undefined, 'listLamps', 401],
    ]);
  });

  it('may fail without harm to the answer', async () => {
    const onServed = (): never => {
      throw new Error('the meter is broken');
    };
    const { server, logger } = await startSample({ services: { onServed } });
    const answer = await createHttpClient(server.url, 'ann').call('GET', `/api/sample/lamps/${lamp.id}`);
    await server.stop();
    expect(answer.status).toBe(200);
    expect(logger.entries).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'What hears of answers failed' }),
    );
  });
});

describe('what is run around a request', () => {
  it('sees its headers and adds to its answer, of what fails too', async () => {
    const around: Around = async ({ header, answer }, work) => {
      try {
        return await work();
      } finally {
        answer('X-Around', `${header('x-before') ?? 'nothing'}, and done`);
      }
    };
    const { server } = await startSample({ services: { around } });
    const ann = createHttpClient(server.url, 'ann');
    const headers = { 'X-Before': 'given' };
    const answers = [
      await ann.call('GET', `/api/sample/lamps/${lamp.id}`, { headers }),
      await ann.call('GET', '/api/sample/lamps/none'),
    ];
    await server.stop();
    expect(answers.map((one) => one.headers.get('x-around'))).toEqual([
      'given, and done',
      'nothing, and done',
    ]);
  });
});

describe('a body that does not arrive in time', () => {
  it('is answered with 408, on a connection that ends', async () => {
    const { server } = await startSample({ config: { requestTimeoutMs: 100 } });
    const sending = request(`${server.url}/api/sample/lamps`, {
      method: 'POST',
      headers: { authorization: 'Bearer ann', 'content-type': 'application/json', 'content-length': 100 },
    });
    sending.write('{"name":');
    const answer = await new Promise<{ status: number; connection: string | undefined; body: unknown }>(
      (resolve, reject) => {
        sending.once('error', reject);
        sending.once('response', (response) => {
          void text(response).then((body) =>
            resolve({
              status: response.statusCode ?? 0,
              connection: response.headers.connection,
              body: JSON.parse(body) as unknown,
            }),
          );
        });
      },
    );
    expect(answer).toMatchObject({
      status: 408,
      connection: 'close',
      body: { error_code: 'REQUEST_TIMEOUT', error_msg: 'The body did not arrive in time' },
    });
    sending.destroy();
    await server.stop();
  });

  it('is the service who is late when the body was there', async () => {
    const { server, gate } = await startSample({ config: { requestTimeoutMs: 100 } });
    gate.enter = () => new Promise(() => undefined);
    const answer = await createHttpClient(server.url).call('GET', '/api/sample/gate');
    assertProblem(answer, 503, 'UNAVAILABLE');
    await server.stop();
  });
});
