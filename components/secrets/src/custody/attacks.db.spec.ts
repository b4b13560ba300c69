import { Secret } from '@ashlar/config';
import { sealValue, createSigner, createVerifier } from '@ashlar/vault';
import { newId, systemContext } from '@ashlar/database';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { writeGrant } from '../grant-token.js';
import { domainId, person, seedOf } from '../secrets.fixture.js';
import {
  type BothSides,
  grantFor,
  keep,
  named,
  openBothSides,
  type Replica,
  service,
} from './custody.fixture.js';

let both: BothSides;
beforeAll(async () => {
  both = await openBothSides();
}, 60_000);
afterAll(async () => {
  await both.close();
});

const envelopeColumns =
  'suite, recipient_key_id, enc, sealed_key, commitment, nonce, ciphertext, tag, writer_id, signature';
const unavailable = { code: 'SECRET_UNAVAILABLE' };
const refused = { code: 'GRANT_REFUSED' };

async function lastOutcome(): Promise<unknown> {
  const [row] = await both.side.query<{ readonly event: { readonly outcome: string } }>(
    'select event from secrets.audit order by at desc, seq desc limit 1',
  );
  return row?.event.outcome;
}

async function swap(one: readonly [string, number], other: readonly [string, number]): Promise<void> {
  const columns = envelopeColumns.split(', ');
  const select = (index: number) =>
    `(select ${envelopeColumns} from secrets.versions where secret_id = $${index} and version = $${index + 1})`;
  await both.side.query(
    `with one as ${select(1)}, other as ${select(3)}, first as (
       update secrets.versions set (${envelopeColumns}) = (select ${columns.map((c) => `other.${c}`).join(', ')} from other)
       where secret_id = $1 and version = $2)
     update secrets.versions set (${envelopeColumns}) = (select ${columns.map((c) => `one.${c}`).join(', ')} from one)
     where secret_id = $3 and version = $4`,
    [...one, ...other],
  );
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

describe('1 swapping', () => {
  it('two secrets of one owner, of two owners, and two versions: nothing comes out, of a mixed batch neither', async () => {
    const [ann, ben] = [person(), person()];
    const [a, b, good] = [
      await keep(both.side, ann, 'a', 'of a'),
      await keep(both.side, ann, 'b', 'of b'),
      await keep(both.side, ann, 'good', 'good'),
    ];
    const other = await keep(both.side, ben, 'other', 'of ben');
    await swap([a.id, 1], [b.id, 1]);
    await expectRefusal(ann, [good.id, a.id], 'signature');
    await expectRefusal(ann, [b.id], 'signature');
    await swap([a.id, 1], [b.id, 1]);
    await swap([a.id, 1], [other.id, 1]);
    await expectRefusal(ann, [a.id], 'signature');
    await expectRefusal(ben, [other.id], 'signature');
    await both.side.secrets.addVersion(ann.ctx, ann.owner, b.id, Buffer.from('newer'), 1);
    await swap([b.id, 1], [b.id, 2]);
    await expectRefusal(ann, [b.id], 'signature');
  });

  it.each([
    ['tenant', `domain_id = '00000000-0000-7000-8000-00000000ffff'`],
    ['kind', `kind = 'storage'`],
  ])('to another %s', async (_, change) => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'moved', 'value');
    await both.side.query(`update secrets.secrets set ${change} where id = $1`, [id]);
    const lax = await both.start({ policy: ['notebooks|session|*|*'] });
    const fetched = lax.custody.fetch(service(), await grantFor(both.side, ann, id));
    await expect(fetched).rejects.toMatchObject(unavailable);
    expect(await lastOutcome()).toBe('denied:signature');
  });
});

