import { randomBytes } from 'node:crypto';
import type { ProbeReport } from '../../checks.types.js';
import type { CheckCode } from '../codes.js';
import { objectPrefix } from '../s3/probe-s3.js';
import { nothingFound, type Sheet } from '../sheet.js';
import type { FileAnswer, FileServer, FileSession, Refusal } from './session.js';
import type { Wire } from './wire.js';

interface FileProbeDeps {
  readonly wire: Wire;
  readonly sheet: Sheet;
  readonly server: FileServer;
}

/** Tries a folder as the intended use would use it. */
export async function probeFiles({ wire, sheet, server }: FileProbeDeps): Promise<ProbeReport> {
  const session = await server.open((...of) => sheet.note(...of));
  if (session) {
    try {
      await tryFolder(session, { wire, sheet, server });
    } finally {
      session.close();
    }
  }
  return sheet.report({ ...nothingFound, endpoint: server.endpoint, hostKey: server.hostKey?.() });
}

const ofFolder: Readonly<Partial<Record<Refusal, CheckCode>>> = {
  missing: 'BUCKET_MISSING',
  denied: 'ACCESS_DENIED',
};
const ofAny: Readonly<Record<Refusal, CheckCode>> = {
  ...{ missing: 'BUCKET_MISSING', denied: 'ACCESS_DENIED', full: 'STORE_FULL' },
  ...{ busy: 'STORE_BUSY', other: 'REQUEST_REFUSED' },
};

function note(
  sheet: Sheet,
  name: 'bucket' | 'list' | 'write' | 'read' | 'delete',
  answer: FileAnswer<unknown>,
  refusals: Readonly<Partial<Record<Refusal, CheckCode>>>,
): void {
  if (answer.kind === 'done') sheet.pass(name);
  else if (answer.kind === 'broken') sheet.fail(name, answer.fault.fault);
  else sheet.fail(name, refusals[answer.why] ?? ofAny[answer.why]);
}

async function tryFolder(session: FileSession, deps: FileProbeDeps): Promise<void> {
  const { sheet } = deps;
  const entered = await session.enter();
  note(sheet, 'bucket', entered, ofFolder);
  if (entered.kind !== 'done') return;
  // What is needed comes first: a listing may take all of the time.
  if (sheet.wants('write') && !(await tryOwnFile(session, deps))) return;
  const listed = await session.list();
  note(sheet, 'list', listed, { denied: 'LIST_DENIED', missing: 'LIST_DENIED' });
  if (sheet.wants('write') || !sheet.wants('read')) return;
  if (listed.kind === 'broken') return sheet.fail('read', listed.fault.fault);
  const [first] = listed.kind === 'done' ? listed.value : [];
  if (first === undefined) return sheet.note('read', 'skip', 'NOTHING_TO_READ');
  note(sheet, 'read', await session.read(first, 1), { denied: 'READ_DENIED', missing: 'READ_DENIED' });
}

/** Writes a file, reads it and removes it, also when its fate is unknown. @returns whether the session goes on. */
async function tryOwnFile(session: FileSession, deps: FileProbeDeps): Promise<boolean> {
  const { wire, sheet } = deps;
  const name = `${objectPrefix}${randomBytes(12).toString('hex')}`;
  const body = Buffer.from(`${randomBytes(24).toString('hex')}\n`);
  const written = await session.write(name, body);
  note(sheet, 'write', written, { denied: 'WRITE_DENIED', missing: 'WRITE_DENIED' });
  if (written.kind === 'refused') {
    // A part of it may have come to be before.
    return (await session.remove(name)).kind !== 'broken';
  }
  const read = written.kind === 'done' ? await session.read(name, 4_096) : undefined;
  if (read) {
    if (read.kind === 'done' && !read.value.equals(body)) sheet.fail('read', 'READ_DIFFERS');
    else note(sheet, 'read', read, { denied: 'READ_DENIED', missing: 'READ_DIFFERS' });
  }
  wire.cleanUp();
  const isOver = (read ?? written).kind === 'broken';
  const removed = isOver ? await removeAnew(deps, name) : await session.remove(name);
  const wasNeverThere = written.kind === 'broken' && removed.kind === 'refused' && removed.why === 'missing';
  if (wasNeverThere) sheet.pass('delete');
  else note(sheet, 'delete', removed, { denied: 'DELETE_DENIED', missing: 'DELETE_DENIED' });
  return !isOver && removed.kind !== 'broken';
}

/** By signing in again, since the conversation is over. */
async function removeAnew({ server }: FileProbeDeps, name: string): Promise<FileAnswer<unknown>> {
  const session = await server.open(() => undefined);
  if (!session) return { kind: 'broken', fault: { fault: 'CONNECTION_LOST', at: 'connection' } };
  try {
    const entered = await session.enter();
    return entered.kind === 'done' ? await session.remove(name) : entered;
  } finally {
    session.close();
  }
}
