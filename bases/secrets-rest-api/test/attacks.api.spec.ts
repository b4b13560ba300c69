import { newId } from '@ashlar/database';
import { type Answer, assertProblem } from '@ashlar/test-http';
import { createSigner, sealValue } from '@ashlar/vault';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { clusterTokens, fetchBody, openWorld, type World } from './replicas.fixture.js';

let world: World;
let service: string;
beforeAll(async () => {
  world = await openWorld();
  service = await world.identity.issueToken('notebooks');
}, 60_000);
afterAll(async () => {
  // Of all that was ever kept here, and of every key: nothing in a log line, a metric, an answer or the database.
  expect(await world.leaks()).toEqual([]);
  await world.stop();
});

const path = '/api/secrets/fetch';
const keep = (name: string, who = world.owner): Promise<string> => who.keep(name, world.value());
const ask = (
  grant: string,
  replica: { readonly url: string } = world.replicas[0],
  token: string | null = service,
) => world.as(token, replica).call('POST', path, { json: fetchBody(grant) });

/** As a caller can compare them: without what is another one in each answer. */
const comparable = ({ status, text, headers }: Answer): string =>
  JSON.stringify([
    status,
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id'),
    [...headers]
      .filter(([name]) => !/^(date|x-request-id|traceparent|ratelimit|content-length)/.test(name))
      .map(([name, value]) => [name, value.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')]),
  ]);

/** Both replicas refuse all of it with one answer, and the trail says why. */
async function expectRefused(
  ids: readonly string[],
  reason: string,
  { who = world.owner, status = 404, code = 'SECRET_UNAVAILABLE' } = {},
): Promise<void> {
  for (const replica of world.replicas) {
    const grant = await who.grant(...ids);
    const answer = await ask(grant, replica);
    assertProblem(answer, status, code);
    expect(answer.json).not.toHaveProperty('sealed');
    expect(await world.outcomesOf(grant)).toEqual([`denied:${reason}`]);
  }
}

async function expectServed(id: string, who = world.owner): Promise<void> {
  for (const replica of world.replicas) {
    const grant = await who.grant(id);
    expect((await ask(grant, replica)).status).toBe(200);
    expect(await world.outcomesOf(grant)).toEqual(['done']);
  }
}

const envelope =
  'suite, recipient_key_id, enc, sealed_key, commitment, nonce, ciphertext, tag, writer_id, signature';

async function swap(one: readonly [string, number], other: readonly [string, number]): Promise<void> {
  await world.query(
    'create table secrets.aside as select * from secrets.versions where secret_id = $1 and version = $2',
    [...one],
  );
  const take = (from: string, index: number) =>
    `update secrets.versions as target set (${envelope}) = (select ${envelope} from ${from}) where secret_id = $${index} and version = $${index + 1}`;
  await world.query(take(`secrets.versions where secret_id = '${other[0]}' and version = ${other[1]}`, 1), [
    ...one,
  ]);
  await world.query(take('secrets.aside', 1), [...other]);
  await world.query('drop table secrets.aside');
}

describe('1 swap', () => {
  it('of one owner, of two, of two versions; to another tenant and kind; a mixed batch gives nothing', async () => {
    const ben = await world.someone();
    const [a, b, good] = [await keep('swap-a'), await keep('swap-b'), await keep('swap-good')];
    const theirs = await keep('swap-theirs', ben);
    await swap([a, 1], [b, 1]);
    await expectRefused([a], 'signature');
    await expectRefused([good, b], 'signature');
    await swap([a, 1], [b, 1]);
    await expectServed(a);
    await swap([a, 1], [theirs, 1]);
    await expectRefused([a], 'signature');
    await expectRefused([theirs], 'signature', { who: ben });
    await swap([a, 1], [theirs, 1]);
    await world.owner.replace(b, world.value());
    await swap([b, 1], [b, 2]);
    await expectRefused([b], 'signature');
    for (const change of [`domain_id = '${newId()}'`, "kind = 'storage'"]) {
      const moved = await keep(`swap-moved-${newId()}`);
      await world.query(`update secrets.secrets set ${change} where id = $1`, [moved]);
      await expectRefused([moved], 'signature');
    }
    const denied = await metric('ashlar_secrets_denied_total', 'reason="signature"');
    expect(denied).toBeGreaterThanOrEqual(6);
  });
});

async function metric(name: string, label: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', world.replicas[0].metricsUrl))).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name}{`) && one.includes(label));
  return Number(line?.split(' ').at(-1) ?? 0);
}

describe('2 rollback', () => {
  it('an old row and an old pointer are below the head, for a new process as well', async () => {
    const id = await keep('rolled');
    await world.owner.replace(id, world.value());
    await expectServed(id);
    await world.query('update secrets.secrets set current_version = 1 where id = $1', [id]);
    await expectRefused([id], 'below-head');
    const grant = await world.owner.grant(id);
    assertProblem(await ask(grant, await world.start()), 404, 'SECRET_UNAVAILABLE');
    expect(await world.outcomesOf(grant)).toEqual(['denied:below-head']);
    await world.query('update secrets.heads set version = 1 where secret_id = $1', [id]);
    await expectRefused([id], 'head-forged');
  });

  it('a whole database that was put back: nothing is given out, before and after restarts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ashlar-checkpoint-'));
    const file = { ASHLAR_SECRETS_CHECKPOINT_FILE: join(folder, 'checkpoint') };
    const id = await keep('dumped');
    const other = await openWorldCopy();
    await expectServed(id);
    const before = await world.start(file);
    expect((await ask(await world.owner.grant(id), before)).status).toBe(200);
    await other.putBack();
    const after = await world.start(file);
    const answer = await ask(await world.owner.grant(id), after);
    assertProblem(answer, 503, 'CUSTODY_UNAVAILABLE');
    expect((await fetch(new URL('/readyz', after.url))).status).toBe(503);
    // One that has no such file knows nothing of it.
    expect((await ask(await world.owner.grant(id))).status).toBe(200);
    rmSync(folder, { recursive: true });
  });
});

