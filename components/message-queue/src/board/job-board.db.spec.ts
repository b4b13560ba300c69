import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bench, openBench } from '../bench.fixture.js';
import { createMemoryQueue } from '../testing.js';
import { createJobBoard } from './index.js';

let bench: Bench;
const servers: Server[] = [];

beforeAll(async () => {
  bench = await openBench();
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});
afterAll(() => bench.close());

/** As the http brick mounts it: with its path taken off the URL. */
async function serve(readOnly?: boolean): Promise<string> {
  const board = createJobBoard({
    queue: bench.queue,
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

describe('the board', () => {
  it('shows what is in the queue', async () => {
    const id = await bench.enqueue({ lamp: 'hall', times: 1 });
    await bench.relay().relayBatch();
    const url = await serve();
    const page = await fetch(`${url}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('/board/');
    const queues = await fetch(`${url}/api/queues?activeQueue=ashlar&status=waiting`);
    expect(await queues.text()).toContain(`${id}_1`);
  });

  it('changes nothing unless it is made to', async () => {
    const id = await bench.enqueue({ lamp: 'hall', times: 1 });
    await bench.relay().relayBatch();
    const emptied = (url: string) => fetch(`${url}/api/queues/ashlar/pause`, { method: 'PUT' });
    expect((await emptied(await serve())).status).toBe(405);
    expect((await emptied(await serve(false))).status).toBe(200);
    expect(await bench.sql('select 1 from bullmq.job where id = $1', [`${id}_1`])).toHaveLength(1);
  });

  it('is not of a queue that lies in memory', () => {
    const queue = createMemoryQueue({ database: bench.database });
    expect(() => createJobBoard({ queue, path: '/board' })).toThrow(TypeError);
  });
});
