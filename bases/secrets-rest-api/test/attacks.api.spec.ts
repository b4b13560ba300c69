import { newId } from '@ashlar/database';
import { assertProblem } from '@ashlar/test-http';
import { createSigner, sealValue } from '@ashlar/vault';
import { randomBytes } from 'node:crypto';
import { type Attack, type Attacked, comparable, openAttack } from './attacks.fixture.js';
import type { World } from './replicas.fixture.js';

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
    await attack.expectRefused([a], 'signature');
    await attack.expectRefused([good, b], 'signature');
    await swap([a, 1], [b, 1]);
    await attack.expectServed([a]);
    await swap([a, 1], [theirs, 1]);
    await attack.expectRefused([a], 'signature');
    await attack.expectRefused([theirs], 'signature', ben);
    await swap([a, 1], [theirs, 1]);
    await world.owner.replace(b, world.value());
    await swap([b, 1], [b, 2]);
    await attack.expectRefused([b], 'signature');
    for (const change of [`domain_id = '${newId()}'`, "kind = 'storage'"]) {
      const moved = await keep(`swap-moved-${newId()}`);
      await world.query(`update secrets.secrets set ${change} where id = $1`, [moved]);
      await attack.expectRefused([moved], 'signature');
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
    await attack.expectServed([id]);
    await world.query('update secrets.secrets set current_version = 1 where id = $1', [id]);
    await attack.expectRefused([id], 'below-head');
    const grant = await world.owner.grant(id);
    assertProblem(await attack.ask(grant, await world.start()), 404, 'SECRET_UNAVAILABLE');
    expect(await world.outcomesOf(grant)).toEqual(['denied:below-head']);
    await world.query('update secrets.heads set version = 1 where secret_id = $1', [id]);
    await attack.expectRefused([id], 'head-forged');
  });

  it('a row put back as it was, after the newer one was removed', async () => {
    const id = await keep('row');
    await world.query('create table secrets.old_row as select * from secrets.secrets where id = $1', [id]);
    await world.owner.replace(id, world.value());
    await attack.expectServed([id]);
    await world.query('delete from secrets.versions where secret_id = $1 and version = 2', [id]);
    await world.query(
      `update secrets.secrets as secret set current_version = old.current_version, version = old.version,
         updated_at = old.updated_at from secrets.old_row as old where secret.id = old.id`,
    );
    await world.query('drop table secrets.old_row');
    await attack.expectRefused([id], 'below-head');
  });
});

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
      answers.add(comparable(await attack.ask(token, world.replicas[index % 2 === 0 ? 0 : 1])));
      for (const outcome of await world.outcomesOf(token)) reasons.add(outcome);
    }
    expect(answers.size).toBe(1);
    expect([...reasons].sort()).toEqual(['denied:missing', 'denied:not-in-use', 'denied:signature']);
  });

  it('a service that may not has one answer for all of them, there or not', async () => {
    const other = await world.identity.issueToken('reporting');
    const ids = [await keep('there-for-others'), await keep('gone-for-others'), await keep('cut-for-others')];
    const grants = await Promise.all(ids.map((id) => world.owner.grant(id)));
    await world.query('update secrets.secrets set deleted_at = now() where id = $1', [ids[1]]);
    await world.query('delete from secrets.secrets where id = $1', [ids[2]]);
    const answers = new Set<string>();
    for (const replica of world.replicas)
      for (const grant of grants) answers.add(comparable(await attack.ask(grant, replica, other)));
    expect(answers.size).toBe(1);
    for (const grant of grants)
      expect(await world.outcomesOf(grant)).toEqual(['denied:caller', 'denied:caller']);
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
  const columns = `${envelope}, head_signature`;
  const sizes = {
    ...{ enc: 32, sealed_key: 48, commitment: 32, nonce: 12, ciphertext: 48, tag: 16 },
    ...{ signature: 64, head_signature: 64 },
  };
  const tampering = /^denied:(signature|head-signature|suite|key|form|commitment|ciphertext)( denied:\1)?$/;

  /** Puts the row back as it was, after each change of it. */
  async function refusedUnder(id: string, changes: readonly string[], replicas = world.replicas) {
    await world.query('create table secrets.aside as select * from secrets.versions where secret_id = $1', [
      id,
    ]);
    const answers = new Set<string>();
    for (const [index, change] of changes.entries()) {
      await world.query(`update secrets.versions set ${change} where secret_id = $1`, [id]);
      const grant = await world.owner.grant(id);
      answers.add(comparable(await attack.ask(grant, replicas[index % 2 === 0 ? 0 : 1])));
      expect({ change, outcome: (await world.outcomesOf(grant)).join(' ') }).toEqual({
        change,
        outcome: expect.stringMatching(tampering),
      });
      await world.query(
        `update secrets.versions set (${columns}) = (select ${columns} from secrets.aside) where secret_id = $1`,
        [id],
      );
    }
    await world.query('drop table secrets.aside');
    expect([...answers]).toHaveLength(1);
    await attack.expectServed([id]);
  }

  it('more bytes, fewer, another suite, writer or key: one answer', async () => {
    const key = await keep('other-key', await world.someone());
    const changes = [
      ...['suite = 0', 'suite = 2', 'suite = 255', "writer_id = '0000000000000000'"],
      ...["ciphertext = ciphertext || decode('00', 'hex')", "ciphertext = ''"],
      'ciphertext = substr(ciphertext, 1, 47)',
      `recipient_key_id = (select recipient_key_id from secrets.versions where secret_id = '${key}')`,
    ];
    // Each by both replicas.
    await refusedUnder(
      await keep('tampered'),
      changes.flatMap((change) => [change, change]),
    );
  });

  it('a bit of every fourth byte, or, with SECRETS_TAMPER=bits, every bit: one answer', async () => {
    const step = process.env['SECRETS_TAMPER'] === 'bits' ? 1 : 33;
    const changes = Object.entries(sizes).flatMap(([column, size]) =>
      Array.from({ length: Math.ceil((size * 8) / step) }, (_, index) => index * step).map(
        (bit) => `${column} = set_bit(${column}, ${bit}, 1 - get_bit(${column}, ${bit}))`,
      ),
    );
    await refusedUnder(await keep('flipped'), changes);
  }, 600_000);

  it('a tag cut to 4 to 15 bytes and a nonce of another length are not kept; where they are, not opened', async () => {
    const id = await keep('cut');
    const tags = Array.from({ length: 12 }, (_, index) => `tag = substr(tag, 1, ${index + 4})`);
    const nonces = [0, 1, 8, 16].map((length) => `nonce = decode(repeat('00', ${length}), 'hex')`);
    for (const change of [...tags, ...nonces]) {
      const kept = world.query(`update secrets.versions set ${change} where secret_id = $1`, [id]);
      await expect(kept).rejects.toMatchObject({
        constraint: expect.stringMatching(/^versions_(tag|nonce)_check$/),
      });
    }
    const drop = (name: string) => `alter table secrets.versions drop constraint versions_${name}_check`;
    await world.query(`${drop('tag')}; ${drop('nonce')}`);
    await refusedUnder(id, [...tags, ...nonces]);
    const add = (name: string, size: number) =>
      `alter table secrets.versions add constraint versions_${name}_check check (octet_length(${name}) = ${size})`;
    await world.query(`${add('tag', 16)}; ${add('nonce', 12)}`);
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
      await attack.expectRefused([id], writerId === undefined ? 'signature' : 'head-signature');
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
  it('a hundred by two processes: a new owner has one key, and all opens by either replica', async () => {
    const ben = await world.someone();
    const other = await world.someone(ben.id);
    const ids = await Promise.all(
      Array.from({ length: 100 }, (_, index) => keep(`first-${index}`, index % 2 === 0 ? ben : other)),
    );
    const keys = await world.query('select from secrets.owner_keys where owner_id = $1', [ben.id]);
    expect(keys).toHaveLength(1);
    for (const replica of world.replicas) {
      const grant = await ben.grant(...ids);
      expect((await attack.ask(grant, replica)).status).toBe(200);
      expect(await world.outcomesOf(grant)).toEqual(['done']);
    }
  });
});

describe('11 expiry', () => {
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
    assertProblem(await attack.ask(grant), 404, 'SECRET_UNAVAILABLE');
    await expect(world.owner.grant(id)).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' });
    await world.upkeep();
    expect(inCluster()).not.toContain('expiring');
    expect(await world.query('select from secrets.deliveries where $1 = any(secret_ids)', [id])).toEqual([]);
    await world.owner.secrets.delete(world.owner.ctx, world.owner.owner, id, 'any');
    await attack.expectServed([await keep('expiring')]);
  });
});
