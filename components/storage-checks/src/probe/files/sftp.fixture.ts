import type { AddressInfo, Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';

const { STATUS_CODE: status } = ssh2.utils.sftp;

/** What the server does; all of it can be changed between two tests. */
export interface SftpBehaviour {
  password: string | undefined;
  /** As in an authorized_keys file. */
  publicKey: string | undefined;
  /** Passwords only as answers to questions. */
  asksForPassword: boolean;
  offersFiles: boolean;
  /** By path. */
  files: Map<string, Buffer>;
  folders: Set<string>;
  /** Names in one page of a listing. */
  page: readonly string[] | undefined;
  /** Operations that nobody may do, and ones that never end. */
  denied: Set<Operation>;
  stalled: Set<Operation>;
  /** In the middle of which the connection breaks. */
  broken: Set<Operation>;
  full: boolean;
}
export type Operation = 'STAT' | 'OPENDIR' | 'READDIR' | 'OPEN' | 'READ' | 'WRITE' | 'REMOVE';

export const usualBehaviour = (): SftpBehaviour => ({
  ...{
    password: undefined,
    publicKey: undefined,
    asksForPassword: false,
    offersFiles: true,
    page: undefined,
  },
  ...{ files: new Map(), folders: new Set(['.']), denied: new Set(), stalled: new Set(), broken: new Set() },
  full: false,
});

/** A server of SFTP with files in memory. */
export async function startSftp(hostKeys: readonly string[]) {
  let behaviour = usualBehaviour();
  const tried: string[] = [];
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = new ssh2.Server({ hostKeys: [...hostKeys] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      tried.push(context.method === 'password' ? `password ${context.password}` : context.method);
      authenticate(context, behaviour);
    });
    client.on('session', (accept) => {
      const session = accept();
      session.on('sftp', (acceptSftp, reject) => {
        if (behaviour.offersFiles) serve(acceptSftp(), client, () => behaviour, asked);
        else reject();
      });
    });
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.setNoDelay(true));
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    /** How callers tried to sign in. */
    tried,
    /** Operations and paths. */
    asked,
    sockets,
    become(change: Partial<SftpBehaviour>): SftpBehaviour {
      tried.splice(0);
      asked.splice(0);
      behaviour = { ...usualBehaviour(), ...change };
      return behaviour;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
export type SftpServer = Awaited<ReturnType<typeof startSftp>>;

function authenticate(context: AuthContext, { password, publicKey, asksForPassword }: SftpBehaviour): void {
  const ways = [
    publicKey !== undefined && 'publickey',
    asksForPassword ? 'keyboard-interactive' : 'password',
  ];
  const refuse = (): void => context.reject(ways.filter((way) => way !== false) as never);
  if (context.method === 'keyboard-interactive' && asksForPassword) {
    context.prompt([{ prompt: 'Password:', echo: false }], (answers) =>
      answers[0] === password ? context.accept() : refuse(),
    );
  } else if (context.method === 'password' && !asksForPassword && context.password === password) {
    context.accept();
  } else if (context.method === 'publickey' && publicKey !== undefined) {
    const known = ssh2.utils.parseKey(publicKey);
    const isKnown = !(known instanceof Error) && known.getPublicSSH().equals(context.key.data);
    const { signature, blob, hashAlgo } = context;
    const isSigned = !signature || (isKnown && blob && known.verify(blob, signature, hashAlgo));
    if (isKnown && isSigned) context.accept();
    else refuse();
  } else refuse();
}

const attributes = (mode: number, size = 0) => ({ mode, uid: 0, gid: 0, size, atime: 0, mtime: 0 });
const ofFile = 0o100644;
const ofFolder = 0o040755;

function serve(sftp: SFTPWrapper, client: Connection, behaviour: () => SftpBehaviour, asked: string[]): void {
  const handles = new Map<number, { path: string; given: boolean }>();
  let last = 0;
  const open = (id: number, path: string): void => {
    last += 1;
    handles.set(last, { path, given: false });
    sftp.handle(id, Buffer.from([last]));
  };
  /** @returns whether it goes on. */
  const begin = (operation: Operation, id: number, path: string): boolean => {
    asked.push(`${operation} ${path}`);
    const { denied, stalled, broken } = behaviour();
    if (broken.has(operation)) client.end();
    else if (denied.has(operation)) sftp.status(id, status.PERMISSION_DENIED, 'upstream-words');
    else return !stalled.has(operation);
    return false;
  };
  const pathOf = (handle: Buffer): string => handles.get(handle[0] ?? 0)?.path ?? '';

  sftp
    .on('STAT', (id, path) => {
      if (!begin('STAT', id, path)) return;
      const { folders, files } = behaviour();
      if (folders.has(path)) sftp.attrs(id, attributes(ofFolder));
      else if (files.has(path)) sftp.attrs(id, attributes(ofFile));
      else sftp.status(id, status.NO_SUCH_FILE);
    })
    .on('OPENDIR', (id, path) => {
      if (begin('OPENDIR', id, path)) open(id, path);
    })
    .on('READDIR', (id, handle) => {
      const path = pathOf(handle);
      if (!begin('READDIR', id, path)) return;
      const { files, folders, page } = behaviour();
      const state = handles.get(handle[0] ?? 0);
      const within = (all: Iterable<string>): string[] =>
        [...all].flatMap((one) =>
          path === '.' ? [one] : one.startsWith(`${path}/`) ? [one.slice(path.length + 1)] : [],
        );
      const entry = (filename: string, mode: number) => ({
        ...{ filename, longname: filename },
        attrs: attributes(mode),
      });
      const names = [
        ...['.', '..', ...within(folders)].map((name) => entry(name, ofFolder)),
        ...(page ?? within(files.keys())).map((name) => entry(name, ofFile)),
      ];
      // One that goes on for ever.
      if (state?.given && !page) return void sftp.status(id, status.EOF);
      if (state) state.given = true;
      sftp.name(id, names);
    })
    .on('OPEN', (id, path, flags) => {
      if (!begin('OPEN', id, path)) return;
      const { files } = behaviour();
      if (ssh2.utils.sftp.OPEN_MODE.WRITE & flags) files.set(path, Buffer.alloc(0));
      if (files.has(path)) open(id, path);
      else sftp.status(id, status.NO_SUCH_FILE);
    })
    .on('WRITE', (id, handle, _offset, data) => {
      const path = pathOf(handle);
      if (!begin('WRITE', id, path)) return;
      if (behaviour().full) return void sftp.status(id, status.FAILURE, 'upstream-words');
      behaviour().files.set(path, Buffer.from(data));
      sftp.status(id, status.OK);
    })
    .on('READ', (id, handle, offset, length) => {
      const path = pathOf(handle);
      if (!begin('READ', id, path)) return;
      const data = (behaviour().files.get(path) ?? Buffer.alloc(0)).subarray(offset, offset + length);
      if (data.length === 0) sftp.status(id, status.EOF);
      else sftp.data(id, data);
    })
    .on('CLOSE', (id) => void sftp.status(id, status.OK))
    .on('REMOVE', (id, path) => {
      if (!begin('REMOVE', id, path)) return;
      sftp.status(id, behaviour().files.delete(path) ? status.OK : status.NO_SUCH_FILE);
    });
}
