import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { banner, curlLines } from './banner.js';
import { layoutOf } from './layout.js';
import { readStackFile, writeStackFile, type StackFile } from './stack-file.js';

const stack: StackFile = {
  data_api: 'http://127.0.0.1:8080',
  secrets_api: 'http://127.0.0.1:8081',
  worker: 'http://127.0.0.1:8082',
  identity: 'http://127.0.0.1:8090',
  issuer: 'http://127.0.0.1:8090/realms/ashlar',
  metrics: {},
  database_url: 'postgresql://127.0.0.1:5433/ashlar',
  worker_database_url: 'postgresql://ashlar_worker_login@127.0.0.1:5433/ashlar',
  tokens: { admin: 'token-of-admin', alice: 'token-of-alice' },
  pids: {},
  logs: '/a place/logs',
  postgres_runs_from: '/native',
  postgres_data: '/data',
  token_desk: { url: 'http://127.0.0.1:1', secret: 'desk' },
};

describe('banner', () => {
  it('says where things are, with a token and the three requests', () => {
    const text = banner(stack, '/a place/stack.json');
    const lines = text.split('\n');
    for (const place of [stack.issuer, stack.database_url, stack.logs, '/a place/stack.json']) {
      expect(text).toContain(place);
    }
    expect(lines).toContain('token-of-alice');
    expect(lines.filter((line) => line.startsWith('curl '))).toHaveLength(3);
  });
});

describe('curlLines', () => {
  it('need nothing but the line itself', () => {
    const [user, list, create] = curlLines(stack);
    expect(user).toContain(`${stack.data_api}/api/data/user -H 'Authorization: Bearer token-of-alice'`);
    expect(list).toContain(`${stack.data_api}/api/data/storages -H 'Authorization: Bearer token-of-alice'`);
    expect(create).toMatch(/token-of-admin.*Idempotency-Key: [0-9a-f-]{36}/);
    const body: unknown = JSON.parse(/-d '(.*)'$/.exec(create ?? '')?.[1] ?? '');
    expect(body).toMatchObject({ resource: { type: 's3', bucket: 'results' } });
  });
});

describe('the stack file', () => {
  it('is for its owner only, in the folder that ASHLAR_HOME names', () => {
    const home = mkdtempSync(join(tmpdir(), 'stack file '));
    const layout = layoutOf('/checkout', { ASHLAR_HOME: home });
    writeStackFile(layout, stack);
    expect(statSync(join(home, 'stack.json')).mode & 0o777).toBe(0o600);
    expect(readStackFile(layout)).toEqual(stack);
    rmSync(home, { recursive: true });
    expect(() => readStackFile(layout)).toThrow('Ashlar does not run here: npm start');
  });

  it('lies in .ashlar of the checkout otherwise', () => {
    expect(layoutOf('/checkout', {}).stackFile).toBe('/checkout/.ashlar/stack.json');
  });
});
