import { createRelations, type Relations, type Tuple } from '@ashlar/authz';
import { contextFor, type Database, newId, type TransactionContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createRecordingEvents } from '@ashlar/events/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { tellOfRelations } from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let relations: Relations;
const events = createRecordingEvents();
const admin = contextFor({ kind: 'user', id: newId(), roles: ['admin'] });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data')));
  relations = tellOfRelations({ relations: createRelations({ database }), events });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** What was told by a transaction. */
async function told(work: (tx: TransactionContext) => Promise<unknown>) {
  const before = events.recorded().length;
  await database.transact(admin, work);
  return events
    .recorded()
    .slice(before)
    .map(({ type, aggregateId, data }) => ({ type, aggregateId, data }));
}

it('relations tell of each object that changed, and of nothing that was so before', async () => {
  const object = { type: 'group', id: newId() };
  const owner: Tuple = { object, relation: 'owner', subject: { type: 'user', id: newId() } };
  const viewer: Tuple = { object, relation: 'viewer', subject: { type: 'user', id: newId() } };
  const event = (change: string, ...names: string[]) => ({
    type: 'permissions.changed',
    aggregateId: `group/${object.id}`,
    data: { object_type: 'group', object_id: object.id, change, relations: names },
  });
  const write = { touch: [viewer, owner] };
  expect(await told((tx) => relations.write(tx, write))).toEqual([event('changed', 'owner', 'viewer')]);
  expect(await told((tx) => relations.write(tx, write))).toEqual([]);
  expect(await told((tx) => relations.replaceObject(tx, object, [owner]))).toEqual([
    event('replaced', 'owner'),
  ]);
  expect(await told((tx) => relations.deleteObject(tx, object))).toEqual([event('removed')]);
  expect(await told((tx) => relations.deleteObject(tx, object))).toEqual([]);
  expect(await relations.ofObject(admin, object)).toEqual([]);
});
