import { newId, type PageRequest } from '@ashlar/database';
import { createEndings, type ScheduledSession } from './index.js';
import { openWorld, type World } from './scheduler.db.fixture.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.root.query('truncate scheduler.sessions, scheduler.ticks, scheduler.mails');
  Object.assign(world.scripted, { first: 'running', loses: 0, refuses: 0, answer: undefined });
  for (const list of [world.scripted.requests, world.scripted.polls, world.scripted.cancelled])
    list.length = 0;
  world.scripted.runs.clear();
});

const page: PageRequest = {
  size: 100,
  sort: { by: 'slot', descending: false },
  start: { page: 0 },
  count: false,
};
const of = async (scheduleId: string): Promise<readonly ScheduledSession[]> =>
  (await world.sessions.list(world.user.ctx, { scheduleId }, page)).items;
const ended = (): unknown[] =>
  world.events
    .recorded()
    .filter(({ type }) => type === 'scheduled-session.finished')
    .map(({ data }) => data);

async function started(more: Parameters<World['make']>[0] = {}): Promise<string> {
  const { id } = await world.make(more);
  await world.schedules.runNow(world.user.ctx, id);
  return id;
}

describe('a scan', () => {
  it('makes one session of a slot, however many scans there are', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => world.make()));
    for (const { id } of made) await world.makeDue(id, 0);
    const reports = await Promise.all(Array.from({ length: 6 }, () => world.scan.run(world.worker)));
    expect(reports.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(20);
    const rows = await world.rows<{ count: string }>(
      `select count(*) from scheduler.sessions where state = 'pending'`,
    );
    expect(rows).toEqual([{ count: '20' }]);
    expect((await world.scan.run(world.worker)).schedules).toBe(0);
  });

  it('has the database refuse a second session of a slot', async () => {
    const { id } = await world.make();
    await world.makeDue(id, 0);
    await world.scan.run(world.worker);
    const insert = `insert into scheduler.sessions (id, schedule_id, slot, origin, state)
                    select $1, schedule_id, slot, 'schedule', 'pending' from scheduler.sessions where schedule_id = $2`;
    await expect(world.root.query(insert, [newId(), id])).rejects.toMatchObject({
      constraint: 'sessions_slot_key',
    });
  });

  it('leaves a record of what it made and of what it skipped, and why', async () => {
    const { id } = await world.make({
      overlap: 'skip',
      missed: { policy: 'latest', most: 1, windowSeconds: 600 },
    });
    await world.makeDue(id, 240);
    await world.scan.run(world.worker);
    await world.makeDue(id, 0);
    await world.root.query(`update scheduler.sessions set slot = slot - interval '1 s'`);
    await world.scan.run(world.worker);
    const { items } = await world.schedules.ticks(world.user.ctx, id, {}, page);
    expect(items.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      expect.arrayContaining([
        ['skipped', 'missed'],
        ['created', undefined],
        ['skipped', 'overlap'],
      ]),
    );
    expect((await of(id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['pending', undefined],
      ['skipped', 'overlap'],
    ]);
  });
});

