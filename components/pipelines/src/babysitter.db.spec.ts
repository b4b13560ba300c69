import { newId } from '@ashlar/database';
import { type RunKind, RunSystemUnavailable, type RunReport, createRunKinds, noopKind } from '@ashlar/runs';
import { createRecordingEvents } from '@ashlar/events/testing';
import {
  type Babysitter,
  createBabysitter,
  createPipelineRetention,
  pipelineKind,
  type NewTarget,
  type WholePipeline,
} from './index.js';
import { openWorld, stepOf, system, targetOf, type World } from './pipelines.fixture.js';
import { createRelations } from '@ashlar/authz';

/** A system outside that does what a spec says. */
function scriptedKind() {
  const states = new Map<string, RunReport['state']>();
  const calls: string[] = [];
  let away = false;
  let meanwhile = (): Promise<unknown> => Promise.resolve();
  const assertThere = (): void => {
    if (away) throw new RunSystemUnavailable('away');
  };
  const report = (key: string): RunReport => {
    const state = states.get(key) ?? 'lost';
    return { key, externalId: `run-${key}`, state, raw: state.toUpperCase(), links: [] };
  };
  const kind: RunKind = {
    kind: 'scripted',
    batch: 2,
    parse: (spec) => spec as Readonly<Record<string, unknown>>,
    async launch(_ctx, { key, spec }) {
      calls.push('launch');
      assertThere();
      if (spec['refuse'] === true) return { outcome: 'refused', code: 'NO', message: 'never' };
      if (!states.has(key)) states.set(key, 'running');
      await meanwhile();
      meanwhile = () => Promise.resolve();
      return { outcome: 'launched', report: report(key) };
    },
    async poll(_ctx, runs) {
      calls.push(`poll ${runs.length}`);
      assertThere();
      return runs.map(({ key }) => report(key));
    },
    async cancel(_ctx, { key }) {
      calls.push('cancel');
      assertThere();
      states.set(key, 'cancelled');
    },
  };
  return {
    kind,
    calls,
    states,
    onLaunch: (act: () => Promise<unknown>) => {
      meanwhile = act;
    },
    goAway: (value: boolean) => {
      away = value;
    },
  };
}

const outside = scriptedKind();
let world: World;
let babysitter: Babysitter;
beforeAll(async () => {
  world = await openWorld({ kinds: [outside.kind, noopKind()] });
  babysitter = sitter();
});
afterAll(() => world.close());
beforeEach(async () => {
  outside.calls.length = 0;
  await world.root.query('delete from pipelines.checks');
});

function sitter(): Babysitter {
  return createBabysitter({
    database: world.workerDatabase,
    events: createRecordingEvents(),
    kinds: createRunKinds([outside.kind, noopKind()]),
    logger: world.logger,
    backoffMs: () => 3_600_000,
  });
}

const runs = (
  ...targets: readonly (Partial<NewTarget> & { name: string; spec?: object })[]
): Promise<WholePipeline> =>
  world.make([
    {
      kind: 'package-build',
      name: 'builds',
      targets: targets.map(({ spec = {}, ...target }) => ({ run: { kind: 'scripted', spec }, ...target })),
    },
  ]);
const due = () => world.root.query('update pipelines.checks set next_at = now()');
const read = ({ id }: WholePipeline): Promise<WholePipeline> => world.pipelines.get(system, id);
const target = async (pipeline: WholePipeline, name: string) =>
  (await read(pipeline)).steps.flatMap(({ targets }) => targets).find((each) => each.name === name);

