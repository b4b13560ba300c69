import { createClient, type Refused, refusal } from './api.js';
import type { Options } from './options.js';
import { NoToken, type Realm } from './people.js';
import { reasonOf } from './report.js';
import { callSecrets } from './secrets-service.js';
import type { Launcher, ServiceName } from './world.js';
import type { Worker } from './worker.js';

/** Something that a running installation must have, and has not. */
export class Unprepared extends Error {
  override readonly name = 'Unprepared';

  constructor(readonly missing: readonly string[]) {
    super(missing.map((line) => `\n- ${line}`).join(''));
  }
}

export interface Asked {
  readonly options: Options;
  readonly env: NodeJS.ProcessEnv;
  readonly dataUrl: string;
  readonly secretsUrl: string;
  readonly issuer: string;
  readonly realm: Realm;
  readonly adminToken: () => Promise<string>;
  readonly services: { readonly [name in ServiceName]: () => Promise<string> };
  readonly worker: Worker | undefined;
  readonly launcher: Launcher;
}

/** What is missing; undefined when nothing is. */
type Look = (asked: Asked) => Promise<string | undefined>;

const settings: Readonly<Record<string, string>> = {
  DEMO_ADMIN_PASSWORD: 'the password of --admin',
  DEMO_ACCOUNTS_SECRET: 'the secret of --accounts-client',
  DEMO_NOTEBOOKS_SECRET: 'the secret of the client notebooks',
  DEMO_REPORTING_SECRET: 'the secret of the client reporting',
};

/**
 * Looks at a running installation before anything is made there.
 * @throws {Unprepared} naming all that is missing, so that it is mended in one go.
 */
export async function lookFirst(asked: Asked): Promise<void> {
  const unset = Object.entries(settings)
    .filter(([name]) => !asked.env[name])
    .map(([name, what]) => `${name} is not set: ${what}`);
  unset.push(...ofWorker(asked));
  // Where nobody answers, there is nothing more to find out.
  const places = await all([services, provider], asked);
  if (unset.length + places.length > 0) throw new Unprepared([...unset, ...places]);
  const rights = await all([accounts, administrator, service('notebooks'), service('reporting')], asked);
  if (rights.length > 0) throw new Unprepared(rights);
  const abilities = await all([runKind, tasks], asked);
  if (abilities.length > 0) throw new Unprepared(abilities);
}

/** What the worker would do without in silence, and its tasks here would do nothing. */
function ofWorker({ worker, launcher, env }: Asked): readonly string[] {
  if (!worker) return [];
  const isSet = (name: string): boolean => env[name] !== undefined || env[`${name}_FILE`] !== undefined;
  return [
    ...(launcher.kind === 'http' && !isSet('ASHLAR_RUNS_HTTP_KEYS_PATH')
      ? ['ASHLAR_RUNS_HTTP_KEYS_PATH is not set: a folder with the keys that the worker signs calls with']
      : []),
    ...(!isSet('ASHLAR_WORKLOAD_CLIENT_SECRET') && !isSet('ASHLAR_WORKLOAD_TOKEN')
      ? ['ASHLAR_WORKLOAD_CLIENT_SECRET is not set: of the client that the worker is, which tests storages']
      : []),
  ];
}

async function all(looks: readonly Look[], asked: Asked): Promise<readonly string[]> {
  const found = await Promise.all(
    looks.map((look) => look(asked).catch((error: unknown) => reasonOf(error))),
  );
  return found.filter((missing) => missing !== undefined);
}

async function services({ dataUrl, secretsUrl }: Asked): Promise<string | undefined> {
  const found = await Promise.all(
    [
      ['--url', dataUrl, '/api/data/docs'],
      ['--secrets-url', secretsUrl, '/api/secrets/docs'],
    ].map(async ([option = '', base = '', path = '']) => {
      const said = await answerOf(new URL(path, base));
      return said === 200 ? undefined : `${option}: ${base} does not answer as it should (${said})`;
    }),
  );
  return found.filter((one) => one !== undefined).join('\n- ') || undefined;
}

async function provider({ issuer }: Asked): Promise<string | undefined> {
  const said = await answerOf(new URL(`${issuer}/.well-known/openid-configuration`));
  return said === 200 ? undefined : `--issuer: there is no realm at ${issuer} (${said})`;
}

