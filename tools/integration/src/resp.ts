import { connect } from 'node:net';

/** What Redis answers: a simple or bulk string, a number, or null. */
export type RespValue = string | number | null;

/** Sends commands to a Redis server over one socket and returns the answers. @throws on an error answer or after 5 s. */
export async function askRedis(url: string, commands: readonly (readonly string[])[]): Promise<RespValue[]> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const answers: RespValue[] = [];
  let text = '';
  try {
    return await new Promise((resolve, reject) => {
      socket.setTimeout(5_000, () => reject(new Error(`${url} did not answer in 5 s`)));
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`${url} closed the connection`)));
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
        try {
          for (let next = readValue(text); next; next = readValue(text)) {
            text = text.slice(next.length);
            answers.push(next.value);
          }
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        if (answers.length >= commands.length) resolve(answers);
      });
      socket.write(commands.map(encode).join(''));
    });
  } finally {
    socket.destroy();
  }
}

export function encode(command: readonly string[]): string {
  const words = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${command.length}\r\n${words.join('')}`;
}

/** The first complete value; undefined when more has to arrive. @throws on an error answer. */
export function readValue(text: string): { readonly value: RespValue; readonly length: number } | undefined {
  const end = text.indexOf('\r\n');
  if (end === -1) return undefined;
  const line = text.slice(1, end);
  const length = end + 2;
  switch (text[0]) {
    case '+':
      return { value: line, length };
    case ':':
      return { value: Number(line), length };
    case '-':
      throw new Error(`Redis: ${line}`);
    case '$': {
      const size = Number(line);
      if (size === -1) return { value: null, length };
      if (text.length < length + size + 2) return undefined;
      return { value: text.slice(length, length + size), length: length + size + 2 };
    }
    default:
      throw new Error(`Not a value of Redis: ${JSON.stringify(text.slice(0, 40))}`);
  }
}
