import type { Authorizer } from '@ashlar/authz';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import { personOf } from './person.js';
import { SecretNotFound, SecretSlotNotFound } from './secrets.errors.js';
import type { Secrets } from './secrets.service.js';
import type { OwnerRef } from './secrets.types.js';
import { SlotRepository } from './slots.repository.js';
import type { NewSecretSlot, SecretSlot, SecretSlotChange, SlotFilling, SlotValue } from './slots.types.js';

export interface SecretSlotsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize'>;
  readonly secrets: Secrets;
}

/** The secrets of projects. Who may see and change slots is decided before. */
export interface SecretSlots {
  /** Sorted by `name` or `created_at`. */
  list(ctx: OperationContext, projectId: string, request: PageRequest): Promise<Page<SecretSlot>>;
  /** @throws {SecretSlotNotFound} */
  get(ctx: OperationContext, projectId: string, id: string): Promise<SecretSlot>;
  /** @throws {SecretSlotFilenameTaken} */
  create(ctx: OperationContext, projectId: string, slot: NewSecretSlot): Promise<SecretSlot>;
  /** @throws {SecretSlotNotFound | SecretSlotFilenameTaken | PreconditionFailed} */
  update(
    ctx: OperationContext,
    projectId: string,
    id: string,
    expected: ExpectedVersion,
    change: SecretSlotChange,
  ): Promise<SecretSlot>;
  /** Secrets of people that filled it stay theirs. @throws {SecretSlotNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, projectId: string, id: string, expected: ExpectedVersion): Promise<void>;
  /** With what the slots are filled for the caller, who is a person. @throws {Forbidden} */
  values(ctx: OperationContext, projectId: string): Promise<readonly SlotValue[]>;
  /**
   * Fills slots, all or none. A shared value needs `project.create_secret`.
   * @throws {SecretSlotNotFound | SecretNotFound | SecretTooLarge | Forbidden}
   */
  fill(
    ctx: OperationContext,
    projectId: string,
    fillings: readonly SlotFilling[],
  ): Promise<readonly SlotValue[]>;
  /** What the brick `projects` needs to know, as one of its `parts`. */
  readonly inProjects: {
    readonly kind: string;
    idsIn(ctx: OperationContext, projectIds: readonly string[]): Promise<readonly string[]>;
    /** With the shared values of their projects, which become unreadable. */
    remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
    /** Slots are copied, values never. */
    copy(tx: TransactionContext, fromProjectId: string, toProjectId: string): Promise<void>;
  };
}

export function createSecretSlots({ database, authorizer, secrets }: SecretSlotsDeps): SecretSlots {
  const slots = new SlotRepository(database);

  const get = async (ctx: OperationContext, projectId: string, id: string): Promise<SecretSlot> => {
    const slot = await slots.find(ctx, projectId, id);
    if (!slot) throw new SecretSlotNotFound();
    return slot;
  };
  const refuse = async (tx: TransactionContext, projectId: string, id: string): Promise<never> => {
    const { version } = await get(tx, projectId, id);
    throw new PreconditionFailed(`The slot is at version ${version} now`, { details: { version } });
  };

  const fillOne = async (
    tx: TransactionContext,
    slot: SecretSlot,
    filling: SlotFilling,
    owner: OwnerRef,
  ): Promise<void> => {
    const userId = owner.type === 'user' ? owner.id : null;
    if ('clear' in filling) {
      const secretId = await slots.clear(tx, slot.id, userId);
      // A shared value exists for its slot alone; a person's secret may have other uses.
      if (secretId !== undefined && userId === null) await secrets.destroy(tx, owner, secretId, 'any');
      return;
    }
    if ('secretId' in filling) {
      const { state } = await secrets.get(tx, owner, filling.secretId);
      if (state === 'deleted') throw new SecretNotFound();
      return slots.fill(tx, slot.id, userId, filling.secretId);
    }
    const { value } = filling;
    const known = (await slots.valuesFor(tx, slot.projectId, owner.id)).find(
      ({ slotId, shared }) => slotId === slot.id && shared === (userId === null),
    );
    if (known) {
      await secrets.addVersion(tx, owner, known.secretId, value, undefined);
    } else {
      const { id } = await secrets.create(tx, owner, { name: slot.name, kind: 'general', value });
      await slots.fill(tx, slot.id, userId, id);
    }
  };

  return {
    list: (ctx, projectId, request) => slots.list(ctx, projectId, request),
    get,
    create: (ctx, projectId, slot) =>
      database.transact(ctx, async (tx) => {
        const id = newId();
        await slots.insert(tx, id, projectId, slot);
        return get(tx, projectId, id);
      }),
    update: (ctx, projectId, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        if (!(await slots.update(tx, projectId, id, expected, change))) return refuse(tx, projectId, id);
        return get(tx, projectId, id);
      }),
    delete: (ctx, projectId, id, expected) =>
      database.transact(ctx, async (tx) => {
        const shared = await slots.clear(tx, id, null);
        if (!(await slots.delete(tx, projectId, id, expected))) await refuse(tx, projectId, id);
        if (shared !== undefined)
          await secrets.destroy(tx, { type: 'project', id: projectId }, shared, 'any');
      }),
    values: (ctx, projectId) => slots.valuesFor(ctx, projectId, personOf(ctx)),
    fill: (ctx, projectId, fillings) => {
      const userId = personOf(ctx);
      return database.transact(ctx, async (tx) => {
        if (fillings.some(({ shared }) => shared)) {
          await authorizer.authorize(tx, { permission: 'project.create_secret', objectId: projectId });
        }
        for (const filling of fillings) {
          const slot = await get(tx, projectId, filling.slotId);
          const owner: OwnerRef = filling.shared
            ? { type: 'project', id: projectId }
            : { type: 'user', id: userId };
          await fillOne(tx, slot, filling, owner);
        }
        return slots.valuesFor(tx, projectId, userId);
      });
    },
    inProjects: {
      kind: 'secret slots',
      idsIn: (ctx, projectIds) => slots.idsIn(ctx, projectIds),
      async remove(tx, ids) {
        for (const id of await slots.removeOfProjects(tx, ids))
          await secrets.shredOwner(tx, { type: 'project', id });
      },
      copy: (tx, from, to) => slots.copy(tx, from, to, newId),
    },
  };
}
