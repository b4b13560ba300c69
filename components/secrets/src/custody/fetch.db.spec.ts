import { createSigner } from '@ashlar/vault';
import { newId } from '@ashlar/database';
import { writeGrant } from '../grant-token.js';
import { domainId, person, seedOf } from '../secrets.fixture.js';
import { type BothSides, grantFor, keep, named, openBothSides, service } from './custody.fixture.js';

let both: BothSides;
beforeAll(async () => {
  both = await openBothSides();
}, 60_000);
afterAll(async () => {
  await both.close();
});

const unavailable = { code: 'SECRET_UNAVAILABLE' };
const refused = { code: 'GRANT_REFUSED' };

async function lastOutcome(): Promise<unknown> {
  const [row] = await both.side.query<{ readonly event: { readonly outcome: string } }>(
    'select event from secrets.audit order by at desc, seq desc limit 1',
  );
  return row?.event.outcome;
}

/** Both replicas refuse all of the grant, and say so in the trail. */
async function expectRefusal(
  who: ReturnType<typeof person>,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  for (const { custody } of both.replicas) {
    const token = await grantFor(both.side, who, ...ids);
    await expect(custody.fetch(service(), token)).rejects.toMatchObject(unavailable);
    expect(await lastOutcome()).toBe(`denied:${reason}`);
  }
}

it('what was kept comes out, by any replica, each time under a new grant', async () => {
  const ann = person();
  const bytes = Buffer.from([0, 255, 1, 254]);
  const one = await keep(both.side, ann, 'binary', bytes);
  const two = await keep(both.side, ann, 'text', 'välue');
  for (const { custody } of both.replicas) {
    const { secrets, grant } = await custody.fetch(service(), await grantFor(both.side, ann, one.id, two.id));
    expect(grant).toMatchObject({ userId: ann.id, caller: 'notebooks' });
    expect(secrets.find(({ id }) => id === one.id)?.value).toEqual(bytes);
    expect(named({ secrets })['text']).toBe('välue');
    expect(await lastOutcome()).toBe('done');
    const [row] = await both.side.query<{ readonly secrets: unknown }>(
      `select event->'secrets' as secrets from secrets.audit where event->>'userId' = $1 order by at desc limit 1`,
      [ann.id],
    );
    const [key] = await both.side.query<{ readonly id: string }>(
      'select id from secrets.owner_keys where owner_id = $1',
      [ann.id],
    );
    const sealed = { version: 1, keyId: key?.id, domainId };
    expect(row?.secrets).toEqual([
      { id: one.id, ...sealed },
      { id: two.id, ...sealed },
    ]);
  }
  await both.side.secrets.addVersion(ann.ctx, ann.owner, two.id, Buffer.from('newer'), 1);
  const [{ custody }] = both.replicas;
  expect(named(await custody.fetch(service(), await grantFor(both.side, ann, two.id)))).toEqual({
    text: 'newer',
  });
  await both.side.secrets.restoreVersion(ann.ctx, ann.owner, two.id, 1);
  expect(named(await custody.fetch(service(), await grantFor(both.side, ann, two.id)))).toEqual({
    text: 'välue',
  });
});

it('an old value under a new number is not the word of a writer', async () => {
  const ann = person();
  const { id } = await keep(both.side, ann, 'renumbered', 'old');
  await both.side.query(
    `insert into secrets.versions (secret_id, version, owner_id, source_version, suite, writer_id, head_signature, size)
     select secret_id, 2, owner_id, 1, suite, writer_id, head_signature, size from secrets.versions where secret_id = $1`,
    [id],
  );
  await both.side.query('update secrets.secrets set current_version = 2 where id = $1', [id]);
  await expectRefusal(ann, [id], 'head-signature');
});

