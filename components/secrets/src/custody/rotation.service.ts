import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import { NotFound, Unprocessable } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import { Refused } from '@ashlar/vault';
import {
  assertTransition,
  backUpRing,
  type KeyState,
  KeyStateRefused,
  makeRingKey,
  rewrapOwnerKey,
  type RootKey,
} from '@ashlar/vault/custody';
import { AuditRepository } from './audit.repository.js';
import type { KeyHolder } from './key-holder.js';
import { type KeyCount, KeyRepository, type RewrapRow } from './keys.repository.js';

export interface RotationDeps {
  readonly database: Database;
  readonly keys: KeyHolder;
  readonly root: RootKey;
  readonly logger: Logger;
}

/** The ring, turned while everything runs. Values and data keys are never touched. */
export interface Rotation {
  /** The ring, and how much each key wraps. A key that wraps nothing may be retired. */
  status(ctx: OperationContext): Promise<readonly KeyCount[]>;
  /** Makes a key that wraps nothing yet. Answers its id. */
  stage(ctx: OperationContext): Promise<string>;
  /**
   * Changes the state of a key. Making one active makes the active one decrypt-only.
   * @throws {NotFound} @throws {KeyStateRefused}
   */
  move(ctx: OperationContext, id: string, to: KeyState): Promise<void>;
  /**
   * The ring as one armored age file, for keeping far from the database: with it and one of the identities a new root
   * key can take over. In the trail before it is given out.
   * @param recipients age recipients (`age1...`), 1 to 10. @throws {Unprocessable} for what is none.
   */
  backUp(ctx: OperationContext, recipients: readonly string[]): Promise<string>;
  /**
   * Re-wraps until nothing is left, as many processes at once as one likes; begun again, it goes on. What was put aside
   * because it did not open is tried again first.
   * @returns `complete` only when every key of an owner is wrapped by the active key.
   */
  run(ctx: OperationContext, options?: RotationOptions): Promise<RotationResult>;
  /** Tries all that `run` would, and changes nothing. */
  rehearse(ctx: OperationContext): Promise<Rehearsal>;
}

export interface Rehearsal {
  /** Keys of owners that could be re-wrapped. */
  readonly sound: number;
  /** Those that would be put aside, and keep the rotation from being complete. */
  readonly broken: number;
  /** The first hundred of them, and why. */
  readonly examples: readonly { readonly id: string; readonly reason: string }[];
}

export interface RotationOptions {
  /** Default 200. */
  readonly batch?: number;
  /** Called after each batch with how many this process has re-wrapped. */
  readonly onBatch?: (rewrapped: number) => void;
}

export interface RotationResult {
  /** By this call; others may have done some as well. */
  readonly rewrapped: number;
  readonly left: number;
  readonly complete: boolean;
}

const examplesAtMost = 100;

