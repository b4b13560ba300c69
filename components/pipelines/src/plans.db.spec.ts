import { contextFor, type OperationContext } from '@ashlar/database';
import { type Explainer, openExplainer } from '@ashlar/test-postgres';
import { fill, type FillSize, fullSize } from './testing.js';
import type { PipelineFilter } from './index.js';
import { openWorld, system, type World } from './pipelines.fixture.js';

/** 600,000 is the full size. */
const largest = Number(process.env['PIPELINES_PLAN_TARGETS'] ?? 9_000);
/** Figures are of interest where they were asked for. */
const tell = (line: string): boolean => largest > 100_000 && process.stderr.write(`${line}\n`);
const sizeOf = (targets: number): FillSize => ({
  targets,
  pipelines: Math.round((targets / fullSize.targets) * fullSize.pipelines),
  projects: Math.max(2, Math.round((targets / fullSize.targets) * fullSize.projects)),
});

let world: World;
let explainer: Explainer;

/** In all, and of each statement. */
interface Buffers {
  readonly statements: number;
  readonly buffers: number;
  readonly each: readonly number[];
}

/** Pages that the statements of an operation touch. */
async function buffersOf(act: () => Promise<unknown>): Promise<Buffers> {
  const each = (await explainer.costOf(act)).map(({ buffers }) => buffers);
  return { statements: each.length, buffers: each.reduce((sum, one) => sum + one, 0), each };
}

beforeAll(async () => {
  world = await openWorld();
  explainer = await openExplainer(world.testDatabase.url);
}, 600_000);
afterAll(async () => {
  await explainer.close();
  await world.close();
});

describe.each([sizeOf(largest / 6), sizeOf(largest)])('with $targets targets', (size) => {
  let project: string;
  let member: OperationContext;
  beforeAll(async () => {
    await world.root.query(
      'truncate pipelines.events, pipelines.pipelines, pipelines.groups, pipelines.steps, pipelines.targets, pipelines.checks, pipelines.links, pipelines.reports cascade',
    );
    await fill(world.root, size);
    const { rows } = await world.root.query<{ project: string; member: string }>(
      `select project_id as project, gen_random_uuid() as member from pipelines.pipelines order by seq limit 1`,
    );
    project = rows[0]?.project ?? '';
    member = contextFor({ kind: 'user', id: rows[0]?.member ?? '', roles: ['member'] });
    await world.database.transact(system, (tx) =>
      world.relations.write(tx, {
        touch: [
          {
            object: { type: 'project', id: project },
            relation: 'viewer',
            subject: { type: 'user', id: member.actor.id },
          },
        ],
      }),
    );
  }, 600_000);

  const page = { size: 20, sort: { by: 'sequence', descending: true }, start: { page: 0 }, count: false };
  const newest = async (): Promise<{ id: string; commit: string; from: Date }> => {
    const { items } = await world.pipelines.list(system, { projectId: project }, page);
    const last = items.at(-1);
    if (!last) throw new Error('No pipelines');
    return { id: last.id, commit: last.commitSha ?? '', from: last.createdAt };
  };

  it('a page of pipelines is one statement of less than 50 pages for the platform, whatever it is filtered by', async () => {
    const { commit, from } = await newest();
    const filters: readonly PipelineFilter[] = [
      ...[
        {},
        { projectId: project },
        { status: 'running' as const },
        { projectId: project, status: 'failed' as const },
      ],
      ...[
        { projectId: project, kind: 'release' },
        { kind: 'release' },
        { kind: 'nobody-tells-of-these' },
        { commitSha: commit },
        { system: 'test', externalId: '301' },
      ],
      ...[
        { projectId: project, createdFrom: from },
        { projectId: project, createdTo: from },
      ],
    ];
    const found = [];
    for (const filter of filters) {
      found.push({ filter, ...(await buffersOf(() => world.pipelines.list(system, filter, page))) });
    }
    tell(found.map(({ filter, buffers }) => `${Object.keys(filter)}: ${buffers}`).join('\n'));
    expect(found.filter(({ statements, buffers }) => statements !== 1 || !(buffers < 50))).toEqual([]);
  });

  it('a page of one project takes less than 50 of somebody who sees it, the question whether included', async () => {
    const { each, buffers } = await buffersOf(() =>
      world.pipelines.list(member, { projectId: project }, page),
    );
    tell(`${size.targets} targets: a page of a project ${each}`);
    expect(each).toHaveLength(2);
    expect(buffers).toBeLessThan(50);
  });

  it('a page of all that somebody sees is one statement of less than 50, whatever else there is', async () => {
    const { each, buffers } = await buffersOf(() => world.pipelines.list(member, {}, page));
    tell(`${size.targets} targets: a page of all that somebody sees ${each}`);
    expect(each).toHaveLength(1);
    expect(buffers).toBeLessThan(50);
  });

  it('pages further on cost the same', async () => {
    const first = await world.pipelines.list(system, {}, page);
    let cursor = first.next;
    for (let n = 0; n < 10 && cursor !== undefined; n += 1) {
      ({ next: cursor } = await world.pipelines.list(system, {}, { ...page, start: { cursor } }));
    }
    const deep = { ...page, start: { cursor: cursor ?? first.next ?? '' } };
    const { statements, buffers } = await buffersOf(() => world.pipelines.list(system, {}, deep));
    expect(statements).toBe(1);
    expect(buffers).toBeLessThan(50);
  });

  it('a sweep for what is due looks at less than 20 pages', async () => {
    const { buffers } = await explainer.explain(
      `select d.target_id from pipelines.checks d where d.next_at <= now()
       order by d.next_at limit 100 for no key update skip locked`,
    );
    expect(buffers).toBeLessThan(20);
  });

  it('a target by its name outside, and the latest of a commit, are one index away', async () => {
    const { commit } = await newest();
    const byName = await buffersOf(() =>
      world.pipelines.targets.list(system, { system: 'test', externalId: '301' }, page),
    );
    const latest = await buffersOf(() =>
      world.pipelines.targets.list(
        system,
        { projectId: project, commitSha: commit, name: 't1' },
        { ...page, size: 1 },
      ),
    );
    expect(byName).toMatchObject({ statements: 1 });
    expect(Math.max(byName.buffers, latest.buffers)).toBeLessThan(20);
  });

  it('a whole pipeline is one statement, permission included', async () => {
    const { id } = await newest();
    const whole = await buffersOf(() => world.pipelines.get(member, id));
    expect(whole.statements).toBe(1);
    tell(`whole pipeline: ${whole.buffers}`);
    expect(whole.buffers).toBeLessThan(200);
  });
});
