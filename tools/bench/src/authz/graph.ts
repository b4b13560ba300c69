import { migrate } from '@ashlar/schema';
import pg from 'pg';

/** How large a platform is. The ratios between its parts stay. */
export interface Size {
  readonly projects: number;
  readonly users: number;
  readonly groups: number;
}

/** 7 million tuples. */
export const fullSize: Size = { projects: 1_000_000, users: 100_000, groups: 20_000 };

const kinds = { user: 1, domain: 5, namespace: 6, group: 7, project: 8 } as const;

/** The id of the n-th object of a kind. */
export function idOf(kind: keyof typeof kinds, n: number): string {
  return `01900000-0000-7000-800${kinds[kind]}-${n.toString(16).padStart(12, '0')}`;
}

/** SQL for the same. */
function sqlId(kind: keyof typeof kinds, n: string): string {
  return `('01900000-0000-7000-800${kinds[kind]}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
}

/** Somebody who belongs to `count` groups spread over the platform, and nowhere else. */
export const memberOfGroups = { id: idOf('user', 0xfffff1), count: 40 } as const;
/** Administrates the one domain. */
export const domainAdmin = idOf('user', 0xfffff2);
/** May see into the group that owns half of everything. */
export const halfViewer = idOf('user', 0xfffff3);
/** Belongs nowhere. */
export const stranger = idOf('user', 0xfffff4);

/**
 * Fills a database: one domain, groups in a tree of which the first owns half of the projects and the others share most
 * of the rest, namespaces, five people with a role right at each project, one project in twenty public.
 * @returns the number of tuples.
 */
export async function fill(url: string, { projects, users, groups }: Size): Promise<number> {
  await migrate({ url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: existing } = await client.query(`select to_regclass('bench.projects') as name`);
    if (!existing[0]?.name) await make(client, { projects, users, groups });
    const { rows } = await client.query('select count(*)::int as count from authz.rel');
    return rows[0]?.count as number;
  } finally {
    await client.end();
  }
}

async function make(client: pg.Client, { projects, users, groups }: Size): Promise<void> {
  const domain = sqlId('domain', '1');
  const everybody = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;
  // Types and relations by the dictionary of the authz brick.
  const tuples = [
    // The domain lies in the platform; everybody is a member, one an administrator.
    `select 5, 10, 4, 0, ${domain}, '00000000-0000-0000-0000-000000000000'::uuid`,
    `select 5, 2, 1, 0, ${domain}, ${sqlId('user', 'n')} from generate_series(1, ${users}) n`,
    `select 5, 1, 1, 0, ${domain}, '${domainAdmin}'::uuid`,
    // Groups: the first ten in the domain, the others in one with a tenth of their number.
    `select 7, 10, 5, 0, ${sqlId('group', 'n')}, ${domain} from generate_series(1, 10) n`,
    `select 7, 10, 7, 0, ${sqlId('group', 'n')}, ${sqlId('group', '2 + n / 10')} from generate_series(11, ${groups}) n`,
    // Twenty people in each group, and in each tenth the members of another.
    `select 7, 6 + m % 3, 1, 0, ${sqlId('group', 'n')}, ${sqlId('user', `1 + (n * 7919 + m * 104729) % ${users}`)} from generate_series(2, ${groups}) n, generate_series(0, 19) m`,
    `select 7, 8, 7, 2, ${sqlId('group', 'n')}, ${sqlId('group', 'n - 1')} from generate_series(20, ${groups}, 10) n`,
    `select 7, 8, 1, 0, ${sqlId('group', '1')}, '${halfViewer}'::uuid`,
    `select 7, 7, 1, 0, ${sqlId('group', `n * ${Math.floor(groups / memberOfGroups.count)}`)}, '${memberOfGroups.id}'::uuid from generate_series(1, ${memberOfGroups.count}) n`,
    // A namespace for each user.
    `select 6, 10, 5, 0, ${sqlId('namespace', 'n')}, ${domain} from generate_series(1, ${users}) n`,
    `select 6, 6, 1, 0, ${sqlId('namespace', 'n')}, ${sqlId('user', 'n')} from generate_series(1, ${users}) n`,
    // Projects, five people each, some public.
    `select 8, 10, case when ns then 6 else 7 end, 0, id, parent_id from bench.projects`,
    `select 8, 6 + m % 3, 1, 0, id, ${sqlId('user', `1 + (n * 31337 + m * 15485863) % ${users}`)} from bench.projects, generate_series(0, 4) m`,
    ...[1, 2, 3].map(
      (type) => `select 8, 9, ${type}, 0, id, ${everybody} from bench.projects where is_public`,
    ),
  ];
  await client.query(`
    create schema bench;
    create table bench.projects (
      id uuid primary key, n bigint not null, parent_id uuid not null, ns boolean not null, is_public boolean not null,
      name text not null, created_at timestamptz(3) not null
    );
    insert into bench.projects
    select ${sqlId('project', 'n')}, n,
      case when n % 2 = 0 then ${sqlId('group', '1')} when n % 10 = 1 then ${sqlId('namespace', `1 + n % ${users}`)}
        else ${sqlId('group', `2 + (n * 2654435761) % ${groups - 1}`)} end,
      n % 10 = 1, n % 20 = 3, 'Project ' || n, '2026-01-01'::timestamptz + n * interval '1 s'
    from generate_series(1::bigint, ${projects}) n;
    create index projects_created_at on bench.projects (created_at, id);
    create index projects_parent on bench.projects (parent_id, created_at, id);
    create index projects_public on bench.projects (created_at, id) where is_public;
    create table bench.plain (id uuid primary key, parent_id uuid not null, name text not null);
    alter table authz.rel drop constraint rel_pkey;
    drop index authz.rel_reverse`);
  for (const query of tuples) {
    await client.query(
      `insert into authz.rel (resource_type, relation, subject_type, subject_relation, resource_id, subject_id) ${query}`,
    );
  }
  // The same person may be drawn twice for one project or group.
  await client.query(`
    delete from authz.rel r using (
      select ctid, row_number() over (partition by resource_type, resource_id, relation, subject_type, subject_id, subject_relation) as copy from authz.rel
    ) d where r.ctid = d.ctid and d.copy > 1;
    alter table authz.rel add constraint rel_pkey primary key (resource_type, resource_id, relation, subject_type, subject_id, subject_relation);
    create index rel_reverse on authz.rel (subject_type, subject_id, subject_relation, resource_type, relation, resource_id)`);
  await client.query('vacuum analyze authz.rel');
  await client.query('vacuum analyze bench.projects');
}
