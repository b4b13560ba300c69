import { newId, systemContext } from '@ashlar/database';
import { type Answer, assertProblem, type HttpClient, walkContract } from '@ashlar/test-http';
import { eventually } from '@ashlar/test-postgres';
import { Webhook } from 'standardwebhooks';
import { openWorld, stepOf, system, targetOf, type World } from './pipelines.fixture.js';
import { bodyOf, serve, type ServedWorld } from './server.fixture.js';

/** As the documents call it in their examples. */
const exampleProject = '0190a000-0000-7000-8000-000000000001';
const base = '/api/data/pipelines';
let world: World;
let served: ServedWorld;
let admin: HttpClient;
let editor: HttpClient;
let viewer: HttpClient;

beforeAll(async () => {
  world = await openWorld();
  await world.database.transact(systemContext('spec'), (tx) =>
    world.relations.write(tx, {
      touch: [
        {
          object: { type: 'project', id: exampleProject },
          relation: 'owner',
          subject: { type: 'user', id: newId() },
        },
      ],
    }),
  );
  served = await serve(world);
  ({ admin, editor, viewer } = served);
});
afterAll(async () => {
  await served.stop();
  await world.close();
});

const newEvent = () => ({
  kind: 'push',
  source: 'forge',
  external_id: newId(),
  commit_sha: 'c0ffee',
  ref: 'main',
});

it('the routes keep the conventions', async () => {
  const made = await Promise.all(
    Array.from({ length: 40 }, () => world.make([stepOf('test', 'tests', 'a')])),
  );
  const targets = made.map((pipeline) => targetOf(pipeline, 'a'));
  const some = (): string => targets[Math.floor(Math.random() * targets.length)] ?? '';
  const { faults, walked } = await walkContract({
    baseUrl: served.url,
    documentPath: '/api/data/spec.json',
    tokens: { all: 'admin', expired: 'expired' },
    where: ({ tags }) => tags.includes('pipelines'),
    values: {
      parameters: { target_id: some, event_id: () => made[0]?.eventId ?? '' },
      fields: {
        event: newEvent,
        reports: () => [{ target_id: some(), status: 'running' }],
        steps: () => [{ kind: 'test', name: 'tests', targets: [{ name: 'a' }] }],
      },
    },
  });
  expect(faults).toEqual([]);
  expect(Object.keys(walked)).toEqual(
    expect.arrayContaining(['createPipeline', 'retriggerPipeline', 'cancelPipeline', 'reportPipelineTarget']),
  );
});

it('a pipeline goes from its event to its end and its next attempt over HTTP', async () => {
  const created = await editor.call('POST', base, {
    json: {
      project_id: world.projectId,
      event: newEvent(),
      steps: [
        { kind: 'package-build', name: 'builds', targets: [{ name: 'a' }, { name: 'b' }] },
        { kind: 'test', name: 'tests', targets: [{ name: 't', uses: ['builds/a'] }] },
      ],
    },
  });
  expect(created.status).toBe(201);
  const address = created.headers.get('location') ?? '';
  const whole = bodyOf<{ id: string; steps: { targets: { id: string }[] }[] }>(created);
  const [a, b] = whole.steps[0]?.targets.map(({ id }) => id) ?? [];
  const status = (id: string | undefined) => `/api/data/pipeline-targets/${id}/status`;
  const links = [{ rel: 'junit', href: 'https://ci.example.org/junit.xml' }];
  const reported = await editor.call('POST', status(a), {
    json: { status: 'succeeded', raw_status: 'done', system: 'copr', external_id: newId(), links },
  });
  expect(reported.json).toMatchObject({ target_id: a, outcome: 'applied', status: 'succeeded' });
  assertProblem(await viewer.call('POST', status(b), { json: { status: 'failed' } }), 403, 'FORBIDDEN');
  const late = await editor.call('POST', status(a), { json: { status: 'pending' } });
  expect(late.json).toMatchObject({ outcome: 'after-end', status: 'succeeded' });
  await editor.call('POST', status(b), { json: { status: 'failed' } });

  const read = await viewer.call('GET', address);
  expect(read.json).toMatchObject({ status: 'waiting', counts: { succeeded: 1, failed: 1, waiting: 1 } });
  expect(read.json).toMatchObject({ steps: [{ targets: [{ id: a, links }, { id: b }] }, {}] });
  const headers = { 'If-None-Match': read.headers.get('etag') ?? '' };
  expect((await viewer.call('GET', address, { headers })).status).toBe(304);
  const cancelled = await editor.call('POST', `${address}/cancel`);
  expect(cancelled.json).toMatchObject({ status: 'failed' });
  expect((await viewer.call('GET', address, { headers })).status).toBe(200);
  const again = await editor.call('POST', `${address}/retrigger`, { json: { scope: 'failed' } });
  expect([again.status, again.json]).toEqual([
    201,
    expect.objectContaining({ retry_of: whole.id, attempt: 2 }),
  ]);
  assertProblem(
    await editor.call('POST', `${address}/steps`, {
      json: { kind: 'deploy', name: 'deploy', targets: [{ name: 'x' }] },
    }),
    409,
    'PIPELINE_CANCELLED',
  );
  const listed = await viewer.call('GET', `${base}?project_id=${world.projectId}&commit_sha=c0ffee&size=1`);
  expect(listed.json).toMatchObject([{ id: bodyOf<{ id: string }>(again).id, status: 'pending' }]);
  assertProblem(await served.stranger.call('GET', address), 404, 'PIPELINE_NOT_FOUND');
});

