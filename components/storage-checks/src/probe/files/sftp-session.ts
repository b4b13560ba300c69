import type { SFTPWrapper } from 'ssh2';
import { isFault } from '../line.js';
import { done, type FileAnswer, type FileSession, isPlainName, type Refusal } from './session.js';
import { StepFailed, type Wire } from './wire.js';

interface SftpSessionDeps {
  readonly wire: Wire;
  readonly sftp: SFTPWrapper;
  /** Relative to where signing in leads to. */
  readonly folder: string | undefined;
  readonly end: () => void;
}

/** What servers answer; the last two are of later versions of the protocol. */
const refusals: Readonly<Record<number, Refusal>> = {
  ...{ 2: 'missing', 3: 'denied', 4: 'other', 5: 'other', 8: 'other', 10: 'missing' },
  ...{ 12: 'denied', 14: 'full', 15: 'full' },
};
const endOfFile = 1;

class Refused extends Error {
  constructor(readonly why: Refusal) {
    super(why);
  }
}

type Reply<T> = (error: Error | undefined | null, value: T) => void;

export function sftpSession({ wire, sftp, folder, end }: SftpSessionDeps): FileSession {
  let isOver = false;
  // Without a listener, what goes wrong between two steps would end the process.
  sftp.on('error', () => undefined).on('close', () => (isOver = true));

  const ask = <T>(send: (reply: Reply<T>) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const lost = (): void => reject(new StepFailed('CONNECTION_LOST'));
      if (isOver) return lost();
      sftp.once('close', lost);
      send((error, value) => {
        sftp.off('close', lost);
        if (!error) return resolve(value);
        const { code } = error as Error & { code?: unknown };
        if (code === endOfFile) return reject(error);
        const why = typeof code === 'number' ? refusals[code] : undefined;
        reject(why ? new Refused(why) : new StepFailed(code === 7 ? 'CONNECTION_LOST' : 'UNINTELLIGIBLE'));
      });
    });

  const step = async <T>(work: () => Promise<T>): Promise<FileAnswer<T>> => {
    const ended = await wire.step(async (): Promise<FileAnswer<T>> => {
      try {
        return done(await work());
      } catch (error) {
        if (error instanceof Refused) return { kind: 'refused', why: error.why };
        throw error;
      }
    });
    if (isFault(ended)) return { kind: 'broken', fault: ended };
    return ended;
  };

  const pathOf = (name: string): string => (folder === undefined ? name : `${folder}/${name}`);

  const withFile = async <T>(
    name: string,
    flags: 'r' | 'wx',
    use: (handle: Buffer) => Promise<T>,
  ): Promise<T> => {
    const handle = await ask<Buffer>((reply) => sftp.open(pathOf(name), flags, reply));
    try {
      return await use(handle);
    } finally {
      // Some only say here that there is no room.
      await ask<unknown>((reply) => sftp.close(handle, (error) => reply(error, undefined)));
    }
  };

  return {
    enter: () =>
      step(async () => {
        const about = await ask<{ isDirectory(): boolean }>((reply) => sftp.stat(folder ?? '.', reply));
        if (!about.isDirectory()) throw new Refused('missing');
      }),
    list: () =>
      step(async () => {
        const handle = await ask<Buffer>((reply) => sftp.opendir(folder ?? '.', reply));
        try {
          const entries = await ask<readonly { filename: string; attrs: { isFile(): boolean } }[]>((reply) =>
            sftp.readdir(handle, reply),
          );
          return entries
            .filter(({ filename, attrs }) => attrs.isFile() && isPlainName(filename))
            .map(({ filename }) => filename);
        } catch (error) {
          if ((error as { code?: unknown }).code === endOfFile) return [];
          throw error;
        } finally {
          await ask<unknown>((reply) => sftp.close(handle, (error) => reply(error, undefined)));
        }
      }),
    write: (name, body) =>
      step(() =>
        withFile(name, 'wx', (handle) =>
          ask<unknown>((reply) =>
            sftp.write(handle, body, 0, body.length, 0, (error) => reply(error, undefined)),
          ),
        ),
      ),
    read: (name, atMost) =>
      step(() =>
        withFile(name, 'r', async (handle) => {
          const buffer = Buffer.alloc(atMost);
          try {
            const count = await ask<number>((reply) => sftp.read(handle, buffer, 0, atMost, 0, reply));
            return buffer.subarray(0, count);
          } catch (error) {
            if ((error as { code?: unknown }).code === endOfFile) return buffer.subarray(0, 0);
            throw error;
          }
        }),
      ),
    remove: (name) =>
      step(() => ask<unknown>((reply) => sftp.unlink(pathOf(name), (error) => reply(error, undefined)))),
    close: end,
  };
}
