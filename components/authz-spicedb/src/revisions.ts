import type { Relations } from '@ashlar/authz';
import { onAfterCommit, type TransactionContext } from '@ashlar/database';
import type { Around, AroundHeader } from '@ashlar/http';
import { AsyncLocalStorage } from 'node:async_hooks';

/** Carries how new an answer must be, and how new the permissions are that a request has changed. */
export const revisionHeader = 'Authz-Revision';

/** For documents of services that compose `around`. */
export const revisionInDocuments: AroundHeader = {
  name: revisionHeader,
  asked: 'As an earlier answer gave it: what is decided knows at least the permissions of then.',
  answered:
    'Stands for the permissions as this request has left them. Only with a second engine, and where they changed.',
};

/** What one request needs and has done. */
interface Scope {
  /** The caller has seen this much; undefined when it says nothing, `unknown` when what it says makes no sense. */
  readonly asked: bigint | 'unknown' | undefined;
  written: bigint | undefined;
}

/** How new the permissions must be that the work under way is decided by. */
export interface Revisions {
  /** Around the serving of a request: reads the header of the caller, and answers with what was written. */
  readonly around: Around;
  /** Undefined when nothing in particular is asked for; `unknown` when only the newest will do. */
  required(): bigint | 'unknown' | undefined;
  /** The same relations, whose changes are remembered for the rest of the request and told to its caller. */
  noting(relations: Relations): Relations;
}

/** @param transactionId tells the id of the running transaction, as PostgreSQL numbers them. */
export function createRevisions(transactionId: (tx: TransactionContext) => Promise<string>): Revisions {
  const scopes = new AsyncLocalStorage<Scope>();

  const note = async (tx: TransactionContext): Promise<void> => {
    const scope = scopes.getStore();
    if (!scope) return;
    const id = BigInt(await transactionId(tx));
    onAfterCommit(tx, () => {
      if (scope.written === undefined || scope.written < id) scope.written = id;
    });
  };

  return {
    async around({ header, answer }, work) {
      const scope: Scope = { asked: readRevision(header(revisionHeader)), written: undefined };
      try {
        return await scopes.run(scope, work);
      } finally {
        if (scope.written !== undefined) answer(revisionHeader, writeRevision(scope.written));
      }
    },
    required() {
      const { asked, written } = scopes.getStore() ?? {};
      if (asked === 'unknown') return asked;
      return asked === undefined || (written !== undefined && written > asked) ? written : asked;
    },
    noting: (relations) => ({
      async write(tx, change) {
        const result = await relations.write(tx, change);
        await note(tx);
        return result;
      },
      async replaceObject(tx, ...rest) {
        const result = await relations.replaceObject(tx, ...rest);
        await note(tx);
        return result;
      },
      async deleteObject(tx, object) {
        const result = await relations.deleteObject(tx, object);
        await note(tx);
        return result;
      },
      ofObject: (...rest) => relations.ofObject(...rest),
    }),
  };
}

/** Opaque for callers. */
export function writeRevision(id: bigint): string {
  return Buffer.from(`1.${id}`).toString('base64url');
}

function readRevision(text: string | undefined): bigint | 'unknown' | undefined {
  if (text === undefined) return undefined;
  const [, id] = /^1\.(\d{1,19})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  return id === undefined ? 'unknown' : BigInt(id);
}