describe('2 rolling back', () => {
  it('an older row, or an older pointer, is below the head, for a replica that has just started as well', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'rolled', 'old');
    const [{ custody }] = both.replicas;
    await both.side.secrets.addVersion(ann.ctx, ann.owner, id, Buffer.from('new'), 1);
    expect(named(await custody.fetch(service(), await grantFor(both.side, ann, id)))).toEqual({
      rolled: 'new',
    });
    await both.side.query('update secrets.secrets set current_version = 1 where id = $1', [id]);
    await expectRefusal(ann, [id], 'below-head');
    const fresh = await both.start();
    const again = fresh.custody.fetch(service(), await grantFor(both.side, ann, id));
    await expect(again).rejects.toMatchObject(unavailable);
    await both.side.query('update secrets.heads set version = 1 where secret_id = $1', [id]);
    await expectRefusal(ann, [id], 'head-forged');
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
});

describe('3 asking for what is not there', () => {
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
    await both.side.query(
      "update secrets.secrets set expires_at = now() - interval '1 second' where id = $1",
      [expired],
    );
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
});

describe('4 tampering', () => {
  it('one bit of any column, and nothing comes out', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'tampered', 'value');
    const columns = [
      'enc',
      'sealed_key',
      'commitment',
      'nonce',
      'ciphertext',
      'tag',
      'signature',
      'head_signature',
    ];
    for (const column of columns) {
      const flip = `update secrets.versions set ${column} = set_bit(${column}, 9, 1 - get_bit(${column}, 9)) where secret_id = $1`;
      await both.side.query(flip, [id]);
      for (const { custody } of both.replicas) {
        const fetched = custody.fetch(service(), await grantFor(both.side, ann, id));
        await expect(fetched).rejects.toMatchObject(unavailable);
      }
      await both.side.query(flip, [id]);
    }
    for (const change of [`suite = 2`, `suite = 0`, `writer_id = '0000000000000000'`]) {
      const [before] = await both.side.query<{ readonly suite: number; readonly writer_id: string }>(
        'select suite, writer_id from secrets.versions where secret_id = $1',
        [id],
      );
      await both.side.query(`update secrets.versions set ${change} where secret_id = $1`, [id]);
      const fetched = both.replicas[0].custody.fetch(service(), await grantFor(both.side, ann, id));
      await expect(fetched).rejects.toMatchObject(unavailable);
      await both.side.query('update secrets.versions set suite = $2, writer_id = $3 where secret_id = $1', [
        id,
        before?.suite,
        before?.writer_id,
      ]);
    }
    const { secrets } = await both.replicas[0].custody.fetch(service(), await grantFor(both.side, ann, id));
    expect(named({ secrets })).toEqual({ tampered: 'value' });
  });
});

describe('5 planting', () => {
  it('a value that was sealed rightly, but signed by another', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'planted', 'mine');
    const [key] = await both.side.query<{ readonly id: string; readonly public_key: Buffer }>(
      'select id, public_key from secrets.owner_keys where owner_id = $1',
      [ann.id],
    );
    const context = {
      domainId,
      ownerType: 'user',
      ownerId: ann.id,
      secretId: id,
      version: 1,
      kind: 'general',
    };
    const recipient = { id: key?.id ?? '', publicKey: key?.public_key ?? Buffer.alloc(32) };
    const envelope = sealValue(Buffer.from('theirs'), context, recipient, createSigner(randomBytes(32)));
    await both.side.query(
      `update secrets.versions set enc = $2, sealed_key = $3, commitment = $4, nonce = $5, ciphertext = $6, tag = $7,
         signature = $8 where secret_id = $1`,
      [
        id,
        ...[envelope.enc, envelope.sealedKey, envelope.commitment, envelope.nonce],
        ...[envelope.ciphertext, envelope.tag, envelope.signature],
      ],
    );
    await expectRefusal(ann, [id], 'signature');
  });
});

describe('8 forging the caller', () => {
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
});

