import { type Actor, anonymous, contextFor, type Database, newId, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  authnEntities,
  createKeyPairs,
  keyPairsOfUsers,
  forgetTokens,
  type KeyPairs,
  type SignedRequest,
} from './index.js';
import { type Pair, signed, type SigningOptions } from './testing.js';

let testDatabase: TestDatabase;
let database: Database;
let worker: Database;
let pairs: KeyPairs;
const key = randomBytes(32).toString('base64');
const scopes = ['spec:read'];
const system = systemContext('key pairs spec');
const disabled = new Set<string>();
const page = {
  size: 20,
  sort: { by: 'created_at', descending: false },
  start: { page: 0 },
  count: false,
} as const;

const make = (keys = key): KeyPairs =>
  createKeyPairs({ database, keys, scopes, ownerMayAct: async (id) => !disabled.has(id) });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data'), authnEntities));
  ({ database: worker } = await openDatabase(testDatabase.urlFor('worker'), authnEntities));
  pairs = make();
});
afterAll(async () => {
  await Promise.all([database.close(), worker.close()]);
  await testDatabase.drop();
});

function someone(...roles: string[]): Actor {
  return { kind: 'user', id: newId(), roles };
}

async function issue(
  owner = someone('member'),
): Promise<Pair & { readonly id: string; readonly owner: Actor }> {
  const { keyPair, secretKey } = await pairs.create(contextFor(owner), { name: 'laptop', days: 30 });
  return { id: keyPair.id, accessKey: keyPair.accessKey, secretKey, owner };
}

const present = ({ authorization, request }: ReturnType<typeof signed>, by = pairs): Promise<Actor> =>
  by.authenticate(authorization, request);
const sent = (pair: Pair, options?: SigningOptions, by = pairs): Promise<Actor> =>
  present(signed(pair, options), by);
const unauthenticated = { code: 'UNAUTHENTICATED' };
const sql = <T>(text: string, parameters: unknown[] = []): Promise<T[]> =>
  managerFor(system, worker).query<T[]>(text, parameters);
const at = (ms: number): string => new Date(Date.now() + ms).toISOString().replace('Z', '000+00:00');

