import type { ServerCertificate } from '@ashlar/test-http/certificates';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';

/** What the server does; all of it can be changed between two tests. */
export interface FtpBehaviour {
  user: string;
  pass: string | undefined;
  encryption: 'none' | 'explicit' | 'implicit';
  certificate: ServerCertificate | undefined;
  files: Map<string, Buffer>;
  folders: Set<string>;
  extended: boolean;
  machineLists: boolean;
  /** Whether whoever moves data has to go on with the session of the commands, as careful servers want it. */
  provesData: boolean;
  /** Replies instead of doing anything. */
  says: Readonly<Record<string, string>>;
  /** What it calls its own address for data, by the port that it listens at. */
  passive: ((port: number, isExtended: boolean) => string) | undefined;
  stalled: Set<string>;
  broken: Set<string>;
  /** Sent instead of a listing. */
  listing: string | undefined;
}

const usual = (): FtpBehaviour => ({
  ...{ user: 'ann', pass: undefined, encryption: 'none', certificate: undefined, files: new Map() },
  ...{
    folders: new Set(),
    extended: true,
    machineLists: true,
    provesData: false,
    says: {},
    passive: undefined,
  },
  ...{ stalled: new Set(), broken: new Set(), listing: undefined },
});

const contexts = new WeakMap<ServerCertificate, SecureContext>();

