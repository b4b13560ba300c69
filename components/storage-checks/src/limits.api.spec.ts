import { systemContext } from '@ashlar/database';
import { assertProblem } from '@ashlar/test-http';
import { eventually } from '@ashlar/test-postgres';
import { listing, newKeys, startScripted } from './probe/probe.fixture.js';
import { openWorld, type World } from './world.fixture.js';

let world: World;

/** Nobody makes tests here. */
beforeAll(async () => {
  world = await openWorld({ perMinute: 3, waitMs: 0 });
}, 60_000);
afterAll(() => world.stop());

afterEach(() => world.query('delete from storage_checks.checks'));

const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' };

it('a test that is not made in time has an address, and a caller has so many a minute', async () => {
  const made = await world.admin.call('POST', '/api/data/storages', { json: { name: 'Slow', resource } });
  const { id } = made.json as { readonly id: string };
  const ask = () => world.admin.call('POST', `/api/data/storages/${id}/test`, { json: {} });
  const answer = await ask();
  expect(answer.status).toBe(202);
  expect(answer.json).toMatchObject({ state: 'waiting', status: null, checks: [] });
  const state = await world.admin.call('GET', answer.headers.get('location') ?? '');
  expect([state.status, state.json]).toEqual([200, answer.json]);
  const unsaved = await world.admin.call('POST', '/api/data/storages/test', { json: { resource } });
  expect(unsaved.status).toBe(202);
  expect((await world.admin.call('GET', unsaved.headers.get('location') ?? '')).status).toBe(200);
  await ask();
  const many = await Promise.all([ask(), ask(), ask()]);
  for (const one of many) assertProblem(one, 429, 'STORAGE_CHECKS_LIMITED');
  expect(many[0]?.headers.get('retry-after')).toBe('60');
});

it('credentials that nobody tries in time are not put in the place of those that work', async () => {
  const made = await world.admin.call('POST', '/api/data/storages', { json: { name: 'Kept', resource } });
  const { id } = made.json as { readonly id: string };
  const rotated = await world.admin.call('POST', `/api/data/storages/${id}/credentials`, {
    json: { credentials: newKeys() },
  });
  assertProblem(rotated, 422, 'STORAGE_CREDENTIALS_REFUSED');
  expect(rotated.json).toMatchObject({ details: { test: { code: 'NOT_MADE' } } });
  // The storage goes, and the values that were tried are still found and destroyed.
  await world.admin.call('DELETE', `/api/data/storages/${id}`, { headers: { 'If-Match': '*' } });
  await world.query(`update storage_checks.trials set expires_at = now() - interval '1 second'`);
  expect(await world.checkerWith().run(world.worker)).toMatchObject({ shredded: 1 });
  const left = await world.query(`select 1 from secrets.secrets where owner_type = 'storage'`);
  expect(left).toEqual([]);
});

it('no more than 200 wait or run, whoever asked', async () => {
  const made = await world.admin.call('POST', '/api/data/storages', { json: { name: 'Awaited', resource } });
  const { id } = made.json as { readonly id: string };
  const ask = () => world.admin.call('POST', `/api/data/storages/${id}/test`, { json: {} });
  const open = (count: number) =>
    world.query(
      `insert into storage_checks.checks (id, storage_id, reason, intended_use, state, requested_by)
       select gen_random_uuid(), $1, 'asked', 'read', case n % 2 when 0 then 'waiting' else 'running' end, 'user:' || n
       from generate_series(1, $2) n`,
      [id, count],
    );
  await open(199);
  expect((await ask()).status).toBe(202);
  const refused = await ask();
  assertProblem(refused, 429, 'STORAGE_CHECKS_LIMITED');
  expect(refused.headers.get('retry-after')).toBe('20');
  // What is over does not count.
  await world.query(
    `update storage_checks.checks set state = 'done', done_at = now(), status = 'skip', report = '{}'
     where requested_by = 'user:7'`,
  );
  expect((await ask()).status).toBe(202);
});

it('half of the lanes are kept for those that somebody waits for', async () => {
  // One store never answers, the other at once.
  const [hanging, ready] = await Promise.all([
    startScripted(() => undefined),
    startScripted((_, response) => listing(response)),
  ]);
  const create = async (name: string, endpoint: string, enabled: boolean): Promise<string> => {
    const settings = { ...resource, endpoint, region: 'us-east-1', auth: 'anonymous', addressing: 'path' };
    const made = await world.admin.call('POST', '/api/data/storages', {
      json: { name, resource: settings, enabled },
    });
    expect(made.status).toBe(201);
    return (made.json as { readonly id: string }).id;
  };
  for (let index = 0; index < 6; index += 1) await create(`Due ${index}`, hanging.endpoint, true);
  const asked = await create('Asked', ready.endpoint, false);
  const running = async (): Promise<number> =>
    (await world.query(`select 1 from storage_checks.checks where reason = 'due' and state = 'running'`))
      .length;
  await world.query(
    `insert into storage_checks.turns (storage_id, next_at)
     select id, now() - interval '1 minute' from storage.storages where enabled and name like 'Due %'
     on conflict (storage_id) do update set next_at = excluded.next_at`,
  );
  const stop = new AbortController();
  const checker = world.checkerWith({ concurrency: 4, pollMs: 5 });
  const work = checker.run(systemContext('storages.check', { signal: stop.signal }));
  await eventually(async () => (await running()) === 2);
  // The other two lanes make these one after the other, and begin nothing that nobody waits for in between.
  for (let round = 0; round < 3; round += 1) {
    const { id } = await world.storageChecks.request(world.adminCtx, asked, 'list');
    await eventually(async () => {
      const { state } = await world.storageChecks.get(world.adminCtx, asked, id);
      return state === 'done';
    });
    expect(await running()).toBeLessThanOrEqual(2);
    await world.query(`delete from storage_checks.checks where reason = 'asked'`);
  }
  stop.abort(new Error('the spec is done'));
  await work;
  await Promise.all([hanging.stop(), ready.stop()]);
});
