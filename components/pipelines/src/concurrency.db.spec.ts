import { createEvents } from '@ashlar/events';
import { createAuthorizer } from '@ashlar/authz';
import { createRunKinds } from '@ashlar/runs';
import pg from 'pg';
import { createPipelines, type Pipelines, type PipelineStatus, type WholePipeline } from './index.js';
import { domainId, openWorld, stepOf, system, type World } from './pipelines.fixture.js';

/** 1,000 is the full length. */
const rounds = Number(process.env['PIPELINES_ROUNDS'] ?? 3);
const workers = 64;
const ends: readonly PipelineStatus[] = ['succeeded', 'failed', 'skipped', 'error', 'cancelled'];

/** What the status of a pipeline and its counts should be, from its targets alone and by other means. */
const truth = `
  select p.id, p.status, p.counts, w.worst, w.counted from pipelines.pipelines p cross join lateral (
    select (array_agg(s.name order by s.place desc))[1] as worst,
      array[${Array.from({ length: 8 }, (_, place) => `count(*) filter (where s.place = ${place + 1})::int`).join(', ')}] as counted
    from pipelines.steps st join pipelines.targets t on t.group_id = st.group_id join pipelines.statuses s on s.name = t.status
    where st.pipeline_id = p.id) w`;

let world: World;
let pipelines: Pipelines;
let observer: pg.Client;

beforeAll(async () => {
  // A connection for each, so that all of them meet.
  world = await openWorld({ poolSize: workers });
  const { database, relations } = world;
  pipelines = createPipelines({
    ...{ database, relations, events: createEvents({ database, service: 'spec' }) },
    authorizer: createAuthorizer({ database }),
    kinds: createRunKinds([]),
    domainOf: () => Promise.resolve(domainId),
  });
  observer = new pg.Client({ connectionString: world.testDatabase.url });
  await observer.connect();
  // Asks at every commit, in the transaction that commits.
  await world.root.query(`
    create table public.broken (pipeline_id uuid, status text, worst text);
    grant insert on public.broken to public;
    create table public.commits (n bigint generated always as identity);
    grant insert on public.commits to public;
    create function public.look() returns trigger language plpgsql as $$
    begin
      insert into public.commits default values;
      insert into public.broken select t.id, t.status, t.worst from (${truth} where p.id = new.id) t
      where t.worst is not null and (t.status <> t.worst or t.counts <> t.counted);
      return null;
    end $$;
    create constraint trigger look after insert or update on pipelines.pipelines
      deferrable initially deferred for each row execute function public.look();`);
});
afterAll(async () => {
  await observer.end();
  await world.close();
});

const targetsOf = ({ steps }: WholePipeline) => steps.flatMap(({ targets }) => targets);

