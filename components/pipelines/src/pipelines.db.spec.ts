import { createAuthorizer } from '@ashlar/authz';
import { newId } from '@ashlar/database';
import { Forbidden, NotFound } from '@ashlar/errors';
import { createRunKinds } from '@ashlar/runs';
import { jest } from '@jest/globals';
import pg from 'pg';
import {
  createPipelines,
  PipelineCancelled,
  PipelineExternalIdTaken,
  PipelineNotFound,
  PipelineNothingFailed,
  PipelineStepTaken,
  PipelineStepUnknown,
  type PipelineStatus,
  PipelineTargetNotFound,
  PipelineUnfinished,
  PipelineUseUnknown,
  type StatusReport,
} from './index.js';
import { openWorld, stepOf, system, targetOf, type World } from './pipelines.fixture.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const say = async (id: string, status: PipelineStatus, more: Partial<StatusReport> = {}): Promise<string> => {
  const [result] = await world.pipelines.targets.report(system, [
    { target: { id }, report: { status, ...more } },
  ]);
  return result?.outcome ?? 'none';
};
const newest = { size: 20, sort: { by: 'sequence', descending: true }, start: { page: 0 }, count: false };

describe('a pipeline', () => {
  it('is an event, steps in order and targets, read in one statement', async () => {
    const made = await world.make([
      stepOf('source-build', 'source', 'srpm'),
      {
        kind: 'package-build',
        name: 'builds',
        targets: ['a', 'b'].map((name) => ({ name, uses: ['source/srpm'] })),
      },
      { kind: 'test', name: 'tests', targets: [{ name: 'a', uses: ['builds/a'] }] },
    ]);
    await world.pipelines.get(world.viewer, made.id);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      const read = await world.pipelines.get(world.viewer, made.id);
      expect(query).toHaveBeenCalledTimes(1);
      expect(read.event).toMatchObject({ kind: 'push', commitSha: 'c0ffee', ref: 'main' });
      expect(read.steps.map(({ name, targets }) => [name, targets.map((target) => target.name)])).toEqual([
        ['source', ['srpm']],
        ['builds', ['a', 'b']],
        ['tests', ['a']],
      ]);
      const [source, build, test] = read.steps.map(({ targets }) => targets[0]);
      expect(build?.uses).toEqual([source?.id]);
      expect(build?.usedBy).toEqual([test?.id]);
      expect(read).toMatchObject({ status: 'pending', counts: { pending: 1, waiting: 3 }, attempt: 1 });
    } finally {
      query.mockRestore();
    }
  });

  it('is one for each event and name, however often it is told', async () => {
    const event = { kind: 'push', source: 'forge', externalId: newId() };
    const input = { projectId: world.projectId, event, name: 'ci', steps: [stepOf('test', 'tests', 'a')] };
    const told = await Promise.all(
      Array.from({ length: 6 }, () => world.pipelines.create(world.editor, input)),
    );
    expect(new Set(told.map(({ pipeline }) => pipeline.id)).size).toBe(1);
    expect(told.filter(({ made }) => made)).toHaveLength(1);
    const again = told[0]?.pipeline;
    expect(again?.counts.pending).toBe(1);
    const other = await world.pipelines.create(world.editor, { ...input, name: 'nightly' });
    expect(other).toMatchObject({ made: true, pipeline: { eventId: again?.eventId } });
  });

  it('has one group of a step, whoever adds it at the same time, and one for a shared key', async () => {
    const made = await world.make([]);
    const added = await Promise.all(
      Array.from({ length: 6 }, () =>
        world.pipelines.addStep(world.editor, made.id, stepOf('test', 'tests', 'a', 'b')),
      ),
    );
    expect(new Set(added.flatMap(({ steps }) => steps.map(({ groupId }) => groupId))).size).toBe(1);
    const shared = { ...stepOf('source-build', 'source', 'srpm'), key: newId() };
    const both = await Promise.all([world.make([shared]), world.make([shared])]);
    expect(both[0].steps[0]?.groupId).toBe(both[1].steps[0]?.groupId);
    expect(both.filter(({ steps }) => steps[0]?.reused)).toHaveLength(1);
    await say(targetOf(both[0], 'srpm'), 'succeeded');
    for (const { id } of both) {
      expect(await world.pipelines.get(system, id)).toMatchObject({
        status: 'succeeded',
        counts: { succeeded: 1 },
      });
    }
    const { rows } = await world.root.query<{ orphans: string }>(
      'select count(*) as orphans from pipelines.groups g where not exists (select from pipelines.steps s where s.group_id = g.id)',
    );
    expect(rows[0]?.orphans).toBe('0');
  });

  it('refuses a step of the same name with another group, and use of what is not there', async () => {
    const made = await world.make([stepOf('test', 'tests', 'a')]);
    const other = { ...stepOf('test', 'tests', 'a'), key: newId() };
    await expect(world.pipelines.addStep(system, made.id, other)).rejects.toBeInstanceOf(PipelineStepTaken);
    for (const use of ['tests/none', newId()]) {
      const step = { kind: 'test', name: 'more', targets: [{ name: 'b', uses: [use] }] };
      await expect(world.pipelines.addStep(system, made.id, step)).rejects.toBeInstanceOf(PipelineUseUnknown);
    }
    expect((await world.pipelines.get(system, made.id)).steps).toHaveLength(1);
  });
});

