import { loadConfig, Secret } from '@ashlar/config';
import { startTestSpiceDb, type TestSpiceDb } from '@ashlar/test-spicedb';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate.fixture.js';
import { createSpiceDbClient } from './spicedb-client.js';
import { SpiceDbConfig } from './spicedb.config.js';

let folder: string;
let server: TestSpiceDb;
let config: SpiceDbConfig;

beforeAll(async () => {
  const tls = makeCertificate();
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-spicedb-'));
  server = await startTestSpiceDb({ tls });
  writeFileSync(join(folder, 'ca.pem'), tls.certificate);
  writeFileSync(join(folder, 'key'), `${server.key}\n`);
  config = loadConfig(
    { spicedb: SpiceDbConfig },
    {
      ASHLAR_AUTHZ_ENGINE: 'spicedb',
      ASHLAR_SPICEDB_ENDPOINT: server.endpoint,
      ASHLAR_SPICEDB_KEY_FILE: join(folder, 'key'),
      ASHLAR_SPICEDB_CA_PATH: join(folder, 'ca.pem'),
      ASHLAR_SPICEDB_TIMEOUT: '5s',
    },
  ).spicedb;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function askWith(changes: Partial<SpiceDbConfig>): Promise<string> {
  const client = createSpiceDbClient({ ...config, ...changes });
  try {
    return await client.ping().then(
      () => 'answered',
      (error: unknown) => String(error),
    );
  } finally {
    client.close();
  }
}

it('calls over TLS, with the key of a file, whom the given certificates vouch for', async () => {
  expect(await askWith({})).toBe('answered');
});

it('does not speak to a server that nobody vouches for, nor without TLS', async () => {
  expect(await askWith({ caPath: undefined, timeoutMs: 1_000 })).not.toBe('answered');
  expect(await askWith({ tls: 'off', timeoutMs: 1_000 })).not.toBe('answered');
});

it('is refused with another key', async () => {
  expect(await askWith({ key: new Secret('another') })).toContain('UNAUTHENTICATED');
});

it('knows what it needs', () => {
  expect(() => createSpiceDbClient({ ...config, endpoint: undefined })).toThrow(TypeError);
  expect(() => createSpiceDbClient({ ...config, key: undefined })).toThrow(TypeError);
});