describe('the babysitter', () => {
  it('starts what is due once, whoever else does, and follows it to its end', async () => {
    const made = await runs({ name: 'a' }, { name: 'b' }, { name: 'c' });
    const rounds = await Promise.all([babysitter.run(system), sitter().run(system)]);
    expect(rounds.reduce((sum, { launched }) => sum + launched, 0)).toBe(3);
    expect(await read(made)).toMatchObject({ status: 'running', counts: { running: 3 } });
    const id = targetOf(made, 'a');
    expect(await target(made, 'a')).toMatchObject({ rawStatus: 'RUNNING', externalId: `run-${id}` });
    outside.states.set(id, 'succeeded');
    outside.states.set(targetOf(made, 'b'), 'failed');
    outside.states.delete(targetOf(made, 'c'));
    await due();
    expect(await babysitter.run(system)).toMatchObject({ looked: 3, ended: 3 });
    expect(outside.calls.filter((call) => call.startsWith('poll'))).toEqual(['poll 2', 'poll 1']);
    expect(await target(made, 'c')).toMatchObject({ status: 'error', reason: 'lost' });
    expect(await read(made)).toMatchObject({
      status: 'error',
      counts: { succeeded: 1, failed: 1, error: 1 },
    });
    await due();
    expect(await babysitter.run(system)).toMatchObject({ looked: 0 });
  });

  it('says what was refused, and comes back to what was away', async () => {
    const made = await runs({ name: 'a', spec: { refuse: true } }, { name: 'b' });
    outside.goAway(true);
    await babysitter.run(system);
    expect(await read(made)).toMatchObject({ counts: { pending: 2 } });
    outside.goAway(false);
    await due();
    await babysitter.run(system);
    expect(await target(made, 'a')).toMatchObject({
      status: 'error',
      reason: 'refused',
      message: 'NO: never',
    });
    expect(await target(made, 'b')).toMatchObject({ status: 'running' });
  });

  it('starts what waits when what it uses succeeded, and skips it when that did not', async () => {
    const made = await world.make([
      stepOf('package-build', 'builds', 'a', 'b'),
      {
        kind: 'test',
        name: 'tests',
        targets: ['a', 'b'].map((name) => ({
          name: `test ${name}`,
          run: { kind: 'noop', spec: {} },
          uses: [`builds/${name}`],
        })),
      },
    ]);
    await babysitter.run(system);
    expect(await read(made)).toMatchObject({ counts: { pending: 2, waiting: 2 } });
    await world.pipelines.targets.report(system, [
      { target: { id: targetOf(made, 'a') }, report: { status: 'succeeded' } },
      { target: { id: targetOf(made, 'b') }, report: { status: 'failed' } },
    ]);
    // Nothing was made due here: the end of what they use did that.
    expect(await babysitter.run(system)).toMatchObject({ launched: 1, ended: 2 });
    expect(await target(made, 'test a')).toMatchObject({ status: 'succeeded' });
    expect(await target(made, 'test b')).toMatchObject({ status: 'skipped', reason: 'needs' });
  });

  it('ends what is past its deadline, with a reason, whoever reports of it', async () => {
    const made = await world.make([
      stepOf('test', 'tests', 'reported'),
      { kind: 'deploy', name: 'deploy', targets: [{ name: 'run', run: { kind: 'scripted', spec: {} } }] },
    ]);
    await babysitter.run(system);
    await world.root.query('update pipelines.checks set deadline_at = now(), next_at = now()');
    expect(await babysitter.run(system)).toMatchObject({ timedOut: 2, ended: 2 });
    expect(await read(made)).toMatchObject({ status: 'error', counts: { error: 2 } });
    expect(await target(made, 'run')).toMatchObject({
      reason: 'timeout',
      message: 'Not ended within 604800 s',
    });
    expect(outside.calls).toContain('cancel');
    expect((await world.root.query('select from pipelines.checks')).rowCount).toBe(0);
  });

  it('stops outside what was cancelled, when the system is there again', async () => {
    const made = await runs({ name: 'a' });
    await babysitter.run(system);
    await world.pipelines.cancel(system, made.id);
    expect(await read(made)).toMatchObject({ status: 'cancelled' });
    outside.goAway(true);
    // At once, not when it is next looked at.
    expect(await babysitter.run(system)).toMatchObject({ looked: 1 });
    outside.goAway(false);
    expect(outside.states.get(targetOf(made, 'a'))).toBe('running');
    await due();
    await babysitter.run(system);
    expect(outside.states.get(targetOf(made, 'a'))).toBe('cancelled');
    expect((await world.root.query('select from pipelines.checks')).rowCount).toBe(0);
  });

  it('stops outside what runs of a project that was deleted, also what was just being started', async () => {
    const projectId = await world.newProject();
    const target = (name: string) => ({ name, run: { kind: 'scripted', spec: {} } });
    const made = await world.make([{ kind: 'deploy', name: 'd', targets: [target('runs')] }], { projectId });
    await babysitter.run(system);
    const late = await world.make([{ kind: 'deploy', name: 'd', targets: [target('starts')] }], {
      projectId,
    });
    outside.onLaunch(() =>
      world.database.transact(system, async (tx) =>
        world.pipelines.inProjects.remove(tx, await world.pipelines.inProjects.idsIn(tx, [projectId])),
      ),
    );
    await babysitter.run(system);
    const states = [targetOf(made, 'runs'), targetOf(late, 'starts')].map((id) => outside.states.get(id));
    expect(states).toEqual(['cancelled', 'cancelled']);
    const { rows } = await world.root.query('select from pipelines.abandoned');
    expect(rows).toEqual([]);
  });

  it('leaves to the one that holds the lease what it holds', async () => {
    await runs({ name: 'a' });
    const claim = 'select * from pipelines.claim(10, $1::interval)';
    expect((await world.root.query(claim, ['1 hour'])).rowCount).toBe(1);
    expect(await babysitter.run(system)).toMatchObject({ looked: 0 });
  });
});

