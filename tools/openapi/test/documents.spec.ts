import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function run(script: string, args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  return { status, output: stdout + stderr };
}

describe('the documents', () => {
  it('follow from the routes, as do the client and the pages', () => {
    const { status, output } = run('tools/openapi/openapi.mjs', ['--check']);
    expect([status, output]).toEqual([0, 'Documents, client and pages are up to date.\n']);
  }, 120_000);

  it('are sound OpenAPI', () => {
    const redocly = createRequire(join(root, 'package.json')).resolve('@redocly/cli/bin/cli.js');
    const documents = readdirSync(join(root, 'docs/openapi')).map((name) => `docs/openapi/${name}`);
    expect(documents).toHaveLength(3);
    const { status, output } = run(redocly, ['lint', '--config', 'tools/openapi/redocly.yaml', ...documents]);
    expect(output).toContain('Your API descriptions are valid');
    expect(status).toBe(0);
  }, 120_000);
});
