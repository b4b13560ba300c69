import { createEgress } from '@ashlar/egress';
import { createLaunches, createRunKinds, dagsterKind, type RunKind } from '@ashlar/runs';
import { type ScriptedDagster, startDagster } from '@ashlar/runs/testing';
import { eventually } from '@ashlar/test-postgres';
import {
  createEndings,
  createPicker,
  createPoller,
  type PickerSettings,
  type PollerSettings,
} from './index.js';
import { openWorld, type World } from './scheduler.db.fixture.js';

/** RUNS_KEYS=10000 is full length, with the times of a deployment. */
const full = process.env['RUNS_KEYS'];
const total = Number(full ?? 60);
const pickers = 4;
const times: {
  readonly settleMs: number;
  readonly picker: Partial<PickerSettings>;
  readonly poller: Partial<PollerSettings>;
} = full
  ? { settleMs: 15_000, picker: { leaseMs: 10_000 }, poller: {} }
  : {
      settleMs: 300,
      picker: { leaseMs: 200, againMs: 20, launchingMs: 400, pollMs: 10 },
      poller: { pollMs: 10 },
    };

let world: World;
let dagster: ScriptedDagster;

beforeAll(async () => {
  [world, dagster] = await Promise.all([openWorld(), startDagster()]);
});
afterAll(async () => {
  await dagster.close();
  await world.close();
});

/** As often in each run. */
function randomFrom(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    return at / 2_147_483_648;
  };
}

function newDagsterKind(): RunKind {
  const { workerDatabase: database, logger, metrics } = world;
  const egress = createEgress({
    config: {
      ...{ allowCidrs: ['127.0.0.0/8'], allowHosts: [], denyCidrs: [], dnsServers: [] },
      ...{ ports: ['1024-65535'], dnsTimeoutMs: 1_000, connectTimeoutMs: 5_000, timeoutMs: 15_000 },
      ...{ maxResponseBytes: 1_048_576, concurrency: 64, concurrencyPerHost: 64 },
    },
    ...{ logger, metrics },
  });
  return dagsterKind({
    config: {
      ...{ url: dagster.url, publicUrl: undefined, token: undefined, tokenHeader: 'authorization' },
      ...{ timeoutMs: 10_000, settleMs: times.settleMs, forceCancelMs: 60_000 },
    },
    ...{ egress, logger, launches: createLaunches({ database }) },
  });
}

/** Of some launches there are two at the same time, as of a process that was thought dead. */
function launchedTwiceAtTimes(random: () => number): RunKind {
  const [one, other] = [newDagsterKind(), newDagsterKind()];
  return {
    ...one,
    async launch(ctx, request) {
      if (random() >= 0.05) return one.launch(ctx, request);
      const [result] = await Promise.allSettled([one.launch(ctx, request), other.launch(ctx, request)]);
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    },
  };
}

async function count(where: string): Promise<number> {
  const [row] = await world.rows<{ count: number }>(
    `select count(*)::int as count from scheduler.sessions where ${where}`,
  );
  return row?.count ?? 0;
}

/** The data API of these specs does not have the kind, so it is made so afterwards. */
async function dagsterSchedule(): Promise<string> {
  const { id } = await world.make();
  const spec = { job: 'report', repository: 'day', location: 'science', run_config: {} };
  await world.rows(`update scheduler.schedules set run_kind = 'dagster', run_spec = $2 where id = $1`, [
    id,
    spec,
  ]);
  return id;
}

it('launches each session once, and none is launching for a minute, whatever gets lost', async () => {
  const random = randomFrom(42);
  dagster.launchedAs = 'STARTED';
  dagster.fate = () => {
    const drawn = random();
    if (drawn < 0.1) return 'lose';
    return drawn < 0.15 ? 'fail' : 'serve';
  };
  const { workerDatabase: database, events, logger, worker } = world;
  const kinds = createRunKinds([launchedTwiceAtTimes(random)]);
  const work = { database, kinds, logger, endings: createEndings({ database, events }) };
  const settings = { concurrency: 8, batch: 50, ...times.picker };
  const poller = createPoller({ ...work, settings: times.poller });
  // Ends of one schedule wait for each other: there are some.
  const ids: string[] = [];
  for (let schedule = 0; schedule < 20; schedule += 1) ids.push(await dagsterSchedule());
  await world.rows(
    `insert into scheduler.sessions (id, schedule_id, slot, origin, state, next_at)
     select gen_random_uuid(), ($1::uuid[])[n % 20 + 1], now() - n * interval '1 h', 'backfill', 'pending', now()
     from generate_series(1, $2) n`,
    [ids, total],
  );

  const began = performance.now();
  let isOver = false;
  const picking = Array.from({ length: pickers }, async () => {
    const picker = createPicker({ ...work, settings });
    const hasWork = async (): Promise<boolean> => (await picker.step(worker)).picked > 0;
    while (!isOver) await eventually(async () => (await hasWork()) || isOver, { timeoutMs: 3_600_000 });
  });
  await eventually(async () => (await count(`state in ('pending', 'claimed', 'launching')`)) === 0, {
    timeoutMs: 3_600_000,
  });
  isOver = true;
  await Promise.all(picking);
  const seconds = (performance.now() - began) / 1_000;
  const [launching] = await world.rows<{ longest: number; back: number }>(
    `select max(extract(epoch from until - at))::float8 as longest, count(*) filter (where next = 'pending')::int as back
     from scheduler.sessions s cross join lateral (
       select entry->>'state' as was, (entry->>'at')::timestamptz as at, lead(entry->>'state') over w as next,
         lead((entry->>'at')::timestamptz) over w as until
       from jsonb_array_elements(s.journal) with ordinality e (entry, n) window w as (order by n)
     ) steps where was = 'launching'`,
  );
  if (full !== undefined)
    process.stdout.write(
      `${total} sessions in ${Math.round(seconds)} s: longest in launching ${launching?.longest.toFixed(1)} s, ` +
        `${launching?.back} back to pending, ${dagster.asked.length} requests, ${dagster.runs.length} runs\n`,
    );
  for (const run of dagster.runs) run.status = 'SUCCESS';
  while ((await count(`state = 'running'`)) > 0) await poller.step(worker);

  const keys = dagster.runs.map(({ tags }) => tags.find(({ key }) => key === 'ashlar/run-key')?.value);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toHaveLength(total);
  expect(await count(`state = 'succeeded' and attempt = 1`)).toBe(total);
  expect(launching?.longest).toBeLessThan(60);
}, 3_600_000);

it('a session that no run came of waits, keeps its key, and fails in the end', async () => {
  dagster.fate = () => 'cut';
  const { workerDatabase: database, events, logger, worker } = world;
  const endings = createEndings({ database, events });
  const picker = (more: Partial<PickerSettings>) =>
    createPicker({
      ...{ database, kinds: createRunKinds([newDagsterKind()]), logger, endings },
      settings: { againMs: 0, launchingMs: 1, ...more },
    });
  const id = await dagsterSchedule();
  await world.schedules.runNow(world.user.ctx, id);
  const seen = (): Promise<readonly object[]> =>
    world.rows(`select state, attempt, reason from scheduler.sessions where schedule_id = $1`, [id]);
  await picker({}).step(worker);
  expect(await seen()).toEqual([{ state: 'pending', attempt: 0, reason: null }]);
  await picker({}).step(worker);
  expect(await seen()).toEqual([{ state: 'pending', attempt: 0, reason: null }]);
  await picker({ patienceMs: 1 }).step(worker);
  expect(await seen()).toEqual([{ state: 'failed', attempt: 1, reason: 'no-answer' }]);
});
