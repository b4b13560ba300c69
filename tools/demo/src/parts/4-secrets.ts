import { createSecretsClient, SecretsRefused } from '@ashlar/secrets/client';
import { randomBytes } from 'node:crypto';
import { allPages, must } from '../api.js';
import { callSecrets } from '../secrets-service.js';
import { type Check, LeftOut, type Part, StoryFailed } from '../story.js';
import { at, type ServiceName, type World } from '../world.js';
import { newcomer, workshop } from './workshop.js';

export const secrets: Part<World> = {
  number: 4,
  title: 'Secrets, for a service and no other',
  look: ({ found: { workshop: group } }) => [
    'GET /api/data/user/secrets',
    `GET /api/data/audit?object_type=group&object_id=${at(group?.id)}`,
    'GET /api/secrets/audit/verification',
  ],
  steps: [
    { name: 'a user keeps secrets', run: keepSecrets },
    { name: 'a service fetches them, another is refused', run: fetchThem },
    { name: 'as a Kubernetes Secret', run: makeManifest },
    { name: 'the audit trail, shown and verified', run: showTrail },
  ],
};

interface Kept {
  readonly ids: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}
const kept = new WeakMap<World, Kept>();

async function keepSecrets(world: World, check: Check): Promise<string> {
  const { client } = await newcomer(world);
  const values = new Map(
    ['DB_PASSWORD', 'API_TOKEN'].map((name) => [name, randomBytes(18).toString('base64url')]),
  );
  const ids: string[] = [];
  for (const [name, value] of values) {
    const body = { name, value, default_filename: name };
    ids.push((await must(client.POST('/api/data/user/secrets', { body }))).id);
  }
  kept.set(world, { ids, values });
  const listed = JSON.stringify(
    await allPages((query) => client.GET('/api/data/user/secrets', { params: { query } })),
  );
  for (const value of values.values()) check(!listed.includes(value), 'a value is never shown again');
  return `${values.size} secrets; the data API can write them and not read them`;
}

/** A grant of the user, good for one fetch by one service. */
async function grantFor(world: World, service: ServiceName): Promise<string> {
  const { client } = await newcomer(world);
  const ids = kept.get(world)?.ids ?? [];
  const { token } = await must(
    client.POST('/api/data/secret-grants/tokens', {
      body: { service, purpose: 'session', job: `week ${world.runName}`, secret_ids: [...ids] },
    }),
  );
  return token;
}

/** With which status a service is refused; undefined when it is not. */
export async function refusedFetch(
  world: World,
  service: ServiceName,
  grant: string,
): Promise<number | undefined> {
  try {
    await createSecretsClient({ baseUrl: world.secretsUrl, token: world.services[service] }).fetch(grant);
    return undefined;
  } catch (error) {
    if (error instanceof SecretsRefused) return error.status;
    throw error;
  }
}

async function fetchThem(world: World, check: Check): Promise<string> {
  const { secretsUrl, services } = world;
  const grant = await grantFor(world, 'notebooks');
  const stolen = await refusedFetch(world, 'reporting', grant);
  check(stolen !== undefined && stolen >= 400, 'reporting is refused what was granted to notebooks');
  const fetched = await createSecretsClient({ baseUrl: secretsUrl, token: services.notebooks })
    .fetch(grant)
    .catch((error: unknown) => {
      if (!(error instanceof SecretsRefused) || error.code !== 'GRANT_REFUSED') throw error;
      throw new StoryFailed('ASHLAR_SECRETS_POLICY of the secrets API needs the line notebooks|session|*|*', {
        cause: error,
      });
    });
  const values = kept.get(world)?.values ?? new Map<string, string>();
  check.sets(
    fetched.map(({ filename, value }) => `${filename}=${value.toString('utf8')}`),
    [...values].map(([name, value]) => `${name}=${value}`),
    'what notebooks gets',
  );
  const again = await refusedFetch(world, 'notebooks', grant);
  check(again !== undefined && again >= 400, 'a grant counts once');
  return `notebooks got ${fetched.length} values, sealed on the way; reporting was refused with ${stolen}`;
}

async function makeManifest(world: World, check: Check): Promise<string | LeftOut> {
  const { cluster, services, say, runName, kubernetesNamespace: namespace } = world;
  if (namespace === undefined)
    return new LeftOut('--kubernetes-namespace says where notebooks may have Secrets made');
  const values = kept.get(world)?.values ?? new Map<string, string>();
  const name = `session-${runName}`;
  const body = { grant: await grantFor(world, 'notebooks'), namespace, name };
  const made = await callSecrets<MadeOrNot>(world, await services.notebooks(), {
    ...{ method: 'POST', path: '/api/secrets/kubernetes', body },
  });
  if (made.status !== 200)
    throw new StoryFailed(
      `The secrets API answered ${made.status} ${made.body.error_code}: ${made.body.detail}; it needs ASHLAR_SECRETS_NAMESPACES=notebooks=${namespace}, and the cluster by ASHLAR_KUBERNETES_*`,
    );
  check.sets(made.body.keys ?? [], values.keys(), 'its keys');
  const object = cluster?.objects('Secret', namespace).find(({ metadata }) => metadata.name === name);
  if (!cluster) return `${namespace}/${name} in the cluster`;
  const { data = {} } = { ...object } as { readonly data?: Readonly<Record<string, string>> };
  check.sets(
    Object.entries(data).map(([key, value]) => `${key}=${Buffer.from(value, 'base64').toString('utf8')}`),
    [...values].map(([key, value]) => `${key}=${value}`),
    'what the cluster has',
  );
  const hidden = Object.fromEntries(Object.keys(data).map((key) => [key, '***']));
  say(
    JSON.stringify({
      ...object,
      metadata: { name, namespace, labels: object?.metadata.labels },
      data: hidden,
    }),
  );
  return `${namespace}/${name} with ${Object.keys(data).length} keys, as the cluster has it`;
}

interface MadeOrNot {
  readonly keys?: readonly string[];
  readonly error_code?: string;
  readonly detail?: string;
}

async function showTrail(world: World, check: Check): Promise<string> {
  const { admin, adminToken, say } = world;
  const { id: groupId } = await workshop(world);
  const changes = await must(
    admin.GET('/api/data/audit', {
      params: { query: { object_type: 'group', object_id: groupId, size: 100 } },
    }),
  );
  check(changes.length > 0, 'the trail of the group has entries');
  for (const { change, relation, subject_type, actor_kind, created_at } of changes.slice(0, 3))
    say(`${created_at}  ${relation} ${change} for a ${subject_type}, by a ${actor_kind}`);
  const { status, body } = await callSecrets<{ readonly faults?: readonly unknown[] }>(
    world,
    await adminToken(),
    {
      path: '/api/secrets/audit/verification',
    },
  );
  check.same([status, body.faults], [200, []], 'the trail of secrets is as it was written');
  return `${changes.length} changes of access to the group ${world.found.workshop?.slug}; the trail of secrets verifies without a fault`;
}
