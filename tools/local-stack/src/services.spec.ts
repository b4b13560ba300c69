import { randomBytes } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeys, publicKeyOf } from './keys.js';
import { environmentOf, notUsed, passedOn, services, workerClient } from './services.js';

describe('passedOn', () => {
  it('passes on settings and nothing else', () => {
    const env = {
      PATH: '/bin',
      ASHLAR_LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      ASHLAR_HOME: '/elsewhere',
      DATABASE_URL: 'postgresql://production',
      npm_config_user_agent: 'npm',
      NODE_OPTIONS: '--inspect',
    };
    expect(passedOn(env)).toEqual({
      PATH: '/bin',
      ASHLAR_LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
    });
  });
});

describe('passedOn for one service', () => {
  it('leaves out what only another one knows', () => {
    const env = { ASHLAR_QUEUE_CONCURRENCY: '4', ASHLAR_LOG_LEVEL: 'debug' };
    expect(passedOn(env, new Set(['ASHLAR_QUEUE_CONCURRENCY']))).toEqual({ ASHLAR_LOG_LEVEL: 'debug' });
  });
});

describe('what the stack chooses itself', () => {
  it('is not passed on, and is named', () => {
    const env = { ASHLAR_HTTP_PORT: '1', DATABASE_URL: 'postgresql://production', ASHLAR_LOG_LEVEL: 'debug' };
    expect(passedOn(env)).toEqual({ ASHLAR_LOG_LEVEL: 'debug' });
    expect(notUsed(env)).toEqual(['ASHLAR_HTTP_PORT', 'DATABASE_URL']);
  });
});

describe('environmentOf', () => {
  const addresses = {
    port: 8080,
    metricsPort: 9080,
    databaseUrl: 'postgresql://127.0.0.1/ashlar',
    issuer: 'http://127.0.0.1:8090/realms/ashlar',
    keys: openKeys(join(mkdtempSync(join(tmpdir(), 'ashlar-keys-')), 'keys.json')),
    worker: {
      dataUrl: 'http://127.0.0.1:8080',
      secretsUrl: 'http://127.0.0.1:8081',
      clientSecret: randomBytes(18).toString('base64url'),
    },
  };

  it.each(services)('keeps $name on this machine, under its own login', (service) => {
    expect(environmentOf(service, addresses)).toMatchObject({
      ASHLAR_HTTP_HOST: '127.0.0.1',
      ASHLAR_METRICS_HOST: '127.0.0.1',
      ASHLAR_PUBLIC_URL: 'http://127.0.0.1:8080',
      DATABASE_URL: 'postgresql://127.0.0.1/ashlar',
    });
  });

  it('gives no service both what writes secrets and what opens them', () => {
    const { root, writer, publisher } = addresses.keys;
    const holders = (secret: string): readonly string[] =>
      services
        .filter((service) => Object.values(environmentOf(service, addresses)).includes(secret))
        .map(({ name }) => name);
    expect([root, publisher, writer].map(holders)).toEqual([['secrets-api'], ['secrets-api'], ['data-api']]);
  });

  it('lets the worker get credentials of storages, and no other service be it', () => {
    const [data, secrets, worker] = services.map((service) => environmentOf(service, addresses));
    expect(data?.['ASHLAR_STORAGE_CHECKS_SERVICE']).toBe(workerClient);
    expect(secrets?.['ASHLAR_SECRETS_POLICY']).toContain(`${workerClient}|storage-check|storage|*`);
    expect(worker).toMatchObject({
      ASHLAR_DATA_URL: addresses.worker.dataUrl,
      ASHLAR_SECRETS_URL: addresses.worker.secretsUrl,
      ASHLAR_WORKLOAD_CLIENT_ID: workerClient,
    });
    for (const other of [data, secrets])
      expect(Object.values(other ?? {})).not.toContain(addresses.worker.clientSecret);
  });

  it('keeps keys from start to start, for their owner only', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'ashlar-keys-')), 'keys.json');
    const made = openKeys(file);
    expect(openKeys(file)).toEqual(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(publicKeyOf(made.writer)).toMatch(/^[\w-]{43}$/);
  });

  it('names the issuer to those that take tokens, and to no other', () => {
    const issuers = services.map((service) => environmentOf(service, addresses)['ASHLAR_AUTH_ISSUERS']);
    expect(issuers).toEqual([addresses.issuer, addresses.issuer, undefined]);
  });
});

describe('services', () => {
  it('each have a database login and ports of their own', () => {
    expect(new Set(services.map(({ role }) => role)).size).toBe(services.length);
    const ports = services.flatMap(({ port, metricsPort }) => [port, metricsPort]);
    expect(new Set(ports).size).toBe(ports.length);
  });
});
