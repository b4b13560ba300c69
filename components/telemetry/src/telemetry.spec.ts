import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type Environment, loadConfig } from '@ashlar/config';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { jest } from '@jest/globals';

import { startCollector } from './collector.fixture.js';

// The SDK is replaced by itself, to see whether anybody asks for it.
let sdkLoaded = 0;
const sdk = '@opentelemetry/sdk-trace-node';
const realSdk = await import(sdk as '@opentelemetry/sdk-trace-node');
jest.unstable_mockModule(sdk, () => {
  sdkLoaded += 1;
  return realSdk;
});
const { createTelemetry, currentTraceparent, extractTraceContext, TelemetryConfig, withSpan } =
  await import('./index.js');

const logger = createRecordingLogger();
const traceId = randomBytes(16).toString('hex');
const spanId = randomBytes(8).toString('hex');
const parent = extractTraceContext({ traceparent: `00-${traceId}-${spanId}-01` });

async function start(env: Environment = {}) {
  const { telemetry: config } = loadConfig(
    { telemetry: TelemetryConfig },
    { ASHLAR_METRICS_HOST: '127.0.0.1', ASHLAR_METRICS_PORT: '0', ...env },
  );
  return createTelemetry({ service: 'data-api', version: '1.2.3', config, logger });
}

beforeEach(() => logger.clear());

describe('without an endpoint', () => {
  it('the SDK is not loaded', async () => {
    const telemetry = await start();
    await withSpan('work', {}, () => 1);
    await telemetry.close();
    expect(sdkLoaded).toBe(0);
  });

  it('log lines still share the trace of the caller, or a new one', async () => {
    const telemetry = await start();
    await withSpan(
      'request',
      {},
      async () => {
        await withSpan('inner', {}, () => logger.info('inside'));
        expect(currentTraceparent()).toBe(`00-${traceId}-${spanId}-01`);
      },
      { parent },
    );
    await withSpan('request', {}, async () => {
      const first = currentTraceparent();
      expect(first).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
      await withSpan('inner', {}, () => expect(currentTraceparent()).toBe(first));
    });
    expect(logger.entries).toMatchObject([{ trace_id: traceId, span_id: spanId }]);
    expect(currentTraceparent()).toBeUndefined();
    await telemetry.close();
  });

  it('work may fail as it likes', async () => {
    const telemetry = await start();
    const error = new Error('mine');
    await expect(withSpan('work', {}, () => Promise.reject(error))).rejects.toBe(error);
    await telemetry.close();
  });
});

