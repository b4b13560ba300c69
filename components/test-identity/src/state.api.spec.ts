import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { adminOf, call, logIn, verify, type Json } from './identity.fixture.js';
import { startIdentityProvider } from './start-identity-provider.js';

let folder: string;
let stateDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity '));
  stateDir = join(folder, 'state');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a provider with a state folder', () => {
  it('goes on where it stopped', async () => {
    const first = await startIdentityProvider({ stateDir });
    const token = await first.issueToken('alice');
    const password = first.passwordOf('bob');
    const secret = first.secretOf('notebooks');
    await first.rotateKeys();
    const user = { username: 'kim', enabled: true, credentials: [{ type: 'password', value: 'kept' }] };
    const answer = await adminOf(first)('POST', 'users', user);
    await first.stop();

    const second = await startIdentityProvider({ stateDir, port: first.port });
    try {
      expect(second.issuer).toBe(first.issuer);
      expect(await verify(second, token)).toMatchObject({ preferred_username: 'alice' });
      expect([second.passwordOf('bob'), second.secretOf('notebooks')]).toEqual([password, secret]);
      expect((await logIn(second, 'bob', password)).status).toBe(200);
      expect((await logIn(second, 'kim', 'kept')).status).toBe(200);
      expect(decodeJwt(await second.issueToken('kim')).sub).toBe(
        answer.headers.get('location')?.split('/').at(-1),
      );
      const events = await adminOf(second)('GET', 'admin-events');
      expect(events.body).toMatchObject([{ operationType: 'CREATE', resourceType: 'USER' }]);
    } finally {
      await second.stop();
    }
  });

  it('keeps its files to its owner, with the passwords for the humans', async () => {
    const idp = await startIdentityProvider({ stateDir });
    await idp.stop();
    const files = await readdir(stateDir);
    expect(files.sort()).toEqual(['ashlar.realm.json', 'credentials.json', 'stack-secret']);
    for (const file of files) expect((await stat(join(stateDir, file))).mode & 0o777).toBe(0o600);
    const credentials: Json = JSON.parse(await readFile(join(stateDir, 'credentials.json'), 'utf8'));
    expect(credentials).toMatchObject({
      users: { alice: idp.passwordOf('alice') },
      clients: { 'ashlar-sync': idp.secretOf('ashlar-sync') },
    });
  });

  it('hands out tokens to whoever can read the secret', async () => {
    const idp = await startIdentityProvider({ stateDir });
    try {
      const secret = await readFile(join(stateDir, 'stack-secret'), 'utf8');
      const order = (body: unknown, sent = secret) =>
        call(`${idp.url}/stack/tokens`, {
          method: 'POST',
          headers: { 'x-stack-secret': sent },
          body: JSON.stringify(body),
        });
      const { status, body } = await order({ name: 'alice', ttl_seconds: 60 });
      expect(status).toBe(201);
      const claims = await verify(idp, body['token']);
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
      expect((await order({ name: 'alice' }, 'wrong')).status).toBe(401);
      expect((await order({ name: 'nobody' })).status).toBe(404);
      expect((await order({ ttl_seconds: 'long' })).status).toBe(400);
      expect((await order(null)).status).toBe(400);
    } finally {
      await idp.stop();
    }
  });
});

describe('a provider without one', () => {
  it('has other secrets each time, and no token desk', async () => {
    const [one, two] = await Promise.all([
      startIdentityProvider(),
      startIdentityProvider({ realm: 'second' }),
    ]);
    try {
      expect(one.passwordOf('alice')).not.toBe(two.passwordOf('alice'));
      expect(two.issuer).toBe(`${two.url}/realms/second`);
      await expect(verify(one, await two.issueToken('alice'))).rejects.toThrow();
      expect((await call(`${one.url}/stack/tokens`, { method: 'POST' })).status).toBe(404);
      await expect(startIdentityProvider({ port: one.port })).rejects.toThrow('EADDRINUSE');
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
    await one.stop();
    await expect(call(one.url)).rejects.toThrow();
  });
});
