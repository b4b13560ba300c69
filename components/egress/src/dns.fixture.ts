import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

export type Answer =
  | readonly string[]
  | 'nxdomain'
  | 'servfail'
  | 'refused'
  | 'silence'
  /** The answer to another question than the one that was asked. */
  | 'stray'
  /** Bytes that are no message. */
  | 'garbage'
  | Alias;

/** A chain of other names, and what the last of them stands for. */
export interface Alias {
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
}

export interface DnsServer {
  /** Such as `127.0.0.1:5353`. */
  readonly address: string;
  /** Names that were asked for, in order: once for both families. */
  readonly questions: readonly string[];
  close(): Promise<void>;
}

const codes: Readonly<Record<string, number>> = { servfail: 2, nxdomain: 3, refused: 5 };

/** A name server over UDP that answers as it is told, each time anew. */
export async function startDns(
  answerTo: (name: string, timesAsked: number, family: 4 | 6) => Answer,
): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (message, { port, address }) => {
    const { name, end } = readName(message, 12);
    const type = message.readUInt16BE(end);
    if (type === 1) questions.push(name);
    const answer = answerTo(name, questions.filter((asked) => asked === name).length, type === 1 ? 4 : 6);
    if (answer === 'silence') return;
    if (answer === 'garbage') {
      socket.send(Buffer.concat([message.subarray(0, 4), Buffer.alloc(40, 0xff)]), port, address);
      return;
    }
    const { aliases, addresses } =
      typeof answer === 'string'
        ? { aliases: [], addresses: [] }
        : 'aliases' in answer
          ? answer
          : { aliases: [], addresses: answer };
    const owners = [name, ...aliases];
    const records = [
      ...aliases.map((alias, index) => record(5, owners[index] ?? '', nameBytes(alias))),
      ...addresses
        .filter((one) => one.includes(':') === (type === 28))
        .map((one) => record(type, owners.at(-1) ?? '', addressBytes(one))),
    ];
    const header = Buffer.from(message.subarray(0, 12));
    header.writeUInt16BE(0x8180 | (typeof answer === 'string' ? (codes[answer] ?? 0) : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt32BE(0, 8);
    const question =
      answer === 'stray'
        ? Buffer.concat([nameBytes('stray.test'), message.subarray(end, end + 4)])
        : message.subarray(12, end + 4);
    socket.send(Buffer.concat([header, question, ...records]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readName(message: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = start;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** Lives for no time at all. */
function record(type: number, owner: string, data: Buffer): Buffer {
  const rest = Buffer.alloc(10);
  rest.writeUInt16BE(type, 0);
  rest.writeUInt16BE(1, 2);
  rest.writeUInt32BE(0, 4);
  rest.writeUInt16BE(data.length, 8);
  return Buffer.concat([nameBytes(owner), rest, data]);
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').flatMap((label) => [Buffer.of(label.length), Buffer.from(label, 'latin1')]);
  return Buffer.concat([...labels, Buffer.of(0)]);
}

function addressBytes(address: string): Buffer {
  return address.includes(':') ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number));
}

function ipv6Bytes(address: string): Buffer {
  const [before = '', after = ''] = address.split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === '' ? [] : after.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
