import { type Database, dataSourceOf } from './database.js';

/** What a brick needs of the database: the newest migration that its code relies on. */
export interface SchemaNeed {
  readonly brick: string;
  /** Such as `0005-storage`. */
  readonly migration: string;
}

/**
 * Why this code does not fit the database: a needed migration is missing, or a later one broke a brick of this age.
 * Empty when it fits. A service is not ready otherwise.
 */
export async function schemaMismatches(
  database: Database,
  needs: readonly SchemaNeed[],
): Promise<readonly string[]> {
  const rows: readonly { name: string; breaks: readonly string[] }[] = await dataSourceOf(database).query(
    'select name, breaks from schema.migrations',
  );
  const applied = new Set(rows.map(({ name }) => name));
  return needs.flatMap(({ brick, migration }) => {
    if (!applied.has(migration)) return [`${brick} needs migration ${migration}, which has not been applied`];
    const breaking = rows.find(({ name, breaks }) => name > migration && breaks.includes(brick));
    return breaking ? [`${brick} knows ${migration}, but ${breaking.name} needs newer code`] : [];
  });
}