/** The trail as it is now, to be put back as an old dump would put it. */
async function openWorldCopy(): Promise<{ putBack(): Promise<void> }> {
  const heads = await world.query<{ readonly shard: number; readonly seq: string; readonly hash: Buffer }>(
    'select shard, seq, hash from secrets.audit_heads',
  );
  return {
    async putBack() {
      for (const { shard, seq, hash } of heads) {
        await world.query('delete from secrets.audit where shard = $1 and seq > $2', [shard, seq]);
        await world.query('update secrets.audit_heads set seq = $2, hash = $3 where shard = $1', [
          shard,
          seq,
          hash,
        ]);
      }
      await world.query('delete from secrets.audit_checkpoints');
    },
  };
}

describe('3 asking for what is not there', () => {
  it('deleted, destroyed, expired and broken ones give the same bytes, alone and in a batch', async () => {
    const good = await keep('there');
    const make = async (sql: string): Promise<string> => {
      const id = await keep(`absent-${newId()}`);
      return `${id}|${sql.replaceAll('$1', `'${id}'`)}`;
    };
    const cases = [
      await make('update secrets.secrets set deleted_at = now() where id = $1'),
      await make("update secrets.secrets set expires_at = now() - interval '1 second' where id = $1"),
      await make('delete from secrets.secrets where id = $1'),
      await make("update secrets.versions set tag = decode(repeat('00', 16), 'hex') where secret_id = $1"),
    ].map((line) => line.split('|') as [string, string]);
    const tokens: string[] = [];
    for (const [id] of cases) {
      for (const ids of [[id], [good, id]]) {
        tokens.push(await world.owner.grant(...ids), await world.owner.grant(...ids));
      }
    }
    for (const [, sql] of cases) await world.query(sql);
    const answers = new Set<string>();
    const reasons = new Set<string>();
    for (const [index, token] of tokens.entries()) {
      answers.add(comparable(await ask(token, world.replicas[index % 2 === 0 ? 0 : 1])));
      for (const outcome of await world.outcomesOf(token)) reasons.add(outcome);
    }
    expect(answers.size).toBe(1);
    expect([...reasons].sort()).toEqual(['denied:missing', 'denied:not-in-use', 'denied:signature']);
  });

  it('of another person: no grant is made for it', async () => {
    const ben = await world.someone();
    const id = await keep('not-bens');
    const errors = await Promise.all(
      [id, newId()].map((one) => ben.grant(one).catch((error: unknown) => String(error))),
    );
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toContain('secret');
  });
});

