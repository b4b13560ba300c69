import type { ObjectRef, Relations, Tuple, TupleChangeResult } from '@ashlar/authz';
import type { TransactionContext } from '@ashlar/database';
import { defineEvent, type Events } from '@ashlar/events';
import { EnumField, StringField, StringListField } from '@ashlar/http';

/** Whose permissions may be others now; who follows them reads the relations of the object anew. */
export class PermissionFacts {
  @StringField({ description: 'Type of the object, such as `group`.', maxLength: 50 })
  object_type!: string;

  @StringField({ description: 'Id of the object; of the platform, all zeros.', maxLength: 50 })
  object_id!: string;

  @EnumField({ description: 'What was done to its relations.', values: ['changed', 'replaced', 'removed'] })
  change!: 'changed' | 'replaced' | 'removed';

  @StringListField({
    description: 'The relations that were written, without repetition; empty when all were removed.',
    maxItems: 100,
    maxLength: 50,
  })
  relations!: string[];
}

export const permissionsChanged = defineEvent({
  type: 'permissions.changed',
  version: 1,
  data: PermissionFacts,
  description:
    'Relations of an object changed, and with them what somebody may do: memberships, moves, visibility.',
});

/** Every event of this brick. */
export const permissionEvents = [permissionsChanged] as const;

/** The same relations, which also tell of each object whose relations changed, in the transaction of the change. */
export function tellOfRelations({
  relations,
  events,
}: {
  readonly relations: Relations;
  readonly events: Events;
}): Relations {
  const tell = async (
    tx: TransactionContext,
    { type, id }: ObjectRef,
    change: PermissionFacts['change'],
    tuples: readonly Pick<Tuple, 'relation'>[],
  ): Promise<void> => {
    const names = [...new Set(tuples.map(({ relation }) => relation))].sort();
    await events.publish(tx, permissionsChanged, {
      id: `${type}/${id}`,
      data: { object_type: type, object_id: id, change, relations: names },
    });
  };
  return {
    async write(tx, change) {
      const result = await relations.write(tx, change);
      if (hasChanged(result)) {
        const tuples = [...(change.touch ?? []), ...(change.delete ?? [])];
        for (const { object, own } of byObject(tuples)) await tell(tx, object, 'changed', own);
      }
      return result;
    },
    async replaceObject(tx, object, tuples, names) {
      const result = await relations.replaceObject(tx, object, tuples, names);
      if (hasChanged(result)) await tell(tx, object, 'replaced', tuples);
      return result;
    },
    async deleteObject(tx, object) {
      const result = await relations.deleteObject(tx, object);
      if (hasChanged(result)) await tell(tx, object, 'removed', []);
      return result;
    },
    ofObject: (ctx, object, names) => relations.ofObject(ctx, object, names),
  };
}

function hasChanged(result: TupleChangeResult): boolean {
  return Object.values(result).some((value) => typeof value === 'number' && value > 0);
}

function byObject(tuples: readonly Tuple[]) {
  const objects = new Map<string, { readonly object: ObjectRef; readonly own: Tuple[] }>();
  for (const tuple of tuples) {
    const key = `${tuple.object.type}/${tuple.object.id}`;
    const known = objects.get(key);
    if (known) known.own.push(tuple);
    else objects.set(key, { object: tuple.object, own: [tuple] });
  }
  return objects.values();
}
