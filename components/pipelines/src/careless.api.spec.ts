import { newId } from '@ashlar/database';
import { type Answer, assertProblem } from '@ashlar/test-http';
import { Webhook } from 'standardwebhooks';
import { openWorld, stepOf, system, targetOf, type World } from './pipelines.fixture.js';
import { bodyOf, serve, type ServedWorld } from './server.fixture.js';

const base = '/api/data/pipelines';
let world: World;
let served: ServedWorld;

beforeAll(async () => {
  world = await openWorld();
  served = await serve(world);
});
afterAll(async () => {
  await served.stop();
  await world.close();
});

const event = (more: object = {}) => ({ kind: 'push', source: 'forge', external_id: newId(), ...more });
const create = (more: object = {}): Promise<Answer> =>
  served.editor.call('POST', base, {
    json: { project_id: world.projectId, event: event(), steps: [], ...more },
  });
const step = (name: string, ...targets: readonly object[]) => ({ kind: 'test', name, targets });
const status = (id: string, json: object): Promise<Answer> =>
  served.editor.call('POST', `/api/data/pipeline-targets/${id}/status`, { json });
const read = ({ id }: { readonly id: string }): Promise<Answer> => served.viewer.call('GET', `${base}/${id}`);

it('times out of the calendar are refused, and poison nothing', async () => {
  const made = await world.make([stepOf('test', 'tests', 'a')]);
  for (const time of ['9999-12-31T23:59:59-23:59', '10000-01-01T00:00:00Z', '2026-02-30T00:00:00Z', 1e12]) {
    const answer = await status(targetOf(made, 'a'), { status: 'running', started_at: time });
    assertProblem(answer, 400, 'VALIDATION_FAILED');
  }
  expect((await read(made)).status).toBe(200);
  const extreme = {
    status: 'failed',
    started_at: '9999-12-31T23:59:59Z',
    finished_at: '1000-01-01T00:00:00Z',
  };
  expect((await status(targetOf(made, 'a'), extreme)).status).toBe(200);
  expect((await read(made)).json).toMatchObject({ steps: [{ targets: [{ duration_ms: 0 }] }] });
});

it.each([
  ['a status of others', { status: 'success' }],
  ['no status', {}],
  ['a sequence with a fraction', { status: 'running', sequence: 1.5 }],
  ['a sequence below zero', { status: 'running', sequence: -1 }],
  ['a sequence that JSON cannot hold', { status: 'running', sequence: 2 ** 53 }],
  ['NUL', { status: 'running', raw_status: 'a\0b' }],
  ['half a character', { status: 'running', message: '\ud800' }],
  ['a link that is code', { status: 'running', links: [{ rel: 'ui', href: 'javascript:alert(1)' }] }],
  ['an unknown field', { status: 'running', reason: 'timeout' }],
])('a report with %s is refused', async (_, json) => {
  const made = await world.make([stepOf('test', 'tests', 'a')]);
  assertProblem(await status(targetOf(made, 'a'), json), 400, 'VALIDATION_FAILED');
  expect((await read(made)).json).toMatchObject({ version: made.version });
});

it('a name outside comes with its system, or not at all', async () => {
  const alone = { name: 'a', external_id: newId() };
  assertProblem(await create({ steps: [step('tests', alone)] }), 422, 'UNPROCESSABLE');
  const made = await world.make([{ kind: 'test', name: 'tests', targets: [{ name: 'a', system: 'copr' }] }]);
  const id = targetOf(made, 'a');
  const named = { status: 'running', system: 'tf', external_id: '1' };
  await status(id, named);
  expect(await world.pipelines.targets.get(system, id)).toMatchObject({ system: 'tf', externalId: '1' });
  // The name stays as it is, and another one is no news, however often it is told.
  const other = await status(id, { ...named, external_id: '2' });
  expect(other.json).toMatchObject({ outcome: 'duplicate' });
  expect(await world.pipelines.targets.get(system, id)).toMatchObject({ system: 'tf', externalId: '1' });
});

it('whatever is shown of a pipeline changes with its ETag', async () => {
  const made = await world.make([stepOf('test', 'tests', 'a')]);
  await world.pipelines.cancel(system, made.id);
  const before = await read(made);
  // Too late for the status, but only now it is known what runs outside.
  await status(targetOf(made, 'a'), { status: 'running', system: 'tf', external_id: newId() });
  const headers = { 'If-None-Match': before.headers.get('etag') ?? '' };
  const after = await served.viewer.call('GET', `${base}/${made.id}`, { headers });
  expect([after.status, after.text === before.text]).toEqual([200, false]);
});

