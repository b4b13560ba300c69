import { setTimeout as pause } from 'node:timers/promises';
import { must, mustWithTag, refusal } from '../api.js';
import { startOwnS3 } from '../s3-server.js';
import type { Check, Part } from '../story.js';
import { at, type S3Keys, type S3Options, type World } from '../world.js';
import { workshop } from './workshop.js';

export const storage: Part<World> = {
  number: 2,
  title: 'Quotas, and a storage',
  look: ({ found: { workshop: group, storageId } }) => [
    `GET /api/data/groups/${at(group?.id)}/quota-usage`,
    `GET /api/data/storages/${at(storageId)}`,
  ],
  steps: [
    { name: 'quota templates, defined and assigned', run: assignQuotas },
    { name: 'a storage, whose connection test explains a wrong region', run: addStorage },
    { name: 'the second try', run: correctRegion },
    { name: 'its credentials are rotated', run: rotate },
  ],
};

async function assignQuotas(world: World, check: Check): Promise<string> {
  const { admin, runName } = world;
  const { id, client } = await workshop(world);
  const templates = [
    { type: 'MAX_STORAGES', value: { max: 1 } },
    { type: 'MAX_ORDER_TIMES', value: { max_order_times: 1_000, period: { kind: 'week' as const } } },
    { type: 'MAX_SIZE', value: { max_size: '1099511627776' } },
  ];
  for (const { type, value } of templates) {
    const name = `${type.toLowerCase().replaceAll('_', '-')} of a workshop ${runName}`;
    const quota = await must(admin.POST('/api/data/quotas', { body: { name, type, value } }));
    const params = { path: { group_id: id } };
    await must(admin.POST('/api/data/groups/{group_id}/quotas', { params, body: { quota_id: quota.id } }));
  }
  const { items } = await must(
    client.GET('/api/data/groups/{group_id}/quota-usage', { params: { path: { group_id: id } } }),
  );
  for (const { type } of templates) {
    const item = items.find((one) => one.type === type);
    check.same(
      [item?.decided_by.rule, item?.decided_by.subject_id],
      ['assignment', id],
      `what decides about ${type}`,
    );
  }
  const [, weekly] = templates;
  const own = await refusal(
    client.POST('/api/data/quotas', {
      body: { name: `my own ${runName}`, type: 'MAX_STORAGES', value: { max: 9 } },
    }),
  );
  check.same(own?.status, 403, 'an owner of a group defines no quotas');
  return `${templates.length} templates decide for ${world.found.workshop?.slug}, a group of the story's own, such as ${weekly?.type} by the week`;
}

interface Connected {
  readonly id: string;
  readonly s3: S3Options;
}
const connected = new WeakMap<World, Connected>();

const resourceOf = ({ endpoint, bucket }: S3Options, region: string) => ({
  ...{ type: 's3' as const, provider: 'Other' as const, endpoint, bucket, region, auth: 'keys' as const },
});
const credentialsOf = ({ accessKeyId, secretAccessKey, sessionToken }: S3Keys) => ({
  ...{ access_key_id: accessKeyId, secret_access_key: secretAccessKey },
  ...(sessionToken !== undefined && { session_token: sessionToken }),
});

async function addStorage(world: World, check: Check): Promise<string> {
  const { closing, say } = world;
  const { id: groupId, client } = await workshop(world);
  const own = world.s3 ? undefined : await startOwnS3();
  if (own) closing.push(() => own.stop());
  const s3 = world.s3 ?? own?.options;
  if (!s3) throw new TypeError('There is no S3 server');
  const wrong = s3.region === 'us-west-2' ? 'eu-west-1' : 'us-west-2';
  const body = {
    ...{ name: 'Results', owner_type: 'group' as const, owner_id: groupId },
    ...{ resource: resourceOf(s3, wrong), credentials: credentialsOf(s3) },
  };
  const { id } = await must(client.POST('/api/data/storages', { body }));
  connected.set(world, { id, s3 });
  world.found.storageId = id;
  const second = await refusal(
    client.POST('/api/data/storages', { body: { ...body, name: 'More results' } }),
  );
  check.same(second?.code, 'QUOTA_EXCEEDED', 'a second storage is more than the quota has');
  const test = await tested(world, id);
  check.same(
    [test.status, test.code, test.region?.suggested],
    ['fail', 'WRONG_REGION', s3.region],
    'the test',
  );
  const step = test.checks.find(({ status }) => status === 'fail');
  say(`${step?.name}: ${step?.message} ${step?.hint} (${test.region?.suggested})`);
  return `${wrong} is wrong, ${test.region?.suggested} is suggested; a second storage was refused by quota`;
}

async function correctRegion(world: World, check: Check): Promise<string> {
  const { client } = await workshop(world);
  const { id, s3 } = found(world);
  const params = { path: { storage_id: id } };
  const { etag } = await mustWithTag(client.GET('/api/data/storages/{storage_id}', { params }));
  await must(
    client.PATCH('/api/data/storages/{storage_id}', {
      params: { ...params, header: { 'If-Match': etag } },
      body: { resource: { region: s3.region }, credentials: credentialsOf(s3) },
    }),
  );
  const test = await tested(world, id);
  check.same(test.status, 'pass', `the test (${test.code})`);
  return test.checks.map(({ name, status }) => `${name} ${status}`).join(', ');
}

async function rotate(world: World, check: Check): Promise<string> {
  const { client } = await workshop(world);
  const { id, s3 } = found(world);
  const params = { path: { storage_id: id } };
  const before = await must(client.GET('/api/data/storages/{storage_id}', { params }));
  const body = { credentials: credentialsOf(s3.newer ?? s3) };
  const rotated = client.POST('/api/data/storages/{storage_id}/credentials', { params, body });
  // The new ones are tried first, by the worker, while the call waits.
  const { test, credentials } = await whileTesting(world, must(rotated));
  check.same(test.status, 'pass', `the test of the new ones (${test.code})`);
  check(
    (credentials.fingerprint === before.credentials.fingerprint) === (s3.newer === undefined),
    'they are others',
  );
  check.same((await tested(world, id)).status, 'pass', 'the test afterwards');
  return s3.newer
    ? `the new ones were tried first (${test.status}), the old ones can be brought back for a while`
    : `the same again, which were tried first (${test.status}); DEMO_S3_NEW_ACCESS_KEY_ID names others`;
}

function found(world: World): Connected {
  const known = connected.get(world);
  if (!known) throw new TypeError('There is no storage');
  return known;
}

/** Asks for a test, has the worker make it, and waits for its end. */
async function tested(world: World, id: string) {
  const { worker } = world;
  const { client } = await workshop(world);
  const params = { path: { storage_id: id } };
  const asked = client.POST('/api/data/storages/{storage_id}/test', {
    params,
    body: { intended_use: 'write' as const },
  });
  let test = await whileTesting(world, must(asked));
  for (let tries = 0; test.state !== 'done' && tries < 20; tries += 1) {
    await worker?.once('storages.check');
    await pause(1_000);
    const path = { storage_id: id, check_id: test.id };
    test = await must(client.GET('/api/data/storages/{storage_id}/checks/{check_id}', { params: { path } }));
  }
  return test;
}

/** What asks for a test waits for the worker, whose task is run meanwhile. */
async function whileTesting<T>({ worker }: World, asked: Promise<T>): Promise<T> {
  let isOver = false;
  const answer = asked.finally(() => (isOver = true));
  const runs = (async () => {
    while (worker && !isOver) await worker.once('storages.check');
  })();
  const [result] = await Promise.all([answer, runs]);
  return result;
}
