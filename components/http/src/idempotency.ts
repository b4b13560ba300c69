import type { Actor, Database, OperationContext, SchemaNeed, TransactionContext } from '@ashlar/database';
import { IdempotencyInProgress, IdempotencyKeyReused, IdempotentReplyWithheld } from '@ashlar/errors';
import { createHash, createHmac } from 'node:crypto';
import { IdempotencyRepository, type KeptReply } from './idempotency.repository.js';
import { type Fault, fault } from './parse.js';

/** Everything that makes a request the same request. */
export interface IdempotentRequest {
  readonly key: string;
  readonly actor: Actor;
  readonly operationId: string;
  /** What must be equal for a repetition: path, query and body as they came. */
  readonly payload: unknown;
  /** The answer carries a secret and is not kept. */
  readonly secret: boolean;
}

export const httpSchema: SchemaNeed = { brick: 'http', migration: '0002-http' };

/** Remembers the answers of requests with an Idempotency-Key for 24 hours. */
export interface Idempotency {
  /**
   * Runs `work` in a transaction that also keeps its answer, or gives the kept answer of the first time.
   * Only successes are kept: what failed was rolled back and may be tried again with the same key.
   * @throws {IdempotencyInProgress | IdempotencyKeyReused | IdempotentReplyWithheld}
   */
  once(
    ctx: OperationContext,
    request: IdempotentRequest,
    work: (tx: TransactionContext) => Promise<KeptReply>,
  ): Promise<{ readonly reply: KeptReply; readonly replayed: boolean }>;
  /** Removes answers past their retention, in batches; returns how many. For the worker. */
  sweep(ctx: OperationContext): Promise<number>;
}

export function createIdempotency({ database }: { readonly database: Database }): Idempotency {
  const kept = new IdempotencyRepository(database);
  return {
    once: (ctx, request, work) =>
      // Running it twice is harmless, even with a commit in doubt: the second run finds the answer of the first.
      database.transact(
        ctx,
        async (tx) => {
          const scope = digest([request.actor.kind, request.actor.id, request.operationId, request.key]);
          const fingerprint = fingerprintOf(request);
          if (!(await kept.tryLock(tx, scope))) {
            throw new IdempotencyInProgress('The first request with this key is still running', {
              retryAfterSeconds: 1,
            });
          }
          const earlier = await kept.find(tx, scope);
          if (earlier) return { reply: replay(earlier, fingerprint, request), replayed: true };
          const reply = await work(tx);
          await kept.keep(tx, scope, fingerprint, request.secret ? { ...reply, body: null } : reply);
          return { reply, replayed: false };
        },
        { idempotent: true },
      ),
    async sweep(ctx) {
      let total = 0;
      for (;;) {
        const swept = await kept.sweep(ctx, 1_000);
        total += swept;
        if (swept < 1_000 || ctx.signal.aborted) return total;
      }
    },
  };
}

function replay(
  { fingerprint, ...reply }: KeptReply & { fingerprint: Buffer },
  wanted: Buffer,
  { secret }: IdempotentRequest,
): KeptReply {
  if (!fingerprint.equals(wanted)) {
    throw new IdempotencyKeyReused('This key was used for a request with another path, query or body');
  }
  if (secret) {
    throw new IdempotentReplyWithheld('This was done before; its answer carried a secret and was not kept', {
      details: { id: reply.resourceId },
    });
  }
  return reply;
}

/** Reads the Idempotency-Key header: bare, or quoted as a structured-field string. */
export function idempotencyKeyOf(header: string | undefined): {
  readonly key?: string;
  readonly faults: readonly Fault[];
} {
  if (header === undefined) return { faults: [] };
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return { key, faults: [] };
  const message = 'Idempotency-Key must be 1 to 255 visible ASCII characters';
  return { faults: [fault('header', 'idempotency-key', 'form', message)] };
}

/**
 * Keyed by what the caller chose and nobody keeps: a body can hold a credential, and a plain digest of it, together with the
 * rest of the body, which others may read, would tell whether a guess is right.
 */
function fingerprintOf({ actor, operationId, key, payload }: IdempotentRequest): Buffer {
  const own = digest(['fingerprint', actor.kind, actor.id, operationId, key]);
  return createHmac('sha256', own).update(JSON.stringify(payload)).digest();
}

function digest(value: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(value)).digest();
}
