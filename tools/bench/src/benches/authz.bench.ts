import { createAuthorizer, createRelations } from '@ashlar/authz';
import { anonymous, contextFor, newId, type OperationContext, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { startPostgres } from '@ashlar/test-postgres';
import pg from 'pg';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  domainAdmin,
  fill,
  fullSize,
  halfViewer,
  idOf,
  memberOfGroups,
  type Size,
  stranger,
} from '../authz/graph.js';
import { offered } from '../authz/offered.js';
import { startPeer } from '../authz/peer.js';
import { ProjectRow } from '../authz/projects.entity.js';
import { insertProject, newestProjects } from '../authz/projects.repository.js';
import type { Bench, FunctionSubject } from '../bench.types.js';
import { describePostgres } from '../machine.js';

const settings = { shared_buffers: '1GB', max_wal_size: '8GB', maintenance_work_mem: '512MB' };
const connections = 10;
const any = (limit: number): number => 1 + Math.floor(Math.random() * limit);
const as = (id: string, ...roles: string[]): OperationContext => contextFor({ kind: 'user', id, roles });

/**
 * At the brick's door over 7 million tuples, and beside SpiceDB over as many as it takes in reasonable time. `--url URL`
 * uses a database that is (or gets) filled and stays, `--projects N` a smaller platform, `--peer-projects N` another
 * size for the comparison than 4,000, `--callers N` another number than 64, `--seconds N` shorter rounds.
 */
export const authz: Bench = {
  name: 'authz',
  summary: 'Checks, lists and grants over 7 million tuples, and checks beside the embedded SpiceDB.',
  async prepare({
    url: given,
    projects,
    'peer-projects': peerProjects = '4000',
    callers = '64',
    seconds = '4',
  }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-authz-'));
    const server = given === undefined ? await startPostgres({ dataDir: scratch, settings }) : undefined;
    const url = given ?? server?.url ?? '';
    const full = await openPlatform(
      url,
      sizeOf(projects === undefined ? fullSize.projects : Number(projects)),
    );
    const smallUrl = await otherDatabase(url, 'bench_authz_small');
    const small = await openPlatform(smallUrl, sizeOf(Number(peerProjects)));
    const peer = await startPeer(smallUrl);
    return {
      reference: 'SpiceDB, small graph: check',
      rounds: 3,
      load: { callers: Number(callers), seconds: Number(seconds), warmUpSeconds: 1 },
      facts: {
        ...(await describePostgres(url)),
        tuples: String(full.tuples),
        'tuples of the small graph': `${small.tuples}; ${peer.tuples} in SpiceDB, which is told what Ashlar implies`,
        connections: String(connections),
        'load of the machine before': loadavg()
          .map((load) => load.toFixed(1))
          .join(' '),
        ...(await full.describeLists()),
      },
      subjects: [
        ...full.checks(),
        offered('check, 4,000/s offered', { perSecond: 4_000, seconds: Number(seconds) }, () =>
          full.checkOfAnybody(),
        ),
        full.bulk('bulk of 100'),
        ...full.lists(),
        ...full.inserts(),
        {
          kind: 'function',
          name: 'SpiceDB, small graph: check',
          run: () => peer.check('read', small.project(), small.user()),
        },
        {
          kind: 'function',
          name: 'SpiceDB, small graph: bulk of 100',
          run: () => peer.bulk('read', Array.from({ length: 100 }, small.project), small.user()),
        },
        { kind: 'function', name: 'Ashlar, small graph: check', run: () => small.checkOfAnybody() },
        small.bulk('Ashlar, small graph: bulk of 100'),
      ],
      async cleanUp() {
        peer.close();
        await small.close();
        await full.close();
        await server?.stop();
        rmSync(scratch, { recursive: true, force: true });
      },
    };
  },
};

function sizeOf(projects: number): Size {
  const part = projects / fullSize.projects;
  return {
    projects,
    users: Math.round(fullSize.users * part),
    // Some are the same at any size: the one that owns half, those in the domain, those of the member of many.
    groups: Math.max(200, Math.round(fullSize.groups * part)),
  };
}