/** A server of FTP with files in memory, in passive mode. */
export async function startFtp() {
  let behaviour = usual();
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket.setNoDelay(true));
    return socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  };
  const listeners = new Set<Server>();
  const server = createServer((socket) => {
    new Conversation(keep(socket), behaviour, asked, keep, listeners).begin();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** Commands, without those that carry secrets. */
    asked,
    sockets,
    become(change: Partial<FtpBehaviour>): FtpBehaviour {
      asked.splice(0);
      behaviour = { ...usual(), ...change };
      return behaviour;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      for (const listener of listeners) listener.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type FtpServer = Awaited<ReturnType<typeof startFtp>>;

class Conversation {
  private socket: Socket;
  private rest = '';
  private user = '';
  private folder = '';
  private isPrivate = false;
  private data: { readonly socket: Promise<Socket>; readonly server: Server } | undefined;

  constructor(
    socket: Socket,
    private readonly behaviour: FtpBehaviour,
    private readonly asked: string[],
    private readonly keep: (socket: Socket) => Socket,
    private readonly listeners: Set<Server>,
  ) {
    this.socket = socket;
  }

  begin(): void {
    if (this.behaviour.encryption === 'implicit') this.socket = this.secured(this.socket);
    this.listen();
    this.say(this.behaviour.says['greeting'] ?? '220-Files\r\n220 ready');
  }

  private secured(socket: Socket): TLSSocket {
    const { certificate = { key: '', cert: '' } } = this.behaviour;
    // One for all connections, or none of them could go on with the session of another.
    const secureContext = contexts.get(certificate) ?? createSecureContext(certificate);
    contexts.set(certificate, secureContext);
    const over = new TLSSocket(socket, { isServer: true, secureContext });
    // What lies under it does not hear that it is over.
    return over.on('error', () => undefined).once('close', () => void socket.destroy());
  }

  private listen(): void {
    this.socket.on('data', (chunk: Buffer) => {
      this.rest += chunk.toString();
      const lines = this.rest.split('\r\n');
      this.rest = lines.pop() ?? '';
      for (const line of lines) void this.hear(line).catch(() => this.socket.destroy());
    });
  }

  private say(text: string): void {
    if (!this.socket.destroyed) this.socket.write(`${text}\r\n`);
  }

  private async hear(line: string): Promise<void> {
    const [command = '', ...rest] = line.split(' ');
    const about = rest.join(' ');
    this.asked.push(command === 'PASS' ? command : line);
    const { says, stalled, broken } = this.behaviour;
    const said = says[command];
    const isObeyed = said === undefined && !stalled.has(command) && !broken.has(command);
    // Nobody reads what is sent: it would not be noticed that the other side is gone.
    if (!isObeyed) void this.data?.socket.then((data) => data.resume());
    if (broken.has(command)) return void this.socket.destroy();
    if (stalled.has(command)) return;
    if (said !== undefined) return this.say(said);
    await this.obey(command, about);
  }

  private async obey(command: string, about: string): Promise<void> {
    const { behaviour } = this;
    const path = `${this.folder}${about}`;
    switch (command) {
      case 'AUTH': {
        if (behaviour.encryption !== 'explicit') return this.say('502 upstream-words');
        this.socket.removeAllListeners('data');
        this.say('234 go on');
        this.socket = this.secured(this.socket);
        return this.listen();
      }
      case 'USER':
        this.user = about;
        return this.say('331 password');
      case 'PASS': {
        const isKnown = this.user === behaviour.user && about === behaviour.pass;
        return this.say(isKnown ? '230 welcome' : '530 upstream-words');
      }
      case 'PBSZ':
      case 'TYPE':
        return this.say('200 ok');
      case 'PROT':
        this.isPrivate = true;
        return this.say('200 ok');
      case 'CWD':
        if (!behaviour.folders.has(about)) return this.say('550 Failed to change directory.');
        this.folder = `${about}/`;
        return this.say('250 there');
      case 'EPSV':
      case 'PASV':
        return this.offer(command === 'EPSV');
      case 'MLSD':
      case 'LIST':
        return this.list(command);
      case 'STOR':
        return this.move(async (data) => {
          const chunks: Buffer[] = [];
          for await (const chunk of data) chunks.push(chunk as Buffer);
          behaviour.files.set(path, Buffer.concat(chunks));
        });
      case 'RETR': {
        const file = behaviour.files.get(path);
        if (!file) return this.say('550 No such file.');
        return this.move(async (data) => void data.end(file));
      }
      case 'DELE':
        return this.say(behaviour.files.delete(path) ? '250 gone' : '550 No such file.');
      default:
        return this.say('500 what');
    }
  }

  private async offer(isExtended: boolean): Promise<void> {
    const { extended, passive } = this.behaviour;
    if (isExtended && !extended) return this.say('500 what');
    const server = createServer();
    this.listeners.add(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = new Promise<Socket>((resolve) =>
      server.once('connection', (one) => resolve(this.keep(one))),
    );
    this.data = { socket, server };
    const { port } = server.address() as AddressInfo;
    const usualText = isExtended
      ? `229 Extended (|||${port}|)`
      : `227 Passive (127,0,0,1,${Math.floor(port / 256)},${port % 256}).`;
    this.say(passive?.(port, isExtended) ?? usualText);
  }

  private list(command: 'MLSD' | 'LIST'): Promise<void> | void {
    const { behaviour } = this;
    if (command === 'MLSD' && !behaviour.machineLists) return this.say('500 what');
    const names = [...behaviour.files.keys()].flatMap((name) =>
      name.startsWith(this.folder) ? [name.slice(this.folder.length)] : [],
    );
    const text = names.map((name) =>
      command === 'MLSD'
        ? `type=file;size=1;modify=20260101000000; ${name}\r\n`
        : `-rw-r--r--   1 ann  ann         1 Jan  1 00:00 ${name}\r\n`,
    );
    return this.move(async (data) => void data.end(behaviour.listing ?? text.join('')));
  }

  private async move(use: (data: Socket) => Promise<void>): Promise<void> {
    const { data } = this;
    this.data = undefined;
    if (!data) return this.say('425 first tell where');
    this.say('150 here it comes');
    const plain = await data.socket;
    data.server.close();
    const over = this.isPrivate ? this.secured(plain) : plain;
    if (over instanceof TLSSocket) {
      await once(over, 'secure');
      if (this.behaviour.provesData && !over.isSessionReused()) {
        over.destroy();
        return this.say('522 upstream-words');
      }
    }
    const closed = once(over, 'close').catch(() => undefined);
    await use(over).catch(() => undefined);
    await closed;
    this.say('226 done');
  }
}
