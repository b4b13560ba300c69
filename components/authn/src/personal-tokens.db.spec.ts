import { type Actor, anonymous, contextFor, type Database, newId, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import {
  authnEntities,
  createAuthenticator,
  createPersonalTokens,
  forgetTokens,
  type PersonalTokens,
  type TokenVerifier,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let secrets: Database;
let worker: Database;
let tokens: PersonalTokens;
const page = {
  size: 20,
  sort: { by: 'created_at', descending: false },
  start: { page: 0 },
  count: false,
} as const;
const system = systemContext('tokens spec');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const open = async (who: 'data' | 'secrets' | 'worker'): Promise<Database> =>
    (await openDatabase(testDatabase.urlFor(who), authnEntities)).database;
  database = await open('data');
  secrets = await open('secrets');
  worker = await open('worker');
  tokens = createPersonalTokens({ database });
});
afterAll(async () => {
  await Promise.all([database.close(), secrets.close(), worker.close()]);
  await testDatabase.drop();
});

function someone(...roles: string[]): Actor {
  return { kind: 'user', id: newId(), roles };
}
const wanted = { name: 'laptop', scopes: ['read', 'storages:write'], days: 30 };
const sql = <T>(text: string, parameters: unknown[] = []): Promise<T[]> =>
  managerFor(system, database).query<T[]>(text, parameters);

describe('a personal access token', () => {
  it('stands for its owner, within its scopes and never as an administrator', async () => {
    const owner = someone('member', 'admin');
    const { token, secret } = await tokens.create(contextFor(owner), wanted);
    expect(secret).toMatch(/^ashlar_pat_[\w-]{43}$/);
    expect(token).toMatchObject({ name: 'laptop', ownerId: owner.id, lastUsedAt: undefined, version: 1 });
    const verifier: TokenVerifier = {
      verify: () => Promise.reject(new Error('asked')),
      ready: () => Promise.resolve(),
    };
    const authenticator = createAuthenticator({
      verifier,
      actorFor: () => Promise.reject(new Error('asked')),
      schemes: [tokens],
    });
    const bearer = await authenticator.authenticate(`Bearer ${secret}`);
    expect(bearer).toEqual({ kind: 'user', id: owner.id, roles: ['member'], scopes: wanted.scopes });
    expect((await tokens.get(contextFor(owner), token.id)).lastUsedAt).toBeInstanceOf(Date);
  });

  it('is kept as a hash alone', async () => {
    const { secret } = await tokens.create(contextFor(someone()), wanted);
    const rows = await sql<{ row: string }>('select t::text as row from authn.personal_tokens t');
    expect(JSON.stringify(rows)).not.toContain(secret.slice('ashlar_pat_'.length));
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('is refused when it was made up, has expired, or belongs to somebody who may not act', async () => {
    const refused = { code: 'UNAUTHENTICATED' };
    await expect(tokens.authenticate(`ashlar_pat_${'a'.repeat(43)}`)).rejects.toMatchObject(refused);
    const { token, secret } = await tokens.create(contextFor(someone()), wanted);
    const strict = createPersonalTokens({ database, ownerMayAct: () => Promise.resolve(false) });
    await expect(strict.authenticate(secret)).rejects.toMatchObject(refused);
    await sql(`update authn.personal_tokens set expires_at = now() where id = $1`, [token.id]);
    await expect(tokens.authenticate(secret)).rejects.toMatchObject(refused);
  });

  it('stops at once when it is revoked, and elsewhere when what is remembered ends', async () => {
    const owner = contextFor(someone());
    const { token, secret } = await tokens.create(owner, wanted);
    const elsewhere = createPersonalTokens({ database: secrets, rememberForMs: 0 });
    const remembering = createPersonalTokens({ database: secrets, rememberForMs: 60_000 });
    for (const each of [tokens, elsewhere, remembering]) {
      expect(await each.authenticate(secret)).toMatchObject({ id: owner.actor.id });
    }
    await expect(tokens.revoke(owner, token.id, [2])).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await tokens.revoke(owner, token.id, [1]);
    await expect(tokens.authenticate(secret)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(elsewhere.authenticate(secret)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await remembering.authenticate(secret)).toMatchObject({ id: owner.actor.id });
    await expect(tokens.get(owner, token.id)).rejects.toMatchObject({ code: 'PERSONAL_TOKEN_NOT_FOUND' });
  });

  it('is seen, listed and revoked by its owner alone', async () => {
    const owner = contextFor(someone());
    const { token, secret } = await tokens.create(owner, wanted);
    const other = contextFor(someone());
    expect((await tokens.list(owner, page)).items.map(({ id }) => id)).toEqual([token.id]);
    expect((await tokens.list(other, page)).items).toEqual([]);
    const missing = { code: 'PERSONAL_TOKEN_NOT_FOUND' };
    await expect(tokens.get(other, token.id)).rejects.toMatchObject(missing);
    await expect(tokens.revoke(other, token.id, 'any')).rejects.toMatchObject(missing);
    expect(await tokens.authenticate(secret)).toBeDefined();
  });

  it('makes and ends no others; services and strangers have none', async () => {
    const owner = contextFor(someone());
    const { token, secret } = await tokens.create(owner, wanted);
    const bearer = contextFor(await tokens.authenticate(secret));
    const forbidden = { code: 'FORBIDDEN' };
    await expect(tokens.create(bearer, wanted)).rejects.toMatchObject(forbidden);
    await expect(tokens.revoke(bearer, token.id, 'any')).rejects.toMatchObject(forbidden);
    for (const actor of [anonymous, { kind: 'service', id: 'notebooks', roles: ['service'] } as const]) {
      await expect(tokens.create(contextFor(actor), wanted)).rejects.toMatchObject(forbidden);
      await expect(tokens.list(contextFor(actor), page)).rejects.toMatchObject(forbidden);
    }
  });

  it('goes with its owner, and some time after it expired', async () => {
    const owner = contextFor(someone());
    const { secret } = await tokens.create(owner, wanted);
    await tokens.create(owner, wanted);
    expect(await tokens.authenticate(secret)).toBeDefined();
    expect(await tokens.revokeAllOf(system, owner.actor.id)).toBe(2);
    await expect(tokens.authenticate(secret)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const { token } = await tokens.create(owner, wanted);
    const old = `update authn.personal_tokens set expires_at = now() - interval '31 days' where id = $1`;
    await sql(old, [token.id]);
    expect(await forgetTokens(worker, system)).toMatchObject({ tokens: 1 });
  });
});
