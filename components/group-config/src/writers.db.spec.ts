import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createQuotas, quotaEntities } from '@ashlar/quota';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import pg from 'pg';
import { createDotfiles, type Dotfiles, groupConfigEntities, type OwnerRef } from './index.js';

/** How long it goes on; the full length is 10000. */
const durationMs = Number(process.env['GROUP_CONFIG_WRITERS_MS'] ?? 1_000);
const writers = 64;
const anything = new Set([
  'DOTFILES_TOO_LARGE',
  'DOTFILE_EXISTS',
  'DOTFILE_NOT_FOUND',
  'PRECONDITION_FAILED',
]);

let testDatabase: TestDatabase;
let database: Database;
let root: pg.Client;
let dotfiles: Dotfiles;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  // A slow machine makes everybody wait longer, which is no failure here.
  const patience = { connectTimeoutMs: 60_000, lockTimeoutMs: 60_000, statementTimeoutMs: 60_000 };
  const entities = [...groupConfigEntities, ...quotaEntities];
  ({ database } = await openDatabase(testDatabase.urlFor('data'), entities, patience));
  root = new pg.Client({ connectionString: testDatabase.url });
  await root.connect();
  const { rows } = await root.query<{ id: string }>('select id from groups.domains limit 1');
  dotfiles = createDotfiles({
    database,
    domainOf: () => Promise.resolve(rows[0]?.id ?? ''),
    quota: createQuotas({ database }).meter,
  });
});
afterAll(async () => {
  await root.end();
  await database.close();
  await testDatabase.drop();
});

/** What one writer knows of its own files: nobody else touches them, so what is acknowledged must be there. */
interface Known {
  readonly id: string;
  readonly version: number;
  readonly content: string;
}

it(`many writers at one group lose nothing, exceed nothing and see no failure (${durationMs} ms)`, async () => {
  const { rows } = await root.query<{ id: string }>(`select id from groups.domains limit 1`);
  const owner: OwnerRef = { type: 'domain', id: rows[0]?.id ?? '' };
  const known = new Map<string, Known>();
  const refused = new Set<string>();
  // Near the limit from the start.
  const system = contextFor({ kind: 'user', id: newId(), roles: [] });
  const prefilled = await dotfiles.apply(
    system,
    owner,
    Array.from(
      { length: 70 },
      (_, n) => ({ op: 'create', path: `old/f${n}`, content: Buffer.from(`${n}`) }) as const,
    ),
  );
  for (const { id, path, version, content } of prefilled) {
    known.set(path, { id, version, content: content.toString() });
  }
  const failures: unknown[] = [];
  const counts = { done: 0, refused: 0 };
  let most = 0;
  const end = performance.now() + durationMs;

  const write = async (writer: number): Promise<void> => {
    const ctx = contextFor({ kind: 'user', id: newId(), roles: [] });
    const mine = new Set<string>();
    for (let n = 0; performance.now() < end; n += 1) {
      const path = `w${writer}/f${n}`;
      const [first] = mine;
      const before = first === undefined ? undefined : known.get(first);
      const content = `${writer} ${n} ${'x'.repeat(n % 400)}`;
      try {
        if (before && first !== undefined && (n % 3 === 1 || mine.size > 5)) {
          await dotfiles.delete(ctx, owner, before.id, [before.version]);
          known.delete(first);
          mine.delete(first);
        } else if (before && first !== undefined && n % 3 === 2) {
          const changed = await dotfiles.update(ctx, owner, before.id, [before.version], {
            ...{ path, content: Buffer.from(content) },
          });
          known.delete(first);
          mine.delete(first);
          known.set(path, { id: changed.id, version: changed.version, content });
          mine.add(path);
        } else {
          const made = await dotfiles.create(ctx, owner, { path, content: Buffer.from(content) });
          known.set(path, { id: made.id, version: made.version, content });
          mine.add(path);
        }
        counts.done += 1;
      } catch (error) {
        const { code } = error as { code?: string };
        if (code !== undefined && anything.has(code)) {
          counts.refused += 1;
          if (!known.has(path)) refused.add(path);
        } else failures.push(error);
      }
    }
  };
  const watch = async (): Promise<void> => {
    while (performance.now() < end) {
      const { rows: now } = await root.query<{ files: number }>(
        'select count(*)::int as files from group_config.dotfiles where owner_id = $1',
        [owner.id],
      );
      most = Math.max(most, now[0]?.files ?? 0);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: writers }, (_, writer) => write(writer))]);

  expect(failures).toEqual([]);
  expect(most).toBeLessThanOrEqual(100);
  expect(counts.done).toBeGreaterThan(0);
  expect(counts.refused).toBeGreaterThan(0);
  const { rows: there } = await root.query<{ path: string; content: Buffer; version: number }>(
    `select d.path, d.version, c.content from group_config.dotfiles d join group_config.contents c using (sha256)
     where d.owner_id = $1 order by d.path`,
    [owner.id],
  );
  expect(there.map(({ path, content, version }) => [path, content.toString(), version])).toEqual(
    [...known]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, one]) => [path, one.content, one.version]),
  );
  expect(there.filter(({ path }) => refused.has(path) && !known.has(path))).toEqual([]);
  expect(await dotfiles.usage(system, owner)).toMatchObject({
    files: there.length,
    bytes: there.reduce((sum, { content }) => sum + content.length, 0),
  });
  // Every change that was acknowledged left exactly one revision.
  const { rows: revisions } = await root.query<{ count: string }>(
    'select count(*) from group_config.revisions where owner_id = $1',
    [owner.id],
  );
  expect(Number(revisions[0]?.count)).toBe(prefilled.length + counts.done);
}, 120_000);

