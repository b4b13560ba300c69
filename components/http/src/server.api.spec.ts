import { loadConfig } from '@ashlar/config';
import { createSilentLogger } from '@ashlar/logging/testing';
import { createTelemetry, type Telemetry, TelemetryConfig } from '@ashlar/telemetry';
import { eventually } from '@ashlar/test-postgres';
import { assertProblem, createHttpClient, type HttpClient, type ProblemBody } from '@ashlar/test-http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createRateLimiter, type HttpServerDeps } from './index.js';
import { lamp, type Sample, sampleRoutes, startSample } from './sample.fixture.js';

const lamps = '/api/sample/lamps';
const one = `${lamps}/${lamp.id}`;
const elsewhere = `${lamps}/0190a6ab-1c3d-7e4f-8a5b-0123456789ab`;

let sample: Sample;
let ann: HttpClient;
let telemetry: Telemetry;

beforeAll(async () => {
  telemetry = await startTelemetry();
  sample = await startSample();
  ann = createHttpClient(sample.server.url, 'ann');
});
afterAll(async () => {
  await sample.server.stop();
  await telemetry.close();
});

/** Traces are a global of the process. */
function startTelemetry(): Promise<Telemetry> {
  const { config } = loadConfig({ config: TelemetryConfig }, {});
  return createTelemetry({ service: 'sample', version: '1.2.3', config, logger: createSilentLogger() });
}

const pointers = ({ details }: ProblemBody): string[] =>
  (details.errors ?? []).map(({ pointer, rule }) => `${pointer} ${rule}`).sort();

describe('the order of refusals', () => {
  const wrong = { json: { name: 1 } };

  it('is: who are you, is it too much, is the address right, may you, is the request right', async () => {
    const limited = await startSample({
      services: { rateLimiter: createRateLimiter({ limit: 1, windowSeconds: 60 }) },
    });
    const call = createHttpClient(limited.server.url);
    assertProblem(await call.call('PUT', `${lamps}/x`, wrong), 401, 'UNAUTHENTICATED');
    await call.as('ann').call('GET', one);
    assertProblem(await call.as('ann').call('PUT', `${lamps}/x`, wrong), 429, 'RATE_LIMITED');
    await limited.server.stop();

    assertProblem(await ann.as('ben').call('PUT', `${lamps}/x`, wrong), 400, 'VALIDATION_FAILED');
    assertProblem(await ann.as('cid').call('PUT', one, wrong), 404, 'LAMP_NOT_FOUND');
    assertProblem(await ann.as('ben').call('PUT', one, wrong), 403, 'FORBIDDEN');
    assertProblem(await ann.call('PUT', one, wrong), 400, 'VALIDATION_FAILED');
    assertProblem(await ann.call('PUT', one, { json: { name: 'x' } }), 428, 'PRECONDITION_REQUIRED');
  });

  it('tells what is missing and what may not be seen alike', async () => {
    const hidden = assertProblem(await ann.as('cid').call('GET', one), 404, 'LAMP_NOT_FOUND');
    const missing = assertProblem(await ann.call('GET', elsewhere), 404, 'LAMP_NOT_FOUND');
    const same = { request_id: '', instance: '', x_user: '' };
    expect({ ...hidden, ...same }).toEqual({ ...missing, ...same });
  });
});

describe('a credential', () => {
  it('is asked for', async () => {
    const answer = await ann.as(null).call('GET', lamps);
    expect(assertProblem(answer, 401, 'UNAUTHENTICATED').x_user).toBeNull();
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="ashlar"');
  });

  it('that is bad makes nobody anonymous, even where nobody is needed', async () => {
    const answer = await ann.as('eve').call('GET', '/api/sample/open');
    assertProblem(answer, 401, 'UNAUTHENTICATED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="ashlar", error="invalid_token"');
    expect((await ann.as(null).call('GET', '/api/sample/open')).status).toBe(200);
  });

  it('may be missing where callers without one are decided about like others', async () => {
    const shade = `/api/sample/shades/${lamp.id}`;
    expect((await ann.as(null).call('GET', shade)).status).toBe(200);
    const hidden = await ann.as(null).call('GET', elsewhere.replace('lamps', 'shades'));
    expect(assertProblem(hidden, 404, 'LAMP_NOT_FOUND').x_user).toBeNull();
    assertProblem(await ann.as('cid').call('GET', shade), 404, 'LAMP_NOT_FOUND');
    assertProblem(await ann.as('eve').call('GET', shade), 401, 'UNAUTHENTICATED');
  });

  it('leads on to where something is now', async () => {
    const answer = await ann.as(null).call('GET', '/api/sample/old-lamps');
    expect([answer.status, answer.headers.get('location'), answer.text]).toEqual([308, one, '']);
  });

  it('is not looked at by probes', async () => {
    expect((await ann.as('eve').call('GET', '/healthz')).json).toEqual({ status: 'ok' });
  });

  it('that is bad counts against the address it came from', async () => {
    const limited = await startSample({
      services: { rateLimiter: createRateLimiter({ limit: 1, windowSeconds: 60 }) },
    });
    const eve = createHttpClient(limited.server.url, 'eve');
    expect((await eve.call('GET', lamps)).headers.get('ratelimit')).toMatch(/r=0/);
    assertProblem(await eve.call('GET', lamps), 429, 'RATE_LIMITED');
    expect((await eve.as('ann').call('GET', lamps)).status).toBe(200);
    await limited.server.stop();
  });
});

