import { Conflict } from '@ashlar/errors';
import { once } from 'node:events';
import { type Fixture, openFixture } from './database.fixture.js';
import { isCommitInDoubt, onAfterCommit, onBeforeCommit, systemContext } from './index.js';
import { managerFor } from './persistence.js';
import { openDatabase } from './testing.js';
import { transactionClient } from './transaction.js';

let fixture: Fixture;
const ctx = systemContext('hooks spec');

beforeAll(async () => {
  fixture = await openFixture();
  await managerFor(ctx, fixture.database).query('create schema spec; create table spec.notes (note text)');
});
afterAll(() => fixture.close());

/** A promise that somebody else settles. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('an after-commit hook that hangs', () => {
  it('is abandoned, logged and counted; its caller and the next hook go on', async () => {
    const { database, logger, metrics } = await openDatabase(fixture.testDatabase.url, [], {
      hookTimeoutMs: 30,
    });
    const next = gate();
    let reason: unknown;
    const result = await database.transact(ctx, async (tx) => {
      onAfterCommit(tx, async (signal) => {
        await once(signal, 'abort');
        reason = signal.reason;
      });
      onAfterCommit(tx, next.open);
      return 'committed';
    });
    expect(result).toBe('committed');
    await next.opened;
    await database.close();
    expect(reason).toEqual(new Error('It did not end in 30 ms'));
    expect(logger.entries).toContainEqual(
      expect.objectContaining({
        level: 'error',
        message: 'An after-commit hook is not waited for any longer',
      }),
    );
    const rendered = await metrics.render();
    expect(rendered).toContain('ashlar_database_after_commit_hooks_total{outcome="abandoned"} 1');
    expect(rendered).toContain('ashlar_database_after_commit_hooks_total{outcome="done"} 1');
  });

  it('holds up neither other aggregates nor the hooks that have none', async () => {
    const { database } = fixture;
    const release = gate();
    const others = [gate(), gate()];
    const whole = database.transact(ctx, async (tx) => {
      onAfterCommit(tx, () => release.opened, { aggregate: 'lamp:1' });
      onAfterCommit(tx, () => others[0]?.open(), { aggregate: 'lamp:2' });
      onAfterCommit(tx, () => others[1]?.open());
    });
    await Promise.all(others.map(({ opened }) => opened));
    release.open();
    await expect(whole).resolves.toBeUndefined();
  });
});

describe('after-commit hooks of one aggregate', () => {
  it('follow each other across transactions', async () => {
    const { database } = fixture;
    const release = gate();
    const seen: string[] = [];
    const first = database.transact(ctx, async (tx) => {
      onAfterCommit(tx, () => release.opened.then(() => void seen.push('first')), { aggregate: 'lamp:1' });
    });
    const second = first.then(() => undefined);
    const later = gate();
    const third = database.transact(ctx, async (tx) => {
      onAfterCommit(tx, () => void seen.push('second'), { aggregate: 'lamp:1' });
      onAfterCommit(tx, later.open);
    });
    await later.opened;
    expect(seen).toEqual([]);
    release.open();
    await Promise.all([second, third]);
    expect(seen).toEqual(['first', 'second']);
  });

  it('do not wait for hooks that they cause: those come after them', async () => {
    const { database } = fixture;
    const seen: string[] = [];
    const inner = gate();
    await database.transact(ctx, async (tx) => {
      onAfterCommit(
        tx,
        async () => {
          await database.transact(ctx, async (again) => {
            onAfterCommit(
              again,
              () => {
                seen.push('inner');
                inner.open();
              },
              { aggregate: 'lamp:3' },
            );
          });
          seen.push('outer');
        },
        { aggregate: 'lamp:3' },
      );
    });
    await inner.opened;
    expect(seen).toEqual(['outer', 'inner']);
  });
});

describe('what is part of a transaction', () => {
  const writes = async (): Promise<number> =>
    (await managerFor(ctx, fixture.database).query<unknown[]>('select 1 from spec.notes')).length;

  it('cannot outlive it: what was not awaited keeps the whole from committing', async () => {
    const { database } = fixture;
    const release = gate();
    let part: Promise<void> = Promise.resolve();
    const whole = database.transact(ctx, async (tx) => {
      part = database.transact(tx, async (inner) => {
        await managerFor(inner, database).query(`insert into spec.notes values ('half')`);
        await release.opened;
      });
    });
    await expect(whole).rejects.toThrow(/still running/);
    release.open();
    await part;
    expect(await writes()).toBe(0);
  });

  it.each([undefined, null, 0])('dooms it by throwing %s, too', async (thrown) => {
    const { database } = fixture;
    const whole = database.transact(ctx, async (tx) => {
      await database.transact(tx, () => Promise.reject(thrown as unknown as Error)).catch(() => undefined);
      await managerFor(tx, database).query(`insert into spec.notes values ('other half')`);
    });
    await expect(whole).rejects.toBe(thrown);
    expect(await writes()).toBe(0);
  });

  it('takes no hooks while it commits', async () => {
    const { database } = fixture;
    const seen: string[] = [];
    let late: unknown;
    await database.transact(ctx, async (tx) => {
      onBeforeCommit(tx, () => {
        setImmediate(() => {
          try {
            onAfterCommit(tx, () => void seen.push('late'));
          } catch (error) {
            late = error;
          }
        });
      });
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(late).toMatchObject({ name: 'TransactionEndedError' });
    expect(seen).toEqual([]);
  });
});

describe('an error', () => {
  it('says whether the transaction may have committed all the same', async () => {
    const { database } = fixture;
    const cut = database.transact(ctx, async (tx) => {
      const client = await transactionClient(tx.transaction);
      const query = client.query.bind(client);
      Object.assign(client, {
        query(...args: Parameters<typeof query>) {
          const answer = query(...args);
          if (String(args[0]) === 'COMMIT') streamOf(client).destroy();
          return answer;
        },
      });
    });
    const error: unknown = await cut.catch((thrown: unknown) => thrown);
    expect(isCommitInDoubt(error)).toBe(true);
    const refused: unknown = await database
      .transact(ctx, () => Promise.reject(new Conflict('no')))
      .catch((thrown: unknown) => thrown);
    expect(isCommitInDoubt(refused)).toBe(false);
  });
});

function streamOf(client: object): { destroy(): void } {
  return (client as { readonly connection: { readonly stream: { destroy(): void } } }).connection.stream;
}
