import { newId } from '@ashlar/database';
import { type Answer, assertProblem, type HttpClient } from '@ashlar/test-http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Attack, type Attacked, openAttack } from './attacks.fixture.js';
import type { World } from './replicas.fixture.js';
import { operatorClaims, type Owner } from './secrets.fixture.js';

/** Keys of owners that nobody uses, so that there is something to turn; `SECRETS_ROTATION_ROWS=10000` is the full length. */
const rows = Number(process.env['SECRETS_ROTATION_ROWS'] ?? 200);

let attacked: Attacked;
let world: World;
let attack: Attack;
let operator: string;
let operators: readonly [HttpClient, HttpClient];
beforeAll(async () => {
  attacked = await openAttack({ ASHLAR_SECRETS_SPARE_KEYS: String(rows) });
  ({ world, attack } = attacked);
  operator = await world.identity.issueToken('notebooks', { claims: operatorClaims });
  operators = [world.as(operator, world.replicas[0]), world.as(operator, world.replicas[1])];
  await world.query(
    `update secrets.owner_keys set owner_type = 'user', owner_id = gen_random_uuid() where owner_id is null`,
  );
  await world.upkeep();
}, 600_000);
afterAll(() => attacked.close());

const keep: Attack['keep'] = (...given) => attack.keep(...given);

interface Ring {
  readonly keys: readonly { readonly id: string; readonly state: string; readonly wraps: number }[];
}
const ringOf = ({ status, json }: Answer): Ring => {
  expect(status).toBe(200);
  return json as Ring;
};
const move = (key_id: string, state: string) =>
  operators[1].call('POST', '/api/secrets/keys/move', { json: { key_id, state } });

/** Makes a new key the active one. Answers the old and the new. */
async function turn(): Promise<{ readonly old: string; readonly fresh: string }> {
  const before = ringOf(await operators[0].call('GET', '/api/secrets/keys'));
  const old = before.keys.find(({ state }) => state === 'active')?.id ?? '';
  const fresh = ringOf(await operators[0].call('POST', '/api/secrets/keys/stage')).keys.at(-1)?.id ?? '';
  ringOf(await move(fresh, 'active'));
  return { old, fresh };
}

/** What both replicas are asked for until one of them says that nothing is left. */
async function rewrapAll(): Promise<number> {
  const answers = await Promise.all(operators.map((one) => one.call('POST', '/api/secrets/rotation')));
  const done = answers.map(({ status, json }) => {
    expect(status).toBe(200);
    return json as { readonly rewrapped: number; readonly left: number };
  });
  return Math.min(...done.map(({ left }) => left));
}

const keyTrail = async (): Promise<readonly string[]> =>
  (
    await world.query<{ readonly outcome: string }>(
      `select event->>'outcome' as outcome from secrets.audit where event->>'action' = 'keys' order by at, seq`,
    )
  ).map(({ outcome }) => outcome);

describe('7 rotation under fire', () => {
  it('by two replicas, some of whose callers go away, while people write: nothing is lost, skipped or done twice', async () => {
    const steady = await Promise.all(Array.from({ length: 5 }, (_, index) => keep(`steady-${index}`)));
    const ben = await world.someone();
    await keep('gone', ben);
    const { old, fresh } = await turn();
    assertProblem(await move(old, 'retired'), 409, 'KEY_STATE_REFUSED');

    const written: { readonly who: Owner; readonly id: string }[] = [];
    const writing = (async () => {
      for (let index = 0; index < 5; index += 1) {
        const who = await world.someone();
        const id = await keep('new', who);
        await who.replace(id, world.value());
        await world.owner.replace(steady[index] ?? '', world.value());
        await who.secrets.delete(who.ctx, who.owner, await keep('removed', who), 'any');
        written.push({ who, id });
        await attack.expectServed([id], who);
      }
      await ben.secrets.shredOwner(ben.ctx, ben.owner);
    })();
    // Callers that go away at any point take the work of their replica with them.
    const leaving = (async () => {
      for (let round = 0; round < 20; round += 1) {
        const url = new URL('/api/secrets/rotation', world.replicas[round % 2 === 0 ? 0 : 1].url);
        const headers = { Authorization: `Bearer ${operator}` };
        const gone = AbortSignal.timeout(1 + Math.floor(Math.random() * 30));
        await fetch(url, { method: 'POST', headers, signal: gone }).catch(() => undefined);
      }
    })();
    await Promise.all([writing, leaving]);
    expect(await rewrapAll()).toBe(0);

    const left = 'select from secrets.owner_keys where ring_key_id <> $1';
    expect(await world.query(left, [fresh])).toEqual([]);
    expect(await world.query('select from secrets.owner_keys where wrap_revision > 2')).toEqual([]);
    expect(await world.query('select from secrets.quarantine')).toEqual([]);
    const retired = ringOf(await move(old, 'retired'));
    expect(retired.keys.find(({ id }) => id === old)).toMatchObject({ state: 'retired', wraps: 0 });
    await attack.expectServed(steady);
    for (const { who, id } of written) await attack.expectServed([id], who);
    const trail = await keyTrail();
    expect(trail.slice(0, 2)).toEqual(['staged', 'active']);
    expect(trail).toContain('rewrapped');
    expect(trail.at(-1)).toBe('retired');
  }, 600_000);

  it('what cannot be re-wrapped keeps the old key from being retired, and the rotation from being whole', async () => {
    const ben = await world.someone();
    await keep('broken', ben);
    const { old } = await turn();
    await world.query(
      'update secrets.owner_keys set wrapped = set_bit(wrapped, 100, 1 - get_bit(wrapped, 100)) where owner_id = $1',
      [ben.id],
    );
    expect(await rewrapAll()).toBe(1);
    expect(await keyTrail()).toContain('rewrapped-in-part');
    expect(await world.query('select reason from secrets.quarantine')).toEqual([{ reason: 'ciphertext' }]);
    assertProblem(await move(old, 'retired'), 409, 'KEY_STATE_REFUSED');
    await ben.secrets.shredOwner(ben.ctx, ben.owner);
    expect(await rewrapAll()).toBe(0);
    expect((await move(old, 'retired')).status).toBe(200);
  }, 600_000);

  it('a value sealed to a key that only a retired key of the ring wraps is never opened', async () => {
    const ben = await world.someone();
    const id = await keep('retired', ben);
    await world.query('create table secrets.aside as select * from secrets.owner_keys where owner_id = $1', [
      ben.id,
    ]);
    const { old } = await turn();
    expect(await rewrapAll()).toBe(0);
    expect((await move(old, 'retired')).status).toBe(200);
    await world.query(
      `update secrets.owner_keys as key set ring_key_id = aside.ring_key_id, wrapped = aside.wrapped
       from secrets.aside where key.id = aside.id`,
    );
    await world.query('drop table secrets.aside');
    await attack.expectRefused([id], 'key', ben);
    await ben.secrets.shredOwner(ben.ctx, ben.owner);
  }, 600_000);
});