it('foreign, absent, deleted, expired and broken ones are told apart in the trail alone', async () => {
  const [ann, ben] = [person(), person()];
  const make = async (name: string) => (await keep(both.side, ann, name, 'x')).id;
  const [deleted, expired, broken, good] = [
    await make('d'),
    await make('e'),
    await make('b'),
    await make('g'),
  ];
  const writer = createSigner(seedOf(both.side.keys.writerSeed));
  const now = Math.floor(Date.now() / 1000);
  // As the data API would never sign it: whatever a grant names, these must look alike.
  const token = (...ids: string[]) =>
    writeGrant(
      {
        ...{ jti: newId(), userId: ben.id, caller: 'notebooks', purpose: 'session' },
        ...{ issuedAt: now, expiresAt: now + 60 },
        secrets: ids.map((id) => ({ id, version: 1, filename: 'x' })),
      },
      writer,
    );
  await both.side.secrets.delete(ann.ctx, ann.owner, deleted, 'any');
  await both.side.query("update secrets.secrets set expires_at = now() - interval '1 second' where id = $1", [
    expired,
  ]);
  await both.side.query(
    "update secrets.versions set tag = decode(repeat('00', 16), 'hex') where secret_id = $1",
    [broken],
  );
  const outcomes: string[] = [];
  for (const { custody } of both.replicas) {
    for (const id of [newId(), deleted, expired, broken]) {
      for (const ids of [[id], [good, id]]) {
        const error = await custody.fetch(service(), token(...ids)).catch((caught: unknown) => caught);
        outcomes.push(JSON.stringify([String(error), (error as { details?: unknown }).details]));
      }
    }
  }
  expect(outcomes).toHaveLength(16);
  expect(new Set(outcomes).size).toBe(1);
  const rows = await both.side.query<{ readonly outcome: string }>(
    `select distinct event->>'outcome' as outcome from secrets.audit where event->>'userId' = $1`,
    [ben.id],
  );
  expect(rows.map(({ outcome }) => outcome).sort()).toEqual([
    'denied:missing',
    'denied:not-in-use',
    'denied:signature',
  ]);
});

it('a person, another service, another purpose, an old or a strange grant', async () => {
  const ann = person();
  const { id } = await keep(both.side, ann, 'forged', 'value');
  for (const { custody } of both.replicas) {
    const token = await grantFor(both.side, ann, id);
    await expect(custody.fetch(ann.ctx, token)).rejects.toMatchObject(refused);
    expect(await lastOutcome()).toBe('denied:caller');
    await expect(custody.fetch(service('reporting'), token)).rejects.toMatchObject(refused);
    await expect(custody.fetch(service(), `${token.slice(0, -4)}AAAA`)).rejects.toMatchObject(refused);
    expect(await lastOutcome()).toBe('denied:signature');
    const mint = { service: 'notebooks', purpose: 'mining', secretIds: [id] };
    const odd = await both.side.grants.mint(ann.ctx, mint);
    await expect(custody.fetch(service(), odd.token)).rejects.toMatchObject(refused);
    expect(await lastOutcome()).toBe('denied:policy');
    const writer = createSigner(seedOf(both.side.keys.writerSeed));
    const grant = { jti: newId(), userId: ann.id, caller: 'notebooks', purpose: 'session', secrets: [] };
    const now = Math.floor(Date.now() / 1000);
    for (const [issuedAt, expiresAt] of [
      [now - 120, now - 60],
      [now + 120, now + 180],
    ] as const) {
      await expect(
        custody.fetch(service(), writeGrant({ ...grant, issuedAt, expiresAt }, writer)),
      ).rejects.toMatchObject(refused);
      expect(await lastOutcome()).toBe('denied:time');
    }
    expect(named(await custody.fetch(service(), token))).toEqual({ forged: 'value' });
  }
});

it('a sealed process opens nothing, and the other goes on', async () => {
  const ann = person();
  const { id } = await keep(both.side, ann, 'sealed', 'value');
  const third = await both.start();
  await third.custody.seal(service('operator'));
  const fetched = third.custody.fetch(service(), await grantFor(both.side, ann, id));
  await expect(fetched).rejects.toMatchObject({ code: 'CUSTODY_UNAVAILABLE' });
  expect(named(await both.replicas[1].custody.fetch(service(), await grantFor(both.side, ann, id)))).toEqual({
    sealed: 'value',
  });
});
