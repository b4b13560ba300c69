import { createAuthorizer, createRelations } from '@ashlar/authz';
import { contextFor, type Database, newId, type OperationContext, systemContext } from '@ashlar/database';
import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createRecordingEvents, type RecordingEvents } from '@ashlar/events/testing';
import {
  createRunKinds,
  type LaunchResult,
  noopKind,
  type RunHandle,
  type RunKind,
  type RunReport,
  type RunRequest,
  type RunState,
  RunSystemUnavailable,
} from '@ashlar/runs';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { quotaEntities } from '@ashlar/quota';
import pg from 'pg';
import {
  createEndings,
  createPicker,
  createPoller,
  createScan,
  createScheduledSessions,
  createSchedules,
  type NewSchedule,
  type Picker,
  type PickerSettings,
  type Poller,
  type PollerSettings,
  type ScheduledSessions,
  schedulerEntities,
  type Schedules,
  type SessionQuota,
} from './index.js';

/** A system outside whose every answer is scripted; one run per key, as the port demands. */
export interface ScriptedKind extends RunKind {
  /** By key: what it says of the run. */
  readonly runs: Map<string, RunState>;
  readonly requests: RunRequest[];
  readonly polls: number[];
  readonly cancelled: string[];
  /** What a run is when it is launched. Default `running`. */
  first: RunState;
  /** The next so many answers to launches get lost; the run is there all the same. */
  loses: number;
  /** The next so many launches do not even arrive. */
  refuses: number;
  answer: LaunchResult | undefined;
}

export function scriptedKind(kind = 'scripted'): ScriptedKind {
  const report = (key: string, state: RunState): RunReport => ({
    ...{ key, externalId: `run ${key}`, state, raw: state.toUpperCase() },
    links: [{ rel: 'logs', href: `https://runs.example.org/${key}` }],
  });
  const scripted: ScriptedKind = {
    ...{ kind, batch: 100, runs: new Map(), requests: [], polls: [], cancelled: [] },
    ...{ first: 'running', loses: 0, refuses: 0, answer: undefined },
    parse: (spec) => (typeof spec === 'object' && spec !== null ? { ...spec } : {}),
    async launch(_ctx, request) {
      scripted.requests.push(request);
      if (scripted.answer) return scripted.answer;
      if (scripted.refuses > 0) {
        scripted.refuses -= 1;
        throw new RunSystemUnavailable('It is away');
      }
      const state = scripted.runs.get(request.key) ?? scripted.first;
      scripted.runs.set(request.key, state);
      if (scripted.loses > 0) {
        scripted.loses -= 1;
        throw new RunSystemUnavailable('The reply got lost');
      }
      return { outcome: 'launched', report: report(request.key, state) };
    },
    async poll(_ctx, handles) {
      scripted.polls.push(handles.length);
      return handles.map(({ key }: RunHandle) => report(key, scripted.runs.get(key) ?? 'lost'));
    },
    async cancel(_ctx, { key }) {
      scripted.cancelled.push(key);
      if (scripted.runs.get(key) === 'running') scripted.runs.set(key, 'cancelled');
    },
  };
  return scripted;
}

export interface World extends OpenedDatabase {
  readonly testDatabase: TestDatabase;
  readonly workerDatabase: Database;
  readonly root: pg.Client;
  readonly events: RecordingEvents;
  readonly scripted: ScriptedKind;
  readonly schedules: Schedules;
  readonly sessions: ScheduledSessions;
  readonly scan: ReturnType<typeof createScan>;
  readonly user: { readonly id: string; readonly ctx: OperationContext };
  readonly worker: OperationContext;
  picker(settings?: Partial<PickerSettings>, quota?: SessionQuota): Picker;
  poller(settings?: Partial<PollerSettings>): Poller;
  make(input?: Partial<NewSchedule>): ReturnType<Schedules['create']>;
  /** As if the slot of a schedule had come so long ago. */
  makeDue(id: string, agoSeconds: number): Promise<void>;
  rows<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export const frequently = { frequency: { every: 1, unit: 'minute' }, zone: 'UTC' } as const;

export function newSchedule(userId: string, more: Partial<NewSchedule> = {}): NewSchedule {
  return {
    owner: { type: 'user', id: userId },
    ...{ name: 'Spec', runKind: 'scripted', runSpec: {}, timing: frequently, jitterSeconds: 0 },
    missed: { policy: 'latest', most: 10, windowSeconds: 86_400 },
    overlap: 'allow',
    retry: { maxAttempts: 1, delaySeconds: 0, factor: 1 },
    notify: { emails: [], on: ['failed'] },
    ...more,
  };
}

const entities = [...schedulerEntities, ...quotaEntities];

/** The data API's half and the worker's, each with its own rights. */
export async function openWorld(): Promise<World> {
  const testDatabase = await createTestDatabase();
  const opened = await openDatabase(testDatabase.urlFor('data'), [...entities]);
  const { database, logger } = opened;
  const { database: workerDatabase } = await openDatabase(testDatabase.urlFor('worker'), [...entities]);
  const root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  const events = createRecordingEvents();
  const scripted = scriptedKind();
  const kinds = createRunKinds([noopKind(), scripted]);
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const id = newId();
  const ctx = contextFor({ kind: 'user', id, roles: ['member'] });
  const domainId = newId();
  const schedules = createSchedules({
    ...{ database, authorizer, relations, events, kinds },
    domainOf: () => Promise.resolve(domainId),
  });
  const work = { database: workerDatabase, kinds, logger };
  const endingsWith = (quota?: SessionQuota) => createEndings({ database: workerDatabase, events, quota });
  return {
    ...opened,
    ...{ testDatabase, workerDatabase, root, events, scripted, schedules },
    sessions: createScheduledSessions({ database, authorizer }),
    scan: createScan({ database: workerDatabase, batch: 100 }),
    user: { id, ctx },
    worker: systemContext('spec'),
    picker: (settings = {}, quota) =>
      createPicker({
        ...work,
        endings: endingsWith(quota),
        quota,
        settings: { againMs: 0, pollMs: 0, ...settings },
      }),
    poller: (settings = {}) =>
      createPoller({ ...work, endings: endingsWith(), settings: { pollMs: 0, ...settings } }),
    make: (input) => schedules.create(ctx, newSchedule(id, input)),
    async makeDue(scheduleId, agoSeconds) {
      await root.query(
        `update scheduler.schedules set next_slot = next_slot - (next_slot - date_trunc('minute', now())) - $2 * interval '1 s',
           next_run_at = date_trunc('minute', now()) - $2 * interval '1 s',
           timing = case when timing->'rhythm' ? 'anchor'
             then jsonb_set(timing, '{rhythm,anchor}', to_jsonb(to_char((date_trunc('minute', now()) - $2 * interval '1 s') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
             else timing end
         where id = $1`,
        [scheduleId, agoSeconds],
      );
    },
    async rows<Row>(sql: string, values: readonly unknown[] = []) {
      return (await root.query(sql, [...values])).rows as readonly Row[];
    },
    async close() {
      await root.end();
      await database.close();
      await workerDatabase.close();
      await testDatabase.drop();
    },
  };
}
