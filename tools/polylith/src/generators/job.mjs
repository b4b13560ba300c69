import { camel, pascal, sentence, words } from './names.mjs';
import { followManifests, remind, write } from './tree.mjs';

/** @param {import('@nx/devkit').Tree} tree @param {{ brick: string, name: string }} options */
export default async function job(tree, { brick, name }) {
  const folder = `components/${brick}`;
  if (!tree.exists(`${folder}/package.json`)) throw new Error(`There is no component "${brick}"`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" is not a job name such as storage.check`);
  }
  const file = name.replace('.', '-');
  if (tree.exists(`${folder}/src/${file}.job.ts`)) throw new Error(`${folder} has the job ${name} already`);
  await write(tree, `${folder}/src/${file}.job.ts`, jobSource(file, name));
  await write(tree, `${folder}/src/${file}.job.spec.ts`, specSource(file));
  const list = `${folder}/src/${brick}.jobs.ts`;
  const listed = tree.read(list, 'utf8') ?? '';
  await write(
    tree,
    list,
    `${listed}\nexport { ${camel(file)}, ${pascal(file)}Payload } from './${file}.job.js';\n`,
  );
  await addDependencies(tree, `${folder}/package.json`);
  await followManifests(tree);
  return remind(
    `${folder}/src/${file}.job.ts holds the handler`,
    `export ${camel(file)} from src/index.ts and add it to the list of jobs in bases/job-runner`,
    'npm install, when package.json has changed',
  );
}

/** @param {import('@nx/devkit').Tree} tree @param {string} path */
async function addDependencies(tree, path) {
  const manifest = JSON.parse(tree.read(path, 'utf8') ?? '{}');
  const queue = JSON.parse(tree.read('components/message-queue/package.json', 'utf8') ?? '{}');
  manifest.dependencies = {
    'class-validator': queue.dependencies?.['class-validator'] ?? '0.15.1',
    ...manifest.dependencies,
    '@ashlar/message-queue': '0.1.0',
  };
  await write(tree, path, JSON.stringify(manifest, null, 2));
}

/** @param {string} file @param {string} name */
function jobSource(file, name) {
  return `
import { defineJob } from '@ashlar/message-queue';
import { IsUUID } from 'class-validator';

/** ${sentence(words(file))}: what it is told. Changes are additive, because older payloads may still be waiting. */
export class ${pascal(file)}Payload {
  @IsUUID()
  readonly id!: string;
}

export const ${camel(file)} = defineJob({
  name: '${name}',
  version: 1,
  payload: ${pascal(file)}Payload,
  handler: () => Promise.reject(new Error('${name} has no handler yet')),
});
`;
}

/** @param {string} file */
function specSource(file) {
  return `
import { validate } from 'class-validator';
import { ${pascal(file)}Payload } from './${file}.job.js';

describe('the payload of ${file}', () => {
  it('needs an id', async () => {
    const faults = await validate(new ${pascal(file)}Payload());
    expect(faults.map(({ property }) => property)).toEqual(['id']);
  });
});
`;
}
