import { workerClient } from '@ashlar/local-stack';
import { join } from 'node:path';
import { createClient, type Traffic } from './api.js';
import { smallSize, wholeSize } from './data/generate.js';
import { planOf } from './data/organisation-plan.js';
import { openSource } from './data/source.js';
import { namespace, signingKey, startEmbedded } from './embedded.js';
import type { Options } from './options.js';
import { createRealm } from './people.js';
import { lookFirst } from './preflight.js';
import { createWorker, type Worker } from './worker.js';
import type { Launcher, World } from './world.js';

export interface Surroundings {
  /** The checkout, built. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What there is to play in. Whoever asked for it calls what `closing` has, the last first. */
export async function openWorld(options: Options, surroundings: Surroundings): Promise<World> {
  const source = openSource(options.data, options.seed, options.isSmall ? smallSize : wholeSize);
  const place =
    options.url === undefined ? await embedded(options, surroundings) : elsewhere(options, surroundings);
  const traffic: Traffic = { requests: 0, waits: 0 };
  const client = (token: () => string | Promise<string>) => createClient(place.dataUrl, token, traffic);
  const realm = createRealm({
    issuer: place.issuer,
    accountsClient: { id: options.accountsClient, secret: place.syncSecret },
    loginClient: options.loginClient,
  });
  const { env } = surroundings;
  const adminToken =
    place.adminToken ?? (() => realm.tokenByPassword(options.adminUser, env['DEMO_ADMIN_PASSWORD'] ?? ''));
  const service = (name: string) => () => realm.serviceToken(name, place.serviceSecrets[name] ?? '');
  const services = { notebooks: service('notebooks'), reporting: service('reporting') };
  const launcher = launcherOf(options);
  if (options.url !== undefined)
    await lookFirst({ ...place, options, env, realm, adminToken, services, launcher });
  return {
    ...place,
    ...{ realm, adminToken, source, traffic, services, launcher },
    admin: client(adminToken),
    as: (username) => client(() => realm.tokenOf(username)),
    withToken: (token) => client(() => token),
    s3: options.s3,
    plan: planOf(source.organisation),
    domainSlug: options.domain,
    lanes: options.lanes,
    everyPair: options.everyPair || options.isSmall,
    runName: Date.now().toString(36),
    found: { domainId: '', people: new Map(), orgs: new Map(), teams: new Map(), repositories: new Map() },
    say: (text) => surroundings.print(`      ${text}`),
  };
}

type Place = Pick<
  World,
  'dataUrl' | 'secretsUrl' | 'worker' | 'cluster' | 'kubernetesNamespace' | 'isShared' | 'closing'
> & {
  readonly issuer: string;
  readonly syncSecret: string;
  readonly serviceSecrets: Readonly<Record<string, string>>;
  readonly adminToken?: () => Promise<string>;
};

async function embedded(
  { home, dagster }: Options,
  { root, env, print, signal }: Surroundings,
): Promise<Place> {
  const at = home ?? join(root, '.ashlar', 'demo');
  const { stack, stop, ...rest } = await startEmbedded({
    root,
    home: at,
    env,
    dagsterUrl: dagster,
    print,
    signal,
  });
  const { data_api: dataUrl, secrets_api: secretsUrl, issuer } = stack.file;
  return {
    ...rest,
    ...{ dataUrl, secretsUrl, issuer, kubernetesNamespace: namespace, isShared: false, closing: [stop] },
  };
}

function elsewhere(options: Options, { root, env }: Surroundings): Place {
  const { url = '', secretsUrl = '', issuer = '', dagster, workerDatabase, kubernetesNamespace } = options;
  const worker: Worker | undefined =
    workerDatabase === undefined
      ? undefined
      : createWorker({
          root,
          env: {
            ...{ ASHLAR_DATA_URL: url, ASHLAR_SECRETS_URL: secretsUrl, ASHLAR_LOG_FORMAT: 'json' },
            ...(dagster !== undefined && { ASHLAR_RUNS_DAGSTER_URL: dagster }),
            ...(env['ASHLAR_WORKLOAD_CLIENT_SECRET'] && {
              ASHLAR_WORKLOAD_TOKEN_URL: `${issuer}/protocol/openid-connect/token`,
              ASHLAR_WORKLOAD_CLIENT_ID: workerClient,
            }),
            ...settingsOf(env),
            DATABASE_URL: workerDatabase,
            DATABASE_DIRECT_URL: workerDatabase,
          },
        });
  return {
    ...{ dataUrl: url, secretsUrl, issuer, worker, cluster: undefined, kubernetesNamespace, closing: [] },
    isShared: true,
    syncSecret: env['DEMO_ACCOUNTS_SECRET'] ?? '',
    serviceSecrets: {
      notebooks: env['DEMO_NOTEBOOKS_SECRET'] ?? '',
      reporting: env['DEMO_REPORTING_SECRET'] ?? '',
    },
  };
}

/** Of the worker there, so that its tasks here are those of there. */
function settingsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith('ASHLAR_') && value ? [[name, value]] : [],
    ),
  );
}

function launcherOf({ dagster, dagsterJob, dagsterFailingJob, httpKey, receiverHost }: Options): Launcher {
  return dagster === undefined
    ? { kind: 'http', key: httpKey ?? signingKey, host: receiverHost }
    : { kind: 'dagster', job: dagsterJob, failingJob: dagsterFailingJob };
}