describe('11 removing an owner', () => {
  it('live, and put back from a backup with all of its rows once the ring was turned: nothing is opened', async () => {
    const ben = await world.someone();
    const id = await keep('shredded', ben);
    const tables = { secrets: 'id', versions: 'secret_id', owner_keys: 'owner_id' } as const;
    const keyOf = (column: string) => (column === 'owner_id' ? ben.id : id);
    for (const [table, column] of Object.entries(tables)) {
      const copy = `create table secrets.kept_${table} as select * from secrets.${table} where ${column} = $1`;
      await world.query(copy, [keyOf(column)]);
    }
    const live = await ben.grant(id);
    await ben.secrets.shredOwner(ben.ctx, ben.owner);
    assertProblem(await attack.ask(live), 404, 'SECRET_UNAVAILABLE');
    expect(await world.outcomesOf(live)).toEqual(['denied:missing']);

    const { old } = await turn();
    expect(await rewrapAll()).toBe(0);
    expect((await move(old, 'retired')).status).toBe(200);
    for (const table of ['owner_keys', 'secrets', 'versions'])
      await world.query(`insert into secrets.${table} select * from secrets.kept_${table}`);
    await attack.expectRefused([id], 'key', ben);
    // Nor by a process that has just read the ring.
    const grant = await ben.grant(id);
    assertProblem(await attack.ask(grant, await world.start()), 404, 'SECRET_UNAVAILABLE');
    for (const table of Object.keys(tables)) await world.query(`drop table secrets.kept_${table}`);
    await ben.secrets.shredOwner(ben.ctx, ben.owner);
  }, 600_000);
});

describe('2 rollback', () => {
  it('a whole database that was put back: nothing is given out, before and after restarts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ashlar-checkpoint-'));
    const file = { ASHLAR_SECRETS_CHECKPOINT_FILE: join(folder, 'checkpoint') };
    const id = await keep('dumped');
    await attack.expectServed([id]);
    const dump = await dumpSecrets();
    await world.owner.replace(id, world.value());
    await attack.expectServed([id]);
    const before = await world.start(file);
    expect((await attack.ask(await world.owner.grant(id), before)).status).toBe(200);
    await dump.putBack();
    for (const after of [await world.start(file), await world.start(file)]) {
      const grant = await world.owner.grant(id);
      assertProblem(await attack.ask(grant, after), 503, 'CUSTODY_UNAVAILABLE');
      expect(await world.outcomesOf(grant)).toEqual([]);
      expect((await fetch(new URL('/readyz', after.url))).status).toBe(503);
    }
    // One that has no such file knows nothing of it.
    expect((await attack.ask(await world.owner.grant(id))).status).toBe(200);
    rmSync(folder, { recursive: true });
  });
});

/** Every row of the schema as it is now, to be put back as a dump would put it. */
async function dumpSecrets(): Promise<{ putBack(): Promise<void> }> {
  const schema = `dump_${newId().replaceAll('-', '')}`;
  const tables = (
    await world.query<{ readonly name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'secrets'`,
    )
  ).map(({ name }) => name);
  const copies = tables.map((name) => `create table ${schema}.${name} as table secrets.${name}`);
  await world.query([`create schema ${schema}`, ...copies].join(';'));
  return {
    async putBack() {
      const statements = tables.flatMap((name) => [
        `delete from secrets.${name}`,
        `insert into secrets.${name} select * from ${schema}.${name}`,
      ]);
      const all = ['begin', 'set local session_replication_role = replica', ...statements, 'commit'];
      await world.query(`${all.join(';')}; drop schema ${schema} cascade`);
    },
  };
}
