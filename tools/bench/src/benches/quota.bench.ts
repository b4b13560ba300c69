import { contextFor, newId } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createQuotas, quotaEntities, type QuotaSubject } from '@ashlar/quota';
import { migrate } from '@ashlar/schema';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Bench } from '../bench.types.js';
import { describePostgres } from '../machine.js';

const connections = 8;

/**
 * Consuming at the brick's door, on one counter and on many, beside a loop that reads, compares a version and writes, as
 * Harbor does. `--subjects N` instead of 10,000, `--seconds N` a round.
 */
export const quota: Bench = {
  name: 'quota',
  summary: 'Consuming, all callers on one counter and spread over 10,000; the peer retries compare-and-swap.',
  async prepare({ subjects: given = '10000', seconds = '10' }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-quota-'));
    const server = await startPostgres({ dataDir: scratch, settings: { shared_buffers: '512MB' } });
    await migrate({ url: server.url });
    const { database } = await openDatabase(server.url, quotaEntities, {
      poolSize: connections,
      statementTimeoutMs: 60_000,
    });
    const pool = new pg.Pool({ connectionString: server.url, max: connections });
    const ids = Array.from({ length: Number(given) }, newId);
    await pool.query(
      `insert into users.users (id, issuer, subject, username) select id, 'bench', id, 'u' from unnest($1::uuid[]) id`,
      [ids],
    );
    const quotas = createQuotas({ database });
    const ctx = contextFor({ kind: 'service', id: 'bench', roles: ['service'] });
    const unlimited = await quotas.templates.create(ctx, {
      name: 'Bench',
      type: 'MAX_SIZE',
      limit: 9_000_000_000_000_000_000n,
      period: { kind: 'none' },
      expire: { kind: 'never' },
      enabled: true,
    });
    await pool.query(
      `insert into quota.assignments (id, subject_type, subject_id, type, template_id)
       select gen_random_uuid(), 'user', id, 'MAX_SIZE', $2 from unnest($1::uuid[]) id`,
      [ids, unlimited.id],
    );
    await pool.query(`
      create table public.cas (id uuid primary key, hard bigint not null, used bigint not null, version bigint not null);
      create table public.cas_log (id uuid not null, amount bigint not null, at timestamptz not null default now())`);
    await pool.query(
      `insert into public.cas select id, 9000000000000000000, 0, 0 from unnest($1::uuid[]) id`,
      [ids],
    );
    // Counters are opened by a first use; that is not what is measured.
    const items = [{ type: 'MAX_SIZE', amount: 1n }];
    const user = (index: number): QuotaSubject => ({ type: 'user', id: ids[index % ids.length] ?? '' });
    for (let from = 0; from < ids.length; from += 500) {
      const some = Array.from({ length: Math.min(500, ids.length - from) }, (_, at) => user(from + at));
      await Promise.all(some.map((subject) => quotas.meter.charge(ctx, { subject, items })));
    }
    await pool.query('vacuum analyze');
    const one = user(0);
    return {
      reference: 'compare and swap, one counter',
      load: { seconds: Number(seconds), warmUpSeconds: 2 },
      rounds: 3,
      facts: {
        ...(await describePostgres(server.url)),
        connections: String(connections),
        subjects: String(ids.length),
      },
      subjects: [
        {
          kind: 'function',
          name: 'consume, one counter',
          run: () => quotas.meter.charge(ctx, { subject: one, items }),
        },
        {
          kind: 'function',
          name: 'compare and swap, one counter',
          run: ({ signal }) => compareAndSwap(pool, one.id, signal),
        },
        {
          kind: 'function',
          name: 'consume, many subjects',
          run: ({ index }) => quotas.meter.charge(ctx, { subject: user(spread(index)), items }),
        },
        {
          kind: 'function',
          name: 'compare and swap, many subjects',
          run: ({ index, signal }) => compareAndSwap(pool, user(spread(index)).id, signal),
        },
      ],
      async cleanUp() {
        await pool.end();
        await database.close();
        await server.stop();
        rmSync(scratch, { recursive: true, force: true });
      },
    };
  },
};

/** Neighbours in time are not neighbours in the table. */
function spread(index: number): number {
  return index * 7_919;
}

/** Reads, decides, and writes if nobody else has; again until it has, at once, and with a row of log like ours. */
async function compareAndSwap(pool: pg.Pool, id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { rows } = await pool.query<{ used: string; hard: string; version: string }>(
      'select used, hard, version from public.cas where id = $1',
      [id],
    );
    const [row] = rows;
    if (!row || BigInt(row.used) + 1n > BigInt(row.hard)) throw new Error('refused');
    const { rowCount } = await pool.query(
      `with swapped as (
         update public.cas set used = $2, version = version + 1 where id = $1 and version = $3 returning id
       )
       insert into public.cas_log (id, amount) select id, 1 from swapped`,
      [id, (BigInt(row.used) + 1n).toString(), row.version],
    );
    if (rowCount === 1) return;
  }
}