describe('a problem', () => {
  it('has all its members, and names the caller that was authenticated', async () => {
    const answer = await ann.call('GET', elsewhere, {
      headers: { 'X-Request-Id': 'call-1', 'X-User': 'root' },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json).toEqual({
      type: '/problems/lamp-not-found',
      title: 'There is no such lamp',
      status: 404,
      detail: 'There is no such lamp',
      instance: 'urn:request:call-1',
      error_code: 'LAMP_NOT_FOUND',
      http_status: 404,
      error_msg: 'There is no such lamp',
      x_user: 'ann',
      details: {},
      request_id: 'call-1',
    });
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['application/json, text/plain', 'application/json; charset=utf-8'],
    ['application/json, application/problem+json', 'application/problem+json'],
    ['application/json, */*', 'application/problem+json'],
    ['text/html', 'application/problem+json'],
  ])('to who accepts %s is %s', async (accept, type) => {
    const answer = await ann.call('GET', elsewhere, { headers: { Accept: accept } });
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('vary')).toContain('Accept');
  });

  it('of ours is blank; only the log knows the cause', async () => {
    sample.logger.clear();
    sample.gate.enter = () => Promise.reject(new Error('the fuse is in the cellar'));
    const answer = await ann.call('GET', '/api/sample/gate');
    const problem = assertProblem(answer, 500, 'INTERNAL');
    expect(problem).toMatchObject({ detail: 'Something went wrong on our side', details: {} });
    expect(answer.text).not.toContain('fuse');
    await eventually(() => sample.logger.entries.some(({ message }) => message === 'Request failed'));
    const [entry] = sample.logger.entries.filter(({ message }) => message === 'Request failed');
    expect(entry).toMatchObject({ level: 'error', request_id: problem.request_id, status: 500 });
    expect(JSON.stringify(entry)).toContain('the fuse is in the cellar');
  });
});

describe('a query', () => {
  it('of more than a thousand names is read to its end', async () => {
    const problem = await ann.call('GET', `${lamps}?${'&'.repeat(1_000)}stranger=1`);
    expect(pointers(assertProblem(problem, 400, 'VALIDATION_FAILED'))).toEqual(['#/query/stranger unknown']);
  });
});

