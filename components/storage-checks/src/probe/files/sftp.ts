import type { EgressConnection } from '@ashlar/egress';
import type { SftpConfig } from '@ashlar/storage';
import { createHash } from 'node:crypto';
import ssh2, { type ParsedKey, type ServerHostKeyAlgorithm, type SFTPWrapper } from 'ssh2';
import type { HostKey } from '../../checks.types.js';
import type { CheckCode } from '../codes.js';
import { isFault } from '../line.js';
import { readPrivateKey } from './private-key.js';
import { endpointOf, type FileServer, type FileSession, type Note, noteUnreached } from './session.js';
import { sftpSession } from './sftp-session.js';
import { StepFailed, type Wire } from './wire.js';

interface SftpDeps {
  readonly wire: Wire;
  readonly config: SftpConfig;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Longer lines of public keys are nobody's. */
const longestKey = 8_000;

/** A server of SFTP, met over a connection of the way out. No agent, no files of this machine, no commands. */
export function sftpServer({ wire, config, credentials }: SftpDeps): FileServer {
  const { host, port } = config;
  let found: HostKey | undefined;

  return {
    endpoint: endpointOf('sftp', host, port),
    hostKey: () => found,
    async open(note) {
      const opened = await wire.open({ host, port, standardPort: 22 });
      if (isFault(opened)) {
        noteUnreached(note, opened);
        return undefined;
      }
      note('dns', 'pass', 'OK');
      const means = meansOf(config, credentials);
      const session = await signIn(
        { wire, config, opened, note, means },
        (key) => (found = describeKey(key)),
      );
      if (!session) opened.close();
      return session;
    },
  };
}

/** What is signed in with, or why not. */
type Means = { readonly password: string } | { readonly key: ParsedKey } | { readonly lacks: CheckCode };

function meansOf(
  { auth }: SftpConfig,
  { pass, key_pem: pem, key_file_pass: phrase }: SftpDeps['credentials'],
): Means {
  if (auth === 'password') return pass ? { password: pass } : { lacks: 'CREDENTIALS_MISSING' };
  if (!pem) return { lacks: 'CREDENTIALS_MISSING' };
  const key = readPrivateKey(pem, phrase);
  return key ? { key } : { lacks: 'KEY_UNREADABLE' };
}

function describeKey(key: Buffer): HostKey | undefined {
  const type = typeOf(key);
  const text = `${type} ${key.toString('base64')}`;
  if (!/^[a-z0-9@.-]{1,64}$/.test(type) || text.length > longestKey) return undefined;
  const digest = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
  return { key: text, fingerprint: `SHA256:${digest}` };
}

/** Keys begin with the name of their kind. */
function typeOf(key: Buffer): string {
  const length = key.length < 4 ? 0 : key.readUInt32BE(0);
  return length > 64 ? '' : key.subarray(4, 4 + length).toString('latin1');
}

/** A server with several keys is asked for the one that it must have. */
const algorithmsOf: Readonly<Record<string, ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};

interface SignIn {
  readonly wire: Wire;
  readonly config: SftpConfig;
  readonly opened: EgressConnection;
  readonly note: Note;
  readonly means: Means;
}

