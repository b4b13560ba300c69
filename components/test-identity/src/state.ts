import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealmData } from './realm.types.js';

/** Where the realm is kept. */
export interface State {
  load(): Promise<RealmData | undefined>;
  /** Writes soon: many changes become one write. */
  changed(): void;
  /** Writes now what is not written. Throws when it, or an earlier write, failed. */
  flush(): Promise<void>;
}

const writeDelayMs = 50;

export const memoryState: State = {
  load: async () => undefined,
  changed: () => {},
  flush: async () => {},
};

/** Keeps what `snapshot` returns in `<folder>/<realm>.realm.json`. */
export function createFileState(folder: string, realm: string, snapshot: () => RealmData): State {
  const path = join(folder, `${realm}.realm.json`);
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let failure: unknown;

  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing
      .then(() => writePrivate(path, JSON.stringify(snapshot())))
      .then(
        () => (failure = undefined),
        (error: unknown) => (failure = error),
      )
      .then(() => {});
    return writing;
  }

  return {
    async load() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : (JSON.parse(text) as RealmData);
    },
    changed() {
      timer ??= setTimeout(() => void write(), writeDelayMs);
    },
    async flush() {
      await (timer ? write() : writing);
      if (failure) throw failure;
    },
  };
}

/** A reader sees the old file or the new one, and nobody else sees either. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, text, { mode: 0o600 });
  await rename(next, path);
}
