import {
  type Database,
  type OperationContext,
  toDomainError,
  type TransactionContext,
} from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type {
  AccessOfUsers,
  FactsAboutUsers,
  KeysOfUsers,
  OwnedByUsers,
  PartProgress,
} from './lifecycle.types.js';
import { PurgeRepository } from './purge.repository.js';
import { HeirRefused } from './users.errors.js';
import { nobodyListens, type OnUserChange } from './user-changes.js';
import type { User } from './users.types.js';

export interface UserPurgeDeps {
  readonly database: Database;
  readonly onChange?: OnUserChange | undefined;
  readonly access: readonly AccessOfUsers[];
  readonly keys: KeysOfUsers;
  /** In this order; the same as the administration has. */
  readonly owned: readonly OwnedByUsers[];
  readonly relations: FactsAboutUsers;
  /** How long a deletion can be taken back. */
  readonly graceMs: number;
  readonly logger: Logger;
}

export interface PurgeReport {
  readonly purged: number;
  /** Users at whom a step failed; the next run tries again. */
  readonly stuck: number;
}

/**
 * Ends what a deletion has begun, when its grace is over. Step by step, each in a transaction with the note that it is
 * done: `access`, `keys`, `owned:<name>` in the order of the parts, `relations`, `identity`. A run that was killed is
 * continued by the next one, and two runs at once do each step once.
 */
export interface UserPurge {
  /** The names of the steps, in their order. */
  readonly steps: readonly string[];
  run(ctx: OperationContext, signal?: AbortSignal): Promise<PurgeReport>;
}

interface Step {
  readonly name: string;
  run(tx: TransactionContext, user: User): Promise<PartProgress>;
}

/** @throws {TypeError} when two parts have one name. */
export function createUserPurge({
  database,
  onChange = nobodyListens,
  access,
  keys,
  owned,
  relations,
  graceMs,
  logger,
}: UserPurgeDeps): UserPurge {
  const repository = new PurgeRepository(database);
  const log = logger.child({ brick: 'users', task: 'users.purge' });
  const steps: readonly Step[] = [
    step('access', async (tx, { id }) => {
      for (const part of access) await part.end(tx, id, 'deleted');
    }),
    step('keys', (tx, { id }) => keys.shred(tx, id)),
    ...owned.map((part): Step => ({
      name: `owned:${part.name}`,
      async run(tx, { id, deletion }) {
        const heirId = deletion?.heirId;
        if (heirId === undefined || !part.reassign) return part.remove(tx, id);
        if (!(await repository.isActive(tx, heirId))) throw new HeirRefused();
        return part.reassign(tx, id, heirId);
      },
    })),
    step('relations', async (tx, { id }) => {
      await relations.deleteObject(tx, { type: 'user', id });
    }),
    step('identity', async (tx, { id, status }) => {
      const version = await repository.anonymise(tx, id);
      await onChange(tx, { id, before: status, after: 'purged', version });
    }),
  ];
  if (new Set(steps.map(({ name }) => name)).size < steps.length) {
    throw new TypeError('Two parts of what users own have one name');
  }

  /** One transaction of a step. */
  const take = (ctx: OperationContext, id: string, { name, run }: Step): Promise<PartProgress> =>
    database.transact(ctx, async (tx) => {
      const user = await repository.lock(tx, id, graceMs);
      if (!user || user.deletion?.purgeDone.includes(name)) return 'done';
      await repository.begin(tx, id);
      const progress = await run(tx, user);
      if (progress === 'done') await repository.finishStep(tx, id, name);
      return progress;
    });

  /** False when a step failed. */
  const purge = async (ctx: OperationContext, id: string, signal: AbortSignal): Promise<boolean> => {
    for (const each of steps) {
      try {
        let progress: PartProgress;
        do {
          signal.throwIfAborted();
          progress = await take(ctx, id, each);
        } while (progress === 'more');
      } catch (error) {
        signal.throwIfAborted();
        log.error('A step of the purge of a user failed; it is tried again', {
          user_id: id,
          step: each.name,
          error,
        });
        const failure = `${each.name}: ${toDomainError(error)?.code ?? 'INTERNAL'}`;
        await database.transact(ctx, (tx) => repository.noteFailure(tx, id, failure));
        return false;
      }
    }
    return true;
  };

  return {
    steps: steps.map(({ name }) => name),
    async run(ctx, signal = ctx.signal) {
      let purged = 0;
      let stuck = 0;
      let after: string | undefined;
      for (;;) {
        const ids = await repository.due(ctx, graceMs, after);
        for (const id of ids) {
          if (await purge(ctx, id, signal)) purged += 1;
          else stuck += 1;
        }
        after = ids.at(-1);
        if (after === undefined) return { purged, stuck };
      }
    },
  };
}

function step(name: string, run: (tx: TransactionContext, user: User) => Promise<void>): Step {
  return {
    name,
    async run(tx, user) {
      await run(tx, user);
      return 'done';
    },
  };
}