describe('a session', () => {
  it('is launched once, asked about, and ends with an event and its links', async () => {
    const id = await started({ runSpec: { job: 'a' } });
    expect(await world.picker().run(world.worker)).toEqual({ picked: 1, launched: 1 });
    const [running] = await of(id);
    expect(running).toMatchObject({ state: 'running', attempt: 1, raw: 'RUNNING' });
    const key = `${running?.id}-1`;
    expect(world.scripted.requests).toMatchObject([
      { key, spec: { job: 'a' }, attempt: 1, labels: { schedule_id: id, session_id: running?.id } },
    ]);
    expect(await world.poller().step(world.worker)).toEqual({ polled: 1, ended: 0 });
    world.scripted.runs.set(key, 'succeeded');
    expect(await world.poller().step(world.worker)).toEqual({ polled: 1, ended: 1 });
    const [session] = await of(id);
    expect(session).toMatchObject({ state: 'succeeded', externalId: `run ${key}`, links: [{ rel: 'logs' }] });
    expect(session?.finishedAt).toBeInstanceOf(Date);
    expect(ended().at(-1)).toMatchObject({ schedule_id: id, outcome: 'succeeded', attempts: 1 });
    const { entries } = await world.sessions.journal(world.user.ctx, session?.id ?? '');
    expect(entries.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual([
      'launching 1',
      'running 1',
      'succeeded 1',
    ]);
  });

  it('whose launch had no answer is asked for again under the same key', async () => {
    const id = await started();
    world.scripted.loses = 2;
    world.scripted.refuses = 1;
    for (let turn = 0; turn < 4; turn += 1) await world.picker().step(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'running', attempt: 1 });
    expect(new Set(world.scripted.requests.map(({ key }) => key)).size).toBe(1);
    expect(world.scripted.runs.size).toBe(1);
  });

  it('whose launch has no answer for too long has failed', async () => {
    const id = await started();
    world.scripted.refuses = 100;
    const picker = world.picker({ patienceMs: 1 });
    await picker.step(world.worker);
    await picker.step(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'failed', reason: 'no-answer', message: 'It is away' });
  });

  it('that is refused fails at once, whatever the attempts', async () => {
    const id = await started({ retry: { maxAttempts: 5, delaySeconds: 0, factor: 1 } });
    world.scripted.answer = { outcome: 'refused', code: 'NO_SUCH_JOB', message: 'There is no job x' };
    await world.picker().run(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'failed', reason: 'NO_SUCH_JOB', attempt: 1 });
  });

  it('that failed is tried again so often, each time as a run of its own', async () => {
    const id = await started({ retry: { maxAttempts: 3, delaySeconds: 0, factor: 2 } });
    world.scripted.first = 'failed';
    await world.picker().run(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'failed', reason: 'run-failed', attempt: 3 });
    expect(new Set(world.scripted.requests.map(({ key }) => key)).size).toBe(3);
    world.scripted.first = 'succeeded';
    await world.sessions.retry(world.user.ctx, (await of(id))[0]?.id ?? '');
    await world.picker().run(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'succeeded', attempt: 4, reason: undefined });
    await expect(world.sessions.retry(world.user.ctx, (await of(id))[0]?.id ?? '')).rejects.toMatchObject({
      code: 'SESSION_STATE_CONFLICT',
    });
  });

  it('that takes too long is ended', async () => {
    const id = await started({ timeoutSeconds: 1 });
    await world.picker().run(world.worker);
    await world.root.query(`update scheduler.sessions set deadline_at = now() - interval '1 s'`);
    await world.poller().step(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'failed', reason: 'timed-out' });
    expect(world.scripted.cancelled).toHaveLength(1);
  });

  it('is cancelled before its launch and while it runs', async () => {
    const before = await started();
    await world.sessions.cancel(world.user.ctx, (await of(before))[0]?.id ?? '');
    await world.picker().run(world.worker);
    expect((await of(before))[0]).toMatchObject({ state: 'cancelled', attempt: 0 });
    expect(world.scripted.requests).toEqual([]);

    const during = await started();
    await world.picker().run(world.worker);
    const [{ id = '' } = {}] = await of(during);
    expect(await world.sessions.cancel(world.user.ctx, id)).toMatchObject({
      state: 'running',
      cancelAsked: true,
    });
    await world.poller().step(world.worker);
    expect((await of(during))[0]).toMatchObject({ state: 'cancelled', reason: 'asked' });
    expect(await world.sessions.cancel(world.user.ctx, id)).toMatchObject({ state: 'cancelled' });
  });

  it('whose run does not end when asked to is taken for cancelled', async () => {
    const id = await started();
    await world.picker().run(world.worker);
    const [{ id: sessionId = '' } = {}] = await of(id);
    await world.sessions.cancel(world.user.ctx, sessionId);
    world.scripted.runs.set(`${sessionId}-1`, 'pending');
    await world.poller().step(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'running' });
    await world.poller({ cancelPatienceMs: -1 }).step(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'cancelled', reason: 'unconfirmed' });
  });

  it('whose run is unknown outside has failed', async () => {
    const id = await started();
    await world.picker().run(world.worker);
    world.scripted.runs.clear();
    await world.poller().step(world.worker);
    expect((await of(id))[0]).toMatchObject({ state: 'failed', reason: 'run-lost' });
  });

  it('of a claim that ran out goes to another, and the first can write nothing', async () => {
    const id = await started();
    const slow = world.picker({ leaseMs: 0 });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const launch = world.scripted.launch.bind(world.scripted);
    let calls = 0;
    world.scripted.launch = async (ctx, request) => {
      calls += 1;
      const answer = await launch(ctx, request);
      if (calls === 1) await held;
      return answer;
    };
    const first = slow.step(world.worker);
    while (calls === 0) await new Promise((resolve) => setImmediate(resolve));
    await world.picker().step(world.worker);
    const rows = await world.rows<{ fence: number; state: string }>(
      'select fence, state from scheduler.sessions',
    );
    release();
    await first;
    world.scripted.launch = launch;
    expect(await world.rows('select fence, state from scheduler.sessions')).toEqual(rows);
    expect((await of(id))[0]).toMatchObject({ state: 'running', attempt: 1 });
    expect(world.scripted.runs.size).toBe(1);
  });

  it('is seen by those alone who see its schedule', async () => {
    const id = await started();
    const [{ id: sessionId = '' } = {}] = await of(id);
    const stranger = { ...world.user.ctx, actor: { ...world.user.ctx.actor, id: newId() } };
    expect((await world.sessions.list(stranger, {}, page)).items).toEqual([]);
    for (const ask of ['get', 'cancel', 'retry', 'journal'] as const) {
      await expect(world.sessions[ask](stranger, sessionId)).rejects.toMatchObject({
        code: 'SESSION_NOT_FOUND',
      });
    }
  });
});