describe('4 tampering', () => {
  it('a bit of any column, more bytes, another suite or key: one answer', async () => {
    const id = await keep('tampered');
    const bytes = [
      'enc',
      'sealed_key',
      'commitment',
      'nonce',
      'ciphertext',
      'tag',
      'signature',
      'head_signature',
    ];
    const key = await keep('other-key', await world.someone());
    const changes = [
      ...bytes.map(
        (column) =>
          `${column} = set_bit(${column}, ${Math.floor(Math.random() * 90)}, 1 - get_bit(${column}, 5))`,
      ),
      ...['suite = 0', 'suite = 2', 'suite = 255', "writer_id = '0000000000000000'"],
      ...["ciphertext = ciphertext || decode('00', 'hex')", "ciphertext = ''"],
      `recipient_key_id = (select recipient_key_id from secrets.versions where secret_id = '${key}')`,
    ];
    const answers = new Set<string>();
    for (const change of changes) {
      await world.query('create table secrets.aside as select * from secrets.versions where secret_id = $1', [
        id,
      ]);
      await world.query(`update secrets.versions set ${change} where secret_id = $1`, [id]);
      const [changed] = await world.query<{ readonly same: boolean }>(
        'select aside::text = versions::text as same from secrets.aside, secrets.versions where versions.secret_id = $1',
        [id],
      );
      for (const replica of world.replicas) {
        const grant = await world.owner.grant(id);
        // A bit that had that value already is no change.
        if (changed?.same === true) continue;
        answers.add(comparable(await ask(grant, replica)));
        expect((await world.outcomesOf(grant)).join()).toMatch(
          /^denied:(signature|head-signature|suite|key|form|commitment|ciphertext)$/,
        );
      }
      const columns = `${envelope}, head_signature`;
      await world.query(
        `update secrets.versions set (${columns}) = (select ${columns} from secrets.aside) where secret_id = $1`,
        [id],
      );
      await world.query('drop table secrets.aside');
    }
    expect(answers.size).toBe(1);
    await expectServed(id);
  });

  it.each([4, 8, 12, 15])('a tag of %i bytes is not even kept', async (length) => {
    const id = await keep(`tag-${length}`);
    const cut = world.query(
      `update secrets.versions set tag = substr(tag, 1, ${length}) where secret_id = $1`,
      [id],
    );
    await expect(cut).rejects.toMatchObject({ constraint: 'versions_tag_check' });
  });

  it.each([0, 1, 8, 16])('nor is a nonce of %i', async (length) => {
    const id = await keep(`nonce-${length}`);
    const odd = world.query(
      `update secrets.versions set nonce = decode(repeat('00', ${length}), 'hex') where secret_id = $1`,
      [id],
    );
    await expect(odd).rejects.toMatchObject({ constraint: 'versions_nonce_check' });
  });
});

describe('5 planting', () => {
  it('what another signed is never served, however well it is sealed', async () => {
    const id = await keep('planted');
    const [key] = await world.query<{ readonly id: string; readonly public_key: Buffer }>(
      'select id, public_key from secrets.owner_keys where owner_id = $1',
      [world.owner.id],
    );
    const about = {
      ...{ domainId: '00000000-0000-7000-8000-000000000001', ownerType: 'user', ownerId: world.owner.id },
      ...{ secretId: id, version: 1, kind: 'general' },
    };
    const recipient = { id: key?.id ?? '', publicKey: key?.public_key ?? Buffer.alloc(32) };
    const planter = createSigner(randomBytes(32));
    for (const writerId of [undefined, planter.id]) {
      const planted = sealValue(world.value(), about, recipient, planter);
      await world.query(
        `update secrets.versions set enc = $2, sealed_key = $3, commitment = $4, nonce = $5, ciphertext = $6, tag = $7,
           signature = $8, writer_id = coalesce($9, writer_id) where secret_id = $1`,
        [
          id,
          ...[planted.enc, planted.sealedKey, planted.commitment, planted.nonce, planted.ciphertext],
          ...[planted.tag, planted.signature, writerId],
        ],
      );
      await expectRefused([id], writerId === undefined ? 'signature' : 'head-signature');
    }
  });

  it('a key that the secrets API did not publish is sealed to by nobody', async () => {
    const ben = await world.someone();
    await keep('first', ben);
    await world.query(
      `update secrets.owner_keys set public_key = (select public_key from secrets.owner_keys where owner_id = $2)
       where owner_id = $1`,
      [ben.id, world.owner.id],
    );
    await expect(keep('second', ben)).rejects.toMatchObject({ name: 'Refused' });
  });
});

