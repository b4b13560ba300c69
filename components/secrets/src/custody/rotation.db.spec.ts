import { contextFor, systemContext } from '@ashlar/database';
import { person } from '../secrets.fixture.js';
import { type BothSides, grantFor, keep, named, openBothSides, service } from './custody.fixture.js';

let both: BothSides;
const system = systemContext('spec');
/** How many owners there are; `SECRETS_ROTATION_ROWS=100000` is the full length. */
const owners = Number(process.env['SECRETS_ROTATION_ROWS'] ?? 120);

beforeAll(async () => {
  both = await openBothSides();
}, 60_000);
afterAll(async () => {
  await both.close();
});

/** Keys of owners that nobody uses, so that there is something to turn. */
async function manyOwners(count: number): Promise<void> {
  const { custody } = await both.start({ spareKeys: count });
  await custody.keepUp(system);
  await both.side.query(
    `update secrets.owner_keys set owner_type = 'user', owner_id = gen_random_uuid() where owner_id is null`,
  );
  await custody.keepUp(system);
}

it('turns the ring under fire: by two at once, some of whom stop at any point, while people write and are removed', async () => {
  const [one, two] = both.replicas;
  await manyOwners(owners);
  const ann = person();
  const before = await keep(both.side, ann, 'before', 'kept');
  const gone = person();
  await keep(both.side, gone, 'gone', 'x');

  const staged = await one.custody.rotation.stage(system);
  await one.custody.rotation.move(system, staged, 'active');
  const old = (await one.custody.rotation.status(system)).find(({ state }) => state === 'decrypt-only');
  const retire = one.custody.rotation.move(system, old?.id ?? '', 'retired');
  await expect(retire).rejects.toMatchObject({ code: 'KEY_STATE_REFUSED' });

  const writing = (async () => {
    for (let index = 0; index < 10; index += 1) {
      const someone = person();
      const { id } = await keep(both.side, someone, 'new', `value ${index}`);
      await both.side.secrets.addVersion(someone.ctx, someone.owner, id, Buffer.from(`newer ${index}`), 1);
      expect(named(await two.custody.fetch(service(), await grantFor(both.side, someone, id)))).toEqual({
        new: `newer ${index}`,
      });
    }
    await both.side.secrets.shredOwner(gone.ctx, gone.owner);
  })();
  const interrupted = async () => {
    for (let round = 0; round < 10; round += 1) {
      const stop = new AbortController();
      const ctx = contextFor(system.actor, { signal: stop.signal });
      await two.custody.rotation.run(ctx, { batch: 7, onBatch: () => stop.abort() });
    }
  };
  const [result] = await Promise.all([
    one.custody.rotation.run(system, { batch: 50 }),
    interrupted(),
    writing,
  ]);
  const { complete } = result.complete ? result : await one.custody.rotation.run(system);
  expect(complete).toBe(true);
  expect(await both.side.query('select from secrets.owner_keys where ring_key_id <> $1', [staged])).toEqual(
    [],
  );
  const twice = await both.side.query('select from secrets.owner_keys where wrap_revision > 2');
  expect(twice).toEqual([]);
  expect(await one.custody.rotation.run(system)).toEqual({ rewrapped: 0, left: 0, complete: true });

  await one.custody.rotation.move(system, old?.id ?? '', 'retired');
  const [retired] = await both.side.query('select state, wrapped from secrets.ring_keys where id = $1', [
    old?.id,
  ]);
  expect(retired).toEqual({ state: 'retired', wrapped: null });
  const fresh = await both.start();
  for (const { custody } of [one, two, fresh]) {
    expect(named(await custody.fetch(service(), await grantFor(both.side, ann, before.id)))).toEqual({
      before: 'kept',
    });
  }
}, 600_000);

it('is not complete while something cannot be re-wrapped, and says how much', async () => {
  const [{ custody }] = both.replicas;
  const ann = person();
  await keep(both.side, ann, 'broken', 'x');
  await both.side.query(
    `update secrets.owner_keys set wrapped = set_bit(wrapped, 100, 1 - get_bit(wrapped, 100)) where owner_id = $1`,
    [ann.id],
  );
  const active = (await custody.rotation.status(system)).find(({ state }) => state === 'active');
  await custody.rotation.move(system, await custody.rotation.stage(system), 'active');
  expect(await custody.rotation.run(system)).toMatchObject({ left: 1, complete: false });
  expect(await both.side.query('select reason from secrets.quarantine')).toEqual([{ reason: 'ciphertext' }]);
  const retire = custody.rotation.move(system, active?.id ?? '', 'retired');
  await expect(retire).rejects.toMatchObject({ code: 'KEY_STATE_REFUSED' });
  await both.side.secrets.shredOwner(ann.ctx, ann.owner);
  expect(await custody.rotation.run(system)).toMatchObject({ left: 0, complete: true });
  await custody.rotation.move(system, active?.id ?? '', 'retired');
});

it('a rehearsal says what would be put aside and changes nothing; what opens again is taken back and re-wrapped', async () => {
  const [{ custody }] = both.replicas;
  const [ann, ben] = [person(), person()];
  const { id } = await keep(both.side, ann, 'mended', 'kept');
  await keep(both.side, ben, 'sound', 'x');
  const flip = () =>
    both.side.query(
      `update secrets.owner_keys set wrapped = set_bit(wrapped, 100, 1 - get_bit(wrapped, 100)) where owner_id = $1`,
      [ann.id],
    );
  const state = () =>
    both.side.query(
      'select id, ring_key_id, wrap_revision from secrets.owner_keys union all select owner_key_id, null, 0 from secrets.quarantine order by 1, 2',
    );
  await flip();
  const [key] = await both.side.query<{ readonly id: string }>(
    'select id from secrets.owner_keys where owner_id = $1',
    [ann.id],
  );
  const old = (await custody.rotation.status(system)).find(({ state: is }) => is === 'active');
  await custody.rotation.move(system, await custody.rotation.stage(system), 'active');
  const before = await state();
  const rehearsal = await custody.rotation.rehearse(system);
  expect(rehearsal).toEqual({
    ...{ sound: (old?.wraps ?? 0) - 1, broken: 1 },
    examples: [{ id: key?.id, reason: 'ciphertext' }],
  });
  expect(await state()).toEqual(before);
  for (let again = 0; again < 2; again += 1) {
    expect(await custody.rotation.run(system)).toMatchObject({ left: 1, complete: false });
  }
  await flip();
  expect(await custody.rotation.rehearse(system)).toMatchObject({ sound: 1, broken: 0, examples: [] });
  expect(await custody.rotation.run(system)).toEqual({ rewrapped: 1, left: 0, complete: true });
  expect(await both.side.query('select from secrets.quarantine')).toEqual([]);
  await custody.rotation.move(system, old?.id ?? '', 'retired');
  expect(named(await custody.fetch(service(), await grantFor(both.side, ann, id)))).toEqual({
    mended: 'kept',
  });
});

it('a process that has not heard of the new key makes none under the old', async () => {
  const [one, two] = both.replicas;
  await one.custody.rotation.move(system, await one.custody.rotation.stage(system), 'active');
  await one.custody.rotation.run(system);
  await both.side.query('delete from secrets.owner_keys where owner_id is null');
  await two.custody.keepUp(system);
  const status = await one.custody.rotation.status(system);
  expect(status.filter(({ state, wraps }) => state !== 'active' && wraps > 0)).toEqual([]);
  expect(status.find(({ state }) => state === 'active')?.wraps).toBeGreaterThanOrEqual(30);
});
