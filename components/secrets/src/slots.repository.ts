import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import {
  findPage,
  type ListColumns,
  managerFor,
  onConstraint,
  whereVersion,
} from '@ashlar/database/persistence';
import { SlotRow } from './secrets.entity.js';
import { SecretSlotFilenameTaken } from './secrets.errors.js';
import type { NewSecretSlot, SecretSlot, SecretSlotChange, SlotValue } from './slots.types.js';

const columns: ListColumns<SlotRow> = {
  name: {
    expression: 'lower(slot.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'slot.createdAt', valueOf: (row) => row.createdAt.toISOString() },
};

const taken = { slots_filename_key: () => new SecretSlotFilenameTaken() };

export class SlotRepository {
  constructor(private readonly database: Database) {}

  async list(ctx: OperationContext, projectId: string, request: PageRequest): Promise<Page<SecretSlot>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(SlotRow, 'slot')
      .where('slot.projectId = :projectId', { projectId });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toSlot) };
  }

  async find(ctx: OperationContext, projectId: string, id: string): Promise<SecretSlot | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(SlotRow, { id, projectId });
    return row ? toSlot(row) : undefined;
  }

  async insert(tx: TransactionContext, id: string, projectId: string, slot: NewSecretSlot): Promise<void> {
    const { name, description = null, filename } = slot;
    const createdBy = tx.actor.kind === 'user' ? tx.actor.id : null;
    try {
      await managerFor(tx, this.database).insert(SlotRow, {
        id,
        projectId,
        name,
        description,
        filename,
        createdBy,
      });
    } catch (error) {
      onConstraint(error, taken);
    }
  }

  async update(
    tx: TransactionContext,
    projectId: string,
    id: string,
    expected: ExpectedVersion,
    { name, description, filename }: SecretSlotChange,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(SlotRow)
      .set({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(filename !== undefined && { filename }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id and project_id = :projectId', { id, projectId });
    try {
      const { affected } = await whereVersion(query, expected).execute();
      return affected === 1;
    } catch (error) {
      return onConstraint(error, taken);
    }
  }

  async delete(
    tx: TransactionContext,
    projectId: string,
    id: string,
    expected: ExpectedVersion,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(SlotRow)
      .where('id = :id and project_id = :projectId', { id, projectId });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  /** For each slot of the project the value of the person or, without one, the shared value. */
  async valuesFor(ctx: OperationContext, projectId: string, userId: string): Promise<readonly SlotValue[]> {
    return managerFor(ctx, this.database).query(
      `select distinct on (slot.id) slot.id as "slotId", filled.secret_id as "secretId", filled.user_id is null as shared
       from secrets.slots as slot join secrets.slot_values as filled on filled.slot_id = slot.id
       where slot.project_id = $1 and (filled.user_id = $2 or filled.user_id is null)
       order by slot.id, filled.user_id nulls last`,
      [projectId, userId],
    );
  }

  async fill(tx: TransactionContext, slotId: string, userId: string | null, secretId: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into secrets.slot_values (slot_id, user_id, secret_id) values ($1, $2, $3)
       on conflict (slot_id, user_id) do update set secret_id = excluded.secret_id`,
      [slotId, userId, secretId],
    );
  }

  async clear(tx: TransactionContext, slotId: string, userId: string | null): Promise<string | undefined> {
    const [rows] = (await managerFor(tx, this.database).query(
      'delete from secrets.slot_values where slot_id = $1 and user_id is not distinct from $2 returning secret_id',
      [slotId, userId],
    )) as [readonly { readonly secret_id: string }[], number];
    return rows[0]?.secret_id;
  }

  async copy(tx: TransactionContext, from: string, to: string, ids: () => string): Promise<void> {
    const manager = managerFor(tx, this.database);
    for (const slot of await manager.findBy(SlotRow, { projectId: from })) {
      await this.insert(tx, ids(), to, { ...slot, description: slot.description ?? undefined });
    }
  }

  /** All slots of the projects that these slots are in. Answers the projects. */
  async removeOfProjects(tx: TransactionContext, slotIds: readonly string[]): Promise<readonly string[]> {
    const [rows] = (await managerFor(tx, this.database).query(
      `delete from secrets.slots where project_id in (select project_id from secrets.slots where id = any($1))
       returning project_id`,
      [slotIds],
    )) as [readonly { readonly project_id: string }[], number];
    return [...new Set(rows.map(({ project_id }) => project_id))];
  }

  async idsIn(ctx: OperationContext, projectIds: readonly string[]): Promise<readonly string[]> {
    const rows: readonly { readonly id: string }[] = await managerFor(ctx, this.database).query(
      'select id from secrets.slots where project_id = any($1) order by id',
      [projectIds],
    );
    return rows.map(({ id }) => id);
  }
}

function toSlot({ description, createdBy: _, ...row }: SlotRow): SecretSlot {
  return { ...row, description: description ?? undefined };
}