/** Running sessions of a schedule, as the runs of an external system; the number of each is its external id. */
const running = async (id: string, count: number): Promise<readonly string[]> => {
  const rows = await world.rows<{ id: string }>(
    `insert into scheduler.sessions (id, schedule_id, slot, origin, state, next_at, attempt, run_kind, run_spec, external_id)
     select gen_random_uuid(), $1, now() - n * interval '1 h', 'backfill', 'running', now(), 1, 'scripted', '{}', n::text
     from generate_series(1, $2::int) n returning id`,
    [id, count],
  );
  return rows.map((row) => row.id);
};

it('a slot that was filled back before its scan has one session and one tick', async () => {
  const { id } = await world.make();
  await world.makeDue(id, 0);
  const [{ slot = new Date() } = {}] = await world.rows<{ slot: Date }>(
    'select next_run_at as slot from scheduler.schedules where id = $1',
    [id],
  );
  const range = { from: slot, to: slot };
  expect(await world.schedules.backfill(world.user.ctx, id, range)).toEqual({ created: 1, existing: 0 });
  await world.scan.run(world.worker);
  const ticks = await world.rows(
    `select outcome, tick.reason, session.id is not null as there
     from scheduler.ticks tick left join scheduler.sessions session on session.id = tick.session_id
     where tick.schedule_id = $1`,
    [id],
  );
  expect(ticks).toEqual([{ outcome: 'created', reason: 'backfill', there: true }]);
});

