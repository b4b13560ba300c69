import { setTimeout as pause } from 'node:timers/promises';
import { allPages, must, mustWithTag, refusal } from '../api.js';
import { inLanes } from '../lanes.js';
import { callSecrets } from '../secrets-service.js';
import { type Check, LeftOut, type Part, StoryFailed } from '../story.js';
import { number } from '../words.js';
import { at, type World } from '../world.js';
import { refusedFetch } from './4-secrets.js';
import { newcomer, newcomerPrefix, newProject, workshop } from './workshop.js';

export const leaving: Part<World> = {
  number: 6,
  title: 'Somebody leaves',
  look: (world) => [
    `GET /api/data/users/${at(world.found.newcomerId)}`,
    `GET /api/data/projects/${at(had.get(world)?.projectId)}`,
  ],
  steps: [
    { name: 'what they have', run: gather },
    { name: 'access ends everywhere', run: endAccess },
    { name: 'what they owned has another owner, and their secrets are gone', run: handOver },
    { name: 'verification', run: verify },
  ],
};

interface Belongings {
  /** As they were when everything still was in order. */
  readonly accessToken: string;
  readonly personalToken: string;
  readonly standingGrant: string;
  readonly projectId: string;
  readonly scheduleId: string;
  readonly secretId: string;
  readonly heirId: string;
}
const had = new WeakMap<World, Belongings>();

function belongings(world: World): Belongings {
  const known = had.get(world);
  if (!known) throw new StoryFailed('Nobody is about to leave');
  return known;
}

async function gather(world: World, check: Check): Promise<string> {
  const { realm, runName, found } = world;
  const { owner } = await workshop(world);
  const { username, id, client } = await newcomer(world);
  const personal = await must(
    client.POST('/api/data/user/tokens', { body: { name: `laptop ${runName}`, scopes: ['read'] } }),
  );
  const secret = await must(
    client.POST('/api/data/user/secrets', {
      body: { name: 'Mine alone', value: runName, default_filename: 'MINE' },
    }),
  );
  const standing = await must(
    client.POST('/api/data/secret-grants', {
      body: { service: 'notebooks', purpose: 'session', secret_ids: [secret.id] },
    }),
  );
  const home = await must(
    client.GET('/api/data/namespaces/{path}', { params: { path: { path: username } } }),
  );
  const projectId = await newProject(client, home.id, 'experiments');
  const schedule = await must(
    client.POST('/api/data/schedules', {
      body: { name: 'My own', run_kind: 'noop', run_spec: {}, timing: { cron: '0 0 1 1 *', zone: 'UTC' } },
    }),
  );
  had.set(world, {
    accessToken: await realm.tokenOf(username),
    personalToken: personal.token,
    standingGrant: standing.id,
    projectId,
    scheduleId: schedule.id,
    secretId: secret.id,
    heirId: found.people.get(owner) ?? '',
  });
  const { contents } = await must(
    world.admin.GET('/api/data/users/{user_id}/deletion-preview', {
      params: { path: { user_id: id }, query: { heir_id: belongings(world).heirId } },
    }),
  );
  for (const { kind, count, outcome } of contents) world.say(`${kind} (${count}): ${outcome}`);
  check(
    contents.some(({ kind, outcome }) => /project/.test(kind) && outcome === 'reassigned'),
    'a project goes to the heir',
  );
  return `${contents.map(({ kind }) => kind).join(', ')}, secrets, a personal token, a standing grant`;
}

/** Replicas remember a caller for five seconds. */
const noticedWithinMs = 20_000;

