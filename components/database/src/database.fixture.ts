import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type OpenedDatabase, openDatabase } from './testing.js';

@Entity({ schema: 'spec', name: 'things' })
export class ThingRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}

export interface Fixture extends OpenedDatabase {
  readonly testDatabase: TestDatabase;
  close(): Promise<void>;
}

/** A database of its own, opened as superuser; knows the table `spec.things` once a spec has made it. */
export async function openFixture(): Promise<Fixture> {
  const testDatabase = await createTestDatabase();
  const opened = await openDatabase(testDatabase.url, [ThingRow]);
  return {
    ...opened,
    testDatabase,
    async close() {
      await opened.database.close();
      await testDatabase.drop();
    },
  };
}
