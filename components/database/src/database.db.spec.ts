import { Conflict, ValidationFailed } from '@ashlar/errors';
import { type Fixture, openFixture, ThingRow } from './database.fixture.js';
import type { OperationContext, TransactionContext } from './index.js';
import {
  contextFor,
  newId,
  onAfterCommit,
  onBeforeCommit,
  schemaMismatches,
  systemContext,
  toDomainError,
  TransactionEndedError,
} from './index.js';
import { managerFor } from './persistence.js';
import { openDatabase } from './testing.js';
import { stateOf } from './transaction.js';

let fixture: Fixture;
const ctx: OperationContext = systemContext('database spec');

beforeAll(async () => {
  fixture = await openFixture();
  await sql(`create schema spec;
    create table spec.things (id uuid primary key, name text not null, version integer not null default 1);
    create unique index things_name_key on spec.things (name)`);
});
afterAll(() => fixture.close());
beforeEach(() => sql('truncate spec.things'));

function sql<T = unknown>(text: string, parameters: unknown[] = [], inside = ctx): Promise<T[]> {
  return managerFor(inside, fixture.database).query<T[]>(text, parameters);
}

function add(inside: OperationContext, name: string): Promise<unknown> {
  return managerFor(inside, fixture.database).insert(ThingRow, { id: newId(), name });
}

/** Kills the connection of a transaction and waits until this process has noticed. */
async function losingConnection(tx: TransactionContext): Promise<void> {
  const { runner } = stateOf(tx.transaction);
  const [row] = await sql<{ pid: number }>('select pg_backend_pid() as pid', [], tx);
  await sql('select pg_terminate_backend($1)', [row?.pid]);
  while (!runner.isReleased) await new Promise((resolve) => setImmediate(resolve));
}

async function names(): Promise<string[]> {
  return (await sql<{ name: string }>('select name from spec.things order by name')).map(({ name }) => name);
}

describe('transact', () => {
  it('commits what its parts wrote on one connection', async () => {
    const { database } = fixture;
    const pids = new Set<number>();
    const note = async (tx: OperationContext): Promise<void> => {
      const [row] = await sql<{ pid: number }>('select pg_backend_pid() as pid', [], tx);
      pids.add(row?.pid ?? 0);
    };
    await database.transact(ctx, async (tx) => {
      await add(tx, 'outer');
      await note(tx);
      await database.transact(tx, async (inner) => {
        expect(inner).toBe(tx);
        await add(inner, 'inner');
        await note(inner);
      });
      expect(await names()).toEqual([]);
    });
    expect(await names()).toEqual(['inner', 'outer']);
    expect(pids.size).toBe(1);
  });

  it('rolls everything back when it throws, and gives the connection back', async () => {
    await expect(
      fixture.database.transact(ctx, async (tx) => {
        await add(tx, 'gone');
        throw new Conflict('no');
      }),
    ).rejects.toBeInstanceOf(Conflict);
    expect(await names()).toEqual([]);
    expect(fixture.database.poolUsage()).toMatchObject({
      waiting: 0,
      open: fixture.database.poolUsage().idle,
    });
  });

  it('is doomed by a part that failed, even when somebody catches its error', async () => {
    const { database } = fixture;
    await expect(
      database.transact(ctx, async (tx) => {
        await add(tx, 'before');
        await database
          .transact(tx, async (inner) => {
            await add(inner, 'half');
            throw new Conflict('part failed');
          })
          .catch(() => undefined);
        await add(tx, 'after');
      }),
    ).rejects.toThrow('part failed');
    expect(await names()).toEqual([]);
  });

  it('is given up when nobody waits any more', async () => {
    const controller = new AbortController();
    const impatient = contextFor(ctx.actor, { signal: controller.signal });
    await expect(
      fixture.database.transact(impatient, async (tx) => {
        await add(tx, 'late');
        controller.abort(new Error('left'));
      }),
    ).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await names()).toEqual([]);
  });

  it('refuses a context that was kept beyond its end', async () => {
    let kept: OperationContext = ctx;
    await fixture.database.transact(ctx, async (tx) => {
      kept = tx;
    });
    expect(() => managerFor(kept, fixture.database)).toThrow(TransactionEndedError);
  });

  it('runs again after a serialization failure, and counts it', async () => {
    await sql(`insert into spec.things (id, name) values ($1, 'counter')`, [newId()]);
    const increment = (): Promise<void> =>
      fixture.database.transact(
        ctx,
        async (tx) => {
          const [row] = await sql<{ version: number }>('select version from spec.things', [], tx);
          await sql('update spec.things set version = $1', [(row?.version ?? 0) + 1], tx);
        },
        { isolation: 'serializable' },
      );
    await Promise.all(Array.from({ length: 6 }, increment));
    const [row] = await sql<{ version: number }>('select version from spec.things');
    expect(row?.version).toBe(7);
    expect(await fixture.metrics.render()).toMatch(
      /ashlar_database_transaction_retries_total\{reason="contention"\} [1-9]/,
    );
  });

  it('runs again when its connection is killed before COMMIT', async () => {
    let runs = 0;
    await fixture.database.transact(ctx, async (tx) => {
      runs += 1;
      await add(tx, 'survivor');
      if (runs > 1) return;
      const [row] = await sql<{ pid: number }>('select pg_backend_pid() as pid', [], tx);
      await sql('select pg_terminate_backend($1)', [row?.pid]);
      await sql('select 1', [], tx);
    });
    expect(runs).toBe(2);
    expect(await names()).toEqual(['survivor']);
  });

  it('runs again when its connection is lost between two statements', async () => {
    let runs = 0;
    await fixture.database.transact(ctx, async (tx) => {
      runs += 1;
      await add(tx, 'survivor');
      if (runs === 1) await losingConnection(tx);
      await sql('select 1', [], tx);
    });
    expect(runs).toBe(2);
    expect(await names()).toEqual(['survivor']);
  });

  it('runs again when its connection is lost after its last statement', async () => {
    let runs = 0;
    await fixture.database.transact(ctx, async (tx) => {
      runs += 1;
      await add(tx, 'survivor');
      if (runs === 1) await losingConnection(tx);
    });
    expect(runs).toBe(2);
    expect(await names()).toEqual(['survivor']);
  });

  it('does not call it a success when a statement failed and somebody caught its error', async () => {
    const seen: string[] = [];
    const whole = fixture.database.transact(ctx, async (tx) => {
      onAfterCommit(tx, () => void seen.push('committed'));
      await add(tx, 'lost');
      await sql('select * from spec.nowhere', [], tx).catch(() => undefined);
    });
    await expect(whole).rejects.toThrow(/cannot commit/);
    expect(await names()).toEqual([]);
    expect(seen).toEqual([]);
  });

  it('does not run again after an error that it does not know', async () => {
    let runs = 0;
    await expect(
      fixture.database.transact(ctx, async (tx) => {
        runs += 1;
        await sql('select * from spec.nowhere', [], tx);
      }),
    ).rejects.toThrow(/nowhere/);
    expect(runs).toBe(1);
  });

  it('does not queue again when all connections were busy for too long', async () => {
    const { database, metrics } = await openDatabase(fixture.testDatabase.url, [ThingRow], {
      poolSize: 1,
      connectTimeoutMs: 100,
    });
    await database.transact(ctx, async () => {
      const second: unknown = await database
        .transact(ctx, async () => 'ran')
        .catch((error: unknown) => error);
      expect(toDomainError(second)).toMatchObject({ code: 'UNAVAILABLE' });
    });
    await database.close();
    expect(await metrics.render()).not.toMatch(/^ashlar_database_transaction_retries_total\{/m);
  });

  it('refuses a part with a stronger isolation than the whole', async () => {
    const { database } = fixture;
    const whole = database.transact(ctx, (tx) =>
      database.transact(tx, async () => undefined, { isolation: 'serializable' }),
    );
    await expect(whole).rejects.toThrow(/serializable inside a read committed/);
  });
});