describe('9 asking twice', () => {
  it('a grant counts once, among many requests to both replicas and after a restart', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'once', 'value');
    const token = await grantFor(both.side, ann, id);
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        both.replicas[index % 2 === 0 ? 0 : 1].custody.fetch(service(), token),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject(refused);
    const fresh = await both.start();
    await expect(fresh.custody.fetch(service(), token)).rejects.toMatchObject(refused);
  });

  it('what is wrapped is unwrapped once of 50 times, and a dump of the database does not open it', async () => {
    const value = Buffer.from(`wrapped ${newId()}`);
    const { token } = await both.replicas[0].custody.wrap(service(), value, 60);
    const [row] = await both.side.query<{ readonly text: string }>(
      'select wraps::text as text from secrets.wraps',
    );
    expect(row?.text).not.toContain(value.toString('hex'));
    expect(row?.text).not.toContain(
      Buffer.from(token.slice('ashlar_wrap_'.length), 'base64url').toString('hex'),
    );
    const attempts = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        both.replicas[index % 2 === 0 ? 0 : 1].custody.unwrap(service('reporting'), token),
      ),
    );
    const won = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toEqual([value]);
    const guess = both.replicas[1].custody.unwrap(
      service(),
      `ashlar_wrap_${randomBytes(32).toString('base64url')}`,
    );
    await expect(guess).rejects.toMatchObject({ code: 'WRAP_USED' });
    expect(await both.side.query('select from secrets.wraps where sealed is not null')).toEqual([]);
    await expect(both.replicas[0].custody.unwrap(person().ctx, token)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('10 the audit trail', () => {
  const publishers = () => createVerifier([createSigner(seedOf(both.side.keys.publisherSeed)).publicKey]);
  const verify = ({ custody }: Replica) => custody.audit.verify(systemContext('spec'), publishers());

  it.each([
    ['is locked', 'lock table secrets.audit in access exclusive mode', 'rollback'],
    ['has its heads locked', 'select * from secrets.audit_heads for update', 'rollback'],
  ])('%s: nothing is given out', async (_, begin, end) => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'unaudited', 'value');
    const tokens = [await grantFor(both.side, ann, id), await grantFor(both.side, ann, id)];
    const blocker = new pg.Client({ connectionString: both.side.testDatabase.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query(begin);
    const attempts = await Promise.allSettled(
      both.replicas.map(({ custody }, index) => custody.fetch(service(), tokens[index] ?? '')),
    );
    await blocker.query(end);
    await blocker.end();
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ status: 'rejected' });
      if (attempt.status === 'rejected')
        expect((attempt.reason as { code: string }).code).toMatch(/UNAVAILABLE$/);
    }
  });

  it('may not be written: nothing is given out', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'forbidden', 'value');
    const token = await grantFor(both.side, ann, id);
    await both.side.query('revoke insert on secrets.audit from ashlar_secrets');
    const fetched = both.replicas[0].custody.fetch(service(), token);
    await expect(fetched).rejects.toMatchObject({ code: 'CUSTODY_UNAVAILABLE' });
    await both.side.query('grant insert on secrets.audit to ashlar_secrets');
    expect(named(await both.replicas[1].custody.fetch(service(), token))).toEqual({ forbidden: 'value' });
  });

  it('is whole, and every change of it is named', async () => {
    const [first] = both.replicas;
    await first.custody.audit.checkpoint(systemContext('spec'));
    expect(await verify(first)).toEqual([]);
    const chains = await both.side.query<{ readonly shard: number }>(
      'select shard from secrets.audit group by shard having count(*) >= 3 order by shard',
    );
    const shard = chains[0]?.shard ?? -1;
    expect(shard).toBeGreaterThanOrEqual(0);
    const within = async (sql: string): Promise<unknown> => {
      // The changes of an intruder with every right, taken back when the verifier has looked.
      await both.side.query('create table secrets.audit_copy as table secrets.audit');
      await both.side.query(sql);
      const faults = await verify(first);
      await both.side.query('truncate secrets.audit');
      await both.side.query('insert into secrets.audit select * from secrets.audit_copy');
      await both.side.query('drop table secrets.audit_copy');
      return faults;
    };
    const where = (seq: number) => `where shard = ${shard} and seq = ${seq}`;
    const edited = `update secrets.audit set event = jsonb_set(event, '{caller}', '"service:other"') ${where(2)}`;
    expect(await within(edited)).toEqual([{ shard, seq: 2, reason: 'changed' }]);
    expect(await within(`delete from secrets.audit ${where(2)}`)).toEqual([
      { shard, seq: 2, reason: 'missing' },
    ]);
    const reordered = `update secrets.audit set seq = case seq when 1 then -2 else -1 end where shard = ${shard} and seq in (1, 2);
      update secrets.audit set seq = -seq where shard = ${shard} and seq < 0`;
    expect(await within(reordered)).toEqual([{ shard, seq: 1, reason: 'changed' }]);
    const last = `(select max(seq) from secrets.audit where shard = ${shard})`;
    expect(await within(`delete from secrets.audit where shard = ${shard} and seq = ${last}`)).toMatchObject([
      { shard, reason: 'cut-off' },
    ]);
    expect(await verify(first)).toEqual([]);
  });
});

