import { Secret } from '@ashlar/config';
import type { PageRequest } from '@ashlar/database';
import { createQuotas, type QuotaSubject } from '@ashlar/quota';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import {
  createMailSender,
  createScheduleUpkeep,
  createSessionQuota,
  createSmtpMailer,
  type ScheduledSession,
  tzdataVersion,
} from './index.js';
import { openWorld, type World } from './scheduler.db.fixture.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 30_000);
afterAll(() => world.close());

const page: PageRequest = {
  ...{ size: 100, sort: { by: 'slot', descending: false }, start: { page: 0 }, count: false },
};
const of = async (scheduleId: string): Promise<readonly ScheduledSession[]> =>
  (await world.sessions.list(world.user.ctx, { scheduleId }, page)).items;

describe('the quota of the owner', () => {
  it('counts each session that runs, gives back those that never did, and skips the rest', async () => {
    const meter = createQuotas({ database: world.workerDatabase }).meter;
    const quotas = createQuotas({ database: world.database });
    await world.root.query(
      `insert into users.users (id, issuer, subject, username) values ($1::uuid, 'spec', $1::text, 'spec')`,
      [world.user.id],
    );
    const subject: QuotaSubject = { type: 'user', id: world.user.id };
    const two = await quotas.templates.create(world.worker, {
      ...{ name: 'Two orders', type: 'MAX_ORDER_TIMES', limit: 2n, enabled: true },
      ...{ period: { kind: 'none' }, expire: { kind: 'never' } },
    });
    await quotas.assignments.assign(world.worker, subject, two.id, { replace: false });
    const figures = async () => {
      const [one] = await meter.usage(world.worker, subject, ['MAX_ORDER_TIMES']);
      return [one?.used, one?.reserved];
    };
    const picker = world.picker({}, createSessionQuota(meter));
    const { id } = await world.make();
    world.scripted.answer = { outcome: 'refused', code: 'NO', message: 'No' };
    await world.schedules.runNow(world.user.ctx, id);
    await picker.run(world.worker);
    expect(await figures()).toEqual([0n, 0n]);
    world.scripted.answer = undefined;
    world.scripted.first = 'succeeded';
    for (let count = 0; count < 3; count += 1) await world.schedules.runNow(world.user.ctx, id);
    world.scripted.loses = 1;
    for (let turn = 0; turn < 3; turn += 1) await picker.run(world.worker);
    expect(await figures()).toEqual([2n, 0n]);
    expect((await of(id)).map(({ state, reason }) => `${state} ${reason ?? ''}`.trim()).sort()).toEqual([
      'failed NO',
      'skipped quota',
      'succeeded',
      'succeeded',
    ]);
  }, 30_000);
});

it('asks for what a batch holds at once, so that it can share a statement', async () => {
  const { id } = await world.make();
  const sessions = 4;
  for (let count = 0; count < sessions; count += 1) await world.schedules.runNow(world.user.ctx, id);
  let asked = 0;
  let everybodyAsked = (): void => {};
  const everybody = new Promise<void>((done) => (everybodyAsked = done));
  const done = (): Promise<void> => Promise.resolve();
  const picker = world.picker(
    {},
    {
      async hold() {
        asked += 1;
        if (asked === sessions) everybodyAsked();
        // One after another, the first would wait here for ever.
        await everybody;
        return { refused: 'No' };
      },
      ...{ use: done, giveBack: done },
    },
  );
  await picker.run(world.worker);
  expect((await of(id)).map(({ reason }) => reason)).toEqual(Array(sessions).fill('quota'));
}, 30_000);

it('writes down what it began when its time ends, and gives back the rest', async () => {
  const { id } = await world.make();
  for (let count = 0; count < 4; count += 1) await world.schedules.runNow(world.user.ctx, id);
  const time = new AbortController();
  const done = (): Promise<void> => Promise.resolve();
  const picker = world.picker(
    { concurrency: 1 },
    {
      async hold() {
        time.abort();
        return { refused: 'No' };
      },
      ...{ use: done, giveBack: done },
    },
  );
  const report = await picker.run({ ...world.worker, signal: time.signal });
  expect(report.launched).toBe(0);
  expect((await of(id)).map(({ state }) => state).sort()).toEqual([
    'pending',
    'pending',
    'pending',
    'skipped',
  ]);
  expect(await picker.run({ ...world.worker, signal: time.signal })).toEqual({ picked: 0, launched: 0 });
}, 30_000);

