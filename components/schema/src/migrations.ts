import { readdirSync, readFileSync } from 'node:fs';

export interface Migration {
  /** File name without ending: `0005-storage`. Sorting by it is the order of history. */
  readonly name: string;
  readonly sql: string;
  /** Bricks whose earlier code cannot run any more once this is applied (`-- breaks: storage, users`). */
  readonly breaks: readonly string[];
}

/** Ashlar's whole history, in order. */
export function loadMigrations(folder = new URL('../migrations/', import.meta.url)): readonly Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => parseMigration(file, readFileSync(new URL(file, folder), 'utf8')));
  migrations.forEach(({ name }, index) => {
    if (Number(name.slice(0, 4)) !== index + 1)
      throw new Error(`Migration ${name} is out of line: expected number ${index + 1}`);
  });
  return migrations;
}

export function parseMigration(file: string, sql: string): Migration {
  if (!/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.sql$/.test(file)) {
    throw new Error(`"${file}" is not a migration name such as 0005-storage.sql`);
  }
  const breaks =
    /^-- breaks: (.+)$/m
      .exec(sql)?.[1]
      ?.split(',')
      .map((brick) => brick.trim()) ?? [];
  return { name: file.slice(0, -'.sql'.length), sql, breaks };
}
