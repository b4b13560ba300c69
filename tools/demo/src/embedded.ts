import { layoutOf, runReset, startStack, type RunningStack, workerClient } from '@ashlar/local-stack';
import { freePorts } from '@ashlar/processes';
import { startKubernetesApi, type KubernetesApi } from '@ashlar/test-kubernetes';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorker, type Worker } from './worker.js';

export interface EmbeddedOptions {
  /** The checkout, built. */
  readonly root: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly dagsterUrl: string | undefined;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** An Ashlar of the story's own: its folder, its ports, no resident worker. */
export interface Embedded {
  readonly stack: RunningStack;
  readonly worker: Worker;
  readonly cluster: KubernetesApi;
  readonly adminToken: () => Promise<string>;
  readonly syncSecret: string;
  readonly serviceSecrets: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Name of the key that signs what pipelines call. */
export const signingKey = 'week';
/** Namespace of the cluster for what notebooks need. */
export const namespace = 'science';

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { root, home, print, signal, dagsterUrl } = options;
  const env = { ...options.env, ASHLAR_HOME: home };
  const layout = layoutOf(root, env);
  print(`An Ashlar of the story's own starts in ${home}, which is emptied first`);
  await runReset({ root, env, print: () => undefined });
  mkdirSync(home, { recursive: true, mode: 0o755 });
  await ownPorts(layout.portsFile);
  const keys = join(home, 'run-keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  if (!existsSync(join(keys, signingKey)))
    writeFileSync(join(keys, signingKey), `whsec_${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const clusterToken = randomBytes(18).toString('base64url');
  const tokenFile = join(home, 'cluster-token');
  writeFileSync(tokenFile, clusterToken, { mode: 0o600 });
  const cluster = await startKubernetesApi({
    namespaces: [namespace],
    tokens: { [clusterToken]: { username: 'system:serviceaccount:ashlar:secrets-api' } },
  });
  const runs = {
    ASHLAR_RUNS_HTTP_KEYS_PATH: keys,
    ASHLAR_EGRESS_ALLOW_CIDRS: '127.0.0.0/8,::1/128',
    ...(dagsterUrl !== undefined && { ASHLAR_RUNS_DAGSTER_URL: dagsterUrl }),
  };
  try {
    const stack = await startStack({
      ...{ layout, env, print, signal, only: ['data-api', 'secrets-api'] },
      settings: {
        // A whole organisation at once, by a few people: more than anybody does by hand.
        'data-api': {
          ...runs,
          ASHLAR_HTTP_RATE_LIMIT: '60000',
        },
        'secrets-api': {
          ASHLAR_SECRETS_POLICY: `notebooks|session|*|*,reporting|session|*|*,${workerClient}|storage-check|storage|*`,
          ASHLAR_SECRETS_NAMESPACES: `notebooks=${namespace}`,
          ASHLAR_KUBERNETES_API: cluster.url,
          ASHLAR_KUBERNETES_TOKEN_FILE: tokenFile,
        },
      },
    });
    const credentials = JSON.parse(readFileSync(join(layout.identity, 'credentials.json'), 'utf8')) as {
      readonly clients: Readonly<Record<string, string>>;
    };
    return {
      stack,
      cluster,
      worker: createWorker({
        root,
        env: {
          ...runs,
          ASHLAR_DATA_URL: stack.file.data_api,
          ASHLAR_SECRETS_URL: stack.file.secrets_api,
          ASHLAR_WORKLOAD_TOKEN_URL: `${stack.file.issuer}/protocol/openid-connect/token`,
          ASHLAR_WORKLOAD_CLIENT_ID: workerClient,
          ASHLAR_WORKLOAD_CLIENT_SECRET: credentials.clients[workerClient] ?? '',
          DATABASE_URL: stack.file.worker_database_url,
          DATABASE_DIRECT_URL: stack.file.worker_database_url,
          ASHLAR_LOG_FORMAT: 'json',
        },
      }),
      // Of the stack's own desk: nobody made an account for the administrator.
      adminToken: async () => stack.file.tokens['admin'] ?? '',
      syncSecret: credentials.clients['ashlar-sync'] ?? '',
      serviceSecrets: credentials.clients,
      stop: async () => {
        await stack.stop();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Not the usual ones, which are those of `npm start`. */
async function ownPorts(file: string): Promise<void> {
  const names = [
    'postgres',
    'identity',
    'data-api',
    'data-api metrics',
    'secrets-api',
    'secrets-api metrics',
  ];
  const ports = await freePorts(names.length);
  writeFileSync(file, JSON.stringify(Object.fromEntries(names.map((name, index) => [name, ports[index]]))));
}
