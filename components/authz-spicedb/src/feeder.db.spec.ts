import {
  asUser,
  newId,
  openWorld,
  platformId,
  project,
  system,
  tuple,
  user,
  type World,
} from './world.fixture.js';
import type { Tuple } from '@ashlar/authz';
import type { FeederPoint } from './feeder.js';
import { nameOf } from './tuple-updates.js';
import { verifyEngine } from './verify.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.fill();
}, 60_000);
afterAll(() => world.close());

const write = (touch: readonly Tuple[], gone: readonly Tuple[] = []) =>
  world.database.transact(system(), (tx) => world.relations.write(tx, { touch, delete: gone }));

/** Whether SpiceDB has it now. */
async function isThere(wanted: Tuple): Promise<boolean> {
  const { tuples } = await world.spicedb.read(
    { type: wanted.object.type, id: wanted.object.id },
    { limit: 100 },
  );
  return tuples.some((one) => nameOf(one) === nameOf(wanted));
}

async function expectEqual(): Promise<void> {
  const { differences } = await verifyEngine(system(), world, { settle: () => world.settle() });
  expect(differences).toEqual([]);
}

const ownerOf = (id: string, owner: string): Tuple => tuple(project(id), 'owner', user(owner));

it('fills SpiceDB with the model, all tuples and what follows from them', async () => {
  const [row] = await world.query<{ count: number }>('select count(*)::int as count from authz.rel');
  expect(row?.count).toBeGreaterThan(0);
  await expectEqual();
  expect(await world.query('select state, schema_hash is not null as known from authz.spicedb_feed')).toEqual(
    [{ state: 'fed', known: true }],
  );
});

it('tells SpiceDB what was granted and revoked, and that an object is there while it has a tuple', async () => {
  const [id, owner] = [newId(), newId()];
  const edge = tuple(project(id), 'platform', {
    type: 'platform',
    id: '00000000-0000-0000-0000-000000000000',
  });
  await write([ownerOf(id, owner)]);
  await world.settle();
  expect([await isThere(ownerOf(id, owner)), await isThere(edge)]).toEqual([true, true]);
  await write([], [ownerOf(id, owner)]);
  await world.settle();
  expect([await isThere(ownerOf(id, owner)), await isThere(edge)]).toEqual([false, false]);
});

it('leaves no access behind when an older transaction deletes what a newer one wrote', async () => {
  const tied = ownerOf(newId(), newId());
  // Numbered in this order: the one that deletes, one that stays open, the one that inserts.
  const [deletes, staysOpen] = [gate(), gate()];
  const oldest = world.database.transact(system(), async (tx) => {
    await world.relations.write(tx, { touch: [ownerOf(newId(), newId())] });
    await deletes.pass();
    await world.relations.write(tx, { delete: [tied] });
  });
  await deletes.reached;
  const middle = world.database.transact(system(), async (tx) => {
    await world.relations.write(tx, { touch: [ownerOf(newId(), newId())] });
    await staysOpen.pass();
  });
  await staysOpen.reached;
  await write([tied]);
  deletes.open();
  await oldest;
  const feeder = world.feeder({ leaseMs: 600_000 });
  // Sees the delete alone, as the insert has a number above that of an open transaction.
  expect(await feeder.step(system())).toMatchObject({ did: 'fed' });
  expect(await isThere(tied)).toBe(false);
  staysOpen.open();
  await middle;
  const { sent } = await feeder.step(system());
  expect(sent).toBeGreaterThan(0);
  await feeder.release();
  expect(await isThere(tied)).toBe(false);
  await world.settle();
  await expectEqual();
});

/** As if the time of whoever has the feed were over. */
const leaseEnds = () =>
  world.query(`update authz.spicedb_feed set lease_until = now() - interval '1 second'`);

const points: readonly FeederPoint[] = ['claimed', 'fenced', 'read', 'sent', 'stored'];

it.each(points)('a feeder that dies when it has %s leaves nothing undone', async (point) => {
  const granted = ownerOf(newId(), newId());
  const revoked = ownerOf(newId(), newId());
  await write([revoked]);
  await world.settle();
  await write([granted], [revoked]);
  const died = new Promise<void>((resolve) => {
    const victim = world.feeder({
      leaseMs: 600_000,
      // It never goes on, as one that was killed.
      atPoint: (at) => (at === point ? new Promise<void>(() => resolve()) : undefined),
    });
    void victim.step(system());
  });
  await died;
  await leaseEnds();
  await world.settle();
  expect([await isThere(granted), await isThere(revoked)]).toEqual([true, false]);
  await expectEqual();
});

