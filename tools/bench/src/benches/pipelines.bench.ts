import { createAuthorizer, createRelations } from '@ashlar/authz';
import { newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createEvents } from '@ashlar/events';
import { createPipelines, pipelineEntities } from '@ashlar/pipelines';
import { fill, type FillSize, fullSize } from '@ashlar/pipelines/testing';
import { createRunKinds } from '@ashlar/runs';
import { migrate } from '@ashlar/schema';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Bench, FunctionSubject } from '../bench.types.js';
import { describePostgres } from '../machine.js';
import {
  derivedPage,
  fillPeers,
  mergedPage,
  pendingByTarget,
  putByGroup,
  putByTarget,
  putSourceByGroup,
  putSourceByTarget,
  readModifyWrite,
  reportOfRows,
  wholeOfRows,
} from '../pipelines/peers.js';

const connections = 8;
const settings = { shared_buffers: '512MB', max_wal_size: '4GB' };
const any = <T>(some: readonly T[]): T => some[Math.floor(Math.random() * some.length)] as T;

interface Outside {
  readonly id: string;
  readonly external_id: string;
  readonly kind: string;
  readonly project_id: string;
}

/**
 * Ours at the brick's door, the peers as plain SQL: what the door costs is on our side of the ratio. `--targets N` instead
 * of 600,000, `--seconds N` a round.
 */
