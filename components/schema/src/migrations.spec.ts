import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadMigrations, parseMigration } from './index.js';

describe('a migration', () => {
  it('has a number and a name', () => {
    expect(parseMigration('0012-users-and-groups.sql', 'select 1')).toEqual({
      name: '0012-users-and-groups',
      sql: 'select 1',
      breaks: [],
    });
  });

  it.each([
    '12-users.sql',
    '0012-Users.sql',
    '0012_users.sql',
    '0012-.sql',
    '0012-a--b.sql',
    '0012-users.txt',
  ])('is not called %s', (file) => expect(() => parseMigration(file, '')).toThrow('is not a migration name'));

  it('says in a comment of its own line what it breaks', () => {
    expect(parseMigration('0001-a.sql', 'select 1;\n-- breaks: storage, users\n').breaks).toEqual([
      'storage',
      'users',
    ]);
    expect(parseMigration('0001-a.sql', 'select 1; -- breaks: storage').breaks).toEqual([]);
  });
});

describe('the history', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function load(...files: string[]): readonly string[] {
    for (const file of files) writeFileSync(join(folder, file), 'select 1');
    return loadMigrations(pathToFileURL(`${folder}/`)).map(({ name }) => name);
  }

  it('is one line', () => {
    expect(load('0002-b.sql', '0001-a.sql', 'README.md')).toEqual(['0001-a', '0002-b']);
  });

  it.each([
    ['a number is missing', ['0001-a.sql', '0003-c.sql']],
    ['a number is there twice', ['0001-a.sql', '0001-b.sql']],
    ['it begins late', ['0002-a.sql']],
  ])('is refused when %s', (_, files) => {
    expect(() => load(...files)).toThrow(/out of line/);
  });

  it('of this release is in order', () => {
    expect(loadMigrations().length).toBeGreaterThan(0);
  });
});