it('what a paused feeder had read is not written over what was read after it', async () => {
  const tied = ownerOf(newId(), newId());
  await write([tied]);
  const reading = gate();
  const paused = world.feeder({
    leaseMs: 600_000,
    atPoint: (at) => (at === 'read' ? reading.pass() : undefined),
  });
  // It has read that the tuple is there.
  const step = paused.step(system());
  await reading.reached;
  await leaseEnds();
  await write([], [tied]);
  await world.settle();
  expect(await isThere(tied)).toBe(false);
  reading.open();
  expect(await step).toMatchObject({ did: 'standby' });
  expect(await isThere(tied)).toBe(false);
  await expectEqual();
});

it('one feeds and others stand by, until it lets go', async () => {
  const [one, other] = [world.feeder({ leaseMs: 600_000 }), world.feeder({ leaseMs: 600_000 })];
  expect(await one.step(system())).toMatchObject({ did: 'fed' });
  expect(await other.step(system())).toMatchObject({ did: 'standby' });
  await one.release();
  expect(await other.step(system())).toMatchObject({ did: 'fed' });
  await other.release();
});

it('goes on after more changes in one transaction than a part holds', async () => {
  const id = newId();
  const many = Array.from({ length: 520 }, () => ownerOf(id, newId()));
  await write(many);
  await world.settle();
  await expectEqual();
  await world.database.transact(system(), (tx) => world.relations.deleteObject(tx, project(id)));
  await world.settle();
  expect((await world.spicedb.read({ type: 'project', id }, { limit: 10 })).tuples).toEqual([]);
  await expectEqual();
});

it('an import that was cut off goes on, and takes away what SpiceDB has from before', async () => {
  const many = Array.from({ length: 510 }, () => ownerOf(newId(), newId()));
  await write(many);
  await world.settle();
  const stale = ownerOf(newId(), newId());
  // Nobody is an administrator by a tuple.
  const role = tuple({ type: 'platform', id: platformId }, 'admin', user(newId()));
  await world.spicedb.write([stale, role].map((one) => ({ op: 'touch', tuple: one }) as const));
  const first = world.feeder({ leaseMs: 600_000 });
  await first.beginImport(system());
  expect(await first.step(system())).toMatchObject({ did: 'importing', more: true });
  const [before] = await world.query<{ progress: { rows: number } }>(
    'select progress from authz.spicedb_feed',
  );
  expect(before?.progress.rows).toBe(500);
  await leaseEnds();
  // Another goes on, and beginning again does not begin anew.
  const second = world.feeder();
  await second.beginImport(system());
  expect(await world.query('select progress from authz.spicedb_feed')).toEqual([before]);
  await world.settle();
  expect([await isThere(stale), await isThere(role)]).toEqual([false, false]);
  await expectEqual();
});

it('notices that SpiceDB has lost everything, and asks for an import', async () => {
  await world.server.empty();
  const feeder = world.feeder();
  await feeder.step(system()).catch(() => undefined);
  expect(await feeder.step(system())).toMatchObject({ did: 'standby' });
  expect(await world.query('select state, zedtoken from authz.spicedb_feed')).toEqual([
    { state: 'empty', zedtoken: null },
  ]);
  expect(world.logger.entries.some(({ message }) => String(message).includes('run authz import'))).toBe(true);
  await world.fill();
  await expectEqual();
});

it('notices that the database has gone back behind what SpiceDB was told', async () => {
  const feeder = world.feeder();
  await feeder.step(system());
  await feeder.release();
  await world.query('update authz.spicedb_feed set fence = fence - 10');
  expect(await feeder.step(system())).toMatchObject({ did: 'standby' });
  expect(await world.query('select state from authz.spicedb_feed')).toEqual([{ state: 'empty' }]);
  await world.fill();
  await expectEqual();
  const nobody = asUser(newId());
  expect(await world.sql.check(nobody, 'platform.update')).toBe(false);
});

/** Holds up who passes until it is opened. */
function gate() {
  let arrive: () => void = () => undefined;
  let open: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    reached,
    open: () => open(),
    pass(): Promise<void> {
      arrive();
      return opened;
    },
  };
}