async function signIn(
  { wire, config, opened, note, means }: SignIn,
  see: (key: Buffer) => void,
): Promise<FileSession | undefined> {
  const [type = '', expected] = config.hostKey?.split(' ') ?? [];
  const accepted = algorithmsOf[type];
  const client = new ssh2.Client();
  const met = { key: 'none' as 'none' | 'another' | 'it', isSafe: false };

  const ready = (): Promise<SFTPWrapper> =>
    new Promise((resolve, reject) => {
      client
        // Again whenever keys are changed.
        .once('handshake', () => {
          met.isSafe = true;
          if (expected === undefined) note('tls', 'warn', 'HOST_KEY_UNKNOWN');
          else note('tls', 'pass', 'OK');
        })
        .on('ready', () => {
          note('auth', 'pass', 'OK');
          client.sftp((error, sftp) => (error ? reject(new StepFailed('SFTP_NOT_OFFERED')) : resolve(sftp)));
        })
        .on('error', (error: Error & { level?: string }) => reject(failureOf(error, met.isSafe)))
        .on('close', () => reject(new StepFailed('CONNECTION_LOST')))
        .connect({
          ...{ sock: opened.stream, username: config.user, readyTimeout: 0, keepaliveInterval: 0 },
          algorithms: { compress: ['none'], ...(accepted && { serverHostKey: accepted }) },
          hostVerifier: (key: Buffer) => {
            see(key);
            const isIt = expected === undefined || key.equals(Buffer.from(expected, 'base64'));
            met.key = isIt ? 'it' : 'another';
            return isIt;
          },
          authHandler: waysOf(config.user, means),
        });
    });

  const sftp = await wire.step(ready);
  if (!isFault(sftp)) return sftpSession({ wire, sftp, folder: config.path, end: () => end(client, opened) });
  end(client, opened);
  // Who never said anything is no server of another kind.
  const fault =
    opened.stream.bytesRead === 0 && sftp.fault === 'UNINTELLIGIBLE' ? 'CONNECTION_LOST' : sftp.fault;
  // A server that has no key of the kind that it must have.
  const hasNoSuchKey = met.key === 'none' && accepted && fault === 'SSH_NOT_AGREED';
  if (met.key === 'another' || hasNoSuchKey) note('tls', 'fail', 'HOST_KEY_DIFFERS');
  else if (!met.isSafe) note('tls', 'fail', fault);
  else if (fault === 'SFTP_NOT_OFFERED') note('bucket', 'fail', fault);
  else note('auth', 'fail', 'lacks' in means && fault === 'CREDENTIALS_REFUSED' ? means.lacks : fault);
  return undefined;
}

function end(client: ssh2.Client, opened: EgressConnection): void {
  // Whatever it says from now on is of no interest.
  client
    .removeAllListeners()
    .on('error', () => undefined)
    .end();
  opened.close();
}

type Handler = Extract<ssh2.ConnectConfig['authHandler'], (...of: never) => unknown>;

/** A password is tried once: by itself or, where the server wants it so, as the answer to a question. */
function waysOf(username: string, means: Means): Handler {
  let tries = 0;
  return (left: readonly string[] | null, _, next) => {
    tries += 1;
    const give = next as (way: ssh2.AnyAuthMethod | false) => void;
    if ('lacks' in means) return give(false);
    if ('key' in means) return give(tries === 1 && { type: 'publickey', username, key: means.key });
    const { password } = means;
    if (tries === 1) return give({ type: 'password', username, password });
    const asks = tries === 2 && !left?.includes('password') && left?.includes('keyboard-interactive');
    if (!asks) return give(false);
    let isGiven = false;
    give({
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const answers = prompts.map(({ echo }) => {
          if (isGiven || echo) return '';
          isGiven = true;
          return password;
        });
        finish(answers);
      },
    });
  };
}

function failureOf(error: Error & { level?: string; code?: unknown }, isSafe: boolean): Error {
  switch (error.level) {
    case 'client-authentication':
      return new StepFailed('CREDENTIALS_REFUSED');
    case 'handshake':
      return new StepFailed('SSH_NOT_AGREED');
    case 'protocol':
      return new StepFailed('UNINTELLIGIBLE');
    case 'client-socket':
      return 'cause' in error && error.cause ? error : new StepFailed('CONNECTION_LOST');
    default:
      // What the server said when it left.
      if (error.code === disconnected.tooManyConnections) return new StepFailed('STORE_BUSY');
      if (error.code === disconnected.keyExchangeFailed) return new StepFailed('SSH_NOT_AGREED');
      return new StepFailed(
        isSafe && typeof error.code === 'number' ? 'CREDENTIALS_REFUSED' : 'UNINTELLIGIBLE',
      );
  }
}

/** RFC 4253, section 11.1. */
const disconnected = { keyExchangeFailed: 3, tooManyConnections: 12 } as const;
