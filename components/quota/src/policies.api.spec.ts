import { newId } from '@ashlar/database';
import { assertProblem } from '@ashlar/test-http';
import { bodyOf, defaultDomain, serveQuotas, type ServedQuotas } from './server.fixture.js';

let served: ServedQuotas;
const projectId = newId();

beforeAll(async () => {
  served = await serveQuotas();
  const groupId = newId();
  await served.client.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     values ($1, 'lab', 'group', $2, true), ($2, 'beam', 'project', $3, true)`,
    [defaultDomain, groupId, projectId],
  );
  await served.client.query(
    `insert into groups.groups (id, domain_id, slug, name, visibility) values ($1, $2, 'lab', 'Lab', 'private')`,
    [groupId, defaultDomain],
  );
  await served.client.query(
    `insert into projects.projects (id, domain_id, group_id, slug, name, visibility)
     values ($1, $2, $3, 'beam', 'Beam', 'private')`,
    [projectId, defaultDomain, groupId],
  );
});
afterAll(() => served.stop());

interface Policy {
  readonly id: string;
  readonly limits: object;
  readonly quotas: readonly { readonly type: string; readonly quota_id: string }[];
}

const base = '/api/data/quota-policies';
const create = (json: object) => served.admin.call('POST', base, { json: { name: newId(), ...json } });
async function made(kind: string, limits: object, more: object = {}): Promise<Policy> {
  const answer = await create({ kind, limits, ...more });
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return bodyOf<Policy>(answer);
}
const assign = (place: string, policy_id: string) =>
  served.admin.call('POST', `/api/data/${place}/quota-policy`, { json: { policy_id } });

/** Limit and rule of each type that any rule is about. */
async function limitsOf(place: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await served.admin.call('GET', `/api/data/${place}/quota-usage`);
  const { items } = bodyOf<{
    items: readonly { type: string; limit: unknown; decided_by: { rule: string } }[];
  }>(answer);
  const ruled = items.filter(({ decided_by: { rule } }) => rule !== 'none');
  return Object.fromEntries(ruled.map(({ type, limit, decided_by }) => [type, [limit, decided_by.rule]]));
}

describe('the fields of Backend.AI', () => {
  it.each<[string, object, object]>([
    [
      'user',
      {
        ...{ max_vfolder_count: 10, max_quota_scope_size: '1099511627776' },
        ...{
          max_session_count_per_model_session: 5,
          max_customized_image_count: 3,
          max_concurrent_logins: 2,
        },
      },
      {
        ...{ max_vfolder_count: 10, max_quota_scope_size: 1_099_511_627_776 },
        ...{
          max_session_count_per_model_session: 5,
          max_customized_image_count: 3,
          max_concurrent_logins: 2,
        },
      },
    ],
    [
      'user',
      { max_vfolder_count: 0, max_quota_scope_size: -1, max_concurrent_logins: 0 },
      { max_vfolder_count: null, max_quota_scope_size: null, max_concurrent_logins: 0 },
    ],
    [
      'project',
      { max_vfolder_count: -1, max_quota_scope_size: 0, max_network_count: -1 },
      { max_vfolder_count: null, max_quota_scope_size: null, max_network_count: null },
    ],
    ['project', { max_network_count: 0 }, { max_network_count: 0 }],
    [
      'keypair',
      {
        ...{ max_concurrent_sessions: 4, max_concurrent_sftp_sessions: 1, max_pending_session_count: null },
        ...{ max_containers_per_session: 2, max_priority: 0, max_session_lifetime: 0, idle_timeout: 3_600 },
        max_pending_session_resource_slots: { cpu: 0, mem: null },
        total_resource_slots: { cpu: 8, mem: 68_719_476_736, cuda_device: 0 },
      },
      {
        ...{ max_concurrent_sessions: 4, max_concurrent_sftp_sessions: 1, max_pending_session_count: null },
        ...{
          max_containers_per_session: 2,
          max_priority: 0,
          max_session_lifetime: null,
          idle_timeout: 3_600,
        },
        max_pending_session_resource_slots: { cpu: 0, mem: null },
        total_resource_slots: { cpu: 8, mem: 68_719_476_736, cuda_device: 0 },
      },
    ],
  ])('of a %s policy are limits, each with its own word for none', async (kind, given, shown) => {
    const { id, limits } = await made(kind, given);
    expect(limits).toEqual(shown);
    const read = await served.ann.call('GET', `${base}/${id}`);
    expect([read.status, bodyOf<Policy>(read).limits]).toEqual([200, shown]);
  });

  it.each([
    ['LIMITED', { cpu: 2, mem: 0, cuda_device: 0 }],
    ['UNLIMITED', { cpu: 2, mem: null, cuda_device: null }],
  ])('say with %s what holds for slots that are not named', async (default_for_unspecified, slots) => {
    const policy = await made('keypair', { total_resource_slots: { cpu: 2 } }, { default_for_unspecified });
    expect(policy.limits).toEqual({ total_resource_slots: slots });
  });

  it.each<[string, string, object]>([
    ['of another kind', 'user', { max_network_count: 1 }],
    ['of another kind', 'project', { total_resource_slots: { cpu: 1 } }],
    ['below zero where that means nothing', 'user', { max_concurrent_logins: -1 }],
    ['below zero where that means nothing', 'keypair', { max_priority: -1 }],
    ['that are none', 'keypair', { allowed_vfolder_hosts: {} }],
  ])('%s are refused', async (_, kind, limits) => {
    assertProblem(await create({ kind, limits }), 400, 'VALIDATION_FAILED');
  });
});

describe('a policy', () => {
  it('is assigned in one step, and another takes its place as a whole', async () => {
    const place = `users/${served.ids.ann}`;
    const students = await made('user', { max_vfolder_count: 3, max_concurrent_logins: 1 });
    const staff = await made('user', { max_vfolder_count: 30, max_customized_image_count: 9 });
    const pair = await made('keypair', { max_concurrent_sessions: 2 });
    const first = await assign(place, students.id);
    expect([first.status, first.json]).toEqual([
      200,
      expect.objectContaining({
        policy_id: students.id,
        assignments: students.quotas.map(({ quota_id }) => expect.objectContaining({ quota_id }) as unknown),
      }),
    ]);
    expect((await assign(place, pair.id)).status).toBe(200);
    expect((await assign(place, staff.id)).status).toBe(200);
    expect((await assign(place, staff.id)).status).toBe(200);
    expect(await limitsOf(place)).toEqual({
      ...{ MAX_VFOLDER_COUNT: [30, 'assignment'], MAX_CUSTOMIZED_IMAGE_COUNT: [9, 'assignment'] },
      MAX_CONCURRENT_SESSIONS: [2, 'assignment'],
    });
  });

  it('is assigned as a whole or not at all', async () => {
    const place = `users/${served.ids.ben}`;
    const { id, quotas } = await made('user', { max_vfolder_count: 3, max_concurrent_logins: 1 });
    const last = quotas.at(-1)?.quota_id;
    await served.client.query('update quota.templates set enabled = false where id = $1', [last]);
    assertProblem(await assign(place, id), 422, 'QUOTA_DISABLED');
    expect(await limitsOf(place)).toEqual({});
  });

  it('is one of a kind, whoever assigns at the same time', async () => {
    const place = `users/${served.ids.dora}`;
    const policies = await Promise.all([
      made('user', { max_vfolder_count: 1, max_concurrent_logins: 1 }),
      made('user', { max_customized_image_count: 2, max_vfolder_count: 2 }),
      made('user', { max_quota_scope_size: 3, max_vfolder_count: 3 }),
    ]);
    const calls = [...policies, ...policies, ...policies].map(({ id }) => assign(place, id));
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(calls.map(() => 200));
    const limits = Object.entries(await limitsOf(place)).sort();
    expect([
      [
        ['MAX_CONCURRENT_LOGINS', [1, 'assignment']],
        ['MAX_VFOLDER_COUNT', [1, 'assignment']],
      ],
      [
        ['MAX_CUSTOMIZED_IMAGE_COUNT', [2, 'assignment']],
        ['MAX_VFOLDER_COUNT', [2, 'assignment']],
      ],
      [
        ['MAX_QUOTA_SCOPE_SIZE', [3, 'assignment']],
        ['MAX_VFOLDER_COUNT', [3, 'assignment']],
      ],
    ]).toContainEqual(limits);
  });

  it('is for users or for projects, as its kind says', async () => {
    const [ofUsers, ofProjects] = [
      await made('user', { max_vfolder_count: 1 }),
      await made('project', { max_network_count: 4 }),
    ];
    expect((await assign(`projects/${projectId}`, ofProjects.id)).status).toBe(200);
    expect(await limitsOf(`projects/${projectId}`)).toEqual({ MAX_NETWORK_COUNT: [4, 'assignment'] });
    assertProblem(await assign(`projects/${projectId}`, ofUsers.id), 422, 'QUOTA_VALUE_MISMATCH');
    assertProblem(await assign(`users/${served.ids.ann}`, ofProjects.id), 422, 'QUOTA_VALUE_MISMATCH');
    const empty = await made('user', {});
    for (const { id } of [ofUsers, empty])
      assertProblem(await assign(`users/${newId()}`, id), 404, 'QUOTA_SUBJECT_NOT_FOUND');
    assertProblem(await assign(`users/${served.ids.ann}`, newId()), 404, 'QUOTA_POLICY_NOT_FOUND');
  });

  it('holds by default for those who have no quotas of their own', async () => {
    const place = `projects/${projectId}`;
    const before = await made('project', { max_vfolder_count: 7, max_quota_scope_size: 70 });
    const after = await made('project', { max_vfolder_count: 8, max_network_count: 80 });
    const first = await served.admin.call('POST', `${base}/${before.id}/make-default`);
    expect([first.status, bodyOf<{ defaults: object[] }>(first).defaults]).toEqual([
      200,
      before.quotas.map(({ quota_id }) => expect.objectContaining({ id: quota_id }) as unknown),
    ]);
    expect((await served.admin.call('POST', `${base}/${after.id}/make-default`)).status).toBe(200);
    expect(await limitsOf(place)).toEqual({
      ...{ MAX_VFOLDER_COUNT: [8, 'default'], MAX_NETWORK_COUNT: [4, 'assignment'] },
    });
  });

  it('changes with its quotas, for all who have it', async () => {
    const place = `users/${served.ids.ann}`;
    const { id, quotas } = await made('user', { max_vfolder_count: 5 });
    await assign(place, id);
    const changed = await served.admin.call('PATCH', `/api/data/quotas/${quotas[0]?.quota_id}`, {
      ...{ json: { value: { max: 6 } }, headers: { 'If-Match': '*' } },
    });
    expect(changed.status).toBe(200);
    expect(bodyOf<Policy>(await served.ann.call('GET', `${base}/${id}`)).limits).toEqual({
      max_vfolder_count: 6,
    });
    expect(await limitsOf(place)).toMatchObject({ MAX_VFOLDER_COUNT: [6, 'assignment'] });
  });

  it('has a name of its own, and goes with its quotas while nobody has had it', async () => {
    const headers = { 'If-Match': '*' };
    const name = newId();
    const unused = await made('user', { max_vfolder_count: 5 }, { name });
    const again = { kind: 'user', name: name.toUpperCase(), limits: {} };
    assertProblem(await create(again), 409, 'QUOTA_NAME_TAKEN');
    await made('project', { max_vfolder_count: 5 }, { name });
    const quota = `/api/data/quotas/${unused.quotas[0]?.quota_id}`;
    assertProblem(await served.admin.call('DELETE', quota, { headers }), 409, 'QUOTA_IN_USE');
    expect((await served.admin.call('DELETE', `${base}/${unused.id}`, { headers })).status).toBe(204);
    assertProblem(await served.admin.call('GET', quota), 404, 'QUOTA_NOT_FOUND');
    const used = await made('user', { max_vfolder_count: 5 });
    await assign(`users/${served.ids.ann}`, used.id);
    assertProblem(await served.admin.call('DELETE', `${base}/${used.id}`, { headers }), 409, 'QUOTA_IN_USE');
    expect((await served.admin.call('GET', `${base}/${used.id}`)).status).toBe(200);
    const list = await served.ben.call('GET', `${base}?kind=project&sort=-created_at`);
    expect(bodyOf<{ kind: string; name: string }[]>(list)[0]).toMatchObject({ kind: 'project', name });
  });

  it('is made and given by administrators of the platform alone', async () => {
    const { id } = await made('user', {});
    const json = { kind: 'user', name: newId(), limits: {} };
    assertProblem(await served.dora.call('POST', base, { json }), 403, 'FORBIDDEN');
    const own = `/api/data/users/${served.ids.ben}/quota-policy`;
    assertProblem(await served.ben.call('POST', own, { json: { policy_id: id } }), 403, 'FORBIDDEN');
  });
});
