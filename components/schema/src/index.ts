export { HistoryMismatchError, migrate, type MigrateOptions, type MigrateResult } from './migrate.js';
export { loadMigrations, parseMigration, type Migration } from './migrations.js';
