import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@ashlar/test-postgres';
import { createPorts } from './ports.js';

let folder: string;
let file: string;
let busy: Server;
let busyPort: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ports-'));
  file = join(folder, 'ports.json');
  busy = createServer();
  await new Promise<void>((done) => busy.listen(0, '127.0.0.1', done));
  busyPort = (busy.address() as AddressInfo).port;
});

afterEach(async () => {
  await new Promise((done) => busy.close(done));
  rmSync(folder, { recursive: true, force: true });
});

describe('createPorts', () => {
  it('gives the usual port when it is free, and another one when it is taken', async () => {
    const usual = await findFreePort();
    const ports = createPorts(file);
    expect(await ports.take('free', usual)).toBe(usual);
    expect(await ports.take('taken', busyPort)).not.toBe(busyPort);
  });

  it('gives no port twice, also when asked for all at once', async () => {
    const usual = await findFreePort();
    const ports = createPorts(file);
    const given = await Promise.all(['a', 'b', 'c'].map((name) => ports.take(name, usual)));
    expect(new Set(given).size).toBe(3);
  });

  it('gives the port of the last start again', async () => {
    const before = createPorts(file);
    const port = await before.take('data-api', busyPort);
    before.save();
    expect(await createPorts(file).take('data-api', await findFreePort())).toBe(port);
  });

  it('does not know a port that nobody took', () => {
    expect(() => createPorts(file).get('data-api')).toThrow('No port was taken for data-api');
  });
});