export const pipelines: Bench = {
  name: 'pipelines',
  summary:
    'Rows beside composite types per target and per group, and beside a list that aggregates the table.',
  async prepare({ targets: given = String(fullSize.targets), seconds = '5' }) {
    const share = Number(given) / fullSize.targets;
    const size = {
      targets: Number(given),
      pipelines: Math.round(share * fullSize.pipelines),
      projects: Math.max(2, Math.round(share * fullSize.projects)),
      unfinishedEach: 1,
    };
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-pipelines-'));
    const server = await startPostgres({ dataDir: scratch, settings });
    const removed = async (): Promise<void> => {
      await server.stop();
      rmSync(scratch, { recursive: true, force: true });
    };
    const pool = new pg.Pool({ connectionString: server.url, max: connections });
    // The server may end before it has heard that a connection did.
    pool.on('connect', (client) => client.on('error', () => undefined));
    try {
      await migrate({ url: server.url });
      await fillAll(pool, size);
    } catch (error) {
      await pool.end();
      await removed();
      throw error;
    }
    const client = await pool.connect();
    const { rows: open } = await client.query<Outside>(
      `select id, external_id, kind, project_id from pipelines.targets where status = 'running' and kind = 'package-build'`,
    );
    const { rows: sources } = await client.query<Outside>(
      `select t.id, t.external_id, t.kind, t.project_id from pipelines.targets t where t.kind = 'source-build' order by seq desc limit 1000`,
    );
    const { rows: wholes } = await client.query<{ id: string; project_id: string }>(
      `select id, project_id from pipelines.pipelines order by seq desc limit 5000`,
    );
    // A source build is done; for its turn it runs again.
    await client.query(`set session_replication_role = replica`);
    await client.query(`update pipelines.targets set status = 'running' where id = any($1)`, [
      sources.map(({ id }) => id),
    ]);
    await client.query(
      `update pipelines.groups g set counts = '{0,0,0,0,0,0,0,1}' from pipelines.targets t where t.group_id = g.id and t.id = any($1)`,
      [sources.map(({ id }) => id)],
    );
    await client.query(`set session_replication_role = origin`);
    const { rows: sizes } = await client.query<{ name: string; mb: string }>(
      `select name, round(pg_total_relation_size(name::regclass) / 1e6)::text as mb
       from unnest(array['pipelines.targets', 'pipelines.pipelines', 'peer.by_target', 'peer.by_group']) name`,
    );
    client.release();

    const { database } = await openDatabase(server.url, [...pipelineEntities], {
      poolSize: connections,
      statementTimeoutMs: 60_000,
      lockTimeoutMs: 60_000,
    });
    const ours = createPipelines({
      database,
      authorizer: createAuthorizer({ database }),
      relations: createRelations({ database }),
      events: createEvents({ database, service: 'bench' }),
      kinds: createRunKinds([]),
      domainOf: () => Promise.resolve(newId()),
    });
    const ctx = systemContext('bench');
    const page = { size: 20, sort: { by: 'sequence', descending: true }, start: { page: 0 }, count: false };
    let counter = 0;
    const report = ({ id }: Outside): Promise<unknown> => {
      counter += 1;
      const said = { status: 'running' as const, rawStatus: `raw ${counter}`, sequence: counter };
      return ours.targets.report(ctx, [{ target: { id }, report: said }]);
    };
    const put = (sql: string, { kind, external_id }: Outside): Promise<unknown> => {
      counter += 1;
      return pool.query(sql, [kind, external_id, `raw ${counter}`]);
    };
    const bare = ({ id }: Outside): Promise<unknown> => {
      counter += 1;
      return pool.query({ name: 'report', text: reportOfRows, values: [id, `raw ${counter}`, counter] });
    };
    const fifty = await ours.create(ctx, {
      projectId: wholes[0]?.project_id ?? newId(),
      event: { kind: 'push', source: 'bench', externalId: newId() },
      name: 'fifty',
      steps: ['source-build', 'package-build', 'test'].map((kind, at) => ({
        ...{ kind, name: kind },
        targets: Array.from({ length: [1, 24, 25][at] ?? 0 }, (_, n) => ({ name: `t${n}` })),
      })),
    });
    const one = (table: string): (() => Promise<unknown>) => {
      const text = `select to_jsonb(p) from ${table} p where id = $1`;
      return () => pool.query(text, [any(wholes).id]);
    };
    const subject = (name: string, run: FunctionSubject['run']): FunctionSubject => ({
      kind: 'function',
      name,
      run,
    });
    return {
      reference: 'rows: whole pipeline',
      load: { seconds: Number(seconds), warmUpSeconds: 1 },
      rounds: 3,
      facts: {
        ...(await describePostgres(server.url)),
        connections: String(connections),
        pipelines: String(size.pipelines),
        targets: String(size.targets),
        ...Object.fromEntries(sizes.map(({ name, mb }) => [name, `${mb} MB`])),
      },
      subjects: [
        subject('rows: whole pipeline', () => ours.get(ctx, any(wholes).id)),
        subject('composite per target: whole pipeline', one('peer.by_target')),
        subject('composite per group: whole pipeline', one('peer.by_group')),
        subject('rows, the statement alone: whole pipeline', () =>
          pool.query({ name: 'whole', text: wholeOfRows, values: [any(wholes).id] }),
        ),
        {
          ...subject('rows: whole pipeline of 50 targets, one caller', () =>
            ours.get(ctx, fifty.pipeline.id),
          ),
          callers: 1,
        },
        subject('rows: one build reports', () => report(any(open))),
        subject('rows, the statement alone: one build reports', () => bare(any(open))),
        subject('composite per target: one build reports', () => put(putByTarget, any(open))),
        subject('composite per group: one build reports', () => put(putByGroup, any(open))),
        subject('rows: a shared source build reports', () => report(any(sources))),
        subject('rows, the statement alone: a shared source build reports', () => bare(any(sources))),
        subject('composite per target: a shared source build reports', () =>
          put(putSourceByTarget, any(sources)),
        ),
        subject('composite per group: a shared source build reports', () =>
          put(putSourceByGroup, any(sources)),
        ),
        subject('rows: what is pending', () =>
          pool.query(
            'select target_id from pipelines.checks where next_at <= now() order by next_at limit 100',
          ),
        ),
        subject('composite per target: what is pending', () => pool.query(pendingByTarget)),
        subject('rows: page of the list', () => ours.list(ctx, {}, page)),
        subject('aggregated table: page of the list', () => pool.query(mergedPage)),
        subject('rows: page of failed ones of a project', () =>
          ours.list(ctx, { projectId: any(wholes).project_id, status: 'failed' }, page),
        ),
        subject('status derived when read: page of failed ones of a project', () =>
          pool.query(derivedPage, [any(wholes).project_id]),
        ),
        {
          kind: 'measure',
          name: 'composite, read and written back: kept of 64 at once',
          measure: async () => ({ kept: await readModifyWrite(pool, 64) }),
        },
        {
          kind: 'measure',
          name: 'rows: kept of 64 at once',
          async measure() {
            const targets = Array.from({ length: 64 }, (_, n) => ({ name: `t${n}` }));
            const event = { kind: 'push', source: 'bench', externalId: newId() };
            const { pipeline } = await ours.create(ctx, {
              ...{ projectId: wholes[0]?.project_id ?? newId(), event, name: 'race' },
              steps: [{ kind: 'test', name: 'tests', targets }],
            });
            const ids = pipeline.steps.flatMap((step) => step.targets.map(({ id }) => id));
            await Promise.all(
              ids.map((id) =>
                ours.targets.report(ctx, [{ target: { id }, report: { status: 'succeeded' } }]),
              ),
            );
            return { kept: (await ours.get(ctx, pipeline.id)).counts.succeeded };
          },
        },
      ],
      async cleanUp() {
        await pool.end();
        await database.close();
        await removed();
      },
    };
  },
};

async function fillAll(pool: pg.Pool, size: FillSize): Promise<void> {
  const client = await pool.connect();
  try {
    await fill(client, size);
    await fillPeers(client);
  } finally {
    client.release();
  }
}
