import { contextFor } from '@ashlar/database';
import { assertProblem } from '@ashlar/test-http';
import { fetchBody, openWorld, type World } from './replicas.fixture.js';

let world: World;
let service: string;
beforeAll(async () => {
  world = await openWorld();
  service = await world.identity.issueToken('notebooks');
}, 60_000);
afterAll(async () => {
  expect(await world.leaks()).toEqual([]);
  await world.stop();
});

it.each([
  ['is suspended', 'suspended_at = now()', 'suspended_at = null'],
  ['is disabled at the provider', 'disabled_at = now()', 'disabled_at = null'],
])(
  'who %s has granted nothing, neither for one fetch nor standing, until they are back',
  async (_what, out, back) => {
    const owner = await world.someone();
    const value = world.value();
    const id = await owner.keep('kept', value);
    const standing = await owner.grants.create(owner.ctx, {
      ...{ service: 'notebooks', purpose: 'session', secretIds: [id] },
    });
    const notebooks = contextFor({ kind: 'service', id: 'notebooks', roles: ['service'] });
    const exchange = () => owner.grants.exchange(notebooks, standing.id, { purpose: 'session' });
    const fetched = (grant: string) =>
      world.as(service).call('POST', '/api/secrets/fetch', { json: fetchBody(grant) });

    const before = await owner.grant(id);
    expect((await fetched((await exchange()).token)).status).toBe(200);
    await world.query(`update users.users set ${out} where id = $1`, [owner.id]);
    assertProblem(await fetched(before), 403, 'GRANT_REFUSED');
    expect(await world.outcomesOf(before)).toEqual(['denied:person']);
    await expect(exchange()).rejects.toMatchObject({ code: 'SECRET_GRANT_NOT_FOUND' });
    await world.query(`update users.users set ${back} where id = $1`, [owner.id]);
    expect((await fetched((await exchange()).token)).status).toBe(200);
  },
);

it.each([
  ['is suspended', 'suspended_at = now()'],
  ['is disabled at the provider', 'disabled_at = now()'],
  ['is deleted', "deleted_at = now(), deleted_by = 'platform'"],
])('of who %s nothing stays in the cluster, and what others have there does', async (what, out) => {
  const [leaver, other] = [await world.someone(), await world.someone()];
  const namesOf = () =>
    world.cluster
      .objects('Secret', 'science')
      .map(({ metadata }) => metadata.name)
      .filter((name) => name.startsWith(prefix));
  const prefix = what.replaceAll(' ', '-');
  for (const [owner, name] of [
    [leaver, `${prefix}-leaver`],
    [other, `${prefix}-other`],
  ] as const) {
    const grant = await owner.grant(await owner.keep('kept', world.value()));
    const made = await world
      .as(service)
      .call('POST', '/api/secrets/kubernetes', { json: { grant, namespace: 'science', name } });
    expect(made.status).toBe(200);
  }
  await world.upkeep();
  expect(namesOf()).toHaveLength(2);
  await world.query(`update users.users set ${out} where id = $1`, [leaver.id]);
  await world.upkeep();
  expect(namesOf()).toEqual([`${prefix}-other`]);
  const rows = await world.query<{ readonly event: object }>(
    `select event from secrets.audit where event->>'outcome' = 'withdrawn' and event->>'userId' = $1`,
    [leaver.id],
  );
  expect(rows).toMatchObject([{ event: { target: `science/${prefix}-leaver` } }]);
  expect(await world.query('select from secrets.deliveries where user_id = $1', [leaver.id])).toEqual([]);
});
