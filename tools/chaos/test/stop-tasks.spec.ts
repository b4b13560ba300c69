import { newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { build } from '@ashlar/images/build';
import { createJobs, defineJob } from '@ashlar/message-queue';
import { type RunningProcess, startProcess, waitUntil } from '@ashlar/processes';
import { type Parts, startParts } from '@ashlar/processes/parts';
import { IsUUID } from 'class-validator';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** From the signal to the end of the process, in milliseconds. */
const stopWithin = 10_000;

let folder: string;
let parts: Parts;
let database: pg.Client;
let receiver: Server;
let calls = 0;

beforeAll(async () => {
  build({ root, folders: ['projects/background-jobs'] });
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-stop-'));
  parts = await startParts({ folder });
  await parts.migrate(root);
  database = new pg.Client({ connectionString: parts.databaseUrl });
  await database.connect();
  // It never answers.
  receiver = createServer(() => void (calls += 1));
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
}, 240_000);
afterAll(async () => {
  receiver.close().closeAllConnections();
  await database.end();
  await parts.stop();
  rmSync(folder, { recursive: true, force: true });
});

function portOfReceiver(): string {
  return String((receiver.address() as AddressInfo).port);
}

/** A task as a process, which ends with 0 within ten seconds of SIGTERM once it is in the middle of its work. */
async function stopAmid(task: string, isAmid: (child: RunningProcess) => boolean | Promise<boolean>) {
  const child = await startProcess({
    name: task,
    command: process.execPath,
    args: ['projects/background-jobs/dist/main.js', '--task', task],
    cwd: root,
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: parts.loginFor('worker'),
      ASHLAR_METRICS_HOST: '127.0.0.1',
      ASHLAR_METRICS_PORT: '0',
      ASHLAR_LOG_LEVEL: 'warn',
      ASHLAR_WEBHOOKS_KEY: randomBytes(32).toString('base64'),
      ASHLAR_WEBHOOKS_TIMEOUT: '30s',
      ASHLAR_EGRESS_ALLOW_CIDRS: '127.0.0.0/8',
      ASHLAR_EGRESS_PORTS: portOfReceiver(),
    },
  });
  const what = `${task} is in the middle of its work`;
  await waitUntil(() => (child.assertRuns(), isAmid(child)), { what, within: 60_000, every: 20 });
  // Killed with signal 9 when it takes longer.
  const { code, signal } = await child.stop({ within: stopWithin });
  expect({ code, signal, output: child.output() }).toMatchObject({ code: 0, signal: null });
}

/** While nobody else can touch these tables. */
async function holding<T>(tables: readonly string[], work: (waits: () => Promise<boolean>) => Promise<T>) {
  const holder = new pg.Client({ connectionString: parts.databaseUrl });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query(`lock table ${tables.join(', ')} in access exclusive mode`);
    return await work(async () => {
      const { rowCount } = await database.query(
        'select 1 from pg_locks where relation = any ($1::regclass[]) and not granted',
        [tables],
      );
      return (rowCount ?? 0) > 0;
    });
  } finally {
    await holder.end();
  }
}

class StorageChanged {
  @IsUUID()
  storage_id!: string;
}

it('jobs.drain gives back the jobs that it runs', async () => {
  const job = defineJob({ name: 'storage.record-change', version: 1, payload: StorageChanged });
  const data = await openDatabase(parts.loginFor('data'), []);
  const jobs = createJobs({ database: data.database });
  await data.database.transact(systemContext('spec'), (tx) => jobs.enqueue(tx, job, { storage_id: newId() }));
  await data.database.close();
  await holding(['message_queue.effects', 'storage.activity'], (waits) => stopAmid('jobs.drain', waits));
  const { rows } = await database.query('select state, attempts from message_queue.outbox');
  expect(rows).toEqual([{ state: 'waiting', attempts: 0 }]);
}, 120_000);

it('events.deliver gives back the delivery that it sends, with the attempt', async () => {
  await database.query(
    `with webhook as (
       insert into webhooks.webhooks (id, name, url) values ($1, 'spec', $2) returning id
     )
     insert into webhooks.deliveries (id, webhook_id, event_id, event_type, subject, event)
     select $3, id, $4, 'lamp.changed.v1', 'lamp/1', '{}' from webhook`,
    [newId(), `http://127.0.0.1:${portOfReceiver()}/hook`, newId(), newId()],
  );
  await stopAmid('events.deliver', () => calls > 0);
  const { rows } = await database.query(`select state, attempts, lease_until from webhooks.deliveries`);
  expect(rows).toEqual([{ state: 'pending', attempts: 0, lease_until: null }]);
}, 120_000);

it.each([
  ['quota.sweep', 'quota.holds'],
  ['schedules.scan', 'scheduler.schedules'],
  ['users.purge', 'users.users'],
])(
  '%s undoes what it has begun',
  async (task, table) => {
    await holding([table], (waits) => stopAmid(task, waits));
    const { rows } = await database.query(
      `select pid from pg_locks where relation = $1::regclass and pid <> pg_backend_pid()`,
      [table],
    );
    expect(rows).toEqual([]);
  },
  120_000,
);
