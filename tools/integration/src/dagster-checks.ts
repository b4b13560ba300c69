import { loadConfig, Secret } from '@ashlar/config';
import { createAuthorizer, createRelations } from '@ashlar/authz';
import {
  contextFor,
  createDatabase,
  type Database,
  DatabaseConfig,
  newId,
  systemContext,
} from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createEgress, EgressConfig } from '@ashlar/egress';
import { createEvents } from '@ashlar/events';
import type { Logger } from '@ashlar/logging';
import { createSilentLogger } from '@ashlar/logging/testing';
import { waitUntil } from '@ashlar/processes';
import { createLaunches, createRunKinds, dagsterKind, type RunKind, type RunReport } from '@ashlar/runs';
import {
  createEndings,
  createPicker,
  createPoller,
  createScan,
  createScheduledSessions,
  createSchedules,
  schedulerEntities,
} from '@ashlar/scheduler';
import { createMetrics } from '@ashlar/telemetry';
import { createTestDatabase } from '@ashlar/test-postgres';
import { randomBytes } from 'node:crypto';
import type { Facts } from './server.types.js';

const ctx = systemContext('dagster check');

interface Bench {
  /** Of the worker, and how the data API reaches the same. */
  readonly database: Database;
  readonly dataUrl: string;
  readonly logger: Logger;
  readonly kind: RunKind;
  /** Another process with the same database. */
  readonly other: RunKind;
  /** How many runs Dagster has of a key. */
  runsOf(key: string): Promise<number>;
  ends(report: RunReport): Promise<RunReport>;
}

async function onBench(facts: Facts, work: (bench: Bench) => Promise<void>): Promise<void> {
  Object.assign(process.env, facts);
  const url = facts['DAGSTER_URL'] ?? '';
  const testDatabase = await createTestDatabase();
  const logger = createSilentLogger();
  const config = loadConfig(
    { database: DatabaseConfig, egress: EgressConfig },
    { DATABASE_URL: testDatabase.urlFor('worker'), ASHLAR_EGRESS_ALLOW_CIDRS: '127.0.0.0/8' },
  );
  const metrics = createMetrics({ logger });
  const database = await createDatabase({
    ...{ config: config.database, logger, metrics, entities: [...schedulerEntities], service: 'check' },
  });
  const egress = createEgress({ config: config.egress, logger, metrics });
  const kindOf = (): RunKind =>
    dagsterKind({
      config: {
        ...{ url, publicUrl: undefined, token: new Secret('unused'), tokenHeader: 'x-token' },
        ...{ timeoutMs: 15_000, settleMs: 1_000, forceCancelMs: 600_000 },
      },
      ...{ egress, logger, launches: createLaunches({ database }) },
    });
  const kind = kindOf();
  try {
    await work({
      ...{ database, dataUrl: testDatabase.urlFor('data'), logger, kind },
      other: kindOf(),
      async runsOf(key) {
        const query = `query ($tags: [ExecutionTag!]) {
          runsOrError(filter: { tags: $tags }) { ... on Runs { count } } }`;
        const variables = { tags: [{ key: 'ashlar/run-key', value: key }] };
        const answer = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        });
        const { data } = (await answer.json()) as { data: { runsOrError: { count: number } } };
        return data.runsOrError.count;
      },
      async ends({ key, externalId = '' }) {
        let last: RunReport | undefined;
        await waitUntil(
          async () => {
            [last] = await kind.poll(ctx, [{ key, externalId, spec: {} }]);
            return last !== undefined && !['pending', 'running'].includes(last.state);
          },
          { what: `the run ${externalId} ends`, within: 120_000 },
        );
        if (!last) throw new Error('there is no report');
        return last;
      },
    });
  } finally {
    await database.close();
    await testDatabase.drop();
  }
}

interface SeenSession {
  readonly state: string;
  readonly raw: string | null;
  readonly attempt: number;
  /** What Dagster has by the key of its launch. */
  readonly runs: number;
}

interface ScheduledRun {
  look(): Promise<SeenSession>;
  cancel(): Promise<void>;
}

