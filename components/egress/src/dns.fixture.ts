import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

export type Answer = readonly string[] | 'nxdomain' | 'servfail' | 'silence';

export interface DnsServer {
  /** Such as `127.0.0.1:5353`. */
  readonly address: string;
  /** Names that were asked for, in order, once for each question. */
  readonly questions: readonly string[];
  close(): Promise<void>;
}

const types: Readonly<Record<number, (address: string) => boolean>> = {
  1: (address) => !address.includes(':'),
  28: (address) => address.includes(':'),
};

/** A name server over UDP that answers as it is told, each time anew. */
export async function startDns(answerTo: (name: string, timesAsked: number) => Answer): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (message, { port, address }) => {
    const { name, end } = readName(message, 12);
    const type = message.readUInt16BE(end);
    if (type === 1) questions.push(name);
    const answer = answerTo(name, questions.filter((asked) => asked === name).length);
    if (answer === 'silence') return;
    const addresses = typeof answer === 'string' ? [] : answer.filter(types[type] ?? (() => false));
    const header = Buffer.from(message.subarray(0, 12));
    header.writeUInt16BE(0x8180 | (answer === 'nxdomain' ? 3 : answer === 'servfail' ? 2 : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    header.writeUInt32BE(0, 8);
    const records = addresses.map((one) => record(type, one));
    socket.send(Buffer.concat([header, message.subarray(12, end + 4), ...records]), port, address);
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

/** Points back to the question for its name; lives for no time at all. */
function record(type: number, address: string): Buffer {
  const data = type === 1 ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(0, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function ipv6Bytes(address: string): Buffer {
  const [before = '', after = ''] = address.split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === '' ? [] : after.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
