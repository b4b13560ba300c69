import {
  contextFor,
  type Database,
  newId,
  type OperationContext,
  type TransactionContext,
} from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { type OpenedDatabase, openDatabase } from '@ashlar/database/testing';
import { IntegerField } from '@ashlar/http';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { createEvents, createFeed, defineEvent, type Events, type Feed } from './index.js';

export class LampChanged {
  @IntegerField({ description: 'How bright it is.', min: 0, max: 1_000_000 })
  brightness!: number;
}

export const lampChanged = defineEvent({
  type: 'lamp.changed',
  version: 1,
  data: LampChanged,
  description: 'A lamp was changed.',
});

export const lampDeleted = defineEvent({
  type: 'lamp.deleted',
  version: 1,
  data: LampChanged,
  description: 'A lamp is gone.',
  ends: true,
});

export const someone: OperationContext = contextFor({ kind: 'user', id: newId(), roles: [] });

export interface World extends OpenedDatabase {
  readonly testDatabase: TestDatabase;
  readonly workerDatabase: Database;
  readonly events: Events;
  readonly feed: Feed;
  /** One event in a transaction of its own. */
  tell(lamp: string, brightness: number, domainId?: string): Promise<void>;
  close(): Promise<void>;
}

/** Makes the transaction one of those that others may overtake. */
export async function takeNumber(tx: TransactionContext, database: Database): Promise<void> {
  await managerFor(tx, database).query('select pg_current_xact_id()');
}

/** A database with the rights of the data API, and one with those of the worker. */
export async function openWorld(): Promise<World> {
  const testDatabase = await createTestDatabase();
  const opened = await openDatabase(testDatabase.urlFor('data'), [], { poolSize: 14 });
  const { database: workerDatabase } = await openDatabase(testDatabase.urlFor('worker'));
  const { database } = opened;
  const events = createEvents({ database, service: 'spec' });
  return {
    ...opened,
    testDatabase,
    workerDatabase,
    events,
    feed: createFeed({ database }),
    async tell(lamp, brightness, domainId) {
      await database.transact(someone, async (tx) => {
        await events.publish(tx, lampChanged, { id: lamp, domainId, data: { brightness } });
      });
    },
    async close() {
      await database.close();
      await workerDatabase.close();
      await testDatabase.drop();
    },
  };
}
