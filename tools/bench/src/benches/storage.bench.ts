import { createAuthorizer, createRelations } from '@ashlar/authz';
import { contextFor, newId, type OperationContext, type PageRequest } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createRecordingEvents } from '@ashlar/events/testing';
import { createRecordingJobs } from '@ashlar/message-queue/testing';
import { migrate } from '@ashlar/schema';
import { createStorages, storageEntities } from '@ashlar/storage';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Bench, FunctionSubject } from '../bench.types.js';
import { describePostgres } from '../machine.js';

const connections = 10;
const groups = 1_000;
const settings = { shared_buffers: '1GB', max_wal_size: '8GB', maintenance_work_mem: '512MB' };

/**
 * A page of 20 at the brick's door, where there are 1,000 storages and where there are 1,000,000, for the same callers.
 * `--storages N` instead of 1,000,000, `--callers N`, `--seconds N` a round.
 */
export const storage: Bench = {
  name: 'storage',
  summary: 'A page of 20 storages among 1,000 and among 1,000,000, by index and by what the caller may see.',
  async prepare({ storages = '1000000', callers = '64', seconds = '10' }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-storage-'));
    const server = await startPostgres({ dataDir: scratch, settings });
    const large = Number(storages);
    const [few, many] = [await open(server.url, 'few', 1_000), await open(server.url, 'many', large)];
    return {
      reference: 'member, among 1,000',
      load: { callers: Number(callers), seconds: Number(seconds), warmUpSeconds: 2 },
      rounds: 3,
      facts: {
        ...(await describePostgres(server.url)),
        connections: String(connections),
        'storages of the large one': String(large),
        groups: String(groups),
      },
      subjects: [...few.subjects('among 1,000'), ...many.subjects(`among ${large.toLocaleString('en')}`)],
      async cleanUp() {
        await few.close();
        await many.close();
        await server.stop();
        rmSync(scratch, { recursive: true, force: true });
      },
    };
  },
};

interface Opened {
  subjects(where: string): readonly FunctionSubject[];
  close(): Promise<void>;
}

async function open(serverUrl: string, name: string, size: number): Promise<Opened> {
  const root = new pg.Client({ connectionString: serverUrl });
  await root.connect();
  await root.query(`create database bench_storage_${name}`);
  await root.end();
  const address = new URL(serverUrl);
  address.pathname = `/bench_storage_${name}`;
  const url = address.toString();
  await migrate({ url });
  const member = newId();
  await fill(url, size, member);
  const { database } = await openDatabase(url, storageEntities, {
    poolSize: connections,
    statementTimeoutMs: 60_000,
  });
  const { list } = createStorages({
    database,
    authorizer: createAuthorizer({ database }),
    relations: createRelations({ database }),
    jobs: createRecordingJobs(),
    events: createRecordingEvents(),
  });
  const as = (id: string, ...roles: string[]): OperationContext => contextFor({ kind: 'user', id, roles });
  const page = (who: OperationContext, by: string): Promise<unknown> => {
    const request: PageRequest = {
      ...{ size: 20, sort: { by, descending: false }, start: { page: 0 } },
      count: false,
    };
    return list(who, {}, request);
  };
  return {
    subjects: (where) => [
      { kind: 'function', name: `member, ${where}`, run: () => page(as(member, 'member'), 'name') },
      {
        kind: 'function',
        name: `administrator, ${where}`,
        run: () => page(as(newId(), 'member', 'admin'), 'created_at'),
      },
    ],
    close: () => database.close(),
  };
}

/** Storages in 1,000 groups, ten of which the member is in, and one in a hundred of the platform. */
async function fill(url: string, size: number, member: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const id = (kind: 7 | 9, n: string): string =>
    `('01900000-0000-7000-800${kind}-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`;
  const domain = "'00000000-0000-7000-8000-000000000001'::uuid";
  const nil = "'00000000-0000-0000-0000-000000000000'::uuid";
  const allGroups = `from generate_series(1, ${groups}) n`;
  const all = `from generate_series(1, ${size}) n`;
  const owner = `case n % 100 when 0 then null else ${id(7, `1 + n % ${groups}`)} end`;
  await client.query(
    `insert into groups.slugs (parent_id, slug, target_type, target_id, current)
     select ${domain}, 'group' || n, 'group', ${id(7, 'n')}, true ${allGroups}`,
  );
  await client.query(
    `insert into groups.groups (id, domain_id, slug, name, visibility)
     select ${id(7, 'n')}, ${domain}, 'group' || n, md5(n::text), 'private' ${allGroups}`,
  );
  await client.query(
    `insert into storage.storages (id, owner_type, owner_id, domain_id, name, type, resource, created_at)
     select ${id(9, 'n')}, case when ${owner} is null then 'platform' else 'group' end, ${owner},
       case when ${owner} is null then null else ${domain} end, md5(n::text), 's3',
       '{"provider":"Other","endpoint":"https://s3.example.org","bucket":"results"}', now() - n * interval '1 second'
     ${all}`,
  );
  // Types: user 1, platform 4, domain 5, group 7, storage 9. Relations: viewer 8, parent 10.
  await client.query(
    `insert into authz.rel (resource_type, relation, subject_type, resource_id, subject_id)
     select 7, 10, 5, ${id(7, 'n')}, ${domain} ${allGroups} union all
     select 9, 10, case when ${owner} is null then 4 else 7 end, ${id(9, 'n')}, coalesce(${owner}, ${nil}) ${all} union all
     select 7, 8, 1, ${id(7, 'n * 100')}, '${member}' from generate_series(1, 10) n`,
  );
  await client.query('vacuum analyze');
  await client.end();
}
