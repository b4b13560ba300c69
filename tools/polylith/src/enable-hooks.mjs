// Run by `npm install`: lets git find the hooks of this repository. Does nothing outside a checkout of its own, nor
// when somebody has chosen other hooks.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

if (existsSync(join(root, '.git')) && !process.env.CI) {
  try {
    if (configured() === '') git('config', 'core.hooksPath', '.githooks');
  } catch {
    // No git, or a checkout that cannot be written: the same checks run in CI.
  }
}

function configured() {
  try {
    return git('config', '--get', 'core.hooksPath').trim();
  } catch {
    return '';
  }
}

/** @param {string[]} words */
function git(...words) {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
