import { runToEnd } from '@ashlar/processes';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adminOf, type Json } from './keycloak-client.js';
import type { Facts, Server } from './server.types.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const of = (facts: Facts, name: string): string => facts[name] ?? '';

interface Told {
  readonly code: number | null;
  readonly lines: readonly string[];
  /** What a step said, by the beginning of its line. */
  said(step: string): string;
}

/** Plays it from the outside: what it is told is on its command line and in its environment. */
async function tell(facts: Facts, args: readonly string[], env: Facts = {}): Promise<Told> {
  const given = Object.fromEntries(Object.entries(facts).filter(([name]) => name.startsWith('DEMO_')));
  const { code, output } = await runToEnd({
    ...{ name: 'demo', command: process.execPath, cwd: root, within: 1_200_000 },
    args: [
      ...[join(root, 'tools/demo/dist/main.js'), '--small'],
      ...['--url', of(facts, 'STORY_DATA_URL'), '--secrets-url', of(facts, 'STORY_SECRETS_URL')],
      ...['--issuer', of(facts, 'STORY_ISSUER'), '--s3', of(facts, 'STORY_S3_URL')],
      ...[
        '--dagster',
        of(facts, 'STORY_DAGSTER_URL'),
        '--kubernetes-namespace',
        of(facts, 'STORY_NAMESPACE'),
      ],
      ...args,
    ],
    env: { ...given, ...env },
  });
  const lines = output.split('\n');
  return {
    ...{ code, lines },
    said: (step) => lines.find((line) => line.trimStart().startsWith(step)) ?? `nothing of ${step}`,
  };
}

const clients = (facts: Facts): readonly string[] => [
  ...['--login-client', of(facts, 'STORY_LOGIN_CLIENT')],
  ...['--accounts-client', of(facts, 'STORY_ACCOUNTS_CLIENT')],
];

function assertEnd({ code, lines }: Told, last: string): void {
  if (code !== 0 || !lines.includes(last))
    throw new Error(`it ended with ${code} and not with "${last}":\n${lines.slice(-60).join('\n')}`);
}

function assertSaid(told: Told, step: string, ...parts: readonly string[]): void {
  const line = told.said(step);
  for (const part of parts) if (!line.includes(part)) throw new Error(`"${part}" is not in: ${line}`);
}

const handOver = 'what they owned has another owner, and their secrets are gone';

export const storyChecks: Server['checks'] = {
  'the shipped realm alone is not enough, and it says what is missing before it makes anything': async (
    facts,
  ) => {
    const told = await tell(facts, [], { DEMO_ACCOUNTS_SECRET: of(facts, 'KEYCLOAK_SYNC_SECRET') });
    if (told.code !== 78) throw new Error(`it ended with ${told.code}: ${told.lines.join('\n')}`);
    assertSaid(told, '- --accounts-client', 'ashlar-sync', 'manage-users');
    assertSaid(told, '- the identity provider gave ashlar-cli', 'direct access grants');
    const people = (await (await adminOf(facts))('GET', '/users?max=5')) as readonly Json[];
    if (people.length !== 1) throw new Error(`there are ${people.length} people, and not the admin alone`);
  },

  'all of it happens, with the tasks of the worker run outside': async (facts) => {
    const told = await tell(
      facts,
      [...clients(facts), '--worker-database', of(facts, 'STORY_WORKER_DATABASE')],
      {
        ASHLAR_WORKLOAD_CLIENT_SECRET: of(facts, 'STORY_WORKER_SECRET'),
        ASHLAR_EGRESS_ALLOW_CIDRS: '127.0.0.0/8',
      },
    );
    assertEnd(told, 'All of it happened.');
    assertSaid(told, '✓ accounts at the identity provider', '30 of them new');
    const region = of(facts, 'DEMO_S3_REGION');
    assertSaid(told, '✓ a storage, whose connection test', `${region} is suggested`);
    assertSaid(told, '✓ its credentials are rotated', 'the new ones were tried first (pass)');
    assertSaid(told, '✓ a pipeline, of which one step fails', 'over dagster');
    await assertSecretIn(facts, told);
    await assertRunsIn(facts);
    const admin = await adminOf(facts);
    const left = (await admin('GET', '/users?username=newcomer-')) as readonly Json[];
    if (left.length > 0) throw new Error('who has left is still at Keycloak');
  },

  'and again, over what is there, with the resident worker': async (facts) => {
    const told = await tell(facts, clients(facts));
    assertEnd(told, `All of it happened, except what was left out: "${handOver}".`);
    assertSaid(told, '✓ accounts at the identity provider', '0 of them new');
  },
};

/** The cluster has it, with both keys. */
async function assertSecretIn(facts: Facts, told: Told): Promise<void> {
  const [, name = ''] = /\/(session-\w+)/.exec(told.said('✓ as a Kubernetes Secret')) ?? [];
  const path = `/api/v1/namespaces/${of(facts, 'STORY_NAMESPACE')}/secrets/${name}`;
  const answer = await fetch(new URL(path, of(facts, 'STORY_CLUSTER_URL')), {
    headers: { authorization: `Bearer ${of(facts, 'STORY_CLUSTER_TOKEN')}` },
  });
  const { data = {} } = (await answer.json()) as { readonly data?: object };
  const keys = Object.keys(data).sort().join();
  if (keys !== 'API_TOKEN,DB_PASSWORD') throw new Error(`${path} answered ${answer.status}, with ${keys}`);
}

/** Six targets, and the two of the step that ran again: Dagster has eight runs, of which the failing job has two. */
async function assertRunsIn(facts: Facts): Promise<void> {
  const query = '{ runsOrError { ... on Runs { results { jobName status } } } }';
  const answer = await fetch(`${of(facts, 'STORY_DAGSTER_URL')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await answer.json()) as {
    readonly data: { readonly runsOrError: { readonly results: readonly Json[] } };
  };
  const runs = data.runsOrError.results.map(({ jobName, status }) => `${String(jobName)} ${String(status)}`);
  const expected = [...Array<string>(2).fill('fails FAILURE'), ...Array<string>(6).fill('greets SUCCESS')];
  if (runs.sort().join() !== expected.join()) throw new Error(`Dagster has ${runs.join(', ')}`);
}
