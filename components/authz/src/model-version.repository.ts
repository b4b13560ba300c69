import { type Database, type SchemaNeed, systemContext } from '@ashlar/database';
import { namedQuery } from '@ashlar/database/persistence';
import { loadModel } from './model.js';

export const authzSchema: SchemaNeed = { brick: 'authz', migration: '0011-memberships' };

/**
 * Makes sure that this database was migrated for this model, so that what the tuples mean is what the code takes them
 * for. For the start of a service.
 * @throws {Error} when the model is unknown there.
 */
export async function assertModelKnown(database: Database): Promise<void> {
  const { hash } = loadModel();
  const rows = await namedQuery(systemContext('authz model'), database, {
    name: 'authz_schema_version',
    text: 'select 1 from authz.schema_version where hash = $1',
    values: [hash],
  });
  if (rows.length === 0) throw new Error(`The database does not know the permission model ${hash}`);
}
