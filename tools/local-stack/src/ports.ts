import { createServer } from 'node:net';
import { findFreePort } from '@ashlar/test-postgres';
import { findJson, writeJson } from './files.js';

/** Hands out ports of 127.0.0.1, no port twice. */
export interface Ports {
  /** The port this name had last time, else the usual one, else a free one. */
  take(name: string, usual: number): Promise<number>;
  /** The same without a look whether it is free: for what looks by itself, and calls `set` afterwards. */
  prefer(name: string, usual: number): number;
  /** Another one, because somebody else was faster. */
  replace(name: string): Promise<number>;
  /** @throws Error when the name has none. */
  get(name: string): number;
  /** Remembers a port that was chosen elsewhere. */
  set(name: string, port: number): void;
  /** Keeps the ports for the next start. */
  save(): void;
}

export function createPorts(file: string): Ports {
  const last = findJson<Record<string, number>>(file) ?? {};
  const given = new Map<string, number>();
  const isTaken = (port: number): boolean => [...given.values()].includes(port);

  const choose = async (candidates: readonly number[]): Promise<number> => {
    for (const port of candidates) if (!isTaken(port) && (await isFree(port))) return port;
    for (;;) {
      const port = await findFreePort();
      if (!isTaken(port)) return port;
    }
  };
  // One after the other, or two names could get the same port.
  let queue: Promise<unknown> = Promise.resolve();
  const give = (name: string, candidates: readonly number[]): Promise<number> => {
    const port = queue
      .then(() => choose(candidates))
      .then((chosen) => {
        given.set(name, chosen);
        return chosen;
      });
    queue = port.catch(() => {});
    return port;
  };

  return {
    take: (name, usual) =>
      give(
        name,
        [last[name], usual].filter((port) => port !== undefined),
      ),
    prefer: (name, usual) => last[name] ?? usual,
    replace: (name) => give(name, []),
    get(name) {
      const port = given.get(name);
      if (port === undefined) throw new Error(`No port was taken for ${name}`);
      return port;
    },
    set: (name, port) => void given.set(name, port),
    save: () => writeJson(file, Object.fromEntries(given)),
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
