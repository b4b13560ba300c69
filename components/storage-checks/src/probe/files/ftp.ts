import type { EgressConnection } from '@ashlar/egress';
import type { FtpConfig } from '@ashlar/storage';
import { parseList } from 'basic-ftp';
import { isFault } from '../line.js';
import { createFtpControl, type FtpControl, receive, type Reply, sendAll } from './ftp-control.js';
import {
  done,
  endpointOf,
  type FileAnswer,
  type FileServer,
  type FileSession,
  isPlainName,
  type Note,
  noteUnreached,
  type Refusal,
} from './session.js';
import { StepFailed, type Wire } from './wire.js';

interface FtpDeps {
  readonly wire: Wire;
  readonly config: FtpConfig;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Longer lists are cut: a test needs the name of one file. */
const listBytes = 32_768;

/** A server of FTP in passive mode: it is never called back, and data go to its own address alone. */
export function ftpServer({ wire, config, credentials }: FtpDeps): FileServer {
  const { host, port, encryption, tlsVerify } = config;
  const isImplicit = encryption === 'implicit';
  return {
    endpoint: endpointOf(isImplicit ? 'ftps' : 'ftp', host, port),
    async open(note) {
      const opened = await wire.open({
        ...{ host, port, standardPort: isImplicit ? 990 : 21 },
        ...(isImplicit && { tls: { verify: tlsVerify } }),
      });
      if (isFault(opened)) {
        noteUnreached(note, opened);
        return undefined;
      }
      note('dns', 'pass', 'OK');
      const session = await signIn({ wire, config, pass: credentials['pass'], opened, note });
      if (!session) opened.close();
      return session;
    },
  };
}

interface SignIn {
  readonly wire: Wire;
  readonly config: FtpConfig;
  readonly pass: string | undefined;
  readonly opened: EgressConnection;
  readonly note: Note;
}

async function signIn({ wire, config, pass, opened, note }: SignIn): Promise<FileSession | undefined> {
  const { encryption, tlsVerify } = config;
  const control = createFtpControl(opened);
  const tls = { verify: tlsVerify };

  const protect = async (): Promise<object> => {
    const greeting = await control.ask();
    if (greeting.code !== 220) throw new StepFailed(greeting.code >= 400 ? 'STORE_BUSY' : 'UNINTELLIGIBLE');
    if (encryption === 'explicit') {
      if ((await control.ask('AUTH TLS')).code !== 234) throw new StepFailed('TLS_NOT_OFFERED');
      await control.secure(tls);
    }
    return greeting;
  };
  const protectedOne = await wire.step(protect);
  if (isFault(protectedOne)) {
    note('tls', 'fail', protectedOne.fault);
    return undefined;
  }
  if (encryption === 'none') note('tls', 'warn', 'PLAIN_FTP');
  else if (!tlsVerify) note('tls', 'warn', 'TLS_NOT_VERIFIED');
  else note('tls', 'pass', 'OK');
  if (!pass) {
    note('auth', 'fail', 'CREDENTIALS_MISSING');
    return undefined;
  }

  const enter = async (): Promise<object> => {
    const named = await control.ask(`USER ${config.user}`);
    const ended = named.code === 331 ? await control.ask(`PASS ${pass}`) : named;
    if (ended.code >= 300) throw new StepFailed(signInFault(ended, encryption !== 'none'));
    if (encryption !== 'none') {
      await control.ask('PBSZ 0');
      if ((await control.ask('PROT P')).code >= 300) throw new StepFailed('TLS_NOT_OFFERED', 'tls');
      control.secureData(tls);
    }
    const binary = await control.ask('TYPE I');
    if (binary.code >= 400) throw new StepFailed('REQUEST_REFUSED');
    return ended;
  };
  const entered = await wire.step(enter);
  if (isFault(entered)) {
    note(entered.at === 'tls' ? 'tls' : 'auth', 'fail', entered.fault);
    return undefined;
  }
  note('auth', 'pass', 'OK');
  return ftpSession({ wire, control, folder: config.path, end: () => opened.close() });
}

function signInFault({ code, text }: Reply, isEncrypted: boolean) {
  if (code === 421 || code === 434) return 'STORE_BUSY';
  if (!isEncrypted && (code === 522 || code === 534 || /\b(?:tls|ssl|secure|encrypt)/i.test(text)))
    return 'ENCRYPTION_DEMANDED';
  // Who wants an account beside a name asks for more than a storage has.
  return code === 332 ? 'SIGN_IN_NOT_TESTED' : 'CREDENTIALS_REFUSED';
}

interface FtpSessionDeps {
  readonly wire: Wire;
  readonly control: FtpControl;
  /** Relative to where signing in leads to. */
  readonly folder: string | undefined;
  readonly end: () => void;
}

function ftpSession({ wire, control, folder, end }: FtpSessionDeps): FileSession {
  let listing: 'MLSD' | 'LIST' = 'MLSD';

  const step = async <T>(work: () => Promise<FileAnswer<T>>): Promise<FileAnswer<T>> => {
    const ended = await wire.step(work);
    if (!isFault(ended)) return ended;
    end();
    return { kind: 'broken', fault: ended };
  };

  /** @param wasCut whether the server could not send all that it had, which it may call a failure. */
  const answer = <T>(reply: Reply, value: T, wasCut = false): FileAnswer<T> => {
    if (reply.code < 300 || (wasCut && reply.code !== 421)) return done(value);
    const why = refusalOf(reply);
    if (why) return { kind: 'refused', why };
    throw new StepFailed(reply.code === 425 ? 'DATA_CONNECTION_FAILED' : 'CONNECTION_LOST');
  };

  const received = async (command: string, atMost: number) => {
    let body = Buffer.alloc(0);
    const reply = await control.transfer(command, async (data) => {
      body = Buffer.from(await receive(data, atMost));
    });
    return { reply, body, wasCut: body.length >= atMost };
  };

  return {
    enter: () =>
      step(async () => {
        if (folder === undefined) return done({});
        const reply = await control.ask(`CWD ${folder}`);
        // Most servers have one sentence for all reasons.
        const isMissing = reply.code === 550 && !/denied|permission|not allowed/i.test(reply.text);
        return isMissing ? { kind: 'refused', why: 'missing' } : answer(reply, {});
      }),
    list: () =>
      step(async () => {
        let page = await received(listing, listBytes);
        if (listing === 'MLSD' && [500, 501, 502, 504].includes(page.reply.code)) {
          listing = 'LIST';
          page = await received(listing, listBytes);
        }
        return answer(page.reply, filesIn(page.body.toString('utf8'), page.wasCut), page.wasCut);
      }),
    write: (name, body) =>
      step(async () => answer(await control.transfer(`STOR ${name}`, (data) => sendAll(data, body)), {})),
    read: (name, atMost) =>
      step(async () => {
        const { reply, body, wasCut } = await received(`RETR ${name}`, atMost);
        return answer(reply, body, wasCut);
      }),
    remove: (name) => step(async () => answer(await control.ask(`DELE ${name}`), {})),
    close: end,
  };
}

/** @returns undefined when the connection is what is wrong. */
function refusalOf({ code, text }: Reply): Refusal | undefined {
  if (code === 452 || code === 552) return 'full';
  if (code === 550 || code === 450) {
    return /no such|not found|does ?n.t exist|not exist|cannot find/i.test(text) ? 'missing' : 'denied';
  }
  if (code === 530 || code === 532 || code === 553) return 'denied';
  if (code === 425 || code === 426 || code === 421) return undefined;
  return code === 451 ? 'busy' : 'other';
}

function filesIn(text: string, wasCut: boolean): readonly string[] {
  // The last line may be half of one.
  const whole = wasCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
  try {
    return parseList(whole)
      .filter(({ isFile, name }) => isFile && isPlainName(name))
      .map(({ name }) => name);
  } catch {
    // A list all the same, in a format that nobody knows.
    return [];
  }
}
