import type { Database, OperationContext } from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import type { Metrics } from '@ashlar/telemetry';
import { canonical, wipe } from '@ashlar/vault';
import { expand, extract, openBytes, sealBytes } from '@ashlar/vault/custody';
import { randomBytes } from 'node:crypto';
import { AuditRepository } from './audit.repository.js';
import { WrapUsed } from './custody.errors.js';
import { FetchRepository } from './fetch.repository.js';
import { inTime, type StillWanted } from './in-time.js';
import { WrapRepository } from './wraps.repository.js';

export interface WrapsDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Values that are handed over once. The database holds them sealed with the token, and of that its hash alone. */
export interface Wraps {
  /** @param ttlSeconds 1 to 86,400. @throws {Forbidden} for who is no service. @throws {CustodyUnavailable} */
  wrap(
    ctx: OperationContext,
    value: Buffer,
    ttlSeconds: number,
  ): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /**
   * Of many at once, one gets it.
   * @throws {WrapUsed} for all others, for later ones, and for a token that never was.
   * @throws {CustodyUnavailable}
   */
  unwrap(ctx: OperationContext, token: string): Promise<Buffer>;
}

const prefix = 'ashlar_wrap_';

export function createWraps({ database, logger, metrics }: WrapsDeps): Wraps {
  const wraps = new WrapRepository(database);
  const rows = new FetchRepository(database);
  const audit = new AuditRepository(database);
  const twice = metrics.counter(
    'ashlar_secrets_unwrapped_twice_total',
    'Unwrapping of what had been unwrapped',
  );

  const eventOf = (ctx: OperationContext, action: 'wrap' | 'unwrap', outcome: string) => ({
    ...{ action, outcome },
    caller: `${ctx.actor.kind}:${ctx.actor.id}`,
    requestId: ctx.requestId,
  });

  const assertService = ({ actor }: OperationContext): void => {
    if (actor.kind !== 'service') throw new Forbidden('Only services wrap and unwrap');
  };

  return {
    async wrap(ctx, value, ttlSeconds) {
      assertService(ctx);
      const secret = randomBytes(32);
      const { key, hash } = derive(secret);
      const sealed = sealBytes(key, value, binding(hash));
      wipe(key);
      const work = (assertWanted: StillWanted) =>
        database.transact(ctx, async (tx) => {
          await rows.hurry(tx);
          const expiresAt = await wraps.add(tx, hash, sealed, ctx.actor.id, ttlSeconds);
          await audit.append(tx, eventOf(ctx, 'wrap', 'done'));
          assertWanted();
          return expiresAt;
        });
      const expiresAt = await inTime(work, () => undefined);
      return { token: `${prefix}${secret.toString('base64url')}`, expiresAt };
    },
    async unwrap(ctx, token) {
      assertService(ctx);
      const [, text = ''] = /^ashlar_wrap_([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
      const { key, hash } = derive(Buffer.from(text, 'base64url'));
      const work = (assertWanted: StillWanted) =>
        database.transact(ctx, async (tx) => {
          await rows.hurry(tx);
          const sealed = await wraps.take(tx, hash);
          const outcome = sealed ? 'done' : (await wraps.knows(tx, hash)) ? 'denied:used' : 'denied:unknown';
          await audit.append(tx, eventOf(ctx, 'unwrap', outcome));
          assertWanted();
          return { sealed, outcome };
        });
      const { sealed, outcome } = await inTime(work, () => undefined);
      if (outcome === 'denied:used') {
        twice.inc();
        logger.warn('Something was unwrapped twice', { caller: ctx.actor.id, request_id: ctx.requestId });
      }
      if (!sealed) throw new WrapUsed();
      try {
        return openBytes(key, sealed, binding(hash));
      } finally {
        wipe(key);
      }
    },
  };
}

function derive(secret: Buffer): { readonly key: Buffer; readonly hash: Buffer } {
  const prk = extract(Buffer.alloc(0), secret);
  const key = expand(prk, Buffer.from('ashlar/secrets/wrap-key/1'), 32);
  const hash = expand(prk, Buffer.from('ashlar/secrets/wrap-id/1'), 32);
  wipe(prk);
  return { key, hash };
}

function binding(hash: Buffer): Buffer {
  return canonical('ashlar/secrets/wrap/1', hash);
}
