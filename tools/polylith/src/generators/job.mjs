import { camel, pascal, sentence, words } from './names.mjs';
import { followManifests, remind, write } from './tree.mjs';

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ brick: string, name: string }} options a name without a noun gets that of the brick
 */
export default async function job(tree, options) {
  const { brick } = options;
  const name = options.name.includes('.') ? options.name : `${brick}.${options.name}`;
  const folder = `components/${brick}`;
  if (!tree.exists(`${folder}/package.json`)) throw new Error(`There is no component "${brick}"`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" is not a job name such as storage.record-change`);
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
    `${listed}\nexport { ${camel(file)}, ${camel(file)}Handler, ${pascal(file)}Payload } from './${file}.job.js';\n`,
  );
  await addDependencies(tree, `${folder}/package.json`);
  await followManifests(tree);
  return remind(
    `${folder}/src/index.ts          export ${camel(file)} and ${camel(file)}Handler`,
    `bases/job-runner               add both to its lists: at start each job has exactly one handler`,
    `npm install                    when ${folder}/package.json has changed`,
  );
}

/** @param {import('@nx/devkit').Tree} tree @param {string} path */
async function addDependencies(tree, path) {
  const manifest = JSON.parse(tree.read(path, 'utf8') ?? '{}');
  const queue = JSON.parse(tree.read('components/message-queue/package.json', 'utf8') ?? '{}');
  manifest.dependencies = {
    'class-validator': queue.dependencies?.['class-validator'] ?? '0.15.1',
    ...manifest.dependencies,
    '@ashlar/database': '0.1.0',
    '@ashlar/message-queue': '0.1.0',
  };
  await write(tree, path, JSON.stringify(manifest, null, 2));
}

/** @param {string} file @param {string} name */
function jobSource(file, name) {
  const [variable, type] = [camel(file), pascal(file)];
  return `
import type { TransactionContext } from '@ashlar/database';
import { defineJob, handle, type JobHandler } from '@ashlar/message-queue';
import { IsUUID } from 'class-validator';

/** ${sentence(words(file))}: what it is told. Changes are additive, because older ones may still be waiting. */
export class ${type}Payload {
  @IsUUID()
  readonly id!: string;
}

export const ${variable} = defineJob({ name: '${name}', version: 1, payload: ${type}Payload });

export interface ${type}Deps {
  /** Does it, with the transaction that records it as done, and touches nothing outside the database. */
  readonly work: (tx: TransactionContext, payload: ${type}Payload) => Promise<void>;
}

export function ${variable}Handler({ work }: ${type}Deps): JobHandler {
  return handle(${variable}, work);
}
`;
}

/** @param {string} file */
function specSource(file) {
  const [variable, type] = [camel(file), pascal(file)];
  return `
import { validate } from 'class-validator';
import { ${variable}, ${variable}Handler, ${type}Payload } from './${file}.job.js';

describe('${words(file)}', () => {
  it('needs an id', async () => {
    const faults = await validate(new ${type}Payload());
    expect(faults.map(({ property }) => property)).toEqual(['id']);
  });

  it('is done by its own handler', () => {
    expect(${variable}Handler({ work: () => Promise.resolve() }).job).toBe(${variable});
  });
});
`;
}
