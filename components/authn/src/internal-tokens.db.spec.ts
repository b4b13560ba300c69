import { Secret } from '@ashlar/config';
import { type Actor, type Database, newId, type OperationContext, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { openDatabase } from '@ashlar/database/testing';
import { createTestDatabase, type TestDatabase } from '@ashlar/test-postgres';
import { decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import {
  authnEntities,
  createInternalTokens,
  createTokenRevocations,
  forgetTokens,
  type InternalGrant,
  type InternalTokens,
} from './index.js';

let testDatabase: TestDatabase;
let database: Database;
let worker: Database;
let oldKey: JWK;
let newKey: JWK;
const system = systemContext('internal tokens spec');
const alice: Actor = { kind: 'user', id: newId(), roles: ['member', 'admin'] };
const grant: InternalGrant = {
  holder: { kind: 'run', id: newId() },
  actor: alice,
  scopes: ['storages:read'],
  ttlSeconds: 600,
};
const refused = { code: 'UNAUTHENTICATED' };

async function generate(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid };
}
const publicOf = ({ d: _private, ...rest }: JWK): JWK => rest;
const outOfHere = new Set<string>();
const ownerMayAct = async (_ctx: OperationContext, id: string) => !outOfHere.has(id);
const tokensWith = (keys: readonly JWK[], rememberForMs = 0): Promise<InternalTokens> =>
  createInternalTokens({ keys: new Secret(JSON.stringify({ keys })), database, ownerMayAct, rememberForMs });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ database } = await openDatabase(testDatabase.urlFor('data')));
  ({ database: worker } = await openDatabase(testDatabase.urlFor('worker'), authnEntities));
  [oldKey, newKey] = await Promise.all([generate('old'), generate('new')]);
});
afterAll(async () => {
  await Promise.all([database.close(), worker.close()]);
  await testDatabase.drop();
});