describe('11 removing', () => {
  it('an owner: what a backup of the values holds is not opened any more', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'shredded', 'value');
    const token = await grantFor(both.side, ann, id);
    await both.side.query(
      'create table secrets.kept_secrets as select * from secrets.secrets where id = $1',
      [id],
    );
    await both.side.query(
      'create table secrets.kept_versions as select * from secrets.versions where secret_id = $1',
      [id],
    );
    await both.side.secrets.shredOwner(ann.ctx, ann.owner);
    await expect(both.replicas[0].custody.fetch(service(), token)).rejects.toMatchObject(unavailable);
    await both.side.query('insert into secrets.secrets select * from secrets.kept_secrets');
    await both.side.query('alter table secrets.versions drop constraint versions_recipient_key_fkey');
    await both.side.query('insert into secrets.versions select * from secrets.kept_versions');
    await expectRefusal(ann, [id], 'missing');
    await both.side.query('delete from secrets.secrets where id = $1', [id]);
    await both.side.query('drop table secrets.kept_secrets, secrets.kept_versions');
  });
});

describe('12 at the start', () => {
  it('a wrong root key is refused by the fingerprint of the right one, and nothing is written', async () => {
    const count = async () => both.side.query('select count(*) from secrets.ring_keys');
    const before = await count();
    const wrong = new Secret(randomBytes(32).toString('base64'));
    const right = both.replicas[0].custody.rootFingerprint;
    await expect(both.start({ rootKey: wrong })).rejects.toThrow(right);
    await expect(both.start({ rootKey: new Secret('') })).rejects.toThrow('32 random bytes');
    await expect(both.start({ writers: undefined })).rejects.toThrow('needed together');
    expect(await count()).toEqual(before);
  });

  it('a sealed process opens nothing, and the other goes on', async () => {
    const ann = person();
    const { id } = await keep(both.side, ann, 'sealed', 'value');
    const third = await both.start();
    await third.custody.seal(service('operator'));
    const fetched = third.custody.fetch(service(), await grantFor(both.side, ann, id));
    await expect(fetched).rejects.toMatchObject({ code: 'CUSTODY_UNAVAILABLE' });
    expect(
      named(await both.replicas[1].custody.fetch(service(), await grantFor(both.side, ann, id))),
    ).toEqual({
      sealed: 'value',
    });
  });

  it('no log line of a replica holds a value', async () => {
    const ann = person();
    const value = `needle ${newId()}`;
    const { id } = await keep(both.side, ann, 'logged', value);
    for (const { custody } of both.replicas)
      await custody.fetch(service(), await grantFor(both.side, ann, id));
    const lines = JSON.stringify(both.replicas.map(({ logger }) => logger.entries));
    const metrics = await Promise.all(both.replicas.map(({ metrics: all }) => all.render()));
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      expect(`${lines}${metrics.join('')}`).not.toContain(Buffer.from(value).toString(encoding));
    }
  });
});