/** Schedules that are due, and the worker's part in them. */
async function onSchedules(
  facts: Facts,
  use: (bench: {
    started(spec: object): Promise<ScheduledRun>;
    /** One turn of scan, picker and poller. */
    work(): Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  await onBench(facts, async ({ kind, database, dataUrl, logger, runsOf }) => {
    const { database: data } = await openDatabase(dataUrl, [...schedulerEntities]);
    const user = contextFor({ kind: 'user', id: newId(), roles: ['member'] });
    const domainId = newId();
    const events = createEvents({ database, service: 'check' });
    const kinds = createRunKinds([kind]);
    const authorizer = createAuthorizer({ database: data });
    const schedules = createSchedules({
      ...{ database: data, authorizer, events: createEvents({ database: data, service: 'check' }), kinds },
      relations: createRelations({ database: data }),
      domainOf: () => Promise.resolve(domainId),
    });
    const sessions = createScheduledSessions({ database: data, authorizer });
    const parts = { database, kinds, logger, endings: createEndings({ database, events }) };
    const scan = createScan({ database });
    const picker = createPicker(parts);
    const poller = createPoller({ ...parts, settings: { pollMs: 500 } });
    let running: Promise<unknown> = Promise.resolve();
    await use({
      async started(runSpec) {
        const { id } = await schedules.create(user, {
          owner: { type: 'user', id: user.actor.id },
          ...{ name: 'Check', runKind: 'dagster', runSpec: { ...runSpec }, jitterSeconds: 0 },
          // Its first slot is a second away, and the next one not in this check.
          timing: { frequency: { every: 1, unit: 'day', counting: 'elapsed' }, zone: 'UTC' },
          missed: { policy: 'latest', most: 1, windowSeconds: 86_400 },
          overlap: 'allow',
          retry: { maxAttempts: 1, delaySeconds: 0, factor: 1 },
          notify: { emails: [], on: ['failed'] },
        });
        const find = async () => {
          const page = { size: 2, sort: { by: 'slot', descending: false }, start: { page: 0 }, count: false };
          const { items } = await sessions.list(user, { scheduleId: id }, page);
          if (items.length > 1) throw new Error('one slot has two sessions');
          return items[0];
        };
        return {
          async look() {
            const session = await find();
            if (!session) return { state: 'none', raw: null, attempt: 0, runs: 0 };
            const { state, raw = null, attempt } = session;
            return { state, raw, attempt, runs: await runsOf(`${session.id}-${attempt}`) };
          },
          async cancel() {
            const session = await find();
            if (session) await sessions.cancel(user, session.id);
          },
        };
      },
      work() {
        const turn = running.then(async () => {
          await scan.step(ctx);
          await picker.step(ctx);
          await poller.step(ctx);
        });
        running = turn.catch(() => undefined);
        return turn;
      },
    }).finally(() => data.close());
  });
}

async function launched(kind: RunKind, key: string, spec: object): Promise<RunReport> {
  const labels = { schedule: 'check' };
  const result = await kind.launch(ctx, { key, spec: { ...spec }, attempt: 1, labels });
  if (result.outcome === 'refused') throw new Error(`refused: ${result.code} ${result.message}`);
  return result.report;
}

const newKey = (): string => `check-${randomBytes(6).toString('hex')}`;
const greeting = { ops: { greet: { config: { name: 'Ashlar' } } } };

function assertSame(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`expected ${should}, got ${is}`);
}

/** Runs as schedules and pipelines launch them. */
export const dagsterChecks: Readonly<Record<string, (facts: Facts) => Promise<void>>> = {
  'runs a job to SUCCESS, once, although two launch it and launch it again': (facts) =>
    onBench(facts, async ({ kind, other, runsOf, ends }) => {
      const key = newKey();
      const spec = { job: 'greets', run_config: greeting };
      const both = await Promise.allSettled([launched(kind, key, spec), launched(other, key, spec)]);
      if (both.every(({ status }) => status === 'rejected')) throw new Error('nobody launched it');
      const { state, startedAt, finishedAt, links } = await ends(await launched(other, key, spec));
      assertSame(state, 'succeeded');
      if (!startedAt || !finishedAt || finishedAt < startedAt) throw new Error('it took no time');
      assertSame(await runsOf(key), 1);
      for (const { href } of links) assertSame((await fetch(href)).status, 200);
    }),

  'runs a job to FAILURE, and does not try it again by itself': (facts) =>
    onBench(facts, async ({ kind, runsOf, ends }) => {
      const key = newKey();
      const { state, raw } = await ends(await launched(kind, key, { job: 'fails' }));
      assertSame([state, raw], ['failed', 'FAILURE']);
      assertSame(await runsOf(key), 1);
    }),

  'ends a job that runs': (facts) =>
    onBench(facts, async ({ kind, ends }) => {
      const key = newKey();
      const report = await launched(kind, key, { job: 'waits' });
      const handle = { key, externalId: report.externalId ?? '', spec: {} };
      await waitUntil(async () => (await kind.poll(ctx, [handle]))[0]?.state === 'running', {
        what: 'it runs',
        within: 120_000,
      });
      await kind.cancel(ctx, handle);
      assertSame((await ends(report)).state, 'cancelled');
      // Nothing is left to end.
      await kind.cancel(ctx, handle);
    }),

  'finds the run of a key without having launched it': (facts) =>
    onBench(facts, async ({ kind, ends }) => {
      const key = newKey();
      const report = await launched(kind, key, { job: 'greets', run_config: greeting });
      await ends(report);
      await onBench(facts, async ({ kind: restored }) => {
        const request = { key, spec: { job: 'greets' }, attempt: 1, labels: {} };
        const [found] = (await restored.find?.(ctx, [request])) ?? [];
        assertSame(found?.externalId, report.externalId);
        // The memory of the launch is gone; Dagster's is not.
        assertSame((await launched(restored, key, request.spec)).externalId, report.externalId);
      });
    }),

  'refuses what Dagster refuses, and says why': (facts) =>
    onBench(facts, async ({ kind }) => {
      const codeOf = async (spec: object): Promise<string> => {
        const result = await kind.launch(ctx, { key: newKey(), spec: { ...spec }, attempt: 1, labels: {} });
        return result.outcome === 'refused' ? result.code : 'launched';
      };
      const place = { repository: '__repository__', location: 'ashlar_jobs.py' };
      assertSame(
        [
          await codeOf({ job: 'none' }),
          await codeOf({ job: 'none', ...place }),
          await codeOf({ job: 'greets', run_config: { ops: { greet: { config: {} } } } }),
          await codeOf({ job: 'greets', run_config: greeting, op_selection: ['nothing'] }),
        ],
        [
          'DAGSTER_JOB_NOT_FOUND',
          'DAGSTER_JOB_NOT_FOUND',
          'DAGSTER_CONFIG_INVALID',
          'DAGSTER_SELECTION_INVALID',
        ],
      );
      const [lost] = await kind.poll(ctx, [{ key: 'a', externalId: 'no-such-run', spec: {} }]);
      assertSame(lost?.state, 'lost');
    }),

  'schedules run a job to SUCCESS, one to FAILURE, and one that is cancelled, by their sessions': (facts) =>
    onSchedules(facts, async ({ started, work }) => {
      const [good, bad, endless] = [
        await started({ job: 'greets', run_config: greeting }),
        await started({ job: 'fails' }),
        await started({ job: 'waits' }),
      ];
      const reaches = (session: ScheduledRun, wanted: string): Promise<unknown> =>
        waitUntil(
          async () => {
            await work();
            return (await session.look()).state === wanted;
          },
          { what: `a session is ${wanted}`, within: 180_000, every: 500 },
        );
      await reaches(endless, 'running');
      await endless.cancel();
      await Promise.all([reaches(good, 'succeeded'), reaches(bad, 'failed'), reaches(endless, 'cancelled')]);
      assertSame((await good.look()).raw, 'SUCCESS');
      assertSame((await bad.look()).raw, 'FAILURE');
      for (const session of [good, bad, endless]) {
        const { attempt, runs } = await session.look();
        assertSame([attempt, runs], [1, 1]);
      }
    }),
};