describe('with an endpoint', () => {
  it('spans arrive with their parent, attributes and errors, redacted', async () => {
    const collector = await startCollector();
    const token = randomBytes(12).toString('hex');
    const telemetry = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.endpoint}/`,
      OTEL_EXPORTER_OTLP_HEADERS: `x-key=a%20b,x-other=${token}`,
    });
    await withSpan(
      'GET',
      { 'http.request.method': 'GET', note: `Bearer ${token}`, nothing: undefined },
      async (span) => {
        span.rename('GET /api/data/storages');
        span.setAttributes({ 'http.response.status_code': 500 });
        logger.info('inside');
        await withSpan('query', {}, () => {
          throw Object.assign(new TypeError(`refused postgres://u:${token}@db`), { code: 'E1' });
        }).catch(() => undefined);
      },
      { kind: 'server', parent },
    );
    await telemetry.close();
    await collector.close();

    expect(sdkLoaded).toBe(1);
    expect(collector.paths).toEqual(['/v1/traces']);
    expect(collector.headers[0]).toMatchObject({ 'x-key': 'a b', 'x-other': token });
    expect(collector.resources[0]).toEqual(
      expect.arrayContaining([
        { key: 'service.name', value: { stringValue: 'data-api' } },
        { key: 'service.version', value: { stringValue: '1.2.3' } },
      ]),
    );
    const [query, request] = collector.spans;
    expect(request).toMatchObject({ name: 'GET /api/data/storages', traceId, parentSpanId: spanId, kind: 2 });
    expect(request?.attributes).toEqual([
      { key: 'http.request.method', value: { stringValue: 'GET' } },
      { key: 'note', value: { stringValue: 'Bearer ***' } },
      { key: 'http.response.status_code', value: { intValue: 500 } },
    ]);
    expect(query).toMatchObject({
      name: 'query',
      traceId,
      parentSpanId: request?.spanId,
      status: { code: 2, message: 'refused postgres://u:***@db' },
    });
    expect(query?.events[0]?.name).toBe('exception');
    expect(JSON.stringify(collector.spans)).not.toContain(token);
    expect(logger.entries).toMatchObject([
      { message: 'inside', trace_id: traceId, span_id: request?.spanId },
    ]);
  });

  it('the share of new traces is as configured', async () => {
    const collector = await startCollector();
    const telemetry = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_TRACES_SAMPLER_ARG: '0',
      OTEL_SERVICE_NAME: 'renamed',
    });
    await withSpan('not recorded', {}, () => undefined);
    await withSpan('recorded by the caller', {}, () => undefined, { parent });
    await telemetry.close();
    await collector.close();
    expect(collector.spans.map(({ name }) => name)).toEqual(['recorded by the caller']);
    expect(JSON.stringify(collector.resources)).toContain('renamed');
  });

  it('a collector that refuses is logged and counted, and harms nobody', async () => {
    const collector = await startCollector(400);
    const telemetry = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    await expect(withSpan('work', {}, () => 'done')).resolves.toBe('done');
    await telemetry.close();
    await collector.close();
    expect(logger.entries).toMatchObject([{ level: 'warn', message: 'Traces could not be exported' }]);
    expect(await telemetry.metrics.render()).toContain('ashlar_trace_export_errors_total 1\n');
  });

  it('a collector that does not answer is given up at the deadline', async () => {
    const collector = await startCollector('silent');
    const telemetry = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
    await withSpan('work', {}, () => undefined);
    await telemetry.close(50);
    await collector.close();
    expect(logger.entries).toMatchObject([{ message: 'The last traces were given up', deadline_ms: 50 }]);
  });
});

describe('a second telemetry in the process', () => {
  it('records no traces, says so, and leaves the first alone', async () => {
    const first = await start();
    const second = await start();
    expect(logger.entries).toMatchObject([
      { level: 'warn', message: expect.stringMatching(/already/) as string },
    ]);
    await second.close();
    await withSpan('work', {}, () => expect(currentTraceparent()).toBeDefined());
    await first.close();
    await first.close();
    await withSpan('work', {}, () => expect(currentTraceparent()).toBeUndefined());
  });
});

describe('the metrics server', () => {
  it('serves /metrics and nothing else, until it is closed', async () => {
    const telemetry = await start();
    const { url } = await telemetry.startMetricsServer();
    const metrics = await fetch(`${url}/metrics`);
    expect([metrics.status, metrics.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    const text = await metrics.text();
    expect(text).toContain('ashlar_build_info{service="data-api",version="1.2.3"} 1\n');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect((await fetch(`${url}/metrics?x=1`)).status).toBe(200);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics/`)).status).toBe(404);
    const posted = await fetch(`${url}/metrics`, { method: 'POST', body: 'x' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await telemetry.startMetricsServer()).toMatchObject({ url });
    await telemetry.close();
    await expect(fetch(`${url}/metrics`)).rejects.toThrow();
  });

  it('does not start on a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const telemetry = await start({ ASHLAR_METRICS_PORT: String(port) });
    await expect(telemetry.startMetricsServer()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await telemetry.close();
    await new Promise((resolve) => other.close(resolve));
    expect(other.listening).toBe(false);
  });
});

describe('the configuration', () => {
  it('has defaults for everything', () => {
    expect({ ...loadConfig({ telemetry: TelemetryConfig }, {}).telemetry }).toEqual({
      metricsHost: '0.0.0.0',
      metricsPort: 9090,
      otlpEndpoint: undefined,
      otlpHeaders: undefined,
      serviceName: undefined,
      sampleRatio: 1,
    });
  });

  it('refuses headers that are none', () => {
    const env = { OTEL_EXPORTER_OTLP_HEADERS: 'no header' };
    expect(() => loadConfig({ telemetry: TelemetryConfig }, env)).toThrow(
      /OTEL_EXPORTER_OTLP_HEADERS: must match/,
    );
  });
});