it('a live view shows each state, from where the caller was', async () => {
  const made = await world.make([stepOf('test', 'tests', 'a', 'b')]);
  const address = `${served.url}${base}/${made.id}/events`;
  const headers = { authorization: 'Bearer viewer', 'last-event-id': String(made.version) };
  const leaving = new AbortController();
  const response = await fetch(address, { headers, signal: leaving.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^text\/event-stream/),
  ]);
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? [])
      text += decoder.decode(part as Uint8Array, { stream: true });
  })();
  const report = (name: string, status: 'running' | 'succeeded') =>
    world.pipelines.targets.report(system, [{ target: { id: targetOf(made, name) }, report: { status } }]);
  const seen = (): string[] =>
    [...text.matchAll(/^data: (.*)\n\n/gm)].map(
      (found) => (JSON.parse(found[1] ?? '') as { status: string }).status,
    );
  await report('a', 'running');
  await eventually(() => seen().includes('running'), { timeoutMs: 60_000 });
  await report('a', 'succeeded');
  await report('b', 'succeeded');
  await eventually(() => seen().includes('succeeded'), { timeoutMs: 60_000 });
  leaving.abort();
  await reading.catch(() => undefined);
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map((found) => Number(found[1]));
  expect(ids[0]).toBeGreaterThan(made.version);
  expect(ids).toEqual([...ids].sort((x, y) => x - y));
  assertProblem(await served.stranger.call('GET', `${base}/${made.id}/events`), 404, 'PIPELINE_NOT_FOUND');
});

it('reports are taken by signature, for the project whose secret it is and no other', async () => {
  const externalId = newId();
  const targets = [{ name: 'a', system: 'copr', externalId }];
  const made = await world.make([{ kind: 'package-build', name: 'builds', targets }]);
  const shown = await admin.call('POST', `/api/data/pipeline-hooks/${world.projectId}/secret`);
  expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { secret } = bodyOf<{ secret: string }>(shown);
  const body = JSON.stringify({
    reports: [{ system: 'copr', external_id: externalId, status: 'succeeded' }],
  });
  const send = (projectId: string, text: string, at = new Date()): Promise<Answer> =>
    served.anybody.call('POST', `/api/data/pipeline-hooks/${projectId}`, {
      body: text,
      headers: {
        ...{ 'content-type': 'application/json', 'webhook-id': 'one' },
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign('one', at, body),
      },
    });
  for (const refused of [
    await send(world.projectId, body.replace('succeeded', 'failed')),
    await send(await world.newProject(), body),
    await send(world.projectId, body, new Date(Date.now() - 600_000)),
  ]) {
    assertProblem(refused, 401, 'PIPELINE_HOOK_REFUSED');
  }
  const taken = await send(world.projectId, body);
  expect(taken.json).toMatchObject({ results: [{ target_id: targetOf(made, 'a'), outcome: 'applied' }] });
  const repeated = await send(world.projectId, body);
  expect(repeated.json).toMatchObject({ results: [{ outcome: 'duplicate' }] });
  const denied = await viewer.call('POST', `/api/data/pipeline-hooks/${world.projectId}/secret`);
  assertProblem(denied, 403, 'FORBIDDEN');
});
