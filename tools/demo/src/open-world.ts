import { join } from 'node:path';
import { createClient, type Traffic } from './api.js';
import { smallSize, wholeSize } from './data/generate.js';
import { planOf } from './data/organisation-plan.js';
import { openSource } from './data/source.js';
import { signingKey, startEmbedded } from './embedded.js';
import { createRealm } from './people.js';
import type { Options } from './options.js';
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
    adminClient: { id: 'ashlar-sync', secret: place.syncSecret },
    loginClient: options.loginClient,
  });
  const adminToken = place.adminToken ?? passwordOf(options, place.issuer, surroundings.env);
  const service = (name: string) => () => realm.serviceToken(name, place.serviceSecrets[name] ?? '');
  return {
    ...place,
    ...{ realm, adminToken, source, traffic },
    admin: client(adminToken),
    as: (username) => client(() => realm.tokenOf(username)),
    withToken: (token) => client(() => token),
    services: { notebooks: service('notebooks'), reporting: service('reporting') },
    s3: options.s3,
    launcher: launcherOf(options),
    plan: planOf(source.organisation),
    domainSlug: options.domain,
    lanes: options.lanes,
    everyPair: options.everyPair || options.isSmall,
    runName: Date.now().toString(36),
    found: { domainId: '', people: new Map(), orgs: new Map(), teams: new Map(), repositories: new Map() },
    say: (text) => surroundings.print(`      ${text}`),
  };
}

type Place = Pick<World, 'dataUrl' | 'secretsUrl' | 'worker' | 'cluster' | 'closing'> & {
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
  return { ...rest, dataUrl, secretsUrl, issuer, closing: [stop] };
}

function elsewhere(options: Options, { root, env }: Surroundings): Place {
  const { url = '', secretsUrl = '', issuer = '', workerDatabase } = options;
  const worker: Worker | undefined =
    workerDatabase === undefined
      ? undefined
      : createWorker({
          root,
          env: { ...settingsOf(env), DATABASE_URL: workerDatabase, DATABASE_DIRECT_URL: workerDatabase },
        });
  return {
    ...{ dataUrl: url, secretsUrl, issuer, worker, cluster: undefined, closing: [] },
    syncSecret: env['DEMO_SYNC_SECRET'] ?? '',
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

function passwordOf({ adminUser, loginClient }: Options, issuer: string, env: NodeJS.ProcessEnv) {
  return async (): Promise<string> => {
    const response = await fetch(`${issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ grant_type: 'password', client_id: loginClient, scope: 'openid' },
        ...{ username: adminUser, password: env['DEMO_ADMIN_PASSWORD'] ?? '' },
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined)
      throw new Error(`No token for ${adminUser}: the identity provider answered ${response.status}`);
    return token;
  };
}

function launcherOf({ dagster, dagsterJob, dagsterFailingJob, httpKey, receiverHost }: Options): Launcher {
  return dagster === undefined
    ? { kind: 'http', key: httpKey ?? signingKey, host: receiverHost }
    : { kind: 'dagster', job: dagsterJob, failingJob: dagsterFailingJob };
}
