import { sensitiveFields } from '../credentials.js';
import type { StorageDescription } from '../storage.types.js';

/** The secrets that a user of the storage needs: those that are set, and those that have to be. */
export function secretsOf({ config, credentials }: StorageDescription): readonly string[] {
  const set = new Set(credentials.map(({ option }) => option));
  return sensitiveFields(config, [])
    .filter(({ name, required }) => required || set.has(name))
    .map(({ name }) => name);
}
