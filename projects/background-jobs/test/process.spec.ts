import { runDeployable, settingsNamed, startMisconfigured } from '@ashlar/processes';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const wrong = {
  ASHLAR_LOG_LEVEL: 'loud',
  ASHLAR_DATABASE_POOL_SIZE: 'many',
  ASHLAR_HTTP_PROT: '8080',
  ASHLAR_QUEUE_CONCURRENCY: '-1',
};
const missing = ['DATABASE_URL'];

it('names everything wrong and missing in one message, ends with 78, and opens no port', async () => {
  const refusal = await startMisconfigured(main, wrong);
  expect(refusal.lines[0]).toBe('The configuration is not valid:');
  expect(settingsNamed(refusal)).toEqual([...Object.keys(wrong), ...missing].sort());
  expect(refusal.code).toBe(78);
});

describe('the process, when it is told what it does not know', () => {
  it.each([
    ['a task', ['--task', 'jobs.dance'], 'There is no task "jobs.dance".'],
    ['an option', ['--dance'], "Unknown option '--dance'"],
    ['a command', ['jobs', 'dance'], 'There is no command "jobs dance".'],
    ['an argument', ['dance'], "Unexpected argument 'dance'"],
  ])('%s: says so before it looks at its environment, and ends with 64', async (_what, args, fault) => {
    const { code, lines } = await runDeployable(main, { env: wrong, args });
    expect(lines[0]).toContain(fault);
    expect(lines.at(-1)).toMatch(/^Usage: background-jobs \[--task schema\.migrate \| /);
    expect(code).toBe(64);
  });
});

describe('a task, when nobody answers as the database', () => {
  it.each(['schema.migrate', 'jobs.drain'])('%s: says so after a while, and ends with 69', async (task) => {
    const { code, lines } = await runDeployable(main, {
      env: {
        DATABASE_URL: 'postgres://127.0.0.1:1/none',
        ASHLAR_TASK_DATABASE_WAIT: '200ms',
        ASHLAR_LOG_LEVEL: 'error',
      },
      args: ['--task', task],
    });
    expect(lines.at(-1)).toMatch(/^Not ready in 200 ms: .*ECONNREFUSED/);
    expect(code).toBe(69);
  });
});
