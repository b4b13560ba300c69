import { systemContext } from '@ashlar/database';
import { createSigner, createVerifier } from '@ashlar/vault';
import { seedOf } from '../secrets.fixture.js';
import type { AuditFault, AuditPosition } from './audit-verification.js';
import { type BothSides, openBothSides, service } from './custody.fixture.js';

let both: BothSides;
const system = systemContext('spec');
beforeAll(async () => {
  both = await openBothSides();
}, 60_000);
afterAll(async () => {
  await both.close();
});

/** The whole trail in pages of so many. */
async function walk(limit: number): Promise<{ faults: AuditFault[]; checked: number; pages: number }> {
  const [{ custody }] = both.replicas;
  const publishers = createVerifier([createSigner(seedOf(both.side.keys.publisherSeed)).publicKey]);
  const found = { faults: [] as AuditFault[], checked: 0, pages: 0 };
  let from: AuditPosition | undefined;
  do {
    const page = await custody.audit.verify(system, publishers, { from, limit });
    expect(page.checked).toBeLessThanOrEqual(limit);
    found.faults.push(...page.faults);
    found.checked += page.checked;
    found.pages += 1;
    from = page.next;
  } while (from);
  return found;
}
const count = async (table: string): Promise<number> =>
  (
    await both.side.query<{ readonly count: number }>(`select count(*)::int as count from secrets.${table}`)
  )[0]?.count ?? 0;
const write = async (events: number): Promise<void> => {
  for (let index = 0; index < events; index += 1)
    await both.replicas[0].custody.wrap(service(), Buffer.from('x'), 60);
};

it('is verified in pages of any size, which together look at every row and checkpoint once', async () => {
  const [{ custody }] = both.replicas;
  for (let round = 0; round < 4; round += 1) {
    await write(20);
    await custody.audit.checkpoint(system);
  }
  const all = (await count('audit')) + (await count('audit_checkpoints'));
  for (const limit of [1, 7, 1_000_000]) {
    expect(await walk(limit)).toMatchObject({ faults: [], checked: all });
  }
  expect((await walk(1_000_000)).pages).toBe(1);
  expect((await walk(7)).pages).toBeGreaterThan(10);
});

it('of a chain that was cut to before a checkpoint, and of a checkpoint that is not signed, says so whatever the page', async () => {
  const [chain] = await both.side.query<{ readonly shard: number; readonly seq: number }>(
    'select shard::int as shard, seq::int as seq from secrets.audit_heads where seq > 3 order by seq desc limit 1',
  );
  if (!chain) throw new Error('The trail is too short');
  const { shard, seq } = chain;
  await both.side.query('create table secrets.aside as table secrets.audit');
  await both.side.query('delete from secrets.audit where shard = $1 and seq = $2', [shard, seq]);
  await both.side.query(
    `update secrets.audit_heads as head set seq = head.seq - 1, hash = row.hash from secrets.audit as row
     where head.shard = $1 and row.shard = $1 and row.seq = $2`,
    [shard, seq - 1],
  );
  for (const limit of [1, 1_000_000]) {
    expect((await walk(limit)).faults).toEqual([{ shard, seq, reason: 'cut-off' }]);
  }
  await both.side.query(
    'insert into secrets.audit select * from secrets.aside where shard = $1 and seq = $2',
    [shard, seq],
  );
  await both.side.query(
    `update secrets.audit_heads as head set seq = row.seq, hash = row.hash from secrets.audit as row
     where head.shard = $1 and row.shard = $1 and row.seq = $2`,
    [shard, seq],
  );
  expect((await walk(3)).faults).toEqual([]);
  await both.side.query(
    `insert into secrets.audit_checkpoints (id, statement, publisher_id, signature)
     select gen_random_uuid(), statement, publisher_id, decode(repeat('00', 64), 'hex') from secrets.audit_checkpoints limit 1`,
  );
  expect((await walk(1_000_000)).faults).toEqual([{ shard: -1, seq: 0, reason: 'checkpoint' }]);
  await both.side.query(
    `delete from secrets.audit_checkpoints where signature = decode(repeat('00', 64), 'hex')`,
  );
});

it('goes through where there are 60,000 checkpoints, of which few are kept, and none of the last day is lost', async () => {
  const [{ custody }] = both.replicas;
  const before = await count('audit_checkpoints');
  await both.side.query(
    `insert into secrets.audit_checkpoints (id, statement, publisher_id, signature, created_at)
     select gen_random_uuid(), statement, publisher_id, signature, now() - make_interval(mins => 1500 + number)
     from (select * from secrets.audit_checkpoints order by id desc limit 1) as one, generate_series(1, 60000) as number`,
  );
  const first = await custody.audit.verify(
    system,
    createVerifier([createSigner(seedOf(both.side.keys.publisherSeed)).publicKey]),
    { limit: 2_000 },
  );
  expect(first).toMatchObject({ faults: [], checked: 2_000, next: { part: 'checkpoints' } });
  await custody.audit.checkpoint(system);
  const days = 60_000 / 1_440;
  const kept = await count('audit_checkpoints');
  expect(kept).toBeGreaterThanOrEqual(before + 1 + 28 * 24 + (days - 30));
  expect(kept).toBeLessThanOrEqual(before + 1 + 31 * 24 + (days - 28));
  expect((await walk(100_000)).faults).toEqual([]);
  const [newest] = await both.side.query<{ readonly old: boolean }>(
    `select created_at < now() - interval '1 hour' as old from secrets.audit_checkpoints order by created_at desc limit 1`,
  );
  expect(newest).toEqual({ old: false });
});