describe('hooks', () => {
  it('run before the commit in order, and may veto', async () => {
    const order: string[] = [];
    const veto = fixture.database.transact(ctx, async (tx) => {
      onBeforeCommit(tx, async (inside) => {
        order.push('first');
        await add(inside, 'from a hook');
        onBeforeCommit(inside, () => {
          order.push('registered by a hook');
          throw new Conflict('vetoed');
        });
      });
      onAfterCommit(tx, () => void order.push('after'));
    });
    await expect(veto).rejects.toThrow('vetoed');
    expect(order).toEqual(['first', 'registered by a hook']);
    expect(await names()).toEqual([]);
  });

  it('run after the commit, alone: a failure reaches neither the caller nor the next', async () => {
    const seen: string[] = [];
    const result = await fixture.database.transact(ctx, async (tx) => {
      await add(tx, 'kept');
      onAfterCommit(tx, () => {
        throw new Error('mail is down');
      });
      onAfterCommit(tx, async () => void seen.push(...(await names())));
      return 'done';
    });
    expect(result).toBe('done');
    expect(seen).toEqual(['kept']);
    expect(fixture.logger.entries).toContainEqual(
      expect.objectContaining({ message: 'An after-commit hook failed' }),
    );
  });

  it('of an attempt that was rolled back are forgotten', async () => {
    let runs = 0;
    const seen: number[] = [];
    await fixture.database.transact(ctx, async (tx) => {
      runs += 1;
      const run = runs;
      onAfterCommit(tx, () => void seen.push(run));
      if (runs === 1) throw Object.assign(new Error('deadlock'), { code: '40P01' });
    });
    expect(seen).toEqual([2]);
  });
});

describe('failures', () => {
  const failing: [string, string, string][] = [
    [
      'a duplicate',
      `insert into spec.things values (gen_random_uuid(), 'a'), (gen_random_uuid(), 'a')`,
      'CONFLICT',
    ],
    ['a missing value', `insert into spec.things (id) values (gen_random_uuid())`, 'UNPROCESSABLE'],
    ['a value of the wrong form', `select 'x'::uuid`, 'VALIDATION_FAILED'],
    ['a time limit', `set local statement_timeout = 10; select pg_sleep(5)`, 'UNAVAILABLE'],
  ];
  it.each(failing)('show %s as %s -> %s', async (_, statement, code) => {
    const error: unknown = await fixture.database
      .transact(ctx, (tx) => sql(statement, [], tx))
      .catch((thrown: unknown) => thrown);
    expect(toDomainError(error)).toMatchObject({ code });
  });

  it('of the caller stay what they are, and bugs are not dressed up', () => {
    const own = new ValidationFailed('x');
    expect(toDomainError(own)).toBe(own);
    expect(toDomainError(new TypeError('bug'))).toBeUndefined();
  });
});

describe('the level of the schema', () => {
  it('fits, is missing, or was broken by a later migration', async () => {
    const { database } = fixture;
    await sql(`insert into schema.migrations (name, checksum, breaks) values ('9999-later', 'x', '{lamps}')`);
    expect(await schemaMismatches(database, [{ brick: 'users', migration: '0003-users' }])).toEqual([]);
    expect(
      await schemaMismatches(database, [
        { brick: 'chairs', migration: '9000-chairs' },
        { brick: 'lamps', migration: '0001-group-roles' },
      ]),
    ).toEqual([
      'chairs needs migration 9000-chairs, which has not been applied',
      'lamps knows 0001-group-roles, but 9999-later needs newer code',
    ]);
  });
});
