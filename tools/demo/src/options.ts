import { parseArgs } from 'node:util';
import type { S3Keys, S3Options } from './world.js';

export interface Options {
  readonly url: string | undefined;
  readonly secretsUrl: string | undefined;
  readonly issuer: string | undefined;
  readonly loginClient: string;
  readonly accountsClient: string;
  readonly adminUser: string;
  readonly data: string | undefined;
  readonly seed: number;
  readonly isSmall: boolean;
  readonly home: string | undefined;
  readonly domain: string;
  readonly lanes: number;
  readonly everyPair: boolean;
  readonly stays: boolean;
  readonly only: readonly number[] | undefined;
  readonly s3: S3Options | undefined;
  readonly dagster: string | undefined;
  readonly dagsterJob: string;
  readonly dagsterFailingJob: string;
  readonly httpKey: string | undefined;
  readonly receiverHost: string;
  readonly workerDatabase: string | undefined;
  readonly kubernetesNamespace: string | undefined;
}

export class WrongOptions extends Error {
  override readonly name = 'WrongOptions';
}

export const usage = `npm run demo -- [options]     plays a working week against an Ashlar of its own, or a running one

  --small             a small organisation, in well under a minute
  --data DIR          a real organisation: DIR/organisation/organisation.json, DIR/schedules/periodics.json
  --seed N            of the organisation that is made when there is no --data
  --only 1,5          these parts; the organisation is imported whatever they are
  --every-pair        asks about every pair of person and project, instead of all rights above viewer and a sample
  --stay              keeps everything running afterwards, until Ctrl-C
  --home DIR          where its own Ashlar lives (.ashlar/demo); emptied first
  --lanes N           calls at once (12)
  --s3 URL            a real S3 server: DEMO_S3_BUCKET, DEMO_S3_REGION (us-east-1), DEMO_S3_ACCESS_KEY_ID,
                      DEMO_S3_SECRET_ACCESS_KEY; what the rotation brings: DEMO_S3_NEW_ACCESS_KEY_ID,
                      DEMO_S3_NEW_SECRET_ACCESS_KEY; temporary keys with their ..._SESSION_TOKEN
  --dagster URL       pipelines run there: --dagster-job NAME (greets), --dagster-failing-job NAME (fails)

against a running one, for trying out: it makes people in the realm, and a domain, and leaves them there
  --url URL --secrets-url URL --issuer URL   the data API, the secrets API, the realm as in \`iss\`
  --domain SLUG (working-week)               the domain that it makes or finds
  --admin NAME (admin)                       has the role ashlar-admin; DEMO_ADMIN_PASSWORD
  --login-client NAME (ashlar-cli)           public, with direct access grants, and \`ashlar\` in the audience
  --accounts-client NAME (ashlar-sync)       its service account has manage-users; DEMO_ACCOUNTS_SECRET
  DEMO_NOTEBOOKS_SECRET, DEMO_REPORTING_SECRET   of the clients notebooks and reporting, with the role ashlar-service
  --http-key NAME (week)                     signs what pipelines call: a file in ASHLAR_RUNS_HTTP_KEYS_PATH there
  --receiver-host HOST (127.0.0.1)           under which the worker reaches this machine
  --worker-database URL                      as the worker logs in: its tasks are run here, with the ASHLAR_* of this
                                             environment; without it the resident worker does them, by its intervals
  --kubernetes-namespace NAME                where notebooks may have Secrets made; left out without it
tools/demo/README.md says how to set that up. It looks before it begins, and says what is missing.

exit code 0: all of it happened; 1: something did not; 64: wrong options; 78: something is missing; 130: interrupted
`;

/** @throws {WrongOptions} */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const values = parse(args);
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const count = (name: string, fallback: number): number => {
    const given = Number(text(name) ?? fallback);
    if (!Number.isSafeInteger(given) || given < 1)
      throw new WrongOptions(`--${name} must be a number from 1`);
    return given;
  };
  const only = text('only')
    ?.split(',')
    .map((part) => {
      if (!/^[1-6]$/.test(part)) throw new WrongOptions('--only names parts from 1 to 6');
      return Number(part);
    });
  const url = text('url');
  const needed = ['secrets-url', 'issuer'].filter((name) => url !== undefined && text(name) === undefined);
  if (needed.length > 0) throw new WrongOptions(`With --url say --${needed.join(' and --')} too`);
  return {
    url,
    secretsUrl: text('secrets-url'),
    issuer: text('issuer'),
    loginClient: text('login-client') ?? 'ashlar-cli',
    accountsClient: text('accounts-client') ?? 'ashlar-sync',
    adminUser: text('admin') ?? 'admin',
    data: text('data'),
    seed: count('seed', 7),
    isSmall: values['small'] === true,
    home: text('home'),
    domain: text('domain') ?? 'working-week',
    lanes: count('lanes', 12),
    everyPair: values['every-pair'] === true,
    stays: values['stay'] === true,
    only,
    s3: s3Of(text('s3'), env),
    dagster: text('dagster'),
    dagsterJob: text('dagster-job') ?? 'greets',
    dagsterFailingJob: text('dagster-failing-job') ?? 'fails',
    httpKey: text('http-key'),
    receiverHost: text('receiver-host') ?? '127.0.0.1',
    workerDatabase: text('worker-database'),
    kubernetesNamespace: text('kubernetes-namespace'),
  };
}

const texts = [
  ...[
    'url',
    'secrets-url',
    'issuer',
    'login-client',
    'accounts-client',
    'kubernetes-namespace',
    'admin',
    'data',
    'seed',
    'home',
    'domain',
    'lanes',
    'only',
  ],
  ...['s3', 'dagster', 'dagster-job', 'dagster-failing-job', 'http-key', 'receiver-host', 'worker-database'],
];

function parse(args: readonly string[]): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(texts.map((name) => [name, { type: 'string' as const }])),
        ...Object.fromEntries(
          ['small', 'every-pair', 'stay', 'help'].map((name) => [name, { type: 'boolean' as const }]),
        ),
      },
    }).values;
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function s3Of(endpoint: string | undefined, env: NodeJS.ProcessEnv): S3Options | undefined {
  if (endpoint === undefined) return undefined;
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new WrongOptions(`With --s3 set ${name}`);
    return value;
  };
  const keys = (prefix: string): S3Keys => ({
    accessKeyId: need(`${prefix}ACCESS_KEY_ID`),
    secretAccessKey: need(`${prefix}SECRET_ACCESS_KEY`),
    ...(env[`${prefix}SESSION_TOKEN`] && { sessionToken: env[`${prefix}SESSION_TOKEN`] }),
  });
  return {
    endpoint,
    bucket: need('DEMO_S3_BUCKET'),
    region: env['DEMO_S3_REGION'] ?? 'us-east-1',
    ...keys('DEMO_S3_'),
    ...(env['DEMO_S3_NEW_ACCESS_KEY_ID'] && { newer: keys('DEMO_S3_NEW_') }),
  };
}
