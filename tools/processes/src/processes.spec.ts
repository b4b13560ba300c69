import { createServer, type AddressInfo } from 'node:net';
import { waitForHttp } from './http.js';
import { memoryOf, processTree } from './memory.js';
import { freePorts } from './ports.js';
import { ProcessEndedError, startProcess, type ProcessOptions, type RunningProcess } from './process.js';
import { runToEnd } from './run-to-end.js';
import { waitUntil, WaitTimeoutError } from './wait.js';

const node = (name: string, program: string, env: Record<string, string> = {}) => ({
  name,
  command: process.execPath,
  args: ['-e', program],
  env,
});

const runs = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const children: RunningProcess[] = [];
const start = async (options: ProcessOptions) => {
  const child = await startProcess(options);
  children.push(child);
  return child;
};

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
});

describe('a process', () => {
  it('is stopped by SIGTERM and keeps its exit code and output', async () => {
    const child = await start(
      node(
        'polite',
        `process.on('SIGTERM', () => { console.log('bye'); process.exit(7); }); console.log('up'); setInterval(() => {}, 1000)`,
      ),
    );
    await waitUntil(() => child.output().includes('up'), { what: 'first output', within: 10_000 });
    expect(child.status()).toBeUndefined();
    expect(await child.stop()).toEqual({ code: 7, signal: null });
    expect(child.output()).toBe('up\nbye\n');
    expect(() => child.assertRuns()).toThrow(ProcessEndedError);
  });

  it('is killed when it ignores the request', async () => {
    const child = await start(
      node('stubborn', `process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`),
    );
    await waitUntil(() => child.output().includes('up'), { what: 'first output', within: 10_000 });
    expect(await child.stop({ within: 100 })).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('is gone once kill has returned, with its children when it has a group', async () => {
    const child = await start({
      name: 'shell',
      command: 'sh',
      args: ['-c', `"${process.execPath}" -e 'console.log(process.pid); setInterval(() => {}, 1000)' & wait`],
      group: true,
    });
    await waitUntil(() => child.output().includes('\n'), { what: 'the grandchild', within: 10_000 });
    const grandchild = Number(child.output());
    expect(processTree(child.pid)).toEqual([child.pid, grandchild]);
    await child.kill();
    await waitUntil(() => !runs(grandchild) || memoryOf(grandchild) === undefined, {
      what: 'the end of the grandchild',
      within: 10_000,
    });
    expect(runs(child.pid)).toBe(false);
  });

  it('gets the named environment and nothing of ours but the paths', async () => {
    process.env['ASHLAR_LEAK'] = 'yes';
    try {
      const { code, output } = await runToEnd(
        node(
          'env',
          `console.log(Object.keys(process.env).filter((n) => /ASHLAR|GIVEN|PATH$/.test(n)).sort().join())`,
          {
            GIVEN: '1',
          },
        ),
      );
      expect({ code, output }).toEqual({ code: 0, output: 'GIVEN,PATH\n' });
    } finally {
      delete process.env['ASHLAR_LEAK'];
    }
  });

  it('that cannot be started says so', async () => {
    await expect(startProcess({ name: 'nobody', command: '/no/such/program' })).rejects.toThrow(
      /^nobody could not be started: .*ENOENT/,
    );
  });

  it('is killed when it runs too long', async () => {
    const result = await runToEnd({ ...node('endless', 'setInterval(() => {}, 1000)'), within: 300 });
    expect(result.signal).toBe('SIGKILL');
  });

  it('has memory while it runs', async () => {
    const child = await start(node('idle', 'setInterval(() => {}, 1000)'));
    const memory = await waitUntil(
      () => {
        const now = memoryOf(child.pid);
        return now && now.rss > 10 * 1024 * 1024 && now;
      },
      { what: 'the memory of a running node', within: 10_000 },
    );
    expect(memory.peak).toBeGreaterThanOrEqual(memory.rss);
    await child.kill();
    expect(memoryOf(child.pid)).toBeUndefined();
  });
});

describe('waiting', () => {
  it('is bounded', async () => {
    await expect(waitUntil(() => false, { what: 'never', within: 30, every: 5 })).rejects.toThrow(
      WaitTimeoutError,
    );
  });

  it('for HTTP ends with the process that should answer', async () => {
    const [port] = await freePorts(1);
    const child = await start(node('dead', `console.error('no config'); process.exitCode = 78`));
    await child.ended;
    await expect(waitForHttp(`http://127.0.0.1:${port}/readyz`, { from: child })).rejects.toThrow(
      /dead ended \(exit code 78\):\nno config/,
    );
  });

  it('for HTTP goes on until the status is the awaited one', async () => {
    const [port] = await freePorts(1);
    const child = await start(
      node(
        'slow',
        `let asked = 0; require('node:http').createServer((q, s) => { s.statusCode = ++asked < 3 ? 503 : 200; s.end(); }).listen(${port}, '127.0.0.1')`,
      ),
    );
    expect(await waitForHttp(`http://127.0.0.1:${port}/`, { from: child })).toBeGreaterThan(0);
    await child.kill();
  });
});

it('free ports are different and can be listened on', async () => {
  const ports = await freePorts(5);
  expect(new Set(ports).size).toBe(5);
  const server = createServer();
  await new Promise<void>((done) => server.listen(ports[0], '127.0.0.1', done));
  expect((server.address() as AddressInfo).port).toBe(ports[0]);
  await new Promise((done) => server.close(done));
});