describe('a body', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    ann.call('POST', lamps, { body, headers: { 'Content-Type': 'application/json', ...headers } });

  it('of 2 MB is too large, announced or not', async () => {
    const json = JSON.stringify({ name: 'x'.repeat(2_000_000) });
    assertProblem(await post(json), 413, 'PAYLOAD_TOO_LARGE');
    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 2_000_000; sent += 100_000)
          controller.enqueue(new Uint8Array(100_000).fill(32));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      body: chunks,
      duplex: 'half' as const,
      headers: { Authorization: 'Bearer ann', 'Content-Type': 'application/json' },
    };
    const response = await fetch(`${ann.baseUrl}${lamps}`, init);
    expect([response.status, ((await response.json()) as ProblemBody).error_code]).toEqual([
      413,
      'PAYLOAD_TOO_LARGE',
    ]);
  });

  it('that is announced as too large is refused before it has arrived', async () => {
    const { hostname, port } = new URL(ann.baseUrl);
    const socket = connect(Number(port), hostname);
    const head = `POST ${lamps} HTTP/1.1\r\nHost: sample\r\nAuthorization: Bearer ann\r\n`;
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n{`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json']) {
      assertProblem(await post('{}', { 'Content-Type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
    assertProblem(await post('{}', { 'Content-Encoding': 'compress' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    assertProblem(
      await post('{}', { 'Content-Type': 'application/json; charset=latin-9' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    for (const text of ['{"name":', 'nul', '{"name":"x"}}', '\ufeff{']) {
      expect(pointers(assertProblem(await post(text), 400, 'VALIDATION_FAILED'))).toEqual(['#/body form']);
    }
    for (const text of ['', '[]', '"x"', 'null', '7']) {
      expect(pointers(assertProblem(await post(text), 400, 'VALIDATION_FAILED'))).toEqual(['#/body object']);
    }
    assertProblem(await post('no gzip', { 'Content-Encoding': 'gzip' }), 400, 'VALIDATION_FAILED');
    expect((await post('{"name":"x"}', { 'Content-Type': 'application/json; charset=utf-8' })).status).toBe(
      201,
    );
    const patch = {
      body: '{"name":"x"}',
      headers: { 'Content-Type': 'application/merge-patch+json', 'If-Match': '"3"' },
    };
    expect((await ann.call('PATCH', one, patch)).status).toBe(200);
  });

  it('is refused with all its faults at once, together with those of query and headers', async () => {
    const json =
      '{"name":"a\\u0000","note":"\\ud800","bulb":{"watt":0,"more":1},"spares":[{"watt":1},{}],"__proto__":{}}';
    const answer = await ann.call('POST', `${lamps}?colour=red`, {
      body: json,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'a b' },
    });
    expect(pointers(assertProblem(answer, 400, 'VALIDATION_FAILED'))).toEqual([
      '#/body/__proto__ unknown',
      '#/body/bulb/more unknown',
      '#/body/bulb/watt min',
      '#/body/name storable',
      '#/body/note storable',
      '#/body/spares/1/watt isInt',
      '#/header/idempotency-key form',
      '#/query/colour unknown',
    ]);
  });

  it('of 1 MB of brackets is only a bad request', async () => {
    const deep = `{"name":${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
    expect(pointers(assertProblem(await post(deep), 400, 'VALIDATION_FAILED'))).toEqual([
      '#/body/name isString',
    ]);
  });
});

describe('an address', () => {
  it('that no operation has is 404, and one without this method 405', async () => {
    for (const path of ['/', '/api', '/api/sample/lampz', `${lamps}/`, '/API/sample/lamps', `${one}/x`]) {
      assertProblem(await ann.call('GET', path), 404, 'ROUTE_NOT_FOUND');
    }
    const answer = await ann.call('POST', one, { json: {} });
    assertProblem(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, PUT, PATCH, DELETE');
  });

  it('that is broken is a bad request', async () => {
    assertProblem(await ann.call('GET', `${lamps}/%E0%A4%A`), 400, 'VALIDATION_FAILED');
    assertProblem(await ann.call('GET', `${lamps}/%00`), 400, 'VALIDATION_FAILED');
    expect(
      pointers(
        assertProblem(
          await ann.call('GET', `${lamps}?size=101&sort=x&y=1&colours=%00`),
          400,
          'VALIDATION_FAILED',
        ),
      ),
    ).toEqual(['#/query/colours storable', '#/query/size max', '#/query/sort isIn', '#/query/y unknown']);
  });
});

describe('a version', () => {
  const put = (headers: Record<string, string>) => ann.call('PUT', one, { json: { name: 'x' }, headers });

  it('must be named by who changes or removes it, and be current', async () => {
    assertProblem(await put({}), 428, 'PRECONDITION_REQUIRED');
    assertProblem(await put({ 'If-Match': '"2"' }), 412, 'PRECONDITION_FAILED');
    assertProblem(await put({ 'If-Match': 'W/"3"' }), 412, 'PRECONDITION_FAILED');
    expect((await put({ 'If-Match': '"3"' })).headers.get('etag')).toBe('"4"');
    expect((await put({ 'If-Match': '*' })).status).toBe(200);
    // What was noted beside the version does not count.
    expect((await put({ 'If-Match': '"3.noted-1"' })).status).toBe(200);
    assertProblem(await put({ 'If-Match': '"2.noted-1"' }), 412, 'PRECONDITION_FAILED');
    assertProblem(await put({ 'If-Match': '"3."' }), 412, 'PRECONDITION_FAILED');
    assertProblem(await ann.call('DELETE', one), 428, 'PRECONDITION_REQUIRED');
    expect(await ann.call('DELETE', one, { headers: { 'If-Match': '"1", "3"' } })).toMatchObject({
      status: 204,
      text: '',
    });
  });

  it('can be demanded not to exist', async () => {
    const answer = await put({ 'If-None-Match': '*' });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, one]);
  });

  it('that the caller holds is not sent again', async () => {
    for (const address of [one, lamps]) {
      const first = await ann.call('GET', address);
      const tag = first.headers.get('etag') ?? '';
      const again = await ann.call('GET', address, { headers: { 'If-None-Match': `"other", ${tag}` } });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
      expect((await ann.call('GET', address, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    }
  });
});

describe('an answer', () => {
  it('to HEAD is that to GET without its body', async () => {
    const [get, head] = [await ann.call('GET', one), await ann.call('HEAD', one)];
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['etag', 'content-type', 'content-length']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
  });

  it('that is a list is a bare array with links and totals', async () => {
    const { json, headers } = await ann.call('GET', `${lamps}?size=10&page=1&count=true&colours=a&colours=b`);
    expect(json).toEqual([lamp]);
    expect(headers.get('link')).toMatch(
      /rel="first".*cursor=CURSOR>; rel="next".*page=0.*rel="prev".*page=4.*rel="last"/,
    );
    expect([headers.get('x-total-count'), headers.get('x-total-exact')]).toEqual(['41', 'true']);
  });

  it('to long work says where it goes on, and one with a secret is kept by nobody', async () => {
    const { status, headers } = await ann.call('POST', '/api/sample/works');
    expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([
      202,
      '/api/sample/works/1',
      'no-store',
    ]);
  });

  it('says how much is left, and at the end when to come back', async () => {
    const limited = await startSample({
      services: { rateLimiter: createRateLimiter({ limit: 1, windowSeconds: 60 }) },
    });
    const call = createHttpClient(limited.server.url, 'ann');
    const first = await call.call('GET', lamps);
    expect(first.headers.get('ratelimit-policy')).toBe('"caller";q=1;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"caller";r=0;t=\d+$/);
    const second = await call.call('GET', lamps);
    assertProblem(second, 429, 'RATE_LIMITED');
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call.call('GET', '/healthz')).headers.has('ratelimit')).toBe(false);
    await limited.server.stop();
  });

  it('carries the request id of the caller when it is fit for a log', async () => {
    const idFor = async (id: string) =>
      (await ann.call('GET', one, { headers: { 'X-Request-Id': id } })).headers.get('x-request-id');
    expect(await idFor('job/7:a_b.c-d')).toBe('job/7:a_b.c-d');
    for (const hostile of ['a b', '<script>', 'x'.repeat(129), '{"a":1}']) {
      expect(await idFor(hostile)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('carries the trace of the caller, and nothing that only looks like one', async () => {
    const traceFor = async (traceparent: string) =>
      (await ann.call('GET', one, { headers: { traceparent } })).headers.get('traceparent');
    const trace = '0af7651916cd43dd8448eb211c80319c';
    expect(await traceFor(`00-${trace}-b7ad6b7169203331-01`)).toContain(trace);
    expect((await traceFor('<script>')) ?? '').not.toContain('script');
  });

  it('is safe to show in a browser and kept by no shared cache', async () => {
    const { headers } = await ann.call('GET', one);
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toContain('Authorization');
    expect(headers.has('x-powered-by')).toBe(false);
  });

  it('may be read by web applications of the listed origins alone', async () => {
    const preflight = { 'Access-Control-Request-Method': 'PUT' };
    const from = (origin: string, headers = {}) => ({ headers: { Origin: origin, ...headers }, token: null });
    const allowed = await ann.call('OPTIONS', one, from('https://app.example.org', preflight));
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://app.example.org',
    ]);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('If-Match');
    expect(allowed.headers.has('access-control-allow-credentials')).toBe(false);
    const refused = await ann.call('OPTIONS', one, from('https://evil.example.org', preflight));
    expect([refused.status, refused.headers.has('access-control-allow-origin')]).toEqual([405, false]);
    const read = await ann.call('GET', '/api/sample/open', from('https://app.example.org'));
    expect(read.headers.get('access-control-expose-headers')).toContain('ETag');
    expect(read.headers.get('vary')).toContain('Origin');
  });
});

describe('the documents', () => {
  it('come with their page, and the page with all it needs', async () => {
    expect((await ann.as(null).call('GET', '/api/sample/spec.json')).json).toEqual({ openapi: '3.1.0' });
    const moved = await ann.call('GET', '/api/sample/docs');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/api/sample/docs/']);
    const page = await ann.as(null).call('GET', '/api/sample/docs/');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none';script-src 'self';/);
    expect(page.text).not.toMatch(/https?:\/\//);
    const assets = [...page.text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => name);
    expect(assets).toHaveLength(4);
    for (const asset of assets) {
      const { status, headers } = await ann.call('GET', `/api/sample/docs/${asset}`);
      expect([asset, status, headers.get('x-content-type-options')]).toEqual([asset, 200, 'nosniff']);
    }
    for (const other of ['index.html', 'package.json', '..%2fpackage.json', 'swagger-initializer.js']) {
      expect((await ann.call('GET', `/api/sample/docs/${other}`)).status).toBe(404);
    }
  });
});

describe('the probes', () => {
  it('say what runs, and whether it is ready', async () => {
    const version = (await ann.as(null).call('GET', '/version')).json;
    expect(version).toEqual({ name: 'sample', version: '1.2.3', node: process.version });
    expect((await ann.call('GET', '/readyz')).json).toEqual({ status: 'ready', checks: [] });
  });

  it('name every check that fails, and tell no stranger why', async () => {
    const check = (name: string, failure?: string) => ({
      name,
      check: () => (failure === undefined ? Promise.resolve() : Promise.reject(new Error(failure))),
    });
    const without = await startSample({ checks: [check('a'), { ...check('b', 'gone'), degrades: true }] });
    const degraded = await createHttpClient(without.server.url).call('GET', '/readyz');
    await without.server.stop();
    expect([degraded.status, degraded.json]).toEqual([
      200,
      {
        status: 'degraded',
        checks: [
          { name: 'a', ok: true },
          { name: 'b', ok: false },
        ],
      },
    ]);
    const broken = await startSample({ checks: [check('a'), check('b', 'gone'), check('c', 'late')] });
    const call = createHttpClient(broken.server.url);
    const answer = await call.call('GET', '/readyz');
    expect(assertProblem(answer, 503, 'UNAVAILABLE').details).toEqual({ checks: ['b', 'c'] });
    expect(answer.text).not.toContain('gone');
    expect((await call.call('GET', '/healthz')).status).toBe(200);
    await broken.server.stop();
  });
});

describe('a request', () => {
  it('is logged in one line, without what it carried, and counted by its route', async () => {
    sample.logger.clear();
    await ann.call('GET', `${one}?secret=Query-7`, { headers: { 'X-Request-Id': 'line-1' } });
    await eventually(() => sample.logger.entries.length > 0);
    expect(sample.logger.entries).toHaveLength(1);
    expect(sample.logger.entries[0]).toMatchObject({
      message: 'Request answered',
      method: 'GET',
      route: `${lamps}/{lamp_id}`,
      status: 400,
      operation: 'getLamp',
      request_id: 'line-1',
      actor_kind: 'user',
      actor_id: 'ann',
    });
    expect(JSON.stringify(sample.logger.entries)).not.toMatch(new RegExp(`Query-7|Bearer|${lamp.id}`));
    const metrics = await sample.metrics.render();
    expect(metrics).toContain(
      `ashlar_http_requests_total{method="GET",route="${lamps}/{lamp_id}",status="400"}`,
    );
    expect(metrics).toContain(
      `ashlar_http_request_duration_seconds_count{method="GET",route="${lamps}/{lamp_id}"`,
    );
    expect(metrics).not.toContain(lamp.id);
  });

  it('that its caller gives up is given up', async () => {
    sample.logger.clear();
    const aborted = new Promise<unknown>((resolve) => {
      sample.gate.enter = (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => (resolve(signal.reason), reject(signal.reason as Error)));
          caller.abort();
        });
    });
    const caller = new AbortController();
    await expect(fetch(`${ann.baseUrl}/api/sample/gate`, { signal: caller.signal })).rejects.toThrow(/abort/);
    expect(String(await aborted)).toContain('The caller went away');
    await eventually(() => sample.logger.entries.some(({ status }) => status === 499));
  });

  it('that takes too long is answered, even when its work goes on', async () => {
    const hasty = await startSample({ config: { requestTimeoutMs: 50 } });
    hasty.gate.enter = () => new Promise(() => undefined);
    const answer = await createHttpClient(hasty.server.url).call('GET', '/api/sample/gate');
    assertProblem(answer, 503, 'UNAVAILABLE');
    await hasty.server.stop();
  });
});

describe('a server', () => {
  it('does not start with routes that contradict each other, or a permission that nobody knows', async () => {
    const routes = sampleRoutes({ enter: async () => undefined });
    const [list] = routes;
    const start = (services: Partial<HttpServerDeps>) => startSample({ services });
    await expect(start({ routes: [...routes, ...(list ? [list] : [])] })).rejects.toThrow(
      /listLamps is the name of two/,
    );
    const refusing = routes.map(
      (route) => ({ ...route, permission: { kind: 'granted', permission: 'x' } }) as const,
    );
    await expect(start({ routes: refusing })).rejects.toThrow('x is no permission');
  });
});
