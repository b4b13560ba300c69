import { newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { freePort, startProcess, waitForHttp, waitUntil, type RunningProcess } from '@ashlar/processes';
import { createQuotas, createQuotaUpkeep, quotaEntities } from '@ashlar/quota';
import { migrate } from '@ashlar/schema';
import { createLogins, startPostgres } from '@ashlar/test-postgres';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { ChaosOptions, CrashPoint, Verdict } from '../chaos.types.js';
import { judgeQuota, type QuotaEvidence } from '../judge-quota.js';
import { randomFrom } from '../random.js';

const limit = 100;
const clients = 64;
/** Seconds; what nobody commits is free again after it. */
const ttl = 2;
const type = 'MAX_ORDER_TIMES';

/** 64 clients make `size` attempts (10,000) on one counter with a limit of 100; the service is killed twice meanwhile. */
export const killQuota: CrashPoint = {
  name: 'kill-quota',
  summary:
    'kill -9 of a service with quotas, twice, while 64 clients make 10,000 attempts at a limit of 100: exactly 100 are admitted',

  async run({ root, size = 10_000, seed = 1, log = () => undefined }: ChaosOptions): Promise<Verdict> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-chaos-quota-'));
    // The service is what dies here, never the machine.
    const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings });
    const superuser = new pg.Client({ connectionString: postgres.url });
    let service: Killable | undefined;
    try {
      await migrate({ url: postgres.url });
      const logins = await createLogins(postgres.url, { database: 'postgres' });
      await superuser.connect();
      const user = await prepare(superuser, logins.data);
      const started = await startService(root, logins.data);
      service = started;
      log('the service is ready');

      const fired = await fire({ service: started, user, size, random: randomFrom(seed), log });
      // Until what was abandoned has run out, and then whatever is left of the limit.
      await waitUntil(async () => (await liveHolds(superuser)) === 0, {
        what: 'every hold has ended or run out',
        within: 60_000,
        every: 200,
      });
      const late = await takeTheRest(started, user);
      await sweep(logins.worker);
      const evidence = await gather(superuser, user);
      return {
        violations: judgeQuota({ ...evidence, limit, acknowledged: fired.acknowledged + late }),
        figures: { ...fired, late, used: evidence.used, kills: fired.kills, holds: evidence.holds },
      };
    } finally {
      await service?.end();
      await superuser.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function prepare(superuser: pg.Client, url: string): Promise<string> {
  const id = newId();
  await superuser.query(
    `insert into users.users (id, issuer, subject, username) values ($1, 'chaos', 'chaos', 'chaos')`,
    [id],
  );
  const { database } = await openDatabase(url, quotaEntities);
  try {
    const { templates, assignments } = createQuotas({ database });
    const ctx = systemContext('chaos');
    const quota = await templates.create(ctx, {
      ...{ name: 'Hundred', type, limit: BigInt(limit), enabled: true },
      ...{ period: { kind: 'none' }, expire: { kind: 'never' } },
    });
    await assignments.assign(ctx, { type: 'user', id }, quota.id, { replace: false });
  } finally {
    await database.close();
  }
  return id;
}

interface Killable {
  /** A call; `none` when the connection broke, so that nobody knows. Waits while the service is being started. */
  call(path: string, key: string, body: object): Promise<Answer>;
  kill(): Promise<void>;
  end(): Promise<void>;
}

type Answer = { readonly status: number; readonly id?: string } | { readonly status: 'none' };

async function startService(root: string, databaseUrl: string): Promise<Killable> {
  const token = randomBytes(16).toString('hex');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async (): Promise<RunningProcess> => {
    const child = await startProcess({
      name: 'quota-service',
      command: process.execPath,
      args: ['tools/chaos/dist/quota-service.js'],
      cwd: root,
      env: { DATABASE_URL: databaseUrl, PORT: String(port), TOKEN: token },
    });
    await waitForHttp(`${url}/healthz`, { from: child, within: 60_000 });
    return child;
  };
  let running = start();
  await running;
  return {
    async call(path, key, body) {
      await running;
      try {
        const response = await fetch(`${url}${path}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(60_000),
        });
        const { id } = (await response.json()) as { id?: string };
        return { status: response.status, ...(id !== undefined && { id }) };
      } catch {
        return { status: 'none' };
      }
    },
    async kill() {
      const dying = await running;
      running = dying.kill().then(start);
      await running;
    },
    async end() {
      await (await running).kill();
    },
  };
}

interface Fire {
  readonly service: Killable;
  readonly user: string;
  readonly size: number;
  readonly random: () => number;
  readonly log: (line: string) => void;
}

/** Of ten attempts seven consume, two hold and commit, one holds and forgets. */
async function fire({ service, user, size, random, log }: Fire) {
  const counts = { attempts: 0, acknowledged: 0, refused: 0, unanswered: 0, abandoned: 0, kills: 0 };
  const kills = [0.15, 0.5].map((part) => Math.ceil(limit * (part + random() / 5)));
  const killing: Promise<void>[] = [];
  const path = `/api/data/users/${user}`;
  const items = [{ type, amount: 1 }];

  /** Until there is an answer, each time with the same key. */
  const insist = async (to: string, body: object): Promise<Exclude<Answer, { status: 'none' }>> => {
    const key = randomUUID();
    for (;;) {
      const answer = await service.call(to, key, body);
      if (answer.status !== 'none' && answer.status !== 503) return answer;
      counts.unanswered += 1;
    }
  };
  const admitted = (): void => {
    counts.acknowledged += 1;
    const [next] = kills;
    if (next === undefined || counts.acknowledged < next) return;
    kills.shift();
    counts.kills += 1;
    log(`after ${counts.acknowledged} admitted: kill -9`);
    killing.push(service.kill());
  };
  const attempt = async (turn: number): Promise<void> => {
    if (turn < 7) {
      const { status } = await insist(`${path}/quota-usage/consume`, { items });
      if (status === 200) admitted();
      else counts.refused += 1;
      return;
    }
    const { status, id } = await insist(`${path}/quota-holds`, { items, ttl });
    if (status !== 201) {
      counts.refused += 1;
      return;
    }
    if (turn === 9) {
      counts.abandoned += 1;
      return;
    }
    const committed = await insist(`/api/data/quota-holds/${id}/commit`, {});
    if (committed.status === 200) admitted();
    else counts.refused += 1;
  };
  const client = async (): Promise<void> => {
    while (counts.attempts < size) {
      const turn = counts.attempts % 10;
      counts.attempts += 1;
      await attempt(turn);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await Promise.all(killing);
  return counts;
}

async function takeTheRest(service: Killable, user: string): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    const body = { items: [{ type, amount: 1 }] };
    const answer = await service.call(`/api/data/users/${user}/quota-usage/consume`, randomUUID(), body);
    if (answer.status !== 200) return taken;
  }
}

async function sweep(url: string): Promise<void> {
  const { database } = await openDatabase(url, quotaEntities);
  try {
    await createQuotaUpkeep({ database, publish: () => Promise.resolve() }).sweep(systemContext('chaos'));
  } finally {
    await database.close();
  }
}

async function liveHolds(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ live: number }>(
    `select count(*)::int as live from quota.holds where state = 'held' and expires_at > now()`,
  );
  return rows[0]?.live ?? 0;
}

async function gather(client: pg.Client, user: string): Promise<QuotaEvidence> {
  const { rows } = await client.query<Record<keyof QuotaEvidence, number>>(
    `select c.used::int as used, c.reserved::int as reserved,
       (select coalesce(sum(amount), 0)::int from quota.ledger l where l.counter_id = c.id) as ledger,
       (select count(*)::int from quota.hold_items) as "heldItems",
       (select count(*)::int from quota.holds where state = 'held') as "heldHolds",
       (select count(*)::int from quota.holds) as holds
     from quota.counters c where c.subject_id = $1`,
    [user],
  );
  const [row] = rows;
  if (!row) throw new Error('There is no counter');
  return row;
}