it('too much is refused before it is written, and nothing is there twice', async () => {
  const many = (from: number) => Array.from({ length: 500 }, (_, n) => ({ name: `t${from + n}` }));
  const steps = [step('a', ...many(0)), step('b', ...many(500)), step('c', { name: 'one more' })];
  assertProblem(await create({ steps }), 422, 'PIPELINE_TOO_LARGE');
  const twice = await create({ steps: [step('a', { name: 'x' }, { name: 'x' })] });
  assertProblem(twice, 422, 'PIPELINE_TARGET_TWICE');
  // Nor in several calls that tell of the same event.
  const same = { event: event(), name: 'many' };
  expect((await create({ ...same, steps: steps.slice(0, 2) })).status).toBe(201);
  expect((await create({ ...same, steps: steps.slice(0, 2) })).status).toBe(201);
  assertProblem(await create({ ...same, steps: steps.slice(2) }), 422, 'PIPELINE_TOO_LARGE');
});

it('what is cancelled takes no steps by another telling of its event either', async () => {
  const same = { event: event(), steps: [step('a', { name: 'x' })] };
  const { id } = bodyOf<{ id: string }>(await create(same));
  await served.editor.call('POST', `${base}/${id}/cancel`);
  expect((await create(same)).json).toMatchObject({ id, status: 'cancelled' });
  const more = { ...same, steps: [...same.steps, step('b', { name: 'y' })] };
  assertProblem(await create(more), 409, 'PIPELINE_CANCELLED');
  expect((await read({ id })).json).toMatchObject({ status: 'cancelled', steps: [{ name: 'a' }] });
});

it('a key stands for one body', async () => {
  const headers = { 'Idempotency-Key': newId() };
  const json = { project_id: world.projectId, event: event(), steps: [step('a', { name: 'x' })] };
  const call = (body: object): Promise<Answer> => served.editor.call('POST', base, { json: body, headers });
  const [first, again] = [await call(json), await call(json)];
  expect([first.status, again.text]).toEqual([201, first.text]);
  expect((await call({ ...json, name: 'other' })).status).toBe(422);
  const { id } = bodyOf<{ id: string }>(first);
  const retry = { headers: { 'Idempotency-Key': newId() }, json: { scope: 'all' } };
  const attempts = [
    await served.editor.call('POST', `${base}/${id}/retrigger`, retry),
    await served.editor.call('POST', `${base}/${id}/retrigger`, retry),
  ].map((answer) => bodyOf<{ id: string; attempt: number }>(answer));
  expect(attempts.map(({ attempt }) => attempt)).toEqual([2, 2]);
});

it.each([
  ['a filter that says half', 'system=copr'],
  ['a filter that is none', 'colour=red'],
  ['a forged cursor', `cursor=${Buffer.from('["sequence",true,"x","y"]').toString('base64url')}`],
  [
    'a cursor that is no number',
    `cursor=${Buffer.from(`["sequence",true,"1 or 1=1","${newId()}"]`).toString('base64url')}`,
  ],
  [
    'a cursor of the other order',
    `cursor=${Buffer.from(`["sequence",false,"1","${newId()}"]`).toString('base64url')}`,
  ],
  ['a size of a million', 'size=1000000'],
])('a list with %s is refused', async (_, query) => {
  assertProblem(await served.viewer.call('GET', `${base}?${query}`), 400, 'VALIDATION_FAILED');
});

it('outsiders and the anonymous learn nothing of what is there', async () => {
  const made = await world.make([stepOf('test', 'tests', 'a')]);
  const target = targetOf(made, 'a');
  const calls: readonly (readonly ['GET' | 'POST', string, object?])[] = [
    ['GET', `${base}/${made.id}`],
    ['GET', `${base}/${made.id}/events`],
    ['POST', `${base}/${made.id}/cancel`],
    ['POST', `${base}/${made.id}/retrigger`, { scope: 'all' }],
    ['POST', `${base}/${made.id}/steps`, step('b', { name: 'x' })],
    ['GET', `/api/data/pipeline-targets/${target}`],
    ['POST', `/api/data/pipeline-targets/${target}/status`, { status: 'failed' }],
    ['POST', '/api/data/pipeline-targets/status', { reports: [{ target_id: target, status: 'failed' }] }],
    ['GET', `/api/data/pipeline-events/${made.eventId}`],
    ['POST', `/api/data/pipeline-hooks/${world.projectId}/secret`],
  ];
  for (const [method, path, json] of calls) {
    const with_ = json ? { json } : {};
    expect([path, (await served.stranger.call(method, path, with_)).status]).toEqual([path, 404]);
    expect([path, (await served.anybody.call(method, path, with_)).status]).toEqual([path, 401]);
  }
  // Uses of what lies elsewhere are as unknown as uses of nothing.
  const elsewhere = await world.make([stepOf('test', 'tests', 'a')], { projectId: await world.newProject() });
  const spying = step('spy', { name: 's', uses: [targetOf(elsewhere, 'a')] });
  assertProblem(await create({ steps: [spying] }), 422, 'PIPELINE_USE_UNKNOWN');
  expect((await read(made)).json).toMatchObject({ status: 'pending', version: made.version });
});

