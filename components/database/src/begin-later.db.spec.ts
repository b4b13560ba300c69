import { type Fixture, openFixture, ThingRow } from './database.fixture.js';
import { newId, onAfterCommit, onBeforeCommit, type OperationContext, systemContext } from './index.js';
import { isUntouched, managerFor, namedQuery } from './persistence.js';
import { stateOf } from './transaction.js';

let fixture: Fixture;
const ctx: OperationContext = systemContext('lazy transactions');
const lazy = { lazy: true } as const;

beforeAll(async () => {
  fixture = await openFixture();
  await sql(`create schema spec;
    create table spec.things (id uuid primary key, name text not null, version integer not null default 1)`);
});
afterAll(() => fixture.close());
beforeEach(() => sql('truncate spec.things'));

function sql<T = unknown>(text: string, inside = ctx): Promise<T[]> {
  return managerFor(inside, fixture.database).query<T[]>(text);
}

function add(inside: OperationContext, name: string): Promise<unknown> {
  return managerFor(inside, fixture.database).insert(ThingRow, { id: newId(), name });
}

async function names(): Promise<string[]> {
  return (await sql<{ name: string }>('select name from spec.things order by name')).map(({ name }) => name);
}

const busy = (): number => {
  const { open, idle } = fixture.database.poolUsage();
  return open - idle;
};

describe('a lazy transaction', () => {
  it('takes no connection until it needs one, and has hooks all the same', async () => {
    const told: string[] = [];
    const result = await fixture.database.transact(
      ctx,
      async (tx) => {
        expect(isUntouched(tx)).toBe(true);
        onAfterCommit(tx, () => void told.push('after'));
        expect(isUntouched(tx)).toBe(false);
        expect(busy()).toBe(0);
        return 'nothing done';
      },
      lazy,
    );
    expect(result).toBe('nothing done');
    expect(told).toEqual(['after']);
    expect(busy()).toBe(0);
  });

  it('begins with the first of statements that come at once, and commits all of them', async () => {
    await fixture.database.transact(
      ctx,
      async (tx) => {
        await Promise.all([add(tx, 'a'), add(tx, 'b'), add(tx, 'c')]);
        expect(isUntouched(tx)).toBe(false);
        expect(await names()).toEqual([]);
      },
      lazy,
    );
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(busy()).toBe(0);
  });

  it('begins with a prepared statement, and with what a hook does last', async () => {
    const text = 'insert into spec.things (id, name) values ($1, $2)';
    await fixture.database.transact(
      ctx,
      async (tx) => {
        await namedQuery(tx, fixture.database, { name: 'spec.add', text, values: [newId(), 'named'] });
        expect(await names()).toEqual([]);
      },
      lazy,
    );
    await fixture.database.transact(
      ctx,
      async (tx) => onBeforeCommit(tx, () => add(tx, 'hook').then()),
      lazy,
    );
    expect(await names()).toEqual(['hook', 'named']);
  });

  it('rolls back what it has begun, and fails when nothing of it was', async () => {
    const failing = async (work: (tx: OperationContext) => Promise<unknown>) =>
      fixture.database.transact(
        ctx,
        async (tx) => {
          await work(tx);
          throw new Error('no');
        },
        lazy,
      );
    await expect(failing((tx) => add(tx, 'gone'))).rejects.toThrow('no');
    await expect(failing(async () => undefined)).rejects.toThrow('no');
    expect(await names()).toEqual([]);
    expect(busy()).toBe(0);
  });

  it('has the isolation that was asked for', async () => {
    const shown = await fixture.database.transact(
      ctx,
      (tx) => sql<{ transaction_isolation: string }>('show transaction_isolation', tx),
      { ...lazy, isolation: 'serializable' },
    );
    expect(shown).toEqual([{ transaction_isolation: 'serializable' }]);
  });

  it('runs again when its connection is lost before the commit', async () => {
    let runs = 0;
    await fixture.database.transact(
      ctx,
      async (tx) => {
        runs += 1;
        await add(tx, `run ${runs}`);
        if (runs > 1) return;
        const { runner } = stateOf(tx.transaction);
        const [row] = await sql<{ pid: number }>('select pg_backend_pid() as pid', tx);
        await sql(`select pg_terminate_backend(${row?.pid ?? 0})`);
        while (!runner.isReleased) await new Promise((resolve) => setImmediate(resolve));
      },
      lazy,
    );
    expect(await names()).toEqual(['run 2']);
  });
});
