import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What pipelines call: a build system, as small as can be. */
export interface Receiver {
  /** Where a target of this name is run. */
  urlOf(target: string): string;
  /** Targets that were run, in order. */
  readonly runs: readonly string[];
  /** From now on this one fails, or succeeds again. */
  fails(target: string, does: boolean): void;
  stop(): Promise<void>;
}

export async function startReceiver(host: string): Promise<Receiver> {
  const runs: string[] = [];
  const failing = new Set<string>();
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const target = decodeURIComponent((request.url ?? '').slice(1));
      // Told twice it is still one run.
      const id = String(request.headers['webhook-id']);
      if (!seen.has(id)) runs.push(target);
      seen.add(id);
      const does = failing.has(target);
      response.writeHead(does ? 422 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: does ? '3 of 41 tests failed' : 'done' }));
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, host === '127.0.0.1' ? host : '0.0.0.0', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (target) => `http://${host}:${port}/${encodeURIComponent(target)}`,
    runs,
    fails: (target, does) => void (does ? failing.add(target) : failing.delete(target)),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
