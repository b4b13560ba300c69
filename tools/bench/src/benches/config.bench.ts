import { contextFor, type Database, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createEffectiveConfigs, groupConfigEntities } from '@ashlar/group-config';
import { migrate } from '@ashlar/schema';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Bench } from '../bench.types.js';
import { describePostgres } from '../machine.js';

const connections = 8;
const domainId = '00000000-0000-7000-8000-000000000001';
const filesEach = 100;

interface Run {
  readonly projectId: string;
  readonly userId: string;
  readonly owners: readonly string[];
}

/**
 * What holds for a run, of four owners with 100 files each, at the brick's door, beside a peer that keeps the files of an
 * owner in one column and composes them in the process, owner by owner. `--groups N` instead of 100,000 that are there,
 * `--runs N` instead of 200 projects with files, `--seconds N` a round.
 */
export const config: Bench = {
  name: 'config',
  summary:
    'The effective config of 4 owners x 100 files with 100,000 groups; the peer has a column of files an owner.',
  async prepare({ groups: given = '100000', runs: wanted = '200', seconds = '10' }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-config-'));
    const server = await startPostgres({ dataDir: scratch, settings: { shared_buffers: '512MB' } });
    await migrate({ url: server.url });
    const { database } = await openDatabase(server.url, groupConfigEntities, {
      poolSize: connections,
      statementTimeoutMs: 600_000,
    });
    const pool = new pg.Pool({ connectionString: server.url, max: connections });
    // The server ends before the last of its connections has.
    pool.on('error', () => undefined);
    const runs = await fill(pool, Number(given), Number(wanted));
    const ctx = contextFor({ kind: 'service', id: 'bench', roles: ['service'] });
    const runAt = (index: number): Run => runs[(index * 7_919) % runs.length] ?? noRun;
    const ours = async (source: Database, { projectId, userId }: Run): Promise<void> => {
      const { files } = await createEffectiveConfigs({ database: source }).of(ctx, { projectId, userId });
      if (files.length !== filesEach * 2.5) throw new Error(`${files.length} files`);
    };
    return {
      reference: 'a column of files, 1 caller',
      load: { seconds: Number(seconds), warmUpSeconds: 2 },
      rounds: 3,
      facts: {
        ...(await describePostgres(server.url)),
        ...{ connections: String(connections), groups: given, 'projects with files': wanted },
        files: `4 x ${filesEach}`,
      },
      subjects: [1, 4, 64].flatMap((callers) => [
        {
          kind: 'function' as const,
          name: `effective config, ${callers} ${callers === 1 ? 'caller' : 'callers'}`,
          callers,
          run: ({ index }: { readonly index: number }) => ours(database, runAt(index)),
        },
        {
          kind: 'function' as const,
          name: `a column of files, ${callers} ${callers === 1 ? 'caller' : 'callers'}`,
          callers,
          run: ({ index }: { readonly index: number }) => ofColumns(pool, runAt(index)),
        },
      ]),
      async cleanUp() {
        await pool.end();
        await database.close();
        await server.stop();
        rmSync(scratch, { recursive: true, force: true });
      },
    };
  },
};

const noRun: Run = { projectId: '', userId: '', owners: [] };

async function fill(pool: pg.Pool, groups: number, wanted: number): Promise<readonly Run[]> {
  const ids = (count: number): string[] => Array.from({ length: count }, newId);
  const groupIds = ids(groups);
  await pool.query(
    `with made as (
       insert into groups.slugs (parent_id, slug, target_type, target_id, current)
       select $1, 'g' || n, 'group', id, true from unnest($2::uuid[]) with ordinality t (id, n)
       returning target_id, slug
     )
     select count(*) from made`,
    [domainId, groupIds],
  );
  await pool.query(
    `insert into groups.groups (id, domain_id, slug, name, visibility)
     select id, $1, 'g' || n, 'Group ' || n, 'private' from unnest($2::uuid[]) with ordinality t (id, n)`,
    [domainId, groupIds],
  );
  const [projectIds, userIds] = [ids(wanted), ids(wanted)];
  const parents = groupIds.slice(0, wanted);
  await pool.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     select g, 'p', 'project', p, true from unnest($1::uuid[], $2::uuid[]) t (g, p)`,
    [parents, projectIds],
  );
  await pool.query(
    `insert into projects.projects (id, domain_id, group_id, slug, name, visibility)
     select p, $3, g, 'p', 'Project', 'private' from unnest($1::uuid[], $2::uuid[]) t (g, p)`,
    [parents, projectIds, domainId],
  );
  await pool.query(`insert into group_config.contents (sha256, content) values (sha256('bench'), 'bench')`);
  await pool.query('create table public.columns (owner_id uuid primary key, files bytea not null)');
  const layers: readonly (readonly [string, readonly string[]])[] = [
    ['domain', [domainId]],
    ['group', parents],
    ['project', projectIds],
    ['user', userIds],
  ];
  for (const [type, owners] of layers) {
    await pool.query(
      `insert into group_config.owners (owner_type, owner_id, domain_id, files, bytes)
       select $1, o, $2, $4, 5 * $4 from unnest($3::uuid[]) o`,
      [type, domainId, owners, filesEach],
    );
    await pool.query(
      `insert into group_config.dotfiles (id, owner_type, owner_id, path, mode, sha256, size)
       select gen_random_uuid(), $1, o, 'd/' || case when n % 2 = 0 then 'shared' else $1 end || '-' || n, 420,
         sha256('bench'), 5
       from unnest($2::uuid[]) o, generate_series(1, $3) n`,
      [type, owners, filesEach],
    );
    const files = Array.from({ length: filesEach }, (_, at) => ({
      path: `d/${(at + 1) % 2 === 0 ? 'shared' : type}-${at + 1}`,
      ...{ perm: '644', data: 'bench' },
    }));
    await pool.query('insert into public.columns select o, $2 from unnest($1::uuid[]) o', [
      owners,
      Buffer.from(JSON.stringify(files)),
    ]);
  }
  await pool.query('vacuum analyze');
  return projectIds.map((projectId, at) => ({
    projectId,
    userId: userIds[at] ?? '',
    owners: [userIds[at] ?? '', projectId, parents[at] ?? '', domainId],
  }));
}

/** One owner after the other, the narrowest first; a wider one's file is dropped where there is one already. */
async function ofColumns(pool: pg.Pool, { owners }: Run): Promise<void> {
  const composed = new Map<string, object>();
  for (const owner of owners) {
    const { rows } = await pool.query<{ files: Buffer }>(
      'select files from public.columns where owner_id = $1',
      [owner],
    );
    const files = JSON.parse(rows[0]?.files.toString() ?? '[]') as readonly { readonly path: string }[];
    for (const file of files) if (!composed.has(file.path)) composed.set(file.path, file);
  }
  if (composed.size !== filesEach * 2.5) throw new Error(`${composed.size} files`);
}