/** How often each writer has written into a file, as its content says it. */
type Tally = Readonly<Record<string, number>>;

it(`many writers at the same files of one group lose no update (${durationMs} ms)`, async () => {
  const owner: OwnerRef = { type: 'group', id: newId() };
  await root.query(
    `with d as (select id from groups.domains limit 1), s as (
       insert into groups.slugs (parent_id, slug, target_type, target_id, current)
       select id, 'contended', 'group', $1, true from d
     )
     insert into groups.groups (id, domain_id, slug, name, visibility)
     select $1, id, 'contended', 'Contended', 'private' from d`,
    [owner.id],
  );
  const acknowledged = new Map<string, number>();
  /** What was in files that were deleted, in the very version that the deleting writer knew. */
  const deleted = new Map<string, number>();
  const add = (to: Map<string, number>, tally: Tally): void => {
    for (const [writer, times] of Object.entries(tally)) to.set(writer, (to.get(writer) ?? 0) + times);
  };
  const counts = { created: 0, updated: 0, renamed: 0, deleted: 0, stale: 0, exists: 0, missing: 0 };
  const refusals: Readonly<Record<string, 'stale' | 'exists' | 'missing'>> = {
    PRECONDITION_FAILED: 'stale',
    DOTFILE_EXISTS: 'exists',
    DOTFILE_NOT_FOUND: 'missing',
  };
  const failures: unknown[] = [];
  const end = performance.now() + durationMs;
  const write = async (writer: string, seed: number): Promise<void> => {
    const ctx = contextFor({ kind: 'user', id: newId(), roles: [] });
    for (let n = seed; performance.now() < end; n += 1) {
      const path = `shared/${n % 4}${n % 7 === 0 ? '-moved' : ''}`;
      try {
        const there = await dotfiles.findAt(ctx, owner, path);
        if (!there) {
          await dotfiles.create(ctx, owner, { path, content: Buffer.from(JSON.stringify({ [writer]: 1 })) });
          counts.created += 1;
          add(acknowledged, { [writer]: 1 });
          continue;
        }
        const tally = JSON.parse(there.content.toString()) as Tally;
        if (n % 13 === 0) {
          await dotfiles.delete(ctx, owner, there.id, [there.version]);
          counts.deleted += 1;
          add(deleted, tally);
          continue;
        }
        const content = Buffer.from(JSON.stringify({ ...tally, [writer]: (tally[writer] ?? 0) + 1 }));
        const renames = n % 5 === 0;
        await dotfiles.update(ctx, owner, there.id, [there.version], {
          ...{ content, ...(renames && { path: `shared/${n % 4}-moved` }) },
        });
        counts[renames ? 'renamed' : 'updated'] += 1;
        add(acknowledged, { [writer]: 1 });
      } catch (error) {
        const refusal = refusals[(error as { code?: string }).code ?? ''];
        if (refusal) counts[refusal] += 1;
        else failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, n) => write(`w${n}`, n)));

  expect(failures).toEqual([]);
  const found = new Map(deleted);
  const system = contextFor({ kind: 'user', id: newId(), roles: [] });
  for (const { content } of await dotfiles.contents(system, owner)) {
    add(found, JSON.parse(content.toString()) as Tally);
  }
  const sorted = (tallies: ReadonlyMap<string, number>) =>
    [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(sorted(found)).toEqual(sorted(acknowledged));
  // They did meet, and got somewhere.
  expect(counts.stale).toBeGreaterThan(0);
  expect(counts.updated).toBeGreaterThan(0);
  const { rows } = await root.query<{ count: string }>(
    'select count(*) from group_config.revisions where owner_id = $1',
    [owner.id],
  );
  const { created, updated, renamed } = counts;
  expect(Number(rows[0]?.count)).toBe(created + updated + renamed + counts.deleted);
}, 120_000);