describe('sessions of one schedule', () => {
  it('wait for each other when one is buffered', async () => {
    const { id } = await world.make({
      overlap: 'buffer-one',
      missed: { policy: 'all', most: 3, windowSeconds: 600 },
    });
    await world.makeDue(id, 180);
    await world.scan.run(world.worker);
    await world.picker().run(world.worker);
    const states = async () => (await of(id)).map(({ state }) => state);
    expect((await states()).slice(0, 3)).toEqual(['running', 'pending', 'skipped']);
    const [{ id: first = '' } = {}] = await of(id);
    world.scripted.runs.set(`${first}-1`, 'succeeded');
    await world.poller().step(world.worker);
    await world.picker().run(world.worker);
    expect((await states()).slice(0, 2)).toEqual(['succeeded', 'running']);
  });

  it('end when the next one is due and cancels them', async () => {
    const { id } = await world.make({ overlap: 'cancel-previous' });
    await world.schedules.runNow(world.user.ctx, id);
    await world.picker().run(world.worker);
    await world.makeDue(id, 0);
    await world.scan.run(world.worker);
    await world.poller().step(world.worker);
    const states = (await of(id)).map(({ origin, state }) => `${origin} ${state}`).sort();
    expect(states).toEqual(['run-now cancelled', 'schedule pending']);
  });

  it('that fail too often in a row disable it, and a good one between them forgives', async () => {
    const { id } = await world.make({ maxFailures: 2 });
    for (const state of ['failed', 'succeeded', 'failed', 'failed'] as const) {
      expect((await world.schedules.get(world.user.ctx, id)).state).toBe('active');
      world.scripted.first = state;
      await world.schedules.runNow(world.user.ctx, id);
      await world.picker().run(world.worker);
    }
    expect(await world.schedules.get(world.user.ctx, id)).toMatchObject({
      ...{ state: 'disabled', stateReason: 'failures', failures: 2 },
    });
    expect(world.events.recorded().filter(({ type }) => type === 'schedule.disabled')).toHaveLength(1);
    expect(await world.schedules.resume(world.user.ctx, id)).toMatchObject({ state: 'active', failures: 0 });
  });

  it('share a transaction when they end together, and each failure counts', async () => {
    const { id } = await world.make({ maxFailures: 40 });
    for (const session of await running(id, 40)) world.scripted.runs.set(`${session}-1`, 'failed');
    expect(await world.poller().step(world.worker)).toEqual({ polled: 40, ended: 40 });
    expect(
      await world.rows(
        'select state, count(*)::int, count(distinct xmin::text)::int as transactions from scheduler.sessions group by 1',
      ),
    ).toEqual([{ state: 'failed', count: 40, transactions: 1 }]);
    expect(await world.schedules.get(world.user.ctx, id)).toMatchObject({ state: 'disabled', failures: 40 });
    const told = world.events.recorded().filter(({ data }) => Object.values(data).includes(id));
    const types = told.map(({ type }) => type);
    expect(types.filter((type) => type === 'scheduled-session.finished')).toHaveLength(40);
    expect(types.filter((type) => type === 'schedule.disabled')).toHaveLength(1);
  });

  it('that end together end without one that another process has by now', async () => {
    const { id } = await world.make();
    const ids = await running(id, 3);
    await world.root.query('update scheduler.sessions set fence = 7 where id = $1', [ids[1]]);
    const endings = createEndings({ database: world.workerDatabase, events: world.events });
    const ends = ids.map((session) =>
      endings.end(
        world.worker,
        { id: session, fence: 0, scheduleId: id, attempt: 1, cancelAsked: false },
        { outcome: 'succeeded' },
      ),
    );
    expect(await Promise.all(ends)).toEqual([true, false, true]);
    expect((await of(id)).map(({ state }) => state).sort()).toEqual(['running', 'succeeded', 'succeeded']);
  });

  it('leave a message for those who want it', async () => {
    const emails = ['lab@example.org'];
    const id = await started({ name: 'Nightly', notify: { emails, on: ['failed'] } });
    world.scripted.first = 'succeeded';
    await world.picker().run(world.worker);
    expect(await world.rows('select * from scheduler.mails')).toEqual([]);
    world.scripted.first = 'failed';
    await world.schedules.runNow(world.user.ctx, id);
    await world.picker().run(world.worker);
    const mails = await world.rows<{ recipients: string[]; subject: string; body: string }>(
      'select recipients, subject, body from scheduler.mails',
    );
    expect(mails).toMatchObject([{ recipients: emails, subject: 'Nightly: failed' }]);
    expect(mails[0]?.body).toContain(id);
  });
});

it('1,000 runs are asked about in ten requests', async () => {
  const { id } = await world.make();
  for (const session of await running(id, 1_000)) world.scripted.runs.set(`${session}-1`, 'running');
  expect(await world.poller().step(world.worker)).toEqual({ polled: 1_000, ended: 0 });
  expect(world.scripted.polls).toEqual(Array.from({ length: 10 }, () => 100));
});