describe('the kind for schedules', () => {
  const kind = () =>
    pipelineKind({
      pipelines: world.pipelines,
      kinds: createRunKinds([noopKind()]),
      mayCreate: async (_, __, id) => id === world.projectId,
    });
  const request = (key: string, more: object = {}) => ({
    key,
    spec: kind().parse({
      project_id: world.projectId,
      steps: [{ kind: 'test', name: 'tests', targets: [{ name: 'a', run: { kind: 'noop', spec: {} } }] }],
      ...more,
    }),
    attempt: 1,
    labels: {},
  });

  it('starts one pipeline per key, follows it and cancels it', async () => {
    const key = newId();
    const launched = await Promise.all([1, 2].map(() => kind().launch(system, request(key))));
    const ids = launched.map((each) => (each.outcome === 'launched' ? each.report.externalId : undefined));
    expect(new Set(ids).size).toBe(1);
    const handle = { key, externalId: ids[0] ?? '', spec: request(key).spec };
    expect(await kind().poll(system, [handle])).toMatchObject([{ key, state: 'pending', raw: 'pending' }]);
    await babysitter.run(system);
    const gone = { ...handle, externalId: newId() };
    expect(await kind().poll(system, [gone, handle])).toMatchObject([
      { state: 'lost' },
      { state: 'succeeded' },
    ]);
    const other = request(newId());
    const second = await kind().launch(system, other);
    const externalId = second.outcome === 'launched' ? (second.report.externalId ?? '') : '';
    await kind().cancel(system, { ...handle, key: other.key, externalId });
    await kind().cancel(system, gone);
    expect(await kind().poll(system, [{ ...handle, externalId }])).toMatchObject([{ state: 'cancelled' }]);
  });

  it('refuses a project of others, and settings that are none', async () => {
    const refused = await kind().launch(system, request(newId(), { project_id: newId() }));
    expect(refused).toMatchObject({ outcome: 'refused', code: 'PIPELINE_PROJECT_REFUSED' });
    expect(() => kind().parse({ project_id: 'x', steps: [], extra: 1 })).toThrow(
      expect.objectContaining({ code: 'RUN_SPEC_INVALID' }) as Error,
    );
    const targets = [
      { name: 'a', run: { kind: 'noop', spec: { image: 'x' } } },
      { name: 'b', run: { kind: 'pipeline', spec: {} } },
    ];
    const steps = [{ kind: 'test', name: 'tests', targets }];
    expect(() => kind().parse({ project_id: world.projectId, steps })).toThrow(
      expect.objectContaining({
        details: {
          errors: [
            expect.objectContaining({ pointer: '/steps/0/targets/0/run/spec', rule: 'empty' }),
            expect.objectContaining({ pointer: '/steps/0/targets/1/run/kind', rule: 'enum' }),
          ],
        },
      }) as Error,
    );
  });
});

describe('retention', () => {
  const run = (retentionMs: number, keepPerProject: number) =>
    createPipelineRetention({
      database: world.workerDatabase,
      relations: createRelations({ database: world.workerDatabase }),
      events: createRecordingEvents(),
      config: { retentionMs, keepPerProject },
      batch: 1,
    }).run(system);

  it('is seen by those that followed what it removes', async () => {
    const projectId = await world.newProject();
    const made = await world.make([stepOf('test', 'tests', 'a')], { projectId });
    const next = await world.pipelines.retrigger(system, made.id, 'all');
    await world.pipelines.cancel(system, made.id);
    await run(3_600_000, 1);
    expect(await read(next)).toMatchObject({ retryOf: undefined, version: next.version + 1 });
  });

  it('removes by age and by number, and groups with the last pipeline that has them', async () => {
    const projectId = await world.newProject();
    const key = newId();
    const shared = { ...stepOf('source-build', 'source', 'srpm'), key };
    const make = () => world.make([shared, stepOf('test', 'tests', 'a')], { projectId });
    const made = [await make(), await make(), await make(), await make()] as const;
    for (const each of made.slice(0, 3)) {
      await world.pipelines.targets.report(
        system,
        ['srpm', 'a'].map((name) => ({
          target: { id: targetOf(each, name) },
          report: { status: 'succeeded' as const },
        })),
      );
    }
    const left = async () =>
      (
        await world.root.query<{ id: string }>(
          'select id from pipelines.pipelines where project_id = $1 order by seq',
          [projectId],
        )
      ).rows.map(({ id }) => id);
    const groups = async () =>
      (await world.root.query('select from pipelines.groups where project_id = $1', [projectId])).rowCount;
    await run(3_600_000, 3);
    expect(await left()).toEqual(made.slice(1).map(({ id }) => id));
    expect(await groups()).toBe(4);
    await world.root.query(
      `update pipelines.pipelines set created_at = now() - interval '2 days' where project_id = $1`,
      [projectId],
    );
    await run(86_400_000, 1_000);
    // One runs still, and the group that it shares stays with it.
    expect(await left()).toEqual([made[3].id]);
    expect(await groups()).toBe(2);
    expect(await target(made[3], 'srpm')).toMatchObject({ status: 'succeeded' });
    await world.pipelines.cancel(system, made[3].id);
    await run(86_400_000, 1_000);
    expect([await left(), await groups()]).toEqual([[], 0]);
    const tuples = await world.root.query(
      'select from authz.rel where resource_type = 12 and resource_id = $1',
      [made[0].id],
    );
    expect(tuples.rowCount).toBe(0);
  });
});
