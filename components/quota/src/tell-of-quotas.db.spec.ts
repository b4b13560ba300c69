import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createRecordingEvents } from '@ashlar/events/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { createQuotas, quotaEntities, quotaRuleEvents, type QuotaSubject, tellOfQuotas } from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let userId: string;
const ctx = contextFor({ kind: 'service', id: 'spec', roles: ['service'] });
const events = createRecordingEvents();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), quotaEntities));
  userId = newId();
  const client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  await client.query(`insert into users.users (id, issuer, subject, username) values ($1, 'i', 's', 'u')`, [
    userId,
  ]);
  await client.end();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

it('each decision about quotas is told of once, in its transaction, and none that was refused', async () => {
  const { templates, assignments, requests } = tellOfQuotas(createQuotas({ database }), { database, events });
  const user: QuotaSubject = { type: 'user', id: userId };
  const type = 'SPEC_THINGS';
  const typeInput = { description: 'x', unit: 'items', periodic: true, withoutRule: 'allow' } as const;
  await templates.createType(ctx, { ...typeInput, name: type, thresholds: [80] });
  await templates.updateType(ctx, type, 'any', { description: 'y' });
  const value = { type, limit: 5n, period: { kind: 'none' } } as const;
  const input = { ...value, expire: { kind: 'never' }, enabled: true } as const;
  const { id } = await templates.create(ctx, { ...input, name: 'five' });
  const more = await templates.create(ctx, { ...input, name: 'fifty', limit: 50n });
  await templates.update(ctx, id, 'any', { value: { ...value, limit: 6n } });
  await assignments.assign(ctx, user, id, { replace: false });
  await expect(assignments.assign(ctx, user, more.id, { replace: false })).rejects.toThrow();
  await expect(templates.delete(ctx, id, 'any')).rejects.toThrow();
  await assignments.put(ctx, user, more.id, { expected: 'any', mustNotExist: false });
  await assignments.unassign(ctx, user, more.id, 'any');
  await assignments.putDefault(ctx, 'user', more.id);
  await assignments.deleteDefault(ctx, 'user', more.id);
  const approved = await requests.ask(ctx, user, { type, amount: 50n }, 'please');
  await requests.approve(ctx, approved.id, more.id);
  const denied = await requests.ask(ctx, user, { type, amount: 500n }, 'please');
  await requests.deny(ctx, denied.id);
  await expect(requests.deny(ctx, denied.id)).rejects.toThrow();
  const unused = await templates.create(ctx, { ...input, name: 'unused' });
  await templates.delete(ctx, unused.id, 'any');
  expect(events.recorded().map((one) => one.type)).toEqual([
    ...['quota-type.created', 'quota-type.updated', 'quota.created', 'quota.created', 'quota.updated'],
    ...['quota-assignment.assigned', 'quota-assignment.assigned', 'quota-assignment.unassigned'],
    ...['quota-default.set', 'quota-default.removed'],
    ...['quota-request.created', 'quota-assignment.assigned', 'quota-request.decided'],
    ...['quota-request.created', 'quota-request.decided', 'quota.created', 'quota.deleted'],
  ]);
  expect(new Set(events.recorded().map((one) => one.type))).toEqual(
    new Set(quotaRuleEvents.map((one) => one.type)),
  );
  const states = events.recorded().flatMap(({ data }) => ('state' in data ? [data.state] : []));
  expect(states).toEqual(['pending', 'approved', 'pending', 'denied']);
  expect(events.recorded()[5]).toMatchObject({
    aggregateId: `user:${userId}:${type}`,
    data: { subject_type: 'user', subject_id: userId, quota_type: type, quota_id: id, version: 1 },
  });
});
