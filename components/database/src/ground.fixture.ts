import { once } from 'node:events';
import type { EventEmitter } from 'node:events';
import { createSilentLogger } from '@ashlar/logging/testing';
import { createMetrics } from '@ashlar/telemetry';
import { createTestDatabase } from '@ashlar/test-postgres';
import type { QueryRunner } from 'typeorm';
import { type Database, systemContext, type TransactionContext } from './index.js';
import { managerFor } from './persistence.js';
import { openDatabase } from './testing.js';
import { createTransact } from './transact.js';
import { stateOf, transactionClient } from './transaction.js';

export const aggregates = 16;

/** What traces run on. */
export interface Ground {
  transact(retried: boolean): Database['transact'];
  write(tx: TransactionContext, trace: number): Promise<void>;
  /** Locks an aggregate until the transaction ends. @returns its new version. */
  lock(tx: TransactionContext, aggregate: number): Promise<number>;
  /** The server ends the connection, and this process has noticed. */
  crash(tx: TransactionContext): Promise<void>;
  /** Cuts the connection about when COMMIT is sent. */
  cutSoon(tx: TransactionContext): Promise<void>;
  /** Rows by trace since the last time this was asked. */
  takeRows(): Promise<ReadonlyMap<number, number>>;
  close(): Promise<void>;
}

const ctx = systemContext('traces');

interface Cuttable extends EventEmitter {
  readonly processID: number;
  readonly connection: { readonly stream: { destroy(): void } };
}

export async function openPostgres(): Promise<Ground> {
  const testDatabase = await createTestDatabase();
  const { database: retrying } = await openDatabase(testDatabase.url);
  const { database: givingUp } = await openDatabase(testDatabase.url, [], { retryDeadlineMs: 0 });
  // Never waits for the others.
  const { database: apart } = await openDatabase(testDatabase.url, [], { poolSize: 2 });
  const inside = (tx: TransactionContext) => managerFor(tx, retrying);
  const client = async ({ transaction }: TransactionContext): Promise<Cuttable> =>
    (await transactionClient(transaction)) as unknown as Cuttable;
  await managerFor(ctx, apart).query(
    `create schema spec;
     create unlogged table spec.writes (trace integer not null);
     create unlogged table spec.aggregates (id integer primary key, version integer not null);
     insert into spec.aggregates select id, 0 from generate_series(0, ${aggregates - 1}) as id`,
  );
  return {
    transact: (retried) => (retried ? retrying : givingUp).transact,
    async write(tx, trace) {
      await inside(tx).query('insert into spec.writes values ($1)', [trace]);
    },
    async lock(tx, aggregate) {
      const [rows] = await inside(tx).query<[[{ version: number }]]>(
        'update spec.aggregates set version = version + 1 where id = $1 returning version',
        [aggregate],
      );
      return rows[0].version;
    },
    async crash(tx) {
      const connection = await client(tx);
      const gone = once(connection, 'end');
      await managerFor(ctx, apart).query('select pg_terminate_backend($1)', [connection.processID]);
      await gone;
    },
    async cutSoon(tx) {
      const { connection } = await client(tx);
      const state = stateOf(tx.transaction);
      // A connection that has gone back is another's, who has not asked for this.
      setImmediate(() => {
        if (state.phase !== 'ended') connection.stream.destroy();
      });
    },
    async takeRows() {
      const [rows] = await managerFor(ctx, apart).query<[readonly { trace: number }[], number]>(
        'delete from spec.writes returning trace',
      );
      const counts = new Map<number, number>();
      for (const { trace } of rows) counts.set(trace, (counts.get(trace) ?? 0) + 1);
      return counts;
    },
    async close() {
      await Promise.all([retrying.close(), givingUp.close(), apart.close()]);
      await testDatabase.drop();
    },
  };
}

/** A driver that keeps rows in memory: everything of this brick above the driver, at a thousandth of the price. */
export function openLight(): Ground {
  const metrics = createMetrics({ logger: createSilentLogger() });
  const rows = new Map<number, number>();
  const locks = new Map<number, { version: number; free: Promise<void> }>();
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  class Runner {
    isReleased = false;
    isTransactionActive = false;
    cutInCommit = false;
    readonly connection = { readyForQuery: true, getTransactionStatus: () => 'T' };
    readonly pending: number[] = [];
    readonly freed: (() => void)[] = [];

    connect = async () => {
      this.assertAlive();
      return this.connection;
    };
    startTransaction = async () => void (this.isTransactionActive = true);
    commitTransaction = async () => {
      await turn();
      // Of two cut connections, one was cut before the server had done its part.
      if (!this.cutInCommit || rows.size % 2 === 0) this.apply();
      this.end();
      if (this.cutInCommit) throw lost();
    };
    rollbackTransaction = async () => this.end();
    release = async () => this.end();

    apply(): void {
      for (const trace of this.pending) rows.set(trace, (rows.get(trace) ?? 0) + 1);
    }
    end(): void {
      this.isTransactionActive = false;
      for (const free of this.freed.splice(0)) free();
    }
    assertAlive(): void {
      if (this.isReleased) throw lost();
    }
  }
  const lost = (): Error => Object.assign(new Error('Connection terminated'), { code: '08006' });
  const runnerOf = ({ transaction }: TransactionContext): Runner =>
    stateOf(transaction).runner as unknown as Runner;
  const open = (retryDeadlineMs: number): Database['transact'] =>
    createTransact({
      dataSource: { createQueryRunner: () => new Runner() as unknown as QueryRunner },
      config: { retryDeadlineMs, hookTimeoutMs: 5_000 },
      logger: createSilentLogger(),
      metrics,
    }).transact;
  const retrying = open(5_000);
  const givingUp = open(0);

  return {
    transact: (retried) => (retried ? retrying : givingUp),
    async write(tx, trace) {
      await turn();
      const runner = runnerOf(tx);
      runner.assertAlive();
      runner.pending.push(trace);
    },
    async lock(tx, aggregate) {
      const lock = locks.get(aggregate) ?? { version: 0, free: Promise.resolve() };
      locks.set(aggregate, lock);
      const before = lock.free;
      lock.free = new Promise((resolve) => runnerOf(tx).freed.push(resolve));
      await before;
      return (lock.version += 1);
    },
    async crash(tx) {
      await turn();
      runnerOf(tx).isReleased = true;
      runnerOf(tx).end();
    },
    cutSoon: async (tx) => void (runnerOf(tx).cutInCommit = true),
    async takeRows() {
      const taken = new Map(rows);
      rows.clear();
      return taken;
    },
    close: async () => undefined,
  };
}