async function endAccess(world: World, check: Check): Promise<string> {
  const { admin, realm, services } = world;
  const { username, id, client } = await newcomer(world);
  const { accessToken, personalToken, secretId, standingGrant, heirId } = belongings(world);
  const grants = await inLanes([1, 2], 1, async () => {
    const body = { service: 'notebooks', purpose: 'session', secret_ids: [secretId] };
    return (await must(client.POST('/api/data/secret-grants/tokens', { body }))).token;
  });
  const [used = '', unused = ''] = grants;
  check.same(
    await refusedFetch(world, 'notebooks', used),
    undefined,
    'a grant is good while its user is there',
  );
  const asBefore = world.withToken(accessToken);
  const withPersonal = world.withToken(personalToken);
  await must(withPersonal.GET('/api/data/projects'));
  const path = { user_id: id };
  const preview = await must(
    admin.GET('/api/data/users/{user_id}/deletion-preview', { params: { path, query: { heir_id: heirId } } }),
  );
  const before = await mustWithTag(admin.GET('/api/data/users/{user_id}', { params: { path } }));
  await realm.remove(username);
  await must(
    admin.DELETE('/api/data/users/{user_id}', {
      params: {
        path,
        query: { heir_id: heirId, confirm: preview.fingerprint },
        header: { 'If-Match': before.etag },
      },
    }),
  );
  const began = performance.now();
  const ways: readonly (readonly [string, () => Promise<boolean>])[] = [
    ['the token of before', async () => (await refusal(asBefore.GET('/api/data/user')))?.status === 401],
    [
      'the personal token',
      async () => (await refusal(withPersonal.GET('/api/data/projects')))?.status === 401,
    ],
    [
      'the standing grant',
      async () =>
        ((
          await refusal(
            world.withToken(await services.notebooks()).POST('/api/data/secret-grants/{grant_id}/tokens', {
              params: { path: { grant_id: standingGrant } },
              body: { purpose: 'session' },
            }),
          )
        )?.status ?? 0) >= 400,
    ],
    ['a new sign-in', async () => realm.signInFails(username)],
  ];
  for (const [what, isRefused] of ways) {
    for (;;) {
      const refused = await isRefused();
      if (refused || performance.now() - began > noticedWithinMs) {
        check(refused, `${what} is refused`);
        break;
      }
      await pause(200);
    }
  }
  // It counts once, so it is tried once: when everybody has noticed.
  check(((await refusedFetch(world, 'notebooks', unused)) ?? 0) >= 400, 'a grant of before gives nothing');
  return `${ways.map(([what]) => what).join(', ')}, a grant that was handed out: all refused within ${((performance.now() - began) / 1_000).toFixed(1)} s`;
}

async function handOver(world: World, check: Check): Promise<string | LeftOut> {
  const { admin, worker } = world;
  const { id } = await newcomer(world);
  const { projectId, scheduleId } = belongings(world);
  const path = { user_id: id };
  if (!worker) {
    const { deleted_at: deletedAt } = await must(
      admin.GET('/api/data/users/{user_id}', { params: { path } }),
    );
    check(deletedAt != null, 'the user is deleted');
    return new LeftOut(
      'the worker there hands over and shreds when its ASHLAR_USERS_DELETION_GRACE is over; with --worker-database it is not waited for',
    );
  }
  const others = await deletedBefore(world);
  if (others > 0)
    return new LeftOut(
      `${number(others)} others are deleted there and may be restored; to purge without their grace would take them along`,
    );
  // The grace is a setting of the worker: none for this one run.
  await pause(1_100);
  await worker.once('users.purge', { ASHLAR_USERS_DELETION_GRACE: '1s' });
  const after = await must(admin.GET('/api/data/users/{user_id}', { params: { path } }));
  check.same([after.status, after.purge_failure ?? null], ['purged', null], 'what is left of the user');
  check(after.purged_at != null, 'when that was');
  check(after.email == null, 'no address is left');
  const project = await must(
    admin.GET('/api/data/projects/{project_id}', { params: { path: { project_id: projectId } } }),
  );
  const heirSees = await must(
    (await workshop(world)).client.GET('/api/data/projects/{project_id}/permissions', {
      params: { path: { project_id: projectId } },
    }),
  );
  check(heirSees.permissions.includes('manage'), 'the heir manages the project');
  const schedule = await refusal(
    admin.GET('/api/data/schedules/{schedule_id}', { params: { path: { schedule_id: scheduleId } } }),
  );
  check.same(schedule?.code, 'SCHEDULE_NOT_FOUND', 'a schedule of their own, which ran as they did');
  return `the project is at ${project.path} now, their own schedule is gone, the keys of their secrets are destroyed`;
}

/** Who is in the grace of a deletion, besides those of this story and of earlier ones. */
async function deletedBefore({ admin, isShared }: World): Promise<number> {
  if (!isShared) return 0;
  const deleted = await allPages((query) =>
    admin.GET('/api/data/users', { params: { query: { ...query, status: 'deleted' } } }),
  );
  return deleted.filter(({ username }) => !username.startsWith(newcomerPrefix)).length;
}

async function verify(world: World, check: Check): Promise<string> {
  const { worker, adminToken } = world;
  const { status, body } = await callSecrets<{ readonly faults?: readonly unknown[] }>(
    world,
    await adminToken(),
    {
      path: '/api/secrets/audit/verification',
    },
  );
  check.same([status, body.faults], [200, []], 'the trail of secrets is as it was written');
  if (!worker) return 'the trail of secrets verifies; with --worker-database counters are counted again too';
  const log = await worker.once('quota.recount');
  const swept = log.find((line) => 'sweep' in line) as { counters?: number; repaired?: number } | undefined;
  check.same(swept?.repaired ?? 0, 0, 'counters that were wrong');
  return `the trail of secrets verifies, and ${number(swept?.counters ?? 0)} quota counters equal what they count`;
}
