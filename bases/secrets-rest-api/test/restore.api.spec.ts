import { jest } from '@jest/globals';
import { assertProblem } from '@ashlar/test-http';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreRing, runSecretsApi } from '../src/index.js';
import { fetchBody, openWorld, type World } from './replicas.fixture.js';
import { operatorClaims } from './secrets.fixture.js';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'ashlar-restore-'));
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.stop();
});

it('the drill: the root key is lost, and a backup, an identity and the command bring all back under another', async () => {
  const id = await world.owner.keep('kept', world.value());
  const [identity, stranger] = [await generateX25519Identity(), await generateX25519Identity()];
  const operator = world.as(await world.identity.issueToken('notebooks', { claims: operatorClaims }));
  const { json } = await operator.call('POST', '/api/secrets/keys/backup', {
    json: { recipients: [await identityToRecipient(identity)] },
  });
  const file = join(folder, 'ring.age');
  writeFileSync(file, (json as { readonly backup: string }).backup);

  const lost = { ASHLAR_VAULT_ROOT_KEY: randomBytes(32).toString('base64') };
  await expect(world.start(lost)).rejects.toThrow('were wrapped by the root key');
  const env = {
    DATABASE_URL: world.testDatabase.urlFor('secrets'),
    ...lost,
    ASHLAR_SECRETS_BACKUP_IDENTITY: stranger,
  };
  const ring = () => world.query('select id, wrapped from secrets.ring_keys order by id');
  const before = await ring();
  await expect(restoreRing(env, file)).rejects.toThrow();
  await expect(restoreRing({ ...env, ASHLAR_VAULT_ROOT_KEY: '' }, file)).rejects.toThrow();
  expect(await ring()).toEqual(before);

  expect(await restoreRing({ ...env, ASHLAR_SECRETS_BACKUP_IDENTITY: identity }, file)).toBe(before.length);
  const service = await world.identity.issueToken('notebooks');
  const replica = await world.start(lost);
  const fetched = async () =>
    world
      .as(service, replica)
      .call('POST', '/api/secrets/fetch', { json: fetchBody(await world.owner.grant(id)) });
  expect((await fetched()).status).toBe(200);
  await expect(world.start()).rejects.toThrow('were wrapped by the root key');
  assertProblem(await world.as(service, replica).call('POST', '/api/secrets/keys/backup'), 403, 'FORBIDDEN');
}, 60_000);

it('a command that there is not says how it is used', async () => {
  const written: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const exitCode = process.exitCode;
  for (const argv of [['secrets'], ['secrets', 'restore-keys'], ['files', 'x'], ['nothing']]) {
    process.exitCode = 0;
    await runSecretsApi({}, argv);
    expect(process.exitCode).toBe(64);
  }
  process.exitCode = exitCode;
  write.mockRestore();
  expect(written).toHaveLength(4);
  expect(written[0]).toContain('restore-keys');
});