/** A database beside the one at `url`, made when missing. */
async function otherDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** A filled database, and what is measured in it. */
async function openPlatform(url: string, size: Size) {
  const tuples = await fill(url, size);
  const { database } = await openDatabase(url, [ProjectRow], {
    statementTimeoutMs: 60_000,
    poolSize: connections,
  });
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const project = (): string => idOf('project', any(size.projects));
  const user = (): string => idOf('user', any(size.users));
  const anybody = (): OperationContext => as(user(), 'member');
  const check = (
    name: string,
    who: () => OperationContext,
    permission = 'project.read',
  ): FunctionSubject => ({
    kind: 'function',
    name: `check, ${name}`,
    run: () => authorizer.check(who(), permission, project()),
  });
  const readers: readonly (readonly [string, () => OperationContext, string])[] = [
    ['administrator', () => as(stranger, 'admin'), 'project.read'],
    ['administrator of the domain', () => as(domainAdmin), 'project.read'],
    ['sees half', () => as(halfViewer), 'project.read'],
    ['in 40 groups', () => as(memberOfGroups.id), 'project.read'],
    ['anybody', anybody, 'project.read'],
    ['in 40 groups, may update', () => as(memberOfGroups.id), 'project.update'],
    ['nothing to update', () => as(stranger), 'project.update'],
  ];
  const list = async (ctx: OperationContext, permission: string, count = false) =>
    newestProjects(ctx, database, await authorizer.visibleIn(ctx, permission), count);
  const insert = (tuplesOf: (id: string, parent: string) => Parameters<typeof relations.write>[1]) => () =>
    database.transact(systemContext('bench'), async (tx) => {
      const id = newId();
      const parent = idOf('group', any(size.groups));
      await insertProject(tx, database, id, parent);
      const change = tuplesOf(id, parent);
      if (change.touch) await relations.write(tx, change);
    });

  return {
    tuples,
    project,
    user,
    checkOfAnybody: () => authorizer.check(anybody(), 'project.read', project()),
    checks: (): readonly FunctionSubject[] => [
      check('anybody', anybody),
      check('administrator', () => as(stranger, 'admin')),
      check('administrator of the domain', () => as(domainAdmin)),
      check('sees half', () => as(halfViewer)),
      check('in 40 groups', () => as(memberOfGroups.id)),
      check('belongs nowhere', () => as(stranger), 'project.update'),
      check('anonymous', () => contextFor(anonymous)),
    ],
    bulk: (name: string): FunctionSubject => ({
      kind: 'function',
      name,
      callers: 8,
      run: () => authorizer.checkMany(anybody(), 'project.read', Array.from({ length: 100 }, project)),
    }),
    lists: (): readonly FunctionSubject[] =>
      readers.map(([name, who, permission]) => ({
        kind: 'function',
        name: `list of 20, ${name}`,
        callers: 2,
        run: () => list(who(), permission),
      })),
    /** How many projects each list is cut from. */
    async describeLists(): Promise<Readonly<Record<string, string>>> {
      const totals: Record<string, string> = {};
      for (const [name, who, permission] of readers.filter(
        ([each]) => each !== 'administrator of the domain',
      )) {
        const { total } = await list(who(), permission, true);
        totals[`list of 20, ${name}`] = `${total?.exact ? '' : 'more than '}${total?.count ?? 0} projects`;
      }
      return totals;
    },
    inserts: (): readonly FunctionSubject[] => [
      { kind: 'function', name: 'insert of a project', callers: 8, run: insert(() => ({})) },
      {
        kind: 'function',
        name: 'insert of a project and its tuples',
        callers: 8,
        run: insert((id, parent) => {
          const object = { type: 'project', id };
          return {
            touch: [
              { object, relation: 'parent', subject: { type: 'group', id: parent } },
              { object, relation: 'owner', subject: { type: 'user', id: user() } },
            ],
          };
        }),
      },
    ],
    close: () => database.close(),
  };
}