describe('mail', () => {
  it('reaches the server with the outcome, waits while there is none, and is sent once', async () => {
    const received: { to: string[]; message: string }[] = [];
    const server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
      onData(stream, session, done) {
        void text(stream).then((message) => {
          received.push({ to: session.envelope.rcptTo.map(({ address }) => address), message });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const mailer = (toPort: number) =>
      createSmtpMailer({
        config: { smtpUrl: new Secret(`smtp://127.0.0.1:${toPort}`), from: 'Ashlar <ashlar@example.org>' },
        logger: world.logger,
      });
    const [working, broken] = [mailer(port), mailer(1)];
    try {
      const emails = ['lab@example.org', 'boss@example.org'];
      const { id } = await world.make({
        name: 'Nightly\r\nBcc: x@y.z',
        notify: { emails, on: ['succeeded'] },
      });
      world.scripted.first = 'succeeded';
      await world.schedules.runNow(world.user.ctx, id);
      await world.picker().run(world.worker);
      const deps = { database: world.workerDatabase, logger: world.logger };
      expect(await createMailSender({ ...deps, mailer: broken }).run(world.worker)).toEqual({
        sent: 0,
        failed: 1,
      });
      await world.root.query('update scheduler.mails set next_at = now()');
      const sender = createMailSender({ ...deps, mailer: working });
      const reports = await Promise.all([sender.run(world.worker), sender.run(world.worker)]);
      expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
      expect(received).toHaveLength(1);
      expect(received[0]?.to.sort()).toEqual([...emails].sort());
      expect(received[0]?.message).toContain('Subject: Nightly Bcc: x@y.z: succeeded');
      expect(received[0]?.message).toContain(id);
      expect(await world.rows('select * from scheduler.mails')).toEqual([]);
    } finally {
      working?.close();
      broken?.close();
      await new Promise<void>((resolve) => server.close(resolve));
    }
  }, 30_000);

  it('goes nowhere without a server', () => {
    expect(
      createSmtpMailer({ config: { smtpUrl: undefined, from: 'x' }, logger: world.logger }),
    ).toBeUndefined();
  });
});

describe('upkeep', () => {
  const upkeep = (tzdata?: string) =>
    createScheduleUpkeep({
      ...{ database: world.workerDatabase, events: world.events },
      ...(tzdata !== undefined && { tzdata }),
    });

  it('disables what has ended and tells of it, but not before its last slot', async () => {
    const [ended, last, open] = [await world.make(), await world.make(), await world.make()];
    await world.root.query(
      `update scheduler.schedules set ends_at = now() - interval '1 s',
         next_run_at = case when id = $2 then now() - interval '1 s' end where id = any($1)`,
      [[ended.id, last.id], last.id],
    );
    expect(await upkeep().autoDisable(world.worker)).toMatchObject({ disabled: 1 });
    const state = async (id: string) => (await world.schedules.get(world.user.ctx, id)).state;
    expect([await state(ended.id), await state(last.id), await state(open.id)]).toEqual([
      'disabled',
      'active',
      'active',
    ]);
    expect(world.events.recorded().at(-1)).toMatchObject({
      type: 'schedule.disabled',
      data: { schedule_id: ended.id, reason: 'expired' },
    });
  });

  it('finds next slots anew when the time zone data is newer, once', async () => {
    const { id, nextSlot } = await world.make({ timing: { cron: '0 3 * * *', zone: 'Europe/Berlin' } });
    const wrong = `update scheduler.schedules set next_slot = next_slot + interval '1 h',
                   next_run_at = next_run_at + interval '1 h', tzdata = '1999a' where id = $1`;
    await world.root.query(wrong, [id]);
    expect((await upkeep(tzdataVersion()).autoDisable(world.worker)).recomputed).toBeGreaterThanOrEqual(1);
    expect((await world.schedules.get(world.user.ctx, id)).nextSlot).toEqual(nextSlot);
    expect((await upkeep(tzdataVersion()).autoDisable(world.worker)).recomputed).toBe(0);
    expect((await upkeep('1998z').autoDisable(world.worker)).recomputed).toBe(0);
  });

  it('forgets what ended long ago, and nothing else', async () => {
    await world.root.query('truncate scheduler.sessions, scheduler.ticks');
    const { id } = await world.make();
    await world.schedules.runNow(world.user.ctx, id);
    await world.schedules.runNow(world.user.ctx, id);
    await world.root.query(
      `update scheduler.sessions set state = 'failed', finished_at = now() - interval '2 h'
       where id = (select id from scheduler.sessions limit 1)`,
    );
    await world.root.query(`update scheduler.ticks set created_at = now() - interval '2 h'`);
    expect(await upkeep().forget(world.worker, 3_600_000)).toEqual({ sessions: 1, ticks: 2 });
    expect(await of(id)).toHaveLength(1);
  });
});
