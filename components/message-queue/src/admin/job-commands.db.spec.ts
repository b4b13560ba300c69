import { type Bench, openBench, pressLamp } from '../bench.fixture.js';
import { createJobAdmin, jobCommands } from '../index.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

async function run(verb: string, ...args: string[]): Promise<string[]> {
  const { database, jobs } = bench;
  const { verbs } = jobCommands(
    () => createJobAdmin({ database, jobs, definitions: [pressLamp] }),
    () => Promise.resolve([{ task: 'lamps.count', last: null }]),
  );
  const lines: string[] = [];
  await verbs[verb]?.run(args, (line) => lines.push(line));
  return lines;
}

const hall = '{"lamp": "hall", "times": 1}';

describe('the commands', () => {
  it('run, list, show and cancel a job, and run it again', async () => {
    const [id = ''] = await run('run', 'lamp.press', hall);
    const [listed = ''] = await run('list', '--state', 'waiting', '--job', 'lamp.press', '--limit', '5');
    expect(JSON.parse(listed)).toMatchObject({ id, job: 'lamp.press', state: 'waiting', attempts: 0 });
    expect(await run('list', '--tenant', 'nobody')).toEqual([]);
    expect(await run('list')).toEqual(['{"task":"lamps.count","last":null}', listed]);
    expect(await run('cancel', id)).toEqual(['cancelled']);
    expect(JSON.parse((await run('show', id)).join(''))).toMatchObject({ id, state: 'cancelled' });
    expect(await run('retry', id)).toEqual(['waiting']);
    await expect(run('retry', id)).rejects.toMatchObject({ code: 'JOB_STATE_UNFIT' });
  });

  it('redrive what failed, of each dedupe key one and none whose key is under way', async () => {
    for (const lamp of ['a', 'b', 'c']) await run('run', 'lamp.press', `{"lamp": "${lamp}", "times": 1}`);
    await bench.sql(`update message_queue.outbox set state = 'failed', ended_at = now(), attempts = 3,
      last_error = 'dark', dedupe_key = case when payload ->> 'lamp' <> 'c' then 'one' end`);
    expect(await run('redrive', '--error', 'bright')).toEqual(['0 jobs']);
    expect(await run('redrive', '--error', 'dark')).toEqual(['2 jobs']);
    expect(await run('redrive')).toEqual(['0 jobs']);
    expect(await bench.sql('select state, attempts from message_queue.outbox order by state')).toEqual([
      { state: 'failed', attempts: 3 },
      { state: 'waiting', attempts: 0 },
      { state: 'waiting', attempts: 0 },
    ]);
  });

  it.each([
    ['run', ['lamp.dance'], { code: 'JOB_UNKNOWN' }],
    ['run', [], { name: 'TypeError' }],
    ['run', ['lamp.press', '7'], { name: 'TypeError' }],
    ['run', ['lamp.press', '{"lamp": 7}'], { name: 'JobPayloadError' }],
    ['show', ['7'], { code: 'JOB_NOT_FOUND' }],
    ['show', [], { name: 'TypeError' }],
    ['cancel', ['01900000-0000-7000-8000-000000000000'], { code: 'JOB_NOT_FOUND' }],
    ['list', ['--state', 'lost'], { name: 'TypeError' }],
    ['list', ['--limit', 'all'], { name: 'TypeError' }],
    ['list', ['--colour', 'red'], { name: 'TypeError' }],
  ])('%s %j says what is wrong', async (verb, args, fault) => {
    await expect(run(verb, ...args)).rejects.toMatchObject(fault);
  });
});
