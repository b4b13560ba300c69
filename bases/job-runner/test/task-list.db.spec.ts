import { openDatabase, type OpenedDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { readFileSync } from 'node:fs';
import { listTasks, taskList, tasks, worker } from '../src/index.js';
import { createTaskRecord } from '../src/task-record.js';

let testDatabase: TestDatabase;
let opened: OpenedDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = await openDatabase(testDatabase.urlFor('worker'), worker.entities);
});
afterAll(async () => {
  await opened.database.close();
  await testDatabase.drop();
});

const lastOf = async (task: string): Promise<unknown> =>
  (await listTasks(opened.database)).find((each) => (each as { task: string }).task === task);

it('names every task, and the documents say the same', () => {
  expect(Object.keys(taskList).sort()).toEqual(Object.keys(tasks).sort());
  const text = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  const told = text.split('\n').flatMap((line) => {
    const [, task = '', ...cells] = line.split('|').map((cell) => cell.trim());
    return /^`[a-z-]+\.[a-z-]+`$/.test(task) && cells.length === 4 ? [[task, ...cells.slice(0, 3)]] : [];
  });
  expect(told).toEqual(
    Object.entries(taskList).map(([task, { every, lease, does }]) => [`\`${task}\``, every, lease, does]),
  );
});

it('tells what came of a task when it ran last, wherever that was', async () => {
  expect(await lastOf('schedules.scan')).toMatchObject({ every: '0.5 s', last: null });
  await tasks['schedules.scan']?.({
    DATABASE_URL: testDatabase.urlFor('worker'),
    ASHLAR_METRICS_PORT: '0',
    ASHLAR_LOG_LEVEL: 'error',
  });
  expect(await lastOf('schedules.scan')).toMatchObject({
    last: {
      outcome: 'done',
      result: { schedules: 0, sessions: 0 },
      worked_at: null,
      version: worker.version,
    },
  });
}, 30_000);

it('tells of failures, and of what was done before them', async () => {
  const record = createTaskRecord(opened, 'always');
  await record.run('users.sync', () => Promise.resolve({ users: 3 }));
  const failing = () => record.run('users.sync', () => Promise.reject(new Error('the directory is away')));
  await expect(failing()).rejects.toThrow('away');
  await expect(failing()).rejects.toThrow('away');
  expect(await lastOf('users.sync')).toMatchObject({
    last: { outcome: 'failed', error: 'the directory is away', failures: 2, worked: { users: 3 } },
  });
});

it('does not write down every second that nothing was to do', async () => {
  const record = createTaskRecord(opened, 'now and then');
  for (const users of [0, 1, 2]) await record.run('users.purge', () => Promise.resolve({ users }));
  expect(await lastOf('users.purge')).toMatchObject({ last: { result: { users: 0 }, worked: null } });
  await expect(record.run('users.purge', () => Promise.reject(new Error('it broke')))).rejects.toThrow(
    'broke',
  );
  await record.run('users.purge', () => Promise.resolve({ users: 4 }));
  expect(await lastOf('users.purge')).toMatchObject({ last: { outcome: 'done', worked: { users: 4 } } });
});
