import type { EgressConnection, EgressTls } from '@ashlar/egress';
import type { Duplex } from 'node:stream';
import { StepFailed } from './wire.js';

/** What a server of FTP said to a command; its words are for deciding, and never shown. */
export interface Reply {
  readonly code: number;
  readonly text: string;
}

export interface FtpControl {
  /** The reply to a command, or the greeting. */
  ask(command?: string): Promise<Reply>;
  /** From here on commands and data are encrypted. @throws {DestinationUnreachable} */
  secure(tls: EgressTls): Promise<void>;
  /** Data from here on are too. */
  secureData(tls: EgressTls): void;
  /** A command that moves data, which are received or sent by `use`. */
  transfer(command: string, use: (data: Duplex) => Promise<void>): Promise<Reply>;
}

const longestReply = 16_384;
const finalLine = /^(\d{3})(?: |$)/;
const firstLine = /^\d{3}[ -]/;

/** Replies of a connection, in their order. */
class Replies {
  private readonly waiting: { resolve(reply: Reply): void; reject(error: Error): void }[] = [];
  private readonly early: Reply[] = [];
  private lines: string[] = [];
  private rest = '';
  private fault: Error | undefined;

  private readonly hear = (chunk: Buffer): void => this.take(chunk.toString('utf8'));
  private readonly lose = (): void => this.fail(new StepFailed('CONNECTION_LOST'));

  constructor(private readonly stream: Duplex) {
    stream
      .on('data', this.hear)
      .on('error', (error) => this.fail(error))
      .on('end', this.lose)
      .on('close', this.lose);
  }

  next(): Promise<Reply> {
    const reply = this.early.shift();
    if (reply) return Promise.resolve(reply);
    if (this.fault) return Promise.reject(this.fault);
    return new Promise((resolve, reject) => void this.waiting.push({ resolve, reject }));
  }

  /** Whatever was said before encryption began may be anybody's. @returns whether there is something. */
  leave(): boolean {
    this.stream.off('data', this.hear);
    return this.early.length > 0 || this.lines.length > 0 || this.rest !== '';
  }

  private take(text: string): void {
    this.rest += text;
    const lines = this.rest.split(/\r?\n/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.takeLine(line);
    const length = this.lines.reduce((sum, line) => sum + line.length, this.rest.length);
    if (length > longestReply || this.early.length > 8) this.refuse();
  }

  private takeLine(line: string): void {
    const [first] = this.lines;
    if (first === undefined && !firstLine.test(line) && !finalLine.test(line)) return this.refuse();
    this.lines.push(line);
    const [, code] = finalLine.exec(line) ?? [];
    if (code === undefined || (first !== undefined && !first.startsWith(code))) return;
    const reply = { code: Number(code), text: this.lines.join('\n') };
    this.lines = [];
    const next = this.waiting.shift();
    if (next) next.resolve(reply);
    else this.early.push(reply);
  }

  private refuse(): void {
    this.fail(new StepFailed('UNINTELLIGIBLE'));
    this.stream.destroy();
  }

  private fail(error: Error): void {
    this.fault ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.fault);
  }
}

/** Only errors of the way out say what is wrong. */
function known(error: Error): Error {
  return error instanceof StepFailed || error.cause ? error : new StepFailed('CONNECTION_LOST');
}

/** Commands and data of one server: data go through `beside`, to no other address, whatever the server names. */
export function createFtpControl(connection: EgressConnection): FtpControl {
  let stream: Duplex = connection.stream;
  let replies = new Replies(stream);
  let dataTls: EgressTls | undefined;
  let extended = true;

  const next = async (): Promise<Reply> => {
    try {
      return await replies.next();
    } catch (error) {
      throw known(error as Error);
    }
  };

  const final = async (): Promise<Reply> => {
    for (;;) {
      const reply = await next();
      if (reply.code >= 200) return reply;
    }
  };

  const send = (command: string): void => {
    if (/[\r\n\0]/.test(command)) throw new TypeError('A command is one line');
    stream.write(`${command}\r\n`);
  };

  const ask = (command?: string): Promise<Reply> => {
    if (command !== undefined) send(command);
    return final();
  };

  /** The port alone: which address the server names is of no interest. */
  const passivePort = async (): Promise<number> => {
    if (extended) {
      const { code, text } = await ask('EPSV');
      const [, port] = /\((.)\1\1(\d{1,5})\1\)/.exec(text)?.slice(1) ?? [];
      if (code === 229 && port !== undefined) return Number(port);
      if (code < 500) throw new StepFailed(code < 400 ? 'UNINTELLIGIBLE' : 'DATA_CONNECTION_FAILED');
      extended = false;
    }
    const { code, text } = await ask('PASV');
    const [, high, low] = /(?:\d{1,3},){4}(\d{1,3}),(\d{1,3})/.exec(text.slice(4)) ?? [];
    if (code !== 227) throw new StepFailed('DATA_CONNECTION_FAILED');
    if (high === undefined || low === undefined) throw new StepFailed('UNINTELLIGIBLE');
    return Number(high) * 256 + Number(low);
  };

  return {
    ask,
    async secure(tls) {
      if (replies.leave()) throw new StepFailed('UNINTELLIGIBLE');
      stream = await connection.startTls(tls);
      replies = new Replies(stream);
    },
    secureData(tls) {
      dataTls = tls;
    },
    async transfer(command, use) {
      const port = await passivePort();
      const orFailed = <T>(work: Promise<T>): Promise<T> =>
        work.catch((error: unknown) => {
          throw error instanceof StepFailed ? error : new StepFailed('DATA_CONNECTION_FAILED');
        });
      const data = await orFailed(connection.beside(port));
      try {
        send(command);
        const first = await next();
        if (first.code >= 400) return first;
        // Who encrypts begins after the command was taken.
        const over = dataTls ? await orFailed(data.startTls(dataTls)) : data.stream;
        await orFailed(use(over));
        return first.code >= 200 ? first : await final();
      } finally {
        data.close();
      }
    },
  };
}

/** Up to so many bytes; then the connection is closed, whatever is left. */
export async function receive(data: Duplex, atMost: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of data) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= atMost) break;
  }
  return Buffer.concat(chunks).subarray(0, atMost);
}

export function sendAll(data: Duplex, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // It ends when the server has said how that went.
    data.once('error', reject).resume().end(body, resolve);
  });
}
