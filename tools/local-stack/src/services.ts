import type { DatabaseRole } from '@ashlar/test-postgres';
import { type Keys, publicKeyOf } from './keys.js';

/** One deployable, as the stack runs it. */
export interface Service {
  /** The name of the process, and of its log. */
  readonly name: string;
  /** Its key in stack.json. */
  readonly key: 'data_api' | 'secrets_api' | 'worker';
  /** Main module, below the checkout. */
  readonly main: string;
  /** Where the built base says what it reads from the environment, below the checkout. */
  readonly base: string;
  /** The group role of its database login. */
  readonly role: DatabaseRole;
  /** Used when free. */
  readonly port: number;
  readonly metricsPort: number;
}

export const services: readonly Service[] = [
  {
    name: 'data-api',
    key: 'data_api',
    main: 'projects/data-api/dist/main.js',
    base: 'bases/data-rest-api/dist/index.js',
    role: 'data',
    port: 8080,
    metricsPort: 9080,
  },
  {
    name: 'secrets-api',
    key: 'secrets_api',
    main: 'projects/secrets-api/dist/main.js',
    base: 'bases/secrets-rest-api/dist/index.js',
    role: 'secrets',
    port: 8081,
    metricsPort: 9081,
  },
  {
    name: 'background-jobs',
    key: 'worker',
    main: 'projects/background-jobs/dist/main.js',
    base: 'bases/job-runner/dist/index.js',
    role: 'worker',
    port: 8082,
    metricsPort: 9082,
  },
];

/** The ports of everything else, used when free. */
export const usualPorts = { postgres: 5433, identity: 8090 };

export interface ServiceAddresses {
  readonly port: number;
  readonly metricsPort: number;
  readonly databaseUrl: string;
  readonly issuer: string;
  readonly keys: Keys;
  readonly worker: WorkerIdentity;
}

/** As whom the worker gets credentials of storages to test them with, and where. */
export interface WorkerIdentity {
  readonly dataUrl: string;
  readonly secretsUrl: string;
  readonly clientSecret: string;
}

/** The client of the realm that the worker is. */
export const workerClient = 'background-jobs';

/** What a service reads from its environment, on top of `passedOn`. */
export function environmentOf(
  { name, role }: Service,
  { port, metricsPort, databaseUrl, issuer, keys, worker }: ServiceAddresses,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    DATABASE_DIRECT_URL: databaseUrl,
    ASHLAR_HTTP_HOST: '127.0.0.1',
    ASHLAR_HTTP_PORT: String(port),
    ASHLAR_METRICS_HOST: '127.0.0.1',
    ASHLAR_METRICS_PORT: String(metricsPort),
    ASHLAR_PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...(role !== 'worker' && { ASHLAR_AUTH_ISSUERS: issuer, ASHLAR_AUTH_AUDIENCE: 'ashlar' }),
    ASHLAR_LOG_FORMAT: 'json',
    ...keysFor(name, keys),
    ...storageTestsFor(name, issuer, worker),
  };
}

/** The worker tests storages with credentials that both APIs give it, and nobody else. */
function storageTestsFor(
  name: Service['name'],
  issuer: string,
  { dataUrl, secretsUrl, clientSecret }: WorkerIdentity,
): Record<string, string> {
  if (name === 'data-api') return { ASHLAR_STORAGE_CHECKS_SERVICE: workerClient };
  if (name === 'secrets-api') {
    // Notebooks are the service of the realm to try secrets with.
    const policy = [
      'notebooks|session|*|*',
      ...['storage-check', 'storage-usage'].map((purpose) => `${workerClient}|${purpose}|storage|*`),
    ];
    return { ASHLAR_SECRETS_POLICY: policy.join() };
  }
  return {
    ASHLAR_DATA_URL: dataUrl,
    ASHLAR_SECRETS_URL: secretsUrl,
    ASHLAR_WORKLOAD_TOKEN_URL: `${issuer}/protocol/openid-connect/token`,
    ASHLAR_WORKLOAD_CLIENT_ID: workerClient,
    ASHLAR_WORKLOAD_CLIENT_SECRET: clientSecret,
  };
}

/** To each service its own: what writes secrets cannot open them. */
function keysFor(name: Service['name'], keys: Keys): Record<string, string> {
  // Webhooks may be tried out against a program on this machine.
  const webhooks = {
    ASHLAR_WEBHOOKS_KEY: keys.webhooks,
    ASHLAR_EGRESS_ALLOW_CIDRS: '127.0.0.0/8,::1/128',
  };
  if (name === 'data-api') {
    return {
      ...webhooks,
      ASHLAR_INVITATION_KEYS: keys.invitations,
      ASHLAR_SECRETS_WRITER_KEY: keys.writer,
      ASHLAR_CONFIG_BUNDLE_KEY: keys.bundles,
      ASHLAR_SECRETS_PUBLISHERS: publicKeyOf(keys.publisher),
    };
  }
  if (name === 'secrets-api') {
    return {
      ASHLAR_VAULT_ROOT_KEY: keys.root,
      ASHLAR_SECRETS_PUBLISHER_KEY: keys.publisher,
      ASHLAR_SECRETS_WRITERS: publicKeyOf(keys.writer),
      ASHLAR_CONFIG_BUNDLE_SIGNERS: publicKeyOf(keys.bundles),
    };
  }
  return webhooks;
}

/**
 * What of the caller's environment reaches the services: settings, so that `ASHLAR_LOG_LEVEL=debug npm start` does
 * what it says, and nothing of npm's, nor what the stack chooses itself.
 * @param foreign what only other services know; a service refuses what it does not know.
 */
export function passedOn(
  env: NodeJS.ProcessEnv,
  foreign: ReadonlySet<string> = new Set(),
): Record<string, string> {
  const wanted = /^(?:PATH|HOME|TMPDIR|NODE_EXTRA_CA_CERTS|ASHLAR_.+|OTEL_.+)$/;
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined &&
      wanted.test(name) &&
      name !== 'ASHLAR_HOME' &&
      !chosenHere.has(name) &&
      !foreign.has(name)
        ? [[name, value]]
        : [],
    ),
  );
}

/** What the caller has set and the stack does not use, since it chooses these itself. */
export function notUsed(env: NodeJS.ProcessEnv): readonly string[] {
  return [...chosenHere].filter((name) => env[name] !== undefined).sort();
}

/** Nobody's key. */
const zeros = Buffer.alloc(32).toString('base64');
const noKeys: Keys = {
  invitations: '',
  webhooks: '',
  root: '',
  writer: zeros,
  publisher: zeros,
  bundles: zeros,
};
const nowhere: ServiceAddresses = {
  ...{ port: 0, metricsPort: 0, databaseUrl: '', issuer: '', keys: noKeys },
  worker: { dataUrl: '', secretsUrl: '', clientSecret: '' },
};
const chosenHere: ReadonlySet<string> = new Set(
  services.flatMap((service) => Object.keys(environmentOf(service, nowhere))),
);