it(`keeps all of ${workers} reports of one pipeline at one instant, ${rounds} times, and tells of each once`, async () => {
  let done = false;
  let looks = 0;
  // Those of the round: to look at all of them would take longer with each.
  let looked: readonly string[] = [];
  const wrong: unknown[] = [];
  const watching = (async () => {
    while (!done) {
      const { rows } = await observer.query(
        `select * from (${truth} where p.id = any($1)) t where worst is not null and (status <> worst or counts <> counted)`,
        [looked],
      );
      wrong.push(...rows);
      looks += 1;
    }
  })();
  try {
    for (let round = 0; round < rounds; round += 1) {
      const names = Array.from({ length: workers }, (_, n) => `t${n}`);
      const shared = { ...stepOf('source-build', 'source', ...names.slice(0, 16)), key: `round ${round}` };
      const event = (n: number) => ({ kind: 'push', source: 'spec', externalId: `${round}/${n}` });
      const make = async (n: number) =>
        (
          await pipelines.create(system, {
            ...{ projectId: world.projectId, event: event(n), name: 'ci' },
            steps: [shared, stepOf('test', 'tests', ...names.slice(16))],
          })
        ).pipeline;
      const [pipeline, sharing] = [await make(0), await make(1)];
      looked = [pipeline.id, sharing.id];
      const targets = targetsOf(pipeline);
      const results = await Promise.all(
        targets.map(({ id }, n) =>
          pipelines.targets.report(system, [
            { target: { id }, report: { status: 'running' } },
            { target: { id }, report: { status: ends[(n + round) % ends.length] ?? 'failed' } },
          ]),
        ),
      );
      expect(results.flat().filter(({ outcome }) => outcome === 'applied')).toHaveLength(2 * workers);
      const after = await pipelines.get(system, pipeline.id);
      expect(targetsOf(after).map(({ status }) => status)).toEqual(
        targets.map((_, n) => ends[(n + round) % ends.length]),
      );
      expect(after.status).toBe('error');
      expect((await pipelines.get(system, sharing.id)).counts.pending).toBe(workers - 16);
      const { rows } = await world.root.query<{
        type: string;
        aggregate_id: string;
        data: { from: string; status: string };
      }>(
        `select type, aggregate_id, data from events.events
         where aggregate = 'pipeline-target' and aggregate_id = any($1)
            or type = 'pipeline.changed' and aggregate_id = $2 order by sequence`,
        [targets.map(({ id }) => id), pipeline.id],
      );
      const ofTargets = rows.filter(({ type }) => type !== 'pipeline.changed');
      expect(ofTargets.map(({ aggregate_id, data }) => `${aggregate_id} ${data.from}`).sort()).toEqual(
        targets.flatMap(({ id }) => [`${id} pending`, `${id} running`]).sort(),
      );
      // Each follows from the one before, from the first status to the last.
      const chain = rows.filter(({ type }) => type === 'pipeline.changed').map(({ data }) => data);
      expect(chain.map(({ from }) => from)).toEqual(
        ['pending', ...chain.map(({ status }) => status)].slice(0, -1),
      );
      expect(chain.at(-1)?.status).toBe('error');
    }
  } finally {
    done = true;
    await watching;
  }
  const { rows: atLast } = await observer.query(
    `select * from (${truth}) t where status <> worst or counts <> counted`,
  );
  expect(atLast).toEqual([]);
  const { rows: broken } = await world.root.query('select * from public.broken');
  const { rows: commits } = await world.root.query<{ count: string }>('select count(*) from public.commits');
  expect([wrong, broken]).toEqual([[], []]);
  expect(Number(commits[0]?.count)).toBeGreaterThanOrEqual(rounds * workers);
  expect(looks).toBeGreaterThan(0);
}, 3_600_000);

it('stays exact while steps are added, shared, cancelled and retriggered beside reports', async () => {
  const shared = { ...stepOf('source-build', 'source', 'a', 'b', 'c', 'd'), key: 'mixed' };
  const make = (n: number) =>
    pipelines.create(system, {
      ...{ projectId: world.projectId, name: 'mixed' },
      event: { kind: 'push', source: 'spec', externalId: `mixed ${n}` },
      steps: [shared, stepOf('test', `tests ${n}`, 'x', 'y')],
    });
  const [first] = [await make(0)];
  await Promise.all([
    ...targetsOf(first.pipeline).map(({ id }) =>
      pipelines.targets.report(system, [{ target: { id }, report: { status: 'failed' } }]),
    ),
    ...[1, 2, 3, 4].map(make),
    ...[0, 1].map(() => pipelines.retrigger(system, first.pipeline.id, 'all')),
    pipelines.addStep(system, first.pipeline.id, stepOf('deploy', 'deploy', 'z')),
    make(5).then(({ pipeline }) => pipelines.cancel(system, pipeline.id)),
  ]);
  const { rows } = await observer.query(
    `select * from (${truth} where p.name = 'mixed') t where status <> worst or counts <> counted`,
  );
  expect(rows).toEqual([]);
  const { rows: broken } = await world.root.query('select * from public.broken');
  expect(broken).toEqual([]);
});
