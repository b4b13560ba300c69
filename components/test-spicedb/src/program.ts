import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestSpiceDb } from './test-spicedb.types.js';

const startsWithinMs = 60_000;

/** The server's own program, with its store in memory. */
export async function startProgram(program: string): Promise<TestSpiceDb> {
  const key = randomBytes(24).toString('base64url');
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const started = spawn(
      program,
      [
        ...[
          'serve',
          '--grpc-addr',
          `127.0.0.1:${port}`,
          '--grpc-preshared-key',
          key,
          '--telemetry-endpoint',
          '',
        ],
        ...[
          '--datastore-engine',
          'memory',
          '--metrics-enabled=false',
          '--skip-release-check',
          '--log-level',
          'error',
        ],
      ],
      { stdio: 'ignore' },
    );
    child = started;
    const end = performance.now() + startsWithinMs;
    while (!(await listens(port))) {
      if (started.exitCode !== null || performance.now() > end) throw new Error(`${program} does not start`);
      await delay(50);
    }
  };
  const stop = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  };
  const killWithUs = (): void => void child?.kill('SIGKILL');
  process.once('exit', killWithUs);
  await start();
  return {
    endpoint: `127.0.0.1:${port}`,
    key,
    hold: undefined,
    async empty() {
      await stop();
      await start();
    },
    async close() {
      process.off('exit', killWithUs);
      await stop();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