describe('reports', () => {
  it('move a target forward; late ones, those told twice and those after the end change nothing', async () => {
    const made = await world.make([stepOf('test', 'tests', 'a')]);
    const id = targetOf(made, 'a');
    const told = [
      await say(id, 'running', { rawStatus: 'building' }),
      await say(id, 'running', { rawStatus: 'building' }),
      await say(id, 'running', { rawStatus: 'uploading' }),
      await say(id, 'pending'),
      await say(id, 'succeeded', {
        rawStatus: 'done',
        links: [{ rel: 'junit', href: 'https://ci.example/j' }],
      }),
      await say(id, 'succeeded'),
      await say(id, 'failed'),
      await say(id, 'running'),
    ];
    expect(told).toEqual([
      ...['applied', 'duplicate', 'refreshed', 'late', 'applied', 'duplicate', 'after-end', 'after-end'],
    ]);
    const target = await world.pipelines.targets.get(world.viewer, id);
    expect(target).toMatchObject({
      ...{ status: 'succeeded', rawStatus: 'done', ignoredReports: 5 },
      links: [{ rel: 'junit', href: 'https://ci.example/j' }],
    });
    expect(target.finishedAt?.getTime()).toBeGreaterThanOrEqual(target.startedAt?.getTime() ?? Infinity);
    const recorded = await world.pipelines.targets.reports(world.viewer, id);
    expect(recorded.map(({ outcome }) => outcome).reverse()).toEqual(told);
  });

  it('go backwards only with a place in the order of their system', async () => {
    const made = await world.make([stepOf('test', 'tests', 'a')]);
    const id = targetOf(made, 'a');
    const told = [
      await say(id, 'running', { sequence: 5 }),
      await say(id, 'pending', { sequence: 4 }),
      await say(id, 'pending', { sequence: 6 }),
      await say(id, 'pending', { sequence: 6 }),
      await say(id, 'failed', { sequence: 7 }),
    ];
    expect(told).toEqual(['applied', 'out-of-order', 'applied', 'duplicate', 'applied']);
  });

  it('tell of each transition once, and change the version with all that is seen', async () => {
    const made = await world.make([stepOf('test', 'tests', 'a', 'b')]);
    const before = world.events.recorded().length;
    await say(targetOf(made, 'a'), 'running');
    await say(targetOf(made, 'a'), 'running');
    await say(targetOf(made, 'a'), 'succeeded');
    await say(targetOf(made, 'b'), 'failed');
    await say(targetOf(made, 'b'), 'succeeded');
    const events = world.events.recorded().slice(before);
    expect(
      events.map(({ type, data }) => [type, Reflect.get(data, 'from'), Reflect.get(data, 'status')]),
    ).toEqual([
      ['pipeline-target.changed', 'pending', 'running'],
      ['pipeline.changed', 'pending', 'running'],
      ['pipeline-target.ended', 'running', 'succeeded'],
      ['pipeline.changed', 'running', 'pending'],
      ['pipeline-target.ended', 'pending', 'failed'],
      ['pipeline.changed', 'pending', 'failed'],
    ]);
    const read = await world.pipelines.get(system, made.id);
    expect(read).toMatchObject({
      status: 'failed',
      counts: { succeeded: 1, failed: 1 },
      version: made.version + 3,
    });
    expect(read.finishedAt).toBeInstanceOf(Date);
  });

  it('find targets by their name outside, several of one name too', async () => {
    const externalId = newId();
    const targets = ['a', 'b'].map((name) => ({ name, system: 'copr', externalId }));
    const made = await world.make([{ kind: 'package-build', name: 'builds', targets }]);
    const target = { projectId: world.projectId, system: 'copr', externalId };
    const results = await world.pipelines.targets.report(world.editor, [
      { target: { ...target, name: 'a' }, report: { status: 'succeeded' } },
      { target, report: { status: 'running' } },
      { target: { ...target, externalId: newId() }, report: { status: 'running' } },
    ]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual([
      'after-end',
      'applied',
      'applied',
      'unknown',
    ]);
    const found = await world.pipelines.targets.list(world.viewer, { system: 'copr', externalId }, newest);
    expect(found.items.map(({ name, status }) => [name, status])).toEqual([
      ['b', 'running'],
      ['a', 'succeeded'],
    ]);
    const listed = await world.pipelines.list(world.viewer, { externalId }, newest);
    expect(listed.items.map(({ id }) => id)).toEqual([made.id]);
  });

  it('refuse an external id that another target of the name has', async () => {
    const externalId = newId();
    const step = { kind: 'test', name: 'tests', targets: [{ name: 'a', system: 'tf', externalId }] };
    await world.make([step]);
    await expect(world.make([step])).rejects.toBeInstanceOf(PipelineExternalIdTaken);
    const other = await world.make([stepOf('test', 'tests', 'a')]);
    await expect(say(targetOf(other, 'a'), 'running', { system: 'tf', externalId })).rejects.toBeInstanceOf(
      PipelineExternalIdTaken,
    );
  });
});

describe('another attempt', () => {
  const built = async () => {
    const made = await world.make([
      stepOf('source-build', 'source', 'srpm'),
      stepOf('package-build', 'builds', 'a', 'b'),
      { kind: 'test', name: 'tests', targets: [{ name: 't', uses: ['builds/a'] }] },
    ]);
    await say(targetOf(made, 'srpm'), 'succeeded');
    await say(targetOf(made, 'a'), 'succeeded', { system: 'copr', externalId: newId() });
    await say(targetOf(made, 'b'), 'failed');
    return made;
  };

  it('of all that failed shares what did not, takes over what succeeded and runs the rest again', async () => {
    const made = await built();
    await say(targetOf(made, 't'), 'succeeded');
    const again = await world.pipelines.retrigger(world.editor, made.id, 'failed');
    expect(again).toMatchObject({
      retryOf: made.id,
      retryScope: 'failed',
      attempt: 2,
      eventId: made.eventId,
    });
    const [source, builds, tests] = again.steps;
    expect(source).toMatchObject({ reused: true, groupId: made.steps[0]?.groupId });
    expect(tests).toMatchObject({ reused: true, groupId: made.steps[2]?.groupId });
    expect(builds).toMatchObject({ reused: false, attempt: 2, status: 'pending' });
    expect(builds?.targets).toMatchObject([
      { name: 'a', status: 'succeeded', reused: true, retryOf: targetOf(made, 'a'), attempt: 1 },
      { name: 'b', status: 'pending', reused: false, retryOf: targetOf(made, 'b'), attempt: 2 },
    ]);
    await say(targetOf(again, 'b'), 'succeeded');
    expect(await world.pipelines.get(system, again.id)).toMatchObject({ status: 'succeeded' });
    expect(await world.pipelines.get(system, made.id)).toMatchObject({ status: 'failed' });
  });

  it('of a step shares those before it, and runs it and those after it again', async () => {
    const made = await built();
    const again = await world.pipelines.retrigger(world.editor, made.id, 'step', made.steps[1]?.id);
    expect(again.steps.map(({ reused }) => reused)).toEqual([true, false, false]);
    const test = again.steps[2]?.targets[0];
    expect(test).toMatchObject({ status: 'waiting', uses: [targetOf(again, 'a')] });
    const all = await world.pipelines.retrigger(world.editor, again.id, 'all');
    expect(all).toMatchObject({ attempt: 3, retryOf: again.id, counts: { pending: 3, waiting: 1 } });
    await expect(world.pipelines.retrigger(system, made.id, 'step', newId())).rejects.toBeInstanceOf(
      PipelineStepUnknown,
    );
  });

  it('of what failed runs what waits for it again too', async () => {
    const made = await world.make([
      stepOf('package-build', 'builds', 'a', 'b'),
      {
        kind: 'test',
        name: 'tests',
        targets: ['a', 'b'].map((name) => ({ name: `test ${name}`, uses: [`builds/${name}`] })),
      },
    ]);
    await say(targetOf(made, 'a'), 'succeeded');
    await say(targetOf(made, 'test a'), 'succeeded');
    await say(targetOf(made, 'b'), 'failed');
    const again = await world.pipelines.retrigger(world.editor, made.id, 'failed');
    expect(again.steps[1]?.targets).toMatchObject([
      { name: 'test a', status: 'succeeded', reused: true },
      { name: 'test b', status: 'waiting', uses: [targetOf(again, 'b')] },
    ]);
  });

  it('has a number of its own, also when several ask at the same time', async () => {
    const made = await built();
    const all = await Promise.all(
      Array.from({ length: 4 }, () => world.pipelines.retrigger(world.editor, made.id, 'all')),
    );
    expect(all.map(({ attempt }) => attempt).sort()).toEqual([2, 3, 4, 5]);
  });

  it('is refused where nothing failed, and where the failed step still runs', async () => {
    const fresh = await world.make([stepOf('test', 'tests', 'a', 'b')]);
    await expect(world.pipelines.retrigger(system, fresh.id, 'failed')).rejects.toBeInstanceOf(
      PipelineNothingFailed,
    );
    await say(targetOf(fresh, 'a'), 'failed');
    await expect(world.pipelines.retrigger(system, fresh.id, 'failed')).rejects.toBeInstanceOf(
      PipelineUnfinished,
    );
  });
});

describe('cancelling', () => {
  it('ends what runs, once, and leaves alone what another pipeline needs', async () => {
    const shared = { ...stepOf('source-build', 'source', 'srpm'), key: newId() };
    const one = await world.make([shared, stepOf('test', 'tests', 'a')]);
    const other = await world.make([shared]);
    const cancelled = await world.pipelines.cancel(world.editor, one.id);
    expect(cancelled).toMatchObject({ counts: { cancelled: 1, pending: 1 } });
    expect(cancelled.cancelledAt).toBeInstanceOf(Date);
    expect(await world.pipelines.cancel(world.editor, one.id)).toMatchObject({ version: cancelled.version });
    expect(await say(targetOf(one, 'a'), 'succeeded')).toBe('after-end');
    await expect(world.pipelines.addStep(system, one.id, stepOf('test', 'more', 'b'))).rejects.toBeInstanceOf(
      PipelineCancelled,
    );
    await world.pipelines.cancel(system, other.id);
    expect(await world.pipelines.get(system, one.id)).toMatchObject({ status: 'cancelled' });
    const empty = await world.make([]);
    expect(await world.pipelines.cancel(system, empty.id)).toMatchObject({ status: 'cancelled' });
  });

  it('of all that share a group, at the same instant, ends it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const shared = { ...stepOf('source-build', 'source', 'srpm', 'docs'), key: newId() };
      const all = await Promise.all([1, 2, 3, 4].map(() => world.make([shared])));
      await Promise.all(all.map(({ id }) => world.pipelines.cancel(system, id)));
      const left = await Promise.all(all.map(({ id }) => world.pipelines.get(system, id)));
      expect(left.map(({ status }) => status)).toEqual(left.map(() => 'cancelled'));
    }
  });

  it('for the sake of newer ones that are made at the same instant leaves the newest', async () => {
    const event = () => ({ kind: 'push', source: 'spec', externalId: newId(), ref: 'race' });
    const steps = [stepOf('test', 'tests', 'a')];
    const made = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() => world.make(steps, { event: event(), supersedes: true })),
    );
    const all = await Promise.all(made.map(({ id }) => world.pipelines.get(system, id)));
    const inOrder = all.sort((a, b) => a.sequence - b.sequence).map(({ status }) => status);
    expect(inOrder).toEqual([...Array.from({ length: 5 }, () => 'cancelled'), 'pending']);
  });

  it('for the sake of a newer one takes what is unfinished of its ref and name', async () => {
    const on = (ref: string) => ({ kind: 'push', source: 'spec', externalId: newId(), ref });
    const ref = newId();
    const steps = [stepOf('test', 'tests', 'a')];
    const [old, done, elsewhere] = [
      await world.make(steps, { event: on(ref) }),
      await world.make(steps, { event: on(ref) }),
      await world.make(steps, { event: on(newId()) }),
    ];
    await say(targetOf(done, 'a'), 'succeeded');
    const next = await world.make(steps, { event: on(ref), supersedes: true });
    expect(await world.pipelines.get(system, old.id)).toMatchObject({
      status: 'cancelled',
      supersededBy: next.id,
    });
    expect(await world.pipelines.get(system, done.id)).toMatchObject({ status: 'succeeded' });
    expect(await world.pipelines.get(system, elsewhere.id)).toMatchObject({ status: 'pending' });
    expect(await world.pipelines.cancelSuperseded(system, next.id)).toEqual([]);
  });
});

