import type { Database } from '@ashlar/database';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bench, openBench, pressLamp } from '../bench.fixture.js';
import { createJobAdmin, createJobs } from '../index.js';
import { createJobBoard } from './index.js';

let bench: Bench;
let database: Database;
const servers: Server[] = [];

beforeAll(async () => {
  bench = await openBench();
  database = await bench.asDataApi();
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  await bench.reset();
});
afterAll(() => bench.close());

/** As the http brick mounts it, with its path taken off the URL, and with the rights of the data API. */
async function serve(readOnly?: boolean): Promise<string> {
  const jobs = createJobs({ database });
  const board = createJobBoard({
    database,
    admin: createJobAdmin({ database, jobs, definitions: [pressLamp] }),
    path: '/board',
    ...(readOnly !== undefined && { readOnly }),
  });
  const server = createServer((req, res) => {
    req.url = (req.url ?? '').slice(board.path.length) || '/';
    board.app(req, res, () => res.writeHead(404).end());
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${board.path}`;
}

interface Shown {
  readonly counts: Readonly<Record<string, number>>;
  readonly jobs: readonly { readonly id: string; readonly name: string; readonly failedReason: string }[];
}

async function shown(url: string, status: string): Promise<Shown | undefined> {
  const answer = await fetch(`${url}/api/queues?activeQueue=jobs&status=${status}&page=1&jobsPerPage=10`);
  expect(answer.status).toBe(200);
  const { queues } = (await answer.json()) as { readonly queues: readonly Shown[] };
  return queues[0];
}

async function enqueueIn(state: string): Promise<string> {
  const id = await bench.enqueue({ lamp: 'secret of the hall', times: 1 });
  await bench.sql(
    `update message_queue.outbox set state = $2, last_error = case when $2 = 'failed' then 'no power' end,
       ended_at = case when $2 in ('failed', 'cancelled') then now() end, handed_at = now(),
       ready_at = case when $2 = 'delayed' then now() + interval '1 h' else ready_at end,
       parked_on = case when $2 = 'parked' then 'c:fuse' end
     where id = $1`,
    [id, state],
  );
  return id;
}

const stateOf = async (id: string): Promise<string | undefined> => {
  const [row] = await bench.sql<{ state: string }>('select state from message_queue.outbox where id = $1', [
    id,
  ]);
  return row?.state;
};

describe('the board', () => {
  it('has pages', async () => {
    const page = await fetch(`${await serve()}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('/board/');
  });

  it.each([
    ['waiting', 'waiting'],
    ['parked', 'paused'],
    ['handed', 'active'],
    ['delayed', 'delayed'],
    ['failed', 'failed'],
    ['cancelled', 'failed'],
  ])('shows what is %s', async (state, status) => {
    const id = await enqueueIn(state);
    const queue = await shown(await serve(), status);
    expect(queue?.jobs).toMatchObject([{ id, name: 'lamp.press' }]);
    expect(JSON.stringify(queue)).not.toContain('secret of the hall');
    if (state !== 'cancelled') expect(queue?.counts[status]).toBe(1);
  });

  it('shows what has taken effect, and each job by itself', async () => {
    const done = '018f0000-0000-7000-8000-000000000001';
    await bench.sql(`insert into message_queue.effects (job_id, job) values ($1, 'lamp.press')`, [done]);
    const failed = await enqueueIn('failed');
    const url = await serve();
    expect(await shown(url, 'completed')).toMatchObject({ jobs: [{ id: done }], counts: { completed: 1 } });
    expect((await shown(url, 'latest'))?.jobs.map(({ id }) => id).sort()).toEqual([done, failed].sort());
    const one = await (await fetch(`${url}/api/queues/jobs/${failed}`)).json();
    expect(one).toMatchObject({ job: { id: failed, failedReason: 'no power' }, status: 'failed' });
    expect((await fetch(`${url}/api/queues/jobs/nothing`)).status).toBe(404);
  });

  it('changes nothing unless it is made to', async () => {
    const id = await enqueueIn('failed');
    const retry = (url: string) => fetch(`${url}/api/queues/jobs/${id}/retry`, { method: 'PUT' });
    expect((await retry(await serve())).status).toBe(405);
    expect(await stateOf(id)).toBe('failed');
    expect((await retry(await serve(false))).status).toBeLessThan(300);
    expect(await stateOf(id)).toBe('waiting');
  });

  it('promotes and cancels when it may, and does nothing that an outbox cannot', async () => {
    const url = await serve(false);
    const [delayed, waiting] = [await enqueueIn('delayed'), await enqueueIn('waiting')];
    const put = async (what: string) =>
      (await fetch(`${url}/api/queues/jobs/${what}`, { method: 'PUT' })).status;
    expect(await put(`${delayed}/promote`)).toBeLessThan(300);
    expect(await stateOf(delayed)).toBe('waiting');
    expect(await put(`${waiting}/clean`)).toBeLessThan(300);
    expect(await stateOf(waiting)).toBe('cancelled');
    for (const what of ['pause', 'empty', 'obliterate']) expect(await put(what)).toBeGreaterThanOrEqual(400);
    expect(await stateOf(delayed)).toBe('waiting');
  });
});
