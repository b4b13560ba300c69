import { dataSourceOf } from './database.js';
import type { Database } from './database.types.js';
import { serverError } from './failures.js';

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
  const rows = await appliedMigrations(database);
  if (!rows) return ['the database has not been migrated'];
  const applied = new Set(rows.map(({ name }) => name));
  return needs.flatMap(({ brick, migration }) => {
    if (!applied.has(migration)) return [`${brick} needs migration ${migration}, which has not been applied`];
    const breaking = rows.find(({ name, breaks }) => name > migration && breaks.includes(brick));
    return breaking ? [`${brick} knows ${migration}, but ${breaking.name} needs newer code`] : [];
  });
}

/** Undefined before the first migration: there is no table, or nobody was let in yet. */
async function appliedMigrations(
  database: Database,
): Promise<readonly { readonly name: string; readonly breaks: readonly string[] }[] | undefined> {
  try {
    return await dataSourceOf(database).query('select name, breaks from schema.migrations');
  } catch (error) {
    if (['42P01', '3F000', '42501'].includes(serverError(error)?.code ?? '')) return undefined;
    throw error;
  }
}
