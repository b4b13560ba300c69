import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import type { Checkpoint } from './audit.repository.js';

/** Where the last checkpoint is kept besides the database, so that a database that was put back shows. */
export interface CheckpointStore {
  /** Undefined when there never was one. @throws {Error} when there is one that cannot be read. */
  read(): Promise<Checkpoint | undefined>;
  write(checkpoint: Checkpoint): Promise<void>;
}

/** One file, on something that is not restored together with the database. Replaced as a whole. */
export function createCheckpointFile(path: string): CheckpointStore {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if ((error as { readonly code?: string }).code === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      const { statement, publisherId, signature } = JSON.parse(text) as Checkpoint & {
        readonly signature: unknown;
      };
      return { statement, publisherId, signature: Buffer.from(String(signature), 'base64') };
    },
    async write({ statement, publisherId, signature }) {
      const part = `${path}.${randomUUID()}.part`;
      const file = await open(part, 'wx', 0o600);
      try {
        await file.writeFile(
          JSON.stringify({ statement, publisherId, signature: signature.toString('base64') }),
        );
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
    },
  };
}
