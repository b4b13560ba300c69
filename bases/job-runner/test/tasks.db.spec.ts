import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { systemContext } from '@ashlar/database';
import { createTaskRuns, migrateQueue } from '@ashlar/message-queue';
import { createTestDatabase, eventually, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { startWorker, tasks, worker } from '../src/index.js';

let testDatabase: TestDatabase;
let opened: OpenedDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  await migrateQueue({ url: testDatabase.url });
  opened = await openDatabase(testDatabase.urlFor('worker'), worker.entities);
});
afterAll(async () => {
  await opened.database.close();
  await testDatabase.drop();
});

const environment = (): Record<string, string> => ({
  DATABASE_URL: testDatabase.urlFor('worker'),
  ASHLAR_HTTP_HOST: '127.0.0.1',
  ASHLAR_HTTP_PORT: '0',
  ASHLAR_METRICS_HOST: '127.0.0.1',
  ASHLAR_METRICS_PORT: '0',
  ASHLAR_LOG_LEVEL: 'error',
});
const lastRuns = () => createTaskRuns(opened).list(systemContext('spec'));

it.each([
  ['quota.sweep', 'quota.holds'],
  ['users.purge', 'users.users'],
  ['schedules.scan', 'scheduler.schedules'],
])(
  '%s that runs once gives up when the time of all tasks is over',
  async (task, table) => {
    const holder = new pg.Client({ connectionString: testDatabase.url });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query(`lock table ${table} in access exclusive mode`);
      await tasks[task]?.({ ...environment(), ASHLAR_TASK_BUDGET: '1s' });
    } finally {
      await holder.end();
    }
    expect((await lastRuns()).get(task)).toMatchObject({ outcome: 'done', result: { given_up: 1 } });
  },
  30_000,
);

it('a feed of permissions that runs once is written down', async () => {
  await tasks['authz.feed']?.(environment());
  expect((await lastRuns()).get('authz.feed')).toMatchObject({ outcome: 'done', result: { sent: 0 } });
}, 30_000);

it('what never ends in the resident worker is written down too', async () => {
  const { lifecycle } = await startWorker(environment());
  try {
    await eventually(
      async () => {
        const runs = await lastRuns();
        return runs.has('jobs.drain') && runs.has('events.deliver');
      },
      { timeoutMs: 20_000 },
    );
  } finally {
    await lifecycle.stop('the spec is over');
  }
  expect((await lastRuns()).get('jobs.drain')).toMatchObject({ outcome: 'done', result: { completed: 0 } });
}, 60_000);