function answerOf(url: URL): Promise<number | string> {
  return fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.status;
    },
    (error: unknown) => reasonOf(error),
  );
}

async function accounts({ realm, options: { accountsClient } }: Asked): Promise<string | undefined> {
  try {
    if (await realm.mayManageAccounts()) return undefined;
  } catch (error) {
    return noTokenFor('DEMO_ACCOUNTS_SECRET', error);
  }
  return `--accounts-client: the service account of ${accountsClient} may not make people: give it manage-users and view-users of realm-management`;
}

async function administrator(asked: Asked): Promise<string | undefined> {
  const { adminToken, options, dataUrl } = asked;
  const { adminUser, loginClient } = options;
  try {
    await adminToken();
  } catch (error) {
    if (!(error instanceof NoToken)) throw error;
    const advice =
      error.error === 'invalid_grant'
        ? `is the password of ${adminUser} in DEMO_ADMIN_PASSWORD, and the account set up?`
        : `the client ${loginClient} must be public, with direct access grants; --login-client names another`;
    return `${error.message}; ${advice}`;
  }
  const client = createClient(dataUrl, adminToken, { requests: 0, waits: 0 });
  const refused = await refusal(client.GET('/api/data/users', { params: { query: { size: 1 } } }));
  if (!refused) return undefined;
  if (refused.status === 401) return notAccepted('data API', loginClient, asked);
  return `--admin: ${adminUser} is no administrator of the platform (${refused.code}): give them the role ashlar-admin of the realm`;
}

const notAccepted = (api: string, client: string, { issuer }: Asked): string =>
  `the ${api} does not accept tokens of ${client}: it must have ${issuer} in ASHLAR_AUTH_ISSUERS, and the client a mapper that puts ashlar into the audience`;

/** @param setting that holds the secret. */
function noTokenFor(setting: string, error: unknown): string {
  if (!(error instanceof NoToken)) throw error;
  return `${error.message}; is it confidential, with a service account, and ${setting} its secret?`;
}

const service =
  (name: ServiceName): Look =>
  async (asked) => {
    let token: string;
    try {
      token = await asked.services[name]();
    } catch (error) {
      return noTokenFor(`DEMO_${name.toUpperCase()}_SECRET`, error);
    }
    // Nobody has this token; who is no service is told that first.
    const { status, body } = await callSecrets<{ readonly error_code?: string }>(asked, token, {
      ...{ method: 'POST', path: '/api/secrets/unwrap', body: { token: 'ashlar_wrap_none' } },
    });
    if (status === 409) return undefined;
    if (status === 401) return notAccepted('secrets API', name, asked);
    if (status === 403)
      return `${name} is no service to the secrets API (${body.error_code}): give its service account the role ashlar-service of the realm, and its client a mapper for client_id`;
    return `the secrets API answered ${name} with ${status} ${body.error_code}`;
  };

/** Asks for a schedule that cannot be: that there is no such kind is said before what is wrong with it. */
async function runKind({ adminToken, dataUrl, launcher }: Asked): Promise<string | undefined> {
  const client = createClient(dataUrl, adminToken, { requests: 0, waits: 0 });
  const refused: Refused | undefined = await refusal(
    client.POST('/api/data/schedules', {
      body: {
        ...{ name: 'Nothing', run_kind: launcher.kind, run_spec: {} },
        timing: { cron: '0 0 1 1 *', zone: 'UTC' },
      },
    }),
  );
  if (refused?.code !== 'RUN_KIND_UNKNOWN') return undefined;
  const needed =
    launcher.kind === 'http'
      ? `ASHLAR_RUNS_HTTP_KEYS_PATH, a folder with the file ${launcher.key}`
      : 'ASHLAR_RUNS_DAGSTER_URL';
  return `there are no runs of the kind ${launcher.kind}: data API and worker need ${needed}`;
}

async function tasks({ worker }: Asked): Promise<string | undefined> {
  return worker?.once('storages.check').then(
    () => undefined,
    (error: unknown) =>
      `--worker-database: no task of the worker runs here with the ASHLAR_* of this environment; ${reasonOf(error)}`,
  );
}