describe('a signed delivery', () => {
  const deliver = async (
    {
      secret,
      projectId = world.projectId,
      id = newId(),
      at = new Date(),
    }: {
      secret: string;
      projectId?: string;
      id?: string;
      at?: Date;
    },
    ...reports: readonly object[]
  ): Promise<Answer> => {
    const body = JSON.stringify({ reports });
    return served.anybody.call('POST', `/api/data/pipeline-hooks/${projectId}`, {
      body,
      headers: {
        ...{ 'content-type': 'application/json', 'webhook-id': id },
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
    });
  };
  const named = async () => {
    const externalId = newId();
    const targets = [{ name: 'a', system: 'tf', externalId }];
    const made = await world.make([{ kind: 'test', name: 'tests', targets }]);
    const shown = await served.admin.call('POST', `/api/data/pipeline-hooks/${world.projectId}/secret`);
    return { made, ...bodyOf<{ secret: string }>(shown), report: { system: 'tf', external_id: externalId } };
  };

  it('that is replayed changes nothing, also when another came in between', async () => {
    const { made, secret, report } = await named();
    const first = { secret, id: newId() };
    await deliver(first, { ...report, status: 'running', raw_status: 'building' });
    await deliver({ secret }, { ...report, status: 'running', raw_status: 'uploading' });
    const { version } = await world.pipelines.get(system, made.id);
    const replayed = await deliver(first, { ...report, status: 'running', raw_status: 'building' });
    expect(replayed.json).toMatchObject({ results: [{ outcome: 'duplicate' }] });
    const now = await world.pipelines.get(system, made.id);
    expect([now.version, now.steps[0]?.targets[0]?.rawStatus]).toEqual([version, 'uploading']);
  });

  it('may say several things of one target', async () => {
    const { secret, report } = await named();
    const both = await deliver({ secret }, { ...report, status: 'running' }, { ...report, status: 'failed' });
    expect(both.json).toMatchObject({ results: [{ outcome: 'applied' }, { outcome: 'applied' }] });
  });

  it.each([-600_000, 600_000])('by a clock that is %i ms off is refused', async (off) => {
    const { secret, report } = await named();
    const answer = await deliver({ secret, at: new Date(Date.now() + off) }, { ...report, status: 'failed' });
    assertProblem(answer, 401, 'PIPELINE_HOOK_REFUSED');
  });

  it('reaches no other project', async () => {
    const { secret, report } = await named();
    const projectId = await world.newProject();
    const answer = await deliver({ secret, projectId }, { ...report, status: 'failed' });
    assertProblem(answer, 401, 'PIPELINE_HOOK_REFUSED');
  });
});

it('a caller has so many live views and no more, and others have theirs', async () => {
  const made = await world.make([stepOf('test', 'tests', 'a')]);
  const address = `${served.url}${base}/${made.id}/events`;
  const leaving = new AbortController();
  const open = (caller: string): Promise<Response> =>
    fetch(address, { headers: { authorization: `Bearer ${caller}` }, signal: leaving.signal });
  const streams: Response[] = [];
  for (let n = 0; n < 20; n += 1) {
    const stream = await open('viewer');
    await stream.body?.getReader().read();
    streams.push(stream);
  }
  expect(streams.map(({ status: code }) => code)).toEqual(streams.map(() => 200));
  const refused = await open('viewer');
  expect([refused.status, await refused.json()]).toEqual([
    429,
    expect.objectContaining({ error_code: 'PIPELINE_VIEWS_FULL' }),
  ]);
  expect((await open('editor')).status).toBe(200);
  leaving.abort();
});