describe('a project that is going', () => {
  it('takes no pipelines, attempts and steps, which ask in their transaction where it lies', async () => {
    const made = await world.make([stepOf('test', 'tests', 'a')]);
    await say(targetOf(made, 'a'), 'failed');
    const asked: { readonly projectId: string; readonly inside: boolean }[] = [];
    const going = createPipelines({
      ...world,
      authorizer: createAuthorizer({ database: world.database }),
      kinds: createRunKinds([]),
      domainOf(ctx, projectId) {
        asked.push({ projectId, inside: ctx.transaction !== undefined });
        return Promise.reject(new NotFound('It is gone'));
      },
    });
    const event = { kind: 'push', source: 'spec', externalId: newId() };
    const { projectId } = world;
    const before = await world.root.query('select count(*) from pipelines.pipelines');
    for (const work of [
      () => going.create(system, { projectId, event, name: 'x', steps: [] }),
      () => going.retrigger(system, made.id, 'all'),
      () => going.addStep(system, made.id, stepOf('test', 'more', 'b')),
    ]) {
      await expect(work()).rejects.toBeInstanceOf(NotFound);
    }
    expect(asked).toEqual([1, 2, 3].map(() => ({ projectId, inside: true })));
    const after = await world.root.query('select count(*) from pipelines.pipelines');
    expect(after.rows).toEqual(before.rows);
    expect((await world.pipelines.get(system, made.id)).steps).toHaveLength(1);
  });
});

