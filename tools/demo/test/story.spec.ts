import { build, projectFolders } from '@ashlar/images/build';
import { runToEnd } from '@ashlar/processes';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;

beforeAll(() => {
  build({ root, folders: [...projectFolders(root), 'tools/demo'] });
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-demo-'));
  // The account that PostgreSQL runs under passes through here.
  chmodSync(folder, 0o755);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const demo = (...args: readonly string[]) =>
  runToEnd({
    ...{ name: 'demo', command: process.execPath, cwd: root, within: 600_000 },
    args: [join(root, 'tools/demo/dist/main.js'), ...args],
    env: {},
  });

it('all of it happens, with a small organisation', async () => {
  const { code, output } = await demo('--small', '--home', join(folder, 'home'));
  const lines = output.split('\n');
  expect({ code, failed: lines.filter((line) => line.includes('✗')) }).toEqual({ code: 0, failed: [] });
  for (let part = 1; part <= 7; part += 1)
    expect(lines.some((line) => line.startsWith(`${part}. `))).toBe(true);
  expect(lines.filter((line) => line.includes('✓')).length).toBeGreaterThanOrEqual(27);
  expect(lines).toContain('All of it happened.');
}, 600_000);

it.each([
  [['--only', '8'], '--only names parts from 1 to 6'],
  [['--url', 'http://127.0.0.1:1'], 'With --url say --secrets-url and --issuer too'],
  [['--nothing'], "Unknown option '--nothing'"],
])('%j is refused', async (args, says) => {
  const { code, output } = await demo(...args);
  expect([code, output.includes(says)]).toEqual([64, true]);
});