describe('a key pair', () => {
  it('signs for its owner, within the scopes of its paths and never as an administrator', async () => {
    const pair = await issue(someone('member', 'admin'));
    expect(pair.accessKey).toMatch(/^[A-Z2-7]{20}$/);
    expect(pair.secretKey).toMatch(/^[\w-]{40}$/);
    expect(await sent(pair)).toEqual({ kind: 'user', id: pair.owner.id, roles: ['member'], scopes });
    expect(await sent(pair, { date: new Date().toISOString() })).toMatchObject({ id: pair.owner.id });
    expect((await pairs.get(contextFor(pair.owner), pair.id)).lastUsedAt).toBeInstanceOf(Date);
  });

  it('leaves nothing behind that leads to its secret, and other keys of the server lead to another', async () => {
    const pair = await issue();
    const [row] = await sql<object>('select * from authn.key_pairs where id = $1', [pair.id]);
    const text = JSON.stringify(row);
    expect(text).toContain(pair.accessKey);
    for (const part of [pair.secretKey, Buffer.from(pair.secretKey, 'base64url').toString('hex')]) {
      expect(text).not.toContain(part);
    }
    const other = randomBytes(32).toString('base64');
    await expect(sent(pair, {}, make(other))).rejects.toMatchObject(unauthenticated);
    expect(await sent(pair, {}, make(`${other}, ${key}`))).toMatchObject({ id: pair.owner.id });
    expect(() => make('c2hvcnQ=')).toThrow(/^ASHLAR_KEY_PAIR_KEYS holds a key that is not 32 bytes/);
  });

  it('counts for the very request that it signed', async () => {
    const pair = await issue();
    const { authorization, request } = signed(pair);
    const header = (changed: Record<string, string | undefined>): SignedRequest => ({
      ...request,
      header: (name) => (name in changed ? changed[name] : request.header(name)),
    });
    for (const other of [
      { ...request, method: 'DELETE' },
      { ...request, target: '/user-config/dotfiles?path=.vimrc' },
      header({ date: at(1_000) }),
      header({ date: undefined }),
      header({ host: 'elsewhere.example.org' }),
      header({ host: undefined }),
      header({ 'content-type': 'text/plain' }),
      header({ 'x-backendai-version': 'v6.20220615' }),
      header({ 'x-backendai-version': undefined }),
    ]) {
      await expect(pairs.authenticate(authorization, other)).rejects.toMatchObject(unauthenticated);
    }
    expect(await pairs.authenticate(authorization, request)).toMatchObject({ id: pair.owner.id });
  });

  it('is refused in any other form, and recognised in all of them', async () => {
    const pair = await issue();
    const { authorization, request } = signed(pair);
    const digest = authorization.slice(-64);
    for (const broken of [
      'BackendAI',
      'backendai x',
      authorization.replace('SHA256', 'SHA1'),
      authorization.replace(pair.accessKey, 'A'.repeat(20)),
      authorization.slice(0, -1),
      `${authorization}0`,
      authorization.replace(digest, digest.replaceAll(/[0-9]/g, '0')),
      authorization.replace(digest, ''),
    ]) {
      expect(pairs.recognises(broken)).toBe(true);
      await expect(pairs.authenticate(broken, request)).rejects.toMatchObject(unauthenticated);
    }
    expect(pairs.recognises('Bearer BackendAI')).toBe(false);
    const wrong = { ...pair, secretKey: randomBytes(30).toString('base64url') };
    await expect(sent(wrong)).rejects.toMatchObject(unauthenticated);
  });

  it('signs a request once, however many arrive at the same time', async () => {
    const pair = await issue();
    const one = signed(pair);
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, () => present(one)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(present(one)).rejects.toMatchObject(unauthenticated);
  });

  it('signs for the time of the window, either way, by the clock of the database', async () => {
    const pair = await issue();
    expect(await sent(pair, { date: at(-280_000) })).toMatchObject({ id: pair.owner.id });
    expect(await sent(pair, { date: at(280_000) })).toMatchObject({ id: pair.owner.id });
    for (const date of [
      at(-320_000),
      at(320_000),
      'yesterday',
      new Date().toUTCString(),
      '2026-11-21T10:00:00',
    ]) {
      await expect(sent(pair, { date })).rejects.toMatchObject(unauthenticated);
    }
  });

  it('writes nothing for what is not signed, and one statement for what is', async () => {
    const pair = await issue();
    await sent(pair);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await expect(sent({ ...pair, secretKey: 'x' })).rejects.toMatchObject(unauthenticated);
      expect(query).toHaveBeenCalledTimes(0);
      await sent(pair);
      expect(query).toHaveBeenCalledTimes(1);
    } finally {
      query.mockRestore();
    }
  });

  it('ends at once when it is revoked, rests while its owner is disabled, and goes with them', async () => {
    const pair = await issue();
    disabled.add(pair.owner.id);
    await expect(sent(pair)).rejects.toMatchObject(unauthenticated);
    disabled.delete(pair.owner.id);
    expect(await pairs.ownerOf(system, pair.accessKey)).toBe(pair.owner.id);
    await expect(pairs.revoke(contextFor(someone()), pair.id, 'any')).rejects.toMatchObject({
      code: 'KEY_PAIR_NOT_FOUND',
    });
    await expect(pairs.revoke(contextFor(pair.owner), pair.id, [7])).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    await pairs.revoke(contextFor(pair.owner), pair.id, [1]);
    await expect(sent(pair)).rejects.toMatchObject(unauthenticated);
    expect(await pairs.ownerOf(system, pair.accessKey)).toBeUndefined();
    const other = await issue();
    await database.transact(system, (tx) =>
      keyPairsOfUsers({ database }).end(tx, other.owner.id, 'disabled'),
    );
    expect((await pairs.list(contextFor(other.owner), page)).items).toHaveLength(1);
    await database.transact(system, (tx) => keyPairsOfUsers({ database }).end(tx, other.owner.id, 'deleted'));
    expect((await pairs.list(contextFor(other.owner), page)).items).toEqual([]);
  });

  it('expires, and is forgotten 30 days later with what it signed', async () => {
    const pair = await issue();
    await sent(pair, { date: at(-200_000) });
    const root = new pg.Client({ connectionString: testDatabase.url });
    await root.connect();
    try {
      await root.query(`update authn.key_pairs set expires_at = now() where id = $1`, [pair.id]);
      await expect(sent(pair)).rejects.toMatchObject(unauthenticated);
      expect(await pairs.ownerOf(system, pair.accessKey)).toBeUndefined();
      await forgetTokens(worker, system);
      const notes = 'select 1 from authn.used_signatures where key_pair_id = $1';
      expect(await sql(notes, [pair.id])).toHaveLength(1);
      await root.query(`update authn.used_signatures set expires_at = now() - interval '2 minutes'`);
      await root.query(`update authn.key_pairs set expires_at = now() - interval '31 days' where id = $1`, [
        pair.id,
      ]);
      const gone = await forgetTokens(worker, system);
      expect(gone).toMatchObject({ keyPairs: 1 });
      expect(gone.signatures).toBeGreaterThan(0);
      expect(await sql(notes, [pair.id])).toEqual([]);
    } finally {
      await root.end();
    }
  });

  it('is for people who have logged in', async () => {
    const wanted = { name: 'x', days: 1 };
    const service: Actor = { kind: 'service', id: 'reporting', roles: ['service'] };
    for (const actor of [service, anonymous, { ...someone(), scopes: ['write'] }]) {
      await expect(pairs.create(contextFor(actor), wanted)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
