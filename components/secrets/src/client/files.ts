import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { toDotenv } from './dotenv.js';
import type { DeliveredSecret, SecretsClient } from './secrets-client.js';
import { SecretsRefused } from './refused.js';
import { versionsOf } from './standing-grant.js';

export interface SecretFilesOptions {
  readonly secrets: Pick<SecretsClient, 'fetch'>;
  /** A grant that has not been used; asked for at each refresh. */
  readonly grant: () => Promise<string>;
  /** An empty folder that nothing else writes to. */
  readonly folder: string;
  /** `files`: one for each secret, under its filename. `dotenv`: one that is called `.env`. */
  readonly format: 'files' | 'dotenv';
}

/** Values as files, as they are now. */
export interface SecretFiles {
  /**
   * Brings the folder up to date. Where the services cannot be asked, what is there stays and the error is thrown;
   * where they refuse, because the grant was revoked or a secret is no longer in use, everything goes.
   */
  refresh(): Promise<'written' | 'unchanged' | 'removed'>;
}

const tmpfs = 0x01021994;
const ramfs = 0x858458f6;
const validFilename = /^[A-Za-z0-9_.-]{1,200}$/;

/** Whether what is written to a folder stays in memory. */
export async function isInMemory(folder: string): Promise<boolean> {
  const { type } = await statfs(folder);
  return type === tmpfs || type === ramfs;
}

export function createSecretFiles({ secrets, grant, folder, format }: SecretFilesOptions): SecretFiles {
  let known: string | undefined;

  const write = async (name: string, bytes: Uint8Array): Promise<void> => {
    const part = join(folder, `.part-${randomUUID()}`);
    const file = await open(part, 'wx', 0o440);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    // Whoever reads it has the old value or the new one, and never half of one.
    await rename(part, join(folder, name));
  };

  const keepOnly = async (names: readonly string[]): Promise<void> => {
    for (const name of await readdir(folder)) if (!names.includes(name)) await rm(join(folder, name));
  };

  const writeAll = async (delivered: readonly DeliveredSecret[]): Promise<void> => {
    const files =
      format === 'dotenv'
        ? [{ filename: '.env', value: Buffer.from(toDotenv(delivered)) }]
        : delivered.map(({ filename, value }) => ({ filename, value }));
    const odd = files.find(({ filename }) => !validFilename.test(filename) || /^[.]+$/.test(filename));
    if (odd) throw new TypeError('A secret has a name that is no filename');
    for (const { filename, value } of files) await write(filename, value);
    await keepOnly(files.map(({ filename }) => filename));
    for (const { value } of files) value.fill(0);
  };

  return {
    async refresh() {
      try {
        const next = await grant();
        const versions = versionsOf(next);
        if (versions !== undefined && versions === known) return 'unchanged';
        const delivered = await secrets.fetch(next);
        await writeAll(delivered);
        for (const { value } of delivered) value.fill(0);
        known = versions;
        return 'written';
      } catch (error) {
        if (!(error instanceof SecretsRefused) || (error.status !== 404 && error.status !== 403)) throw error;
        known = undefined;
        await keepOnly([]);
        return 'removed';
      }
    },
  };
}
