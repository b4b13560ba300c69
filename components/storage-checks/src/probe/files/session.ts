import type { CheckName, CheckOutcome, HostKey } from '../../checks.types.js';
import type { CheckCode } from '../codes.js';
import type { Fault } from '../line.js';

/** Why a server of files does not do what it is asked. */
export type Refusal = 'missing' | 'denied' | 'full' | 'busy' | 'other';

/** What a server of files answered. After `broken` the session is over. */
export type FileAnswer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly why: Refusal }
  | { readonly kind: 'broken'; readonly fault: Fault };

/** Somebody who has signed in. Names are of files right in the folder of the storage. */
export interface FileSession {
  /** Whether the folder of the storage is there; the others come after it. */
  enter(): Promise<FileAnswer<unknown>>;
  /** Names of files, of as many as come at once. */
  list(): Promise<FileAnswer<readonly string[]>>;
  /** Never over what is there already, where the protocol can say so. */
  write(name: string, body: Buffer): Promise<FileAnswer<unknown>>;
  read(name: string, atMost: number): Promise<FileAnswer<Buffer>>;
  remove(name: string): Promise<FileAnswer<unknown>>;
  close(): void;
}

export type Note = (name: CheckName, status: CheckOutcome, code: CheckCode) => void;

/** How one kind of server is met. */
export interface FileServer {
  /** Scheme, host and port. */
  readonly endpoint: string;
  /** Connects and signs in, and notes how that went: `dns`, `tls` and `auth`. @returns undefined when it did not work. */
  open(note: Note): Promise<FileSession | undefined>;
  /** Of what was met at last. */
  hostKey?(): HostKey | undefined;
}

export const done = <T>(value: T): FileAnswer<T> => ({ kind: 'done', value });

/** What nobody should be asked for: separators, folders, and what would end a line. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= 255 && !/[\p{Cc}/\\]/u.test(name);
}

/** The address of a server, as it is reported. */
export function endpointOf(scheme: string, host: string, port: number): string {
  return `${scheme}://${host}:${port}`;
}

/** A connection that did not come about. */
export function noteUnreached(note: Note, { fault, at }: Fault): void {
  if (at === 'dns') return note('dns', 'fail', fault);
  note('dns', 'pass', 'OK');
  note('tls', 'fail', fault);
}
