import { assertProblem } from '@ashlar/test-http';
import { newId } from '@ashlar/database';
import { generateX25519, openReply } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Attack, type Attacked, comparable, fetchPath as path, openAttack } from './attacks.fixture.js';
import { clusterTokens, encodingsOf, fetchBody, type World } from './replicas.fixture.js';
import { operatorClaims } from './secrets.fixture.js';

let attacked: Attacked;
let world: World;
let service: string;
let attack: Attack;
beforeAll(async () => {
  attacked = await openAttack();
  ({ world, service, attack } = attacked);
}, 60_000);
afterAll(() => attacked.close());

const keep: Attack['keep'] = (...given) => attack.keep(...given);

describe('8 forged callers', () => {
  const strangers = async (): Promise<number> =>
    (await world.query(`select from secrets.audit where event->>'outcome' = 'denied:credential'`)).length;

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
    const before = await strangers();
    for (const replica of world.replicas) {
      const answer = await attack.ask(
        await world.owner.grant(await keep(`forged-${newId()}`)),
        replica,
        token,
      );
      assertProblem(answer, 401, 'UNAUTHENTICATED');
    }
    expect(await strangers()).toBe(before + 2);
  });

  it('a pod that is gone, by the word of the cluster: 401 by either replica and in the trail', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = {
      iss: 'https://kubernetes.default.svc',
      exp: Math.floor(Date.now() / 1000) + 60,
    };
    const token = `${part({ alg: 'RS256' })}.${part(claims)}.${clusterTokens.gone}`;
    const id = await keep('by-pod');
    const before = await strangers();
    for (const replica of world.replicas)
      assertProblem(await attack.ask(await world.owner.grant(id), replica, token), 401, 'UNAUTHENTICATED');
    expect(await strangers()).toBe(before + 2);
    expect(world.cluster.requests.some(({ path: at }) => at.endsWith('/tokenreviews'))).toBe(true);
  });

  it('a person, even with a grant of their own, and the right service with the grant of another', async () => {
    const id = await keep('persons');
    for (const replica of world.replicas) {
      const grant = await world.owner.grant(id);
      const person = await attack.ask(grant, replica, await world.personToken('alice'));
      assertProblem(person, 403, 'GRANT_REFUSED');
      const other = await attack.ask(grant, replica, await world.identity.issueToken('reporting'));
      assertProblem(other, 403, 'GRANT_REFUSED');
      expect(await world.outcomesOf(grant)).toEqual(['denied:caller', 'denied:caller']);
    }
  });

  it('a personal token and one of a run are no credentials here', async () => {
    const before = await strangers();
    for (const token of ['ashlar_pat_0123456789abcdef0123456789abcdef', internalToken()]) {
      for (const replica of world.replicas) {
        const grant = await world.owner.grant(await keep(`scheme-${newId()}`));
        assertProblem(await attack.ask(grant, replica, token), 401, 'UNAUTHENTICATED');
      }
    }
    expect(await strangers()).toBe(before + 4);
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
      Array.from({ length: 20 }, (_, index) => attack.ask(grant, world.replicas[index % 2 === 0 ? 0 : 1])),
    );
    const answered = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect(answered(200)).toBe(1);
    // Whoever had to wait too long was told so.
    expect(answered(403) + answered(503)).toBe(19);
    assertProblem(await attack.ask(grant, await world.start()), 403, 'GRANT_REFUSED');
    const outcomes = await world.outcomesOf(grant);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'denied:used').length).toBeGreaterThan(answered(403));
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
    const late = answers.find(({ status }) => status === 409);
    if (!late) throw new Error('All of them won');
    expect(comparable(guess)).toBe(comparable(late));
    assertProblem(guess, 409, 'WRAP_USED');
    // Whoever had to wait too long was told so, and has taken nothing.
    const others = answers.filter(({ status }) => status !== 200);
    expect(others.filter(({ status }) => status !== 409 && status !== 503)).toEqual([]);
    const outcomes = await world.query<{ readonly outcome: string; readonly count: number }>(
      `select event->>'outcome' as outcome, count(*)::int as count from secrets.audit
       where event->>'action' = 'unwrap' group by 1 order by 1`,
    );
    const counted = Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count]));
    expect(counted).toEqual({ 'denied:unknown': 1, 'denied:used': expect.any(Number), done: 1 });
    // One who was told so may have been written down all the same, just after.
    expect(counted['denied:used']).toBeGreaterThanOrEqual(
      others.filter(({ status }) => status === 409).length,
    );
  });

  it('a dump has neither the token nor what is under it; a process started later opens it once', async () => {
    const value = randomBytes(48);
    const wrapped = await world.as(service).call('POST', '/api/secrets/wrap', {
      json: { value_base64: value.toString('base64') },
    });
    const { token } = wrapped.json as { readonly token: string };
    const secret = Buffer.from(token.replace('ashlar_wrap_', ''), 'base64url');
    const dump = await world.dump();
    const found = [value, secret].flatMap(encodingsOf).filter((text) => dump.includes(text));
    expect(found).toEqual([]);
    const later = await world.start();
    const unwrap = (replica: { readonly url: string }) =>
      world.as(service, replica).call('POST', '/api/secrets/unwrap', { json: { token } });
    expect((await unwrap(later)).json).toEqual({ value_base64: value.toString('base64') });
    for (const replica of [later, ...world.replicas]) assertProblem(await unwrap(replica), 409, 'WRAP_USED');
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
      world.replicas.map((replica, index) => attack.ask(grants[index] ?? '', replica)),
    );
    await blocker.query(end);
    await blocker.end();
    for (const answer of answers) assertProblem(answer, 503, 'CUSTODY_UNAVAILABLE');
    for (const [index, replica] of world.replicas.entries()) {
      expect((await attack.ask(grants[index] ?? '', replica)).status).toBe(200);
      expect(await world.outcomesOf(grants[index] ?? '')).toEqual(['done']);
    }
  });

  it('the file of the checkpoint cannot be written: nothing is given out', async () => {
    const replica = await world.start({ ASHLAR_SECRETS_CHECKPOINT_FILE: '/nowhere/checkpoint' });
    assertProblem(
      await attack.ask(await world.owner.grant(await keep('sinkless')), replica),
      503,
      'CUSTODY_UNAVAILABLE',
    );
  });
});