describe('6 many first writes', () => {
  it('a new owner has one key, and all that was written opens by either replica', async () => {
    const ben = await world.someone();
    const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => keep(`first-${index}`, ben)));
    const keys = await world.query('select from secrets.owner_keys where owner_id = $1', [ben.id]);
    expect(keys).toHaveLength(1);
    for (const replica of world.replicas)
      expect((await ask(await ben.grant(...ids), replica)).status).toBe(200);
  });
});

describe('8 forged callers', () => {
  it.each<[string, Parameters<World['identity']['issueToken']>[1]]>([
    ['another audience', { audience: 'other' }],
    ['expired', { ttlSeconds: -60 }],
    ['not yet valid', { notBeforeSeconds: 600 }],
    ['not signed', { algorithm: 'none' }],
    ['signed with the public key', { algorithm: 'HS256' }],
    ['of an unknown key', { signWith: 'unknown' }],
    ['under a key id that is not there', { kid: 'nobody' }],
    ['of another issuer', { issuer: 'https://other.example.org' }],
  ])('a token, %s, is 401 by either replica and in the trail', async (_, how) => {
    const token = await world.identity.issueToken('notebooks', how);
    const count = async () =>
      (await world.query(`select from secrets.audit where event->>'action' = 'authenticate'`)).length;
    const before = await count();
    const answers = new Set<string>();
    for (const replica of world.replicas) {
      const answer = await ask(await world.owner.grant(await keep(`forged-${newId()}`)), replica, token);
      assertProblem(answer, 401, 'UNAUTHENTICATED');
      answers.add(String(answer.status));
    }
    expect(answers).toEqual(new Set(['401']));
    expect(await count()).toBe(before + 2);
  });

  it('a pod that is gone, and a token for another audience, by the word of the cluster', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tokenOf = (signature: string): string =>
      `${part({ alg: 'RS256' })}.${part({ iss: 'https://kubernetes.default.svc', exp: Math.floor(Date.now() / 1000) + 60 })}.${signature}`;
    const id = await keep('by-pod');
    const gone = await ask(await world.owner.grant(id), world.replicas[0], tokenOf(clusterTokens.gone));
    assertProblem(gone, 401, 'UNAUTHENTICATED');
    expect(world.cluster.requests.some(({ path: at }) => at.endsWith('/tokenreviews'))).toBe(true);
  });

  it('a person, even with a grant of their own, and the right service with the grant of another', async () => {
    const id = await keep('persons');
    for (const replica of world.replicas) {
      const grant = await world.owner.grant(id);
      const person = await ask(grant, replica, await world.personToken('alice'));
      assertProblem(person, 403, 'GRANT_REFUSED');
      const other = await ask(grant, replica, await world.identity.issueToken('reporting'));
      assertProblem(other, 403, 'GRANT_REFUSED');
      expect(comparable(person).replace('user', 'x')).toContain('GRANT_REFUSED');
      expect(await world.outcomesOf(grant)).toEqual(['denied:caller', 'denied:caller']);
    }
  });

  it('a personal token and one of a run are no credentials here', async () => {
    for (const token of ['ashlar_pat_0123456789abcdef0123456789abcdef', internalToken()]) {
      const answer = await ask(
        await world.owner.grant(await keep(`scheme-${newId()}`)),
        world.replicas[0],
        token,
      );
      assertProblem(answer, 401, 'UNAUTHENTICATED');
    }
  });
});

