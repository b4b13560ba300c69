import fc from 'fast-check';
import {
  isFinal,
  type PipelineStatus,
  pipelineStatuses,
  type StatusReport,
  type WholePipeline,
} from './index.js';
import { openWorld, stepOf, system, type World } from './pipelines.fixture.js';

/** Reports in all. 100,000 is the full length. */
const steps = Number(process.env['PIPELINES_MODEL_STEPS'] ?? 900);
const perRun = 300;
const targetsPerRun = 12;

interface Said {
  readonly target: number;
  readonly sequence: number;
  readonly status: PipelineStatus;
  readonly rawStatus: string;
}

/** What a system goes through with one target: to and fro, and at most one end, which is the last. */
const history = fc
  .record({
    middle: fc.array(fc.constantFrom<PipelineStatus>('waiting', 'pending', 'running'), {
      minLength: 1,
      maxLength: 9,
    }),
    end: fc.option(fc.constantFrom<PipelineStatus>('succeeded', 'failed', 'error', 'cancelled', 'skipped'), {
      freq: 5,
    }),
  })
  .map(({ middle, end }) => (end === null ? middle : [...middle, end]));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

function worst(statuses: readonly PipelineStatus[]): PipelineStatus {
  return (
    [...statuses].sort((a, b) => pipelineStatuses.indexOf(b) - pipelineStatuses.indexOf(a))[0] ?? 'waiting'
  );
}

const make = (): Promise<WholePipeline> => {
  const names = Array.from({ length: targetsPerRun }, (_, n) => `t${n}`);
  return world.make([
    stepOf('package-build', 'builds', ...names.slice(0, 5)),
    stepOf('test', 'tests', ...names.slice(5)),
  ]);
};
const targetsOf = (pipeline: WholePipeline) => pipeline.steps.flatMap(({ targets }) => targets);

async function tell(pipeline: WholePipeline, reports: readonly Said[], batch: number): Promise<void> {
  const ids = targetsOf(pipeline).map(({ id }) => id);
  for (let from = 0; from < reports.length; from += batch) {
    await world.pipelines.targets.report(
      system,
      reports.slice(from, from + batch).map(({ target, ...report }) => ({
        target: { id: ids[target] ?? '' },
        report: report satisfies StatusReport,
      })),
    );
  }
}

const seen = (pipeline: WholePipeline) => ({
  targets: targetsOf(pipeline).map(({ status, rawStatus, reportSequence }) => ({
    status,
    rawStatus,
    reportSequence,
  })),
  groups: pipeline.steps.map(({ status, counts }) => ({ status, counts })),
  status: pipeline.status,
  counts: pipeline.counts,
});

it(`reports in any order, repeated and delayed, end as in order (${steps} reports)`, async () => {
  let told = 0;
  const runs = Math.max(1, Math.ceil(steps / perRun));
  await fc.assert(
    fc.asyncProperty(
      fc.array(history, { minLength: targetsPerRun, maxLength: targetsPerRun }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.integer({ min: 1, max: 40 }),
      async (histories, luck, batch) => {
        const random = (): number => luck.next().value;
        const inOrder = histories.flatMap((statuses, target) =>
          statuses.map((status, at): Said => ({
            target,
            sequence: at + 1,
            status,
            rawStatus: `${status} ${at}`,
          })),
        );
        // Each at least once, repeated until there are enough, each copy delayed by chance.
        const copies = [...inOrder];
        while (copies.length < perRun) {
          const copy = inOrder[Math.floor(random() * inOrder.length * 0.999)];
          if (copy) copies.push(copy);
        }
        const delayed = copies
          .map((said) => ({ said, at: said.sequence / 10 + random() * random() * 3 }))
          .sort((a, b) => a.at - b.at)
          .map(({ said }) => said);
        const [calm, wild] = [await make(), await make()];
        await tell(calm, inOrder, 200);
        await tell(wild, delayed, batch);
        told += delayed.length;
        const [one, other] = [
          seen(await world.pipelines.get(system, calm.id)),
          seen(await world.pipelines.get(system, wild.id)),
        ];
        expect(other).toEqual(one);
        expect(one.targets.map(({ status }) => status)).toEqual(histories.map((all) => all.at(-1)));
        expect(one.status).toBe(worst(one.targets.map(({ status }) => status)));
        const { rows } = await world.root.query<{ moves: number }>(
          `select count(*) filter (where outcome = 'applied')::int as moves from pipelines.reports r
           where r.target_id = any($1)`,
          [targetsOf(wild).map(({ id }) => id)],
        );
        const ended = histories.filter((all) => isFinal(all.at(-1) ?? 'waiting')).length;
        expect(rows[0]?.moves).toBeGreaterThanOrEqual(ended);
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
  expect(told).toBeGreaterThanOrEqual(steps);
}, 3_600_000);