export function createRotation({ database, keys, root, logger }: RotationDeps): Rotation {
  const rows = new KeyRepository(database);
  const audit = new AuditRepository(database);

  /** What was re-wrapped, and of what could not be why. */
  const rewrapAll = (from: readonly RewrapRow[]) => {
    const done: { readonly from: RewrapRow; readonly to: ReturnType<typeof rewrapOwnerKey> }[] = [];
    const broken: { readonly id: string; readonly reason: string }[] = [];
    for (const row of from) {
      try {
        done.push({ from: row, to: rewrapOwnerKey(row, keys.ring()) });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        broken.push({ id: row.id, reason: error.reason });
      }
    }
    return { done, broken };
  };

  const note = (tx: TransactionContext, outcome: string, target?: string): Promise<void> =>
    audit.append(tx, {
      ...{ action: 'keys', outcome, target, caller: `${tx.actor.kind}:${tx.actor.id}` },
      requestId: tx.requestId,
    });

  /** Pages of keys, tried. */
  const tried = async function* (
    ctx: OperationContext,
    page: (after: string) => Promise<readonly RewrapRow[]>,
  ) {
    let after = '00000000-0000-0000-0000-000000000000';
    while (!ctx.signal.aborted) {
      const found = await page(after);
      const last = found.at(-1);
      if (!last) return;
      yield rewrapAll(found);
      after = last.id;
    }
  };

  const left = async (ctx: OperationContext): Promise<number> => {
    const counts = await rows.counts(ctx);
    return counts.filter(({ state }) => state !== 'active').reduce((sum, { wraps }) => sum + wraps, 0);
  };

  return {
    status: (ctx) => rows.counts(ctx),
    async stage(ctx) {
      const record = await makeRingKey(newId(), root);
      await database.transact(ctx, async (tx) => {
        await rows.addRingKey(tx, record);
        await note(tx, 'staged', record.id);
      });
      await keys.refresh(ctx);
      return record.id;
    },
    async move(ctx, id, to) {
      await database.transact(ctx, async (tx) => {
        await rows.lock(tx);
        const all = await rows.counts(tx);
        const key = all.find((one) => one.id === id);
        if (!key) throw new NotFound('There is no such key');
        const active = all.find(({ state }) => state === 'active');
        if (to === 'decrypt-only') {
          throw new KeyStateRefused('Make another key active: this one then becomes decrypt-only');
        }
        assertTransition(key.state, to, key.wraps === 0);
        if (to === 'active' && active) await rows.setState(tx, active.id, 'decrypt-only');
        await rows.setState(tx, id, to);
        await note(tx, to, id);
      });
      await keys.refresh(ctx);
      logger.info('A key of the ring has another state', { ring_key_id: id, state: to });
    },
    async backUp(ctx, recipients) {
      const records = await rows.ring(ctx);
      await database.transact(ctx, (tx) => note(tx, 'backup'));
      try {
        return await backUpRing(records, root, recipients);
      } catch (cause) {
        if (cause instanceof Refused) throw cause;
        throw new Unprocessable('A recipient is none of age', { cause });
      }
    },
    async run(ctx, { batch = 200, onBatch } = {}) {
      await keys.refresh(ctx);
      await database.transact(ctx, (tx) => note(tx, 'rewrapping'));
      for await (const { done } of tried(ctx, (after) => rows.quarantined(ctx, after, batch))) {
        if (done.length === 0) continue;
        const ids = done.map(({ from }) => from.id);
        await database.transact(ctx, (tx) => rows.release(tx, ids));
        logger.info('Keys of owners that did not open are sound again', { count: ids.length });
      }
      let rewrapped = 0;
      while (!ctx.signal.aborted) {
        const { found, count } = await database.transact(ctx, async (tx) => {
          const from = await rows.toRewrap(tx, keys.ring().activeId, batch);
          const { done, broken } = rewrapAll(from);
          for (const { id, reason } of broken) await rows.quarantine(tx, id, reason);
          if (broken.length > 0)
            logger.error('Keys of owners could not be re-wrapped', { count: broken.length });
          return { found: from.length, count: done.length === 0 ? 0 : await rows.rewrap(tx, done) };
        });
        if (found === 0) break;
        rewrapped += count;
        onBatch?.(rewrapped);
      }
      const remaining = await left(ctx);
      if (!ctx.signal.aborted)
        await database.transact(ctx, (tx) => note(tx, remaining === 0 ? 'rewrapped' : 'rewrapped-in-part'));
      return { rewrapped, left: remaining, complete: remaining === 0 };
    },
    async rehearse(ctx) {
      await keys.refresh(ctx);
      const { activeId } = keys.ring();
      const broken: { readonly id: string; readonly reason: string }[] = [];
      let [sound, count] = [0, 0];
      for await (const page of tried(ctx, (after) => rows.foreign(ctx, activeId, after, 500))) {
        sound += page.done.length;
        count += page.broken.length;
        broken.push(...page.broken.slice(0, examplesAtMost - broken.length));
      }
      await database.transact(ctx, (tx) => note(tx, 'rehearsed'));
      return { sound, broken: count, examples: broken };
    },
  };
}