/** As the platform gives runs, of a key of its own. */
function internalToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ alg: 'EdDSA', typ: 'ashlar-internal+jwt', kid: 'x' });
  return `${head}.${part({ iss: 'urn:ashlar:internal', exp: Math.floor(Date.now() / 1000) + 60 })}.${randomBytes(64).toString('base64url')}`;
}

describe('9 twice', () => {
  it('a grant counts once among twenty requests to both, and never again', async () => {
    const grant = await world.owner.grant(await keep('once'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => ask(grant, world.replicas[index % 2 === 0 ? 0 : 1])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(403)]);
    assertProblem(await ask(grant, await world.start()), 403, 'GRANT_REFUSED');
    const outcomes = await world.outcomesOf(grant);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'denied:used')).toHaveLength(20);
  });

  it('what is wrapped is unwrapped once of fifty times; a guess gets the same answer', async () => {
    const json = { value_base64: randomBytes(48).toString('base64') };
    const wrapped = await world.as(service).call('POST', '/api/secrets/wrap', { json });
    const { token } = wrapped.json as { readonly token: string };
    // The one answer that holds it is not looked through.
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world
          .as(service, world.replicas[index % 2 === 0 ? 0 : 1])
          .call('POST', '/api/secrets/unwrap', { json: { token } }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won.map(({ json: body }) => body)).toEqual([json]);
    const guess = await world.as(service).call('POST', '/api/secrets/unwrap', {
      json: { token: `ashlar_wrap_${randomBytes(32).toString('base64url')}` },
    });
    const late = answers.find(({ status }) => status !== 200);
    if (!late) throw new Error('All of them won');
    expect(comparable(guess)).toBe(comparable(late));
    assertProblem(guess, 409, 'WRAP_USED');
  });
});

describe('10 no audit, no secrets', () => {
  it.each([
    ['the chains are locked', 'begin; lock table secrets.audit_heads in access exclusive mode', 'rollback'],
    ['the trail is locked', 'begin; lock table secrets.audit in access exclusive mode', 'rollback'],
    [
      'the right is gone',
      'revoke insert on secrets.audit from ashlar_secrets',
      'grant insert on secrets.audit to ashlar_secrets',
    ],
    [
      'the disk is full',
      `create function secrets.full() returns trigger language plpgsql as $$ begin raise exception 'no space' using errcode = '53100'; end $$;
       create trigger full_disk before insert on secrets.audit for each row execute function secrets.full()`,
      'drop trigger full_disk on secrets.audit; drop function secrets.full()',
    ],
  ])('%s: 503 by both replicas, and the grant is good afterwards', async (_, begin, end) => {
    const id = await keep(`unaudited-${newId()}`);
    const grants = [await world.owner.grant(id), await world.owner.grant(id)];
    const blocker = new pg.Client({ connectionString: world.testDatabase.url });
    await blocker.connect();
    await blocker.query(begin);
    const answers = await Promise.all(
      world.replicas.map((replica, index) => ask(grants[index] ?? '', replica)),
    );
    await blocker.query(end);
    await blocker.end();
    for (const answer of answers) assertProblem(answer, 503, 'CUSTODY_UNAVAILABLE');
    for (const [index, replica] of world.replicas.entries()) {
      expect((await ask(grants[index] ?? '', replica)).status).toBe(200);
      expect(await world.outcomesOf(grants[index] ?? '')).toEqual(['done']);
    }
  });

  it('the file of the checkpoint cannot be written: nothing is given out', async () => {
    const replica = await world.start({ ASHLAR_SECRETS_CHECKPOINT_FILE: '/nowhere/checkpoint' });
    assertProblem(
      await ask(await world.owner.grant(await keep('sinkless')), replica),
      503,
      'CUSTODY_UNAVAILABLE',
    );
  });
});