describe('who may', () => {
  it('see, make and report follows from the project', async () => {
    const made = await world.make([stepOf('test', 'tests', 'a')]);
    const id = targetOf(made, 'a');
    const report = [{ target: { id }, report: { status: 'running' as const } }];
    const { pipelines, viewer, stranger, editor } = world;
    expect((await pipelines.get(viewer, made.id)).id).toBe(made.id);
    await expect(pipelines.get(stranger, made.id)).rejects.toBeInstanceOf(PipelineNotFound);
    await expect(pipelines.targets.get(stranger, id)).rejects.toBeInstanceOf(PipelineTargetNotFound);
    await expect(pipelines.targets.report(stranger, report)).rejects.toBeInstanceOf(PipelineTargetNotFound);
    await expect(pipelines.targets.report(viewer, report)).rejects.toBeInstanceOf(Forbidden);
    expect(await pipelines.targets.report(editor, report)).toMatchObject([{ outcome: 'applied' }]);
    const event = { kind: 'push', source: 'spec', externalId: newId() };
    const input = { projectId: world.projectId, event, name: 'x', steps: [] };
    await expect(pipelines.create(viewer, input)).rejects.toBeInstanceOf(Forbidden);
    await expect(pipelines.create(stranger, input)).rejects.toBeInstanceOf(NotFound);
    for (const list of [
      pipelines.list(stranger, {}, newest),
      pipelines.targets.list(stranger, {}, newest),
      pipelines.listEvents(stranger, {}, newest),
    ]) {
      expect((await list).items).toEqual([]);
    }
    expect((await pipelines.list(viewer, { eventId: made.eventId }, newest)).items).toHaveLength(1);
    expect((await pipelines.targets.list(viewer, { pipelineId: made.id }, newest)).items).toHaveLength(1);
    await expect(pipelines.summary(stranger, world.projectId)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('lists', () => {
  it('follow filters, pages and the order of making', async () => {
    const projectId = await world.newProject();
    const commitSha = newId();
    const make = (kind: string) =>
      world.make([stepOf('test', 'tests', 'a')], {
        projectId,
        event: { kind, source: 'spec', externalId: newId(), commitSha },
      });
    const made = [await make('push'), await make('release'), await make('push')] as const;
    await say(targetOf(made[0], 'a'), 'failed');
    const ids = async (filter: Parameters<typeof world.pipelines.list>[1]) =>
      (await world.pipelines.list(world.viewer, { projectId, ...filter }, newest)).items.map(({ id }) => id);
    const [first, second, third] = made.map(({ id }) => id);
    expect(await ids({})).toEqual([third, second, first]);
    expect(await ids({ commitSha, kind: 'push' })).toEqual([third, first]);
    expect(await ids({ status: 'failed' })).toEqual([first]);
    const since = made[1].createdAt;
    expect(await ids({ createdFrom: since })).toEqual([third, second]);
    expect(await ids({ createdTo: since })).toEqual([first]);
    const page = await world.pipelines.list(world.viewer, { projectId }, { ...newest, size: 2 });
    expect(page.items.map(({ id }) => id)).toEqual([third, second]);
    const rest = await world.pipelines.list(
      world.viewer,
      { projectId },
      { ...newest, size: 2, start: { cursor: page.next ?? '' } },
    );
    expect(rest.items.map(({ id }) => id)).toEqual([first]);
    const latest = await world.pipelines.targets.list(
      world.viewer,
      { projectId, commitSha, name: 'a' },
      { ...newest, size: 1 },
    );
    expect(latest.items[0]?.id).toBe(targetOf(made[2], 'a'));
    expect(await world.pipelines.summary(world.viewer, projectId, commitSha)).toMatchObject({
      pipelines: 3,
      counts: { failed: 1, pending: 2 },
    });
    const durations = await world.pipelines.durations(world.viewer, { projectId, kind: 'test' }, 50);
    expect(durations).toMatchObject([{ name: 'a', status: 'failed', commitSha }]);
  });
});