describe('10 the trail', () => {
  it('is whole; a row that was edited, dropped, inserted or moved is named by either replica', async () => {
    const operator = await world.identity.issueToken('notebooks', { claims: operatorClaims });
    const verify = async (): Promise<readonly unknown[]> => {
      const answers = await Promise.all(
        world.replicas.map((replica) =>
          world.as(operator, replica).call('GET', '/api/secrets/audit/verification'),
        ),
      );
      return answers.map(({ status, json }) => [status, { ...(json as object), checked: 0 }]);
    };
    const both = (faults: readonly object[]) => [
      [200, { faults, checked: 0, next_cursor: null }],
      [200, { faults, checked: 0, next_cursor: null }],
    ];
    expect(await verify()).toEqual(both([]));
    const [chain] = await world.query<{ readonly shard: number; readonly last: number }>(
      'select shard, max(seq)::int as last from secrets.audit group by shard having count(*) >= 4 limit 1',
    );
    if (!chain) throw new Error('The trail is too short');
    const { shard, last } = chain;
    const of = (seq: number) => `where shard = ${shard} and seq = ${seq}`;
    const cases: readonly (readonly [string, object])[] = [
      [
        `update secrets.audit set event = event || '{"caller":"service:other"}' ${of(2)}`,
        { seq: 2, reason: 'changed' },
      ],
      [`delete from secrets.audit ${of(2)}`, { seq: 2, reason: 'missing' }],
      [
        `insert into secrets.audit (shard, seq, at, event, hash)
           select shard, ${last + 1}, at, event, hash from secrets.audit ${of(last)};
         update secrets.audit_heads set seq = ${last + 1} where shard = ${shard}`,
        { seq: last + 1, reason: 'changed' },
      ],
      [
        `update secrets.audit set seq = -seq where shard = ${shard} and seq in (1, 2);
         update secrets.audit set seq = 3 + seq where shard = ${shard} and seq < 0`,
        { seq: 1, reason: 'changed' },
      ],
    ];
    for (const [change, fault] of cases) {
      await world.query('create table secrets.aside as table secrets.audit');
      await world.query('create table secrets.aside_heads as table secrets.audit_heads');
      await world.query(change);
      const answers = await verify();
      await world.query(
        `begin; truncate secrets.audit, secrets.audit_heads;
         insert into secrets.audit select * from secrets.aside;
         insert into secrets.audit_heads select * from secrets.aside_heads;
         drop table secrets.aside, secrets.aside_heads; commit`,
      );
      expect(answers).toEqual(both([{ shard, ...fault }]));
    }
    expect(await verify()).toEqual(both([]));
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

  it('a refused body spends no grant, by either replica', async () => {
    const grant = await world.owner.grant(await keep('unspent'));
    for (const replica of world.replicas) {
      const odd = { json: { ...fetchBody(grant), reply_key: Buffer.alloc(32).toString('base64') } };
      assertProblem(await world.as(service, replica).call('POST', path, odd), 400, 'VALIDATION_FAILED');
    }
    expect(await world.outcomesOf(grant)).toEqual([]);
    expect((await attack.ask(grant)).status).toBe(200);
  });

  it('bytes that are no text come back as they were, by either replica', async () => {
    const value = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28]), world.value()]);
    const id = await world.owner.keep('bytes.bin', value);
    for (const replica of world.replicas) {
      const { privateKey, publicKey } = generateX25519();
      const grant = await world.owner.grant(id);
      const { json } = await world.as(service, replica).call('POST', path, {
        json: { grant, reply_key: publicKey.toString('base64') },
      });
      const { grant_id, sealed } = json as {
        readonly grant_id: string;
        readonly sealed: { readonly enc: string; readonly ciphertext: string };
      };
      const [secret] = JSON.parse(
        openReply(
          privateKey,
          { enc: Buffer.from(sealed.enc, 'base64'), ciphertext: Buffer.from(sealed.ciphertext, 'base64') },
          grant_id,
        ).toString(),
      ) as readonly { readonly value_base64: string }[];
      expect(Buffer.from(secret?.value_base64 ?? '', 'base64')).toEqual(value);
    }
  });

  it('a Kubernetes Secret that is not ours is refused and stays, by either replica', async () => {
    const id = await keep('k8s-foreign');
    world.cluster.put({
      ...{ apiVersion: 'v1', kind: 'Secret', data: { theirs: 'eA==' } },
      metadata: { name: 'theirs', namespace: 'science' },
    });
    for (const replica of world.replicas) {
      const json = { grant: await world.owner.grant(id), namespace: 'science', name: 'theirs' };
      const answer = await world.as(service, replica).call('POST', '/api/secrets/kubernetes', { json });
      assertProblem(answer, 409, 'KUBERNETES_SECRET_FOREIGN');
    }
    const [theirs] = world.cluster
      .objects('Secret', 'science')
      .filter(({ metadata }) => metadata.name === 'theirs');
    expect(theirs).toMatchObject({ data: { theirs: 'eA==' } });
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