describe('an internal token', () => {
  it('acts for its actor, within its scopes and never as an administrator', async () => {
    const tokens = await tokensWith([oldKey]);
    const { token } = await tokens.issue(system, grant);
    expect(tokens.recognises(token)).toBe(true);
    expect(tokens.recognises('ashlar_pat_x')).toBe(false);
    expect(await tokens.authenticate(token)).toEqual({
      kind: 'user',
      id: alice.id,
      roles: ['member'],
      scopes: ['storages:read'],
    });
  });

  it('outlives a rotation for as long as its key overlaps', async () => {
    const before = await tokensWith([oldKey]);
    const during = await tokensWith([newKey, oldKey]);
    const after = await tokensWith([newKey]);
    const { token: old } = await before.issue(system, grant);
    const { token: fresh } = await during.issue(system, grant);
    expect([old, fresh].map((token) => decodeProtectedHeader(token).kid)).toEqual(['old', 'new']);
    expect(await during.authenticate(old)).toMatchObject({ id: alice.id });
    expect(await after.authenticate(fresh)).toMatchObject({ id: alice.id });
    await expect(after.authenticate(old)).rejects.toMatchObject(refused);
    await expect(before.authenticate(fresh)).rejects.toMatchObject(refused);
  });

  it('is checked, and not issued, where only public keys are', async () => {
    const { token } = await (await tokensWith([oldKey])).issue(system, grant);
    const checking = await tokensWith([publicOf(oldKey)]);
    expect(await checking.authenticate(token)).toMatchObject({ id: alice.id });
    await expect(checking.issue(system, grant)).rejects.toThrow(TypeError);
  });

  it('ends when it is revoked: at once here, and elsewhere when what is remembered ends', async () => {
    const here = await tokensWith([oldKey], 60_000);
    const elsewhere = await tokensWith([oldKey], 0);
    const remembering = await tokensWith([oldKey], 60_000);
    const issued = await here.issue(system, grant);
    for (const tokens of [here, elsewhere, remembering]) {
      expect(await tokens.authenticate(issued.token)).toMatchObject({ id: alice.id });
    }
    await here.revoke(system, issued);
    await here.revoke(system, issued);
    await expect(here.authenticate(issued.token)).rejects.toMatchObject(refused);
    await expect(elsewhere.authenticate(issued.token)).rejects.toMatchObject(refused);
    expect(await remembering.authenticate(issued.token)).toMatchObject({ id: alice.id });
    await managerFor(system, database).query(
      `insert into authn.revoked_tokens (jti, expires_at) values ($1, now() - interval '2 hours')`,
      [newId()],
    );
    expect(await forgetTokens(worker, system)).toMatchObject({ revocations: 1 });
  });

  it('is good only while its user may act, and so is its making; a service needs no leave', async () => {
    const tokens = await tokensWith([oldKey]);
    const bob: Actor = { ...alice, id: newId() };
    const { token } = await tokens.issue(system, { ...grant, actor: bob });
    expect(await tokens.authenticate(token)).toMatchObject({ id: bob.id });
    outOfHere.add(bob.id);
    await expect(tokens.authenticate(token)).rejects.toMatchObject(refused);
    await expect(tokens.issue(system, { ...grant, actor: bob })).rejects.toMatchObject(refused);
    outOfHere.delete(bob.id);
    expect(await tokens.authenticate(token)).toMatchObject({ id: bob.id });
    const service: Actor = { kind: 'service', id: bob.id, roles: ['service'] };
    outOfHere.add(bob.id);
    const issued = await tokens.issue(system, { ...grant, actor: service });
    expect(await tokens.authenticate(issued.token)).toMatchObject({ kind: 'service' });
    await createTokenRevocations({ database }).revoke(system, issued);
    await expect(tokens.authenticate(issued.token)).rejects.toMatchObject(refused);
  });

  it.each<[string, Parameters<typeof forge>[0]]>([
    ['of another type', { typ: 'JWT' }],
    ['for another audience', { audience: 'ashlar' }],
    ['that has expired', { expires: '-1m' }],
    ['without an id', { jti: undefined }],
    ['with an unknown kid', { kid: 'other' }],
    ['signed with another key under our kid', { signWith: 'new' }],
  ])('is refused %s', async (_what, difference) => {
    const tokens = await tokensWith([oldKey]);
    expect(await tokens.authenticate(await forge({}))).toMatchObject({ id: 'eve' });
    await expect(tokens.authenticate(await forge(difference))).rejects.toMatchObject(refused);
  });

  async function forge(difference: {
    readonly typ?: string;
    readonly audience?: string;
    readonly expires?: string;
    readonly jti?: string | undefined;
    readonly kid?: string;
    readonly signWith?: 'new';
  }): Promise<string> {
    const jti = 'jti' in difference ? difference.jti : newId();
    const claims = { act: { kind: 'user', id: 'eve', roles: [], scopes: ['read'] }, ...(jti && { jti }) };
    return new SignJWT(claims)
      .setProtectedHeader({
        alg: 'EdDSA',
        kid: difference.kid ?? 'old',
        typ: difference.typ ?? 'ashlar-internal+jwt',
      })
      .setIssuer('urn:ashlar:internal')
      .setAudience(difference.audience ?? 'urn:ashlar:internal')
      .setSubject('run:1')
      .setIssuedAt()
      .setExpirationTime(difference.expires ?? '5m')
      .sign(await importJWK(difference.signWith ? newKey : oldKey, 'EdDSA'));
  }
});

it.each<[string, Partial<InternalGrant>]>([
  ['lasts longer than a day', { ttlSeconds: 86_401 }],
  ['has no scope', { scopes: [] }],
  ['acts for nobody', { actor: { kind: 'anonymous', id: 'anonymous', roles: [] } }],
  ['can do more than its actor', { actor: { ...alice, scopes: ['read'] }, scopes: ['storages:write'] }],
])('no internal token %s', async (_what, difference) => {
  const tokens = await tokensWith([oldKey]);
  await expect(tokens.issue(system, { ...grant, ...difference })).rejects.toThrow(TypeError);
});

it.each([
  ['no JSON', 'x'],
  ['no set', '{}'],
  ['an empty set', '{"keys":[]}'],
  ['a key without kid', '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"}]}'],
  ['a secret', '{"keys":[{"kty":"oct","k":"AA","kid":"a"}]}'],
])('keys that are %s are refused', async (_what, text) => {
  await expect(createInternalTokens({ keys: new Secret(text), database, ownerMayAct })).rejects.toThrow(
    /internal key/i,
  );
});
