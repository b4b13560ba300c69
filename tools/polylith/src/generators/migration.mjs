import { execFileSync } from 'node:child_process';
import { sentence, words } from './names.mjs';
import { remind } from './tree.mjs';

const folder = 'components/schema/migrations';
const numbered = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.sql$/;

/** @param {import('@nx/devkit').Tree} tree @param {{ name: string }} options */
export default async function migration(tree, { name }) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is not a kebab-case name`);
  const file = `${folder}/${nextNumber(tree.children(folder), upstream(tree.root))}-${name}.sql`;
  tree.write(file, `-- ${sentence(words(name))}.\n`);
  return remind(
    `${file}`,
    'Expand now, contract in a later release: the code of the last release must still run on it.',
    'Where it cannot, say so in a line of its own: -- breaks: <brick>, <brick>',
  );
}

/**
 * One more than any number in use here or on the main branch, so that two branches rarely meet at one number; the
 * schema brick refuses a gap or a double.
 * @param {readonly string[]} here
 * @param {readonly string[]} there
 */
export function nextNumber(here, there) {
  const odd = here.filter((file) => file.endsWith('.sql') && !numbered.test(file));
  if (odd.length > 0) throw new Error(`${folder} holds a file without a number: ${odd.join(', ')}`);
  const numbers = here.flatMap((file) => Number(numbered.exec(file)?.[1] ?? []));
  if (new Set(numbers).size < numbers.length)
    throw new Error(`${folder} holds a number twice; renumber first`);
  const missing = there.filter((file) => numbered.test(file) && !here.includes(file));
  if (missing.length > 0) throw new Error(`main has migrations that are not here: ${missing.join(', ')}`);
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0');
}

/** @param {string} root @returns {string[]} migrations on the main branch, as far as this checkout knows it */
function upstream(root) {
  for (const branch of ['origin/main', 'main']) {
    try {
      const names = execFileSync('git', ['ls-tree', '--name-only', branch, `${folder}/`], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return names.split('\n').map((path) => path.slice(folder.length + 1));
    } catch {
      // No git here, or no such branch.
    }
  }
  return [];
}
