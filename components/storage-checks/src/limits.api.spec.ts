import { assertProblem } from '@ashlar/test-http';
import { newKeys } from './probe/probe.fixture.js';
import { openWorld, type World } from './world.fixture.js';

let world: World;

/** Nobody makes tests here. */
beforeAll(async () => {
  world = await openWorld({ perMinute: 3, waitMs: 0 });
}, 60_000);
afterAll(() => world.stop());

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
  await world.query('delete from storage_checks.checks');
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