describe('11 removing', () => {
  it('an owner: live, and put back from a backup, nothing is opened', async () => {
    const ben = await world.someone();
    const id = await keep('shredded', ben);
    await world.query('create table secrets.kept_secrets as select * from secrets.secrets where id = $1', [
      id,
    ]);
    await world.query(
      'create table secrets.kept_versions as select * from secrets.versions where secret_id = $1',
      [id],
    );
    const live = await ben.grant(id);
    await ben.secrets.shredOwner(ben.ctx, ben.owner);
    assertProblem(await ask(live), 404, 'SECRET_UNAVAILABLE');
    await world.query('insert into secrets.secrets select * from secrets.kept_secrets');
    await world.query('alter table secrets.versions drop constraint versions_recipient_key_fkey');
    await world.query('insert into secrets.versions select * from secrets.kept_versions');
    await expectRefused([id], 'missing', { who: ben });
    await world.query('delete from secrets.secrets where id = $1', [id]);
    await world.query('drop table secrets.kept_secrets, secrets.kept_versions');
  });

  it('an expired one is not fetched, can be deleted, gives its filename up, and its Kubernetes Secret goes', async () => {
    const id = await keep('expiring');
    const made = await world.as(service).call('POST', '/api/secrets/kubernetes', {
      json: { grant: await world.owner.grant(id), namespace: 'science', name: 'expiring' },
    });
    expect(made.status).toBe(200);
    const inCluster = () => world.cluster.objects('Secret', 'science').map(({ metadata }) => metadata.name);
    expect(inCluster()).toContain('expiring');
    const grant = await world.owner.grant(id);
    await world.query("update secrets.secrets set expires_at = now() - interval '1 second' where id = $1", [
      id,
    ]);
    assertProblem(await ask(grant), 404, 'SECRET_UNAVAILABLE');
    await expect(world.owner.grant(id)).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' });
    await world.upkeep();
    expect(inCluster()).not.toContain('expiring');
    expect(await world.query('select from secrets.deliveries where $1 = any(secret_ids)', [id])).toEqual([]);
    await world.owner.secrets.delete(world.owner.ctx, world.owner.owner, id, 'any');
    await expectServed(await keep('expiring'));
  });
});

describe('12 hostile input', () => {
  const call = (body: string | object) =>
    world.as(service).call('POST', path, {
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it.each<[string, string | object, number]>([
    ['deep JSON', `{"grant":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400],
    ['a name given twice, of which the last counts,', `{"grant":"x","grant":"ashlar_grant_b"}`, 422],
    ['no JSON', '{', 400],
    ['a list', [], 400],
    ['a NUL', { grant: 'ashlar_grant_\0' }, 400],
    ['half a character', '{"grant":"\\ud800"}', 400],
    ['unknown fields', { grant: 'ashlar_grant_x', secret_ids: [newId()] }, 400],
    ['a grant that is too long', { grant: 'x'.repeat(70_000) }, 400],
    ['more than a request may have', { grant: 'x'.repeat(3_000_000) }, 413],
  ])('%s is refused', async (_, body, status) => {
    const answer = await call(body);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/ at .*\.(js|ts)/);
  });

  it('what is too large, or too many, is never written or granted', async () => {
    const { owner } = world;
    await expect(owner.keep('large', Buffer.alloc(65_537))).rejects.toMatchObject({
      code: 'SECRET_TOO_LARGE',
    });
    const ids = await Promise.all(
      Array.from({ length: 101 }, (_, index) => owner.keep(`many-${index}`, Buffer.from('x'))),
    );
    await expect(owner.grant(...ids)).rejects.toMatchObject({ code: 'UNPROCESSABLE' });
    for (const name of ['../x', '..', 'a/b', 'a\0b'])
      await expect(owner.keep(name, Buffer.from('x'))).rejects.toThrow();
  });

  it('keys that are wrong, empty or half there: it does not start, and writes nothing', async () => {
    const count = () => world.query('select id, updated_at from secrets.ring_keys order by id');
    const before = await count();
    const wrong = { ASHLAR_VAULT_ROOT_KEY: randomBytes(32).toString('base64') };
    const [ring] = await world.query<{ readonly root_fingerprint: string }>(
      'select root_fingerprint from secrets.ring_keys',
    );
    await expect(world.start(wrong)).rejects.toThrow(ring?.root_fingerprint ?? 'a fingerprint');
    await expect(world.start({ ASHLAR_VAULT_ROOT_KEY: 'AAAA' })).rejects.toThrow('32 random bytes');
    expect(await count()).toEqual(before);
  });
});
