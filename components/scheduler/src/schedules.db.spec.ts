import { createRelations } from '@ashlar/authz';
import { contextFor, newId, type PageRequest } from '@ashlar/database';
import { newSchedule, openWorld, type World } from './scheduler.db.fixture.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const page: PageRequest = {
  size: 50,
  sort: { by: 'created_at', descending: false },
  start: { page: 0 },
  count: false,
};
const stranger = () => contextFor({ kind: 'user', id: newId(), roles: ['member'] });

describe('schedules', () => {
  it('are kept as they were written, with the slot that comes next', async () => {
    const made = await world.make({
      name: 'Nightly',
      description: 'of the lab',
      timing: { cron: '30 2 * * *', zone: 'Europe/Berlin', activeHours: { from: '01:00', to: '05:00' } },
      runSpec: { job: 'x' },
      timeoutSeconds: 60,
    });
    expect(made).toMatchObject({
      ...{ name: 'Nightly', description: 'of the lab', runSpec: { job: 'x' }, state: 'active', version: 1 },
      ...{ timeoutSeconds: 60, maxFailures: undefined, owner: { type: 'user', id: world.user.id } },
      timing: { rhythm: { kind: 'cron', expression: '30 2 * * *' }, zone: 'Europe/Berlin' },
    });
    const [first] = await world.schedules.preview(world.user.ctx, made.id, 3);
    expect(first?.slot).toEqual(made.nextSlot);
    expect(world.events.recorded().at(-1)).toMatchObject({ type: 'schedule.created', aggregateId: made.id });
  });

  it('that cannot be or would never run are refused, with every reason', async () => {
    await expect(world.make({ timing: { cron: '0 0 30 2 *', zone: 'Mars/One' } })).rejects.toMatchObject({
      code: 'SCHEDULE_REFUSED',
      details: {
        errors: [
          expect.objectContaining({ pointer: '#/body/timing/zone', rule: 'zone' }),
          expect.objectContaining({ pointer: '#/body/timing/cron', rule: 'never' }),
        ],
      },
    });
    await expect(world.make({ runKind: 'nothing' })).rejects.toMatchObject({ code: 'RUN_KIND_UNKNOWN' });
  });

  it('of a group need the permission there, and are seen by those who see the group', async () => {
    const [group, domain, editor, viewer] = [newId(), newId(), newId(), newId()];
    const as = (id: string) => contextFor({ kind: 'user', id, roles: ['member'] });
    const relations = createRelations({ database: world.database });
    await world.database.transact(world.worker, (tx) =>
      relations.write(tx, {
        touch: [
          {
            object: { type: 'group', id: group },
            relation: 'parent',
            subject: { type: 'domain', id: domain },
          },
          { object: { type: 'group', id: group }, relation: 'editor', subject: { type: 'user', id: editor } },
          { object: { type: 'group', id: group }, relation: 'viewer', subject: { type: 'user', id: viewer } },
        ],
      }),
    );
    const owner = { type: 'group', id: group } as const;
    const input = newSchedule(editor, { owner, name: 'Of the group' });
    await expect(world.schedules.create(as(viewer), input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const made = await world.schedules.create(as(editor), input);
    expect((await world.schedules.list(as(viewer), {}, page)).items.map(({ id }) => id)).toEqual([made.id]);
    expect((await world.schedules.list(stranger(), {}, page)).items).toEqual([]);
    await expect(world.schedules.get(stranger(), made.id)).rejects.toMatchObject({
      code: 'SCHEDULE_NOT_FOUND',
    });
    const parts = world.schedules.partOf('group');
    expect(await parts.idsIn(world.worker, [group])).toEqual([made.id]);
    await world.database.transact(world.worker, (tx) => parts.remove(tx, [made.id]));
    expect((await world.schedules.list(as(viewer), {}, page)).items).toEqual([]);
  });

  it('of another user cannot be made', async () => {
    await expect(world.make({ owner: { type: 'user', id: newId() } })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('change in the version that the caller saw, and a new timing decides no slot again', async () => {
    const made = await world.make();
    const later = new Date(Date.now() + 3 * 86_400_000);
    await world.root.query('update scheduler.schedules set last_slot = $2 where id = $1', [made.id, later]);
    const changed = await world.schedules.update(world.user.ctx, made.id, [1], {
      timing: { frequency: { every: 5, unit: 'minute' }, zone: 'UTC' },
      description: null,
    });
    expect(changed.version).toBe(2);
    expect(changed.nextSlot?.getTime()).toBeGreaterThan(later.getTime());
    await expect(world.schedules.update(world.user.ctx, made.id, [1], {})).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  });

  it('that are paused skip their slots, and the record says so when they go on', async () => {
    const { id } = await world.make();
    await world.schedules.pause(world.user.ctx, id, 'holidays');
    expect(await world.schedules.pause(world.user.ctx, id, 'x')).toMatchObject({ stateReason: 'holidays' });
    await world.makeDue(id, 180);
    await world.scan.run(world.worker);
    const resumed = await world.schedules.resume(world.user.ctx, id);
    expect(resumed).toMatchObject({ state: 'active', stateReason: undefined });
    const ticks = await world.schedules.ticks(
      world.user.ctx,
      id,
      {},
      { ...page, sort: { by: 'slot', descending: false } },
    );
    expect(ticks.items).toMatchObject([{ outcome: 'skipped', reason: 'paused' }]);
    expect(ticks.items[0]?.slots).toBeGreaterThanOrEqual(4);
    expect((await world.sessions.list(world.user.ctx, { scheduleId: id }, page)).items).toEqual([]);
  });

  it('run now, and fill a range back, once for each slot', async () => {
    const { id } = await world.make({
      timing: { frequency: { every: 1, unit: 'hour', anchor: new Date('2026-01-01T00:00Z') }, zone: 'UTC' },
    });
    expect(await world.schedules.runNow(world.user.ctx, id)).toMatchObject({
      origin: 'run-now',
      state: 'pending',
    });
    const range = { from: new Date('2026-01-02T00:00Z'), to: new Date('2026-01-02T05:00Z') };
    expect(await world.schedules.backfill(world.user.ctx, id, range)).toEqual({ created: 6, existing: 0 });
    const wider = { ...range, to: new Date('2026-01-02T06:30Z') };
    expect(await world.schedules.backfill(world.user.ctx, id, wider)).toEqual({ created: 1, existing: 6 });
    const year = { ...range, to: new Date('2026-06-30T00:00Z') };
    await expect(world.schedules.backfill(world.user.ctx, id, year)).rejects.toMatchObject({
      code: 'BACKFILL_TOO_LONG',
    });
    const ahead = { from: new Date(), to: new Date(Date.now() + 3_600_000) };
    await expect(world.schedules.backfill(world.user.ctx, id, ahead)).rejects.toMatchObject({
      code: 'BACKFILL_AHEAD',
    });
    await expect(world.schedules.delete(world.user.ctx, id, 'any')).rejects.toMatchObject({
      code: 'SCHEDULE_BUSY',
    });
  });

  it('are copied as a whole, and the copy waits to be resumed', async () => {
    const { id } = await world.make({ name: 'Original', jitterSeconds: 10 });
    const copy = await world.schedules.clone(world.user.ctx, id, { name: 'Copy' });
    expect(copy).toMatchObject({ name: 'Copy', jitterSeconds: 10, state: 'paused', version: 2 });
    await world.schedules.delete(world.user.ctx, copy.id, [2]);
    await expect(world.schedules.get(world.user.ctx, copy.id)).rejects.toMatchObject({
      code: 'SCHEDULE_NOT_FOUND',
    });
  });
});
