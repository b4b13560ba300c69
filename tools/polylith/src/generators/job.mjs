import { camel, pascal, sentence, words } from './names.mjs';
import { followManifests, release, remind, write } from './tree.mjs';

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
  const list = `${folder}/src/${brick}.jobs.ts`;
  const listed = tree.read(list, 'utf8') ?? jobsHead;
  if (listed.includes(`name: '${name}'`)) throw new Error(`${folder} has the job ${name} already`);
  await write(tree, list, `${withImports(listed)}\n${jobSource(file, name)}`);
  const handlers = `${folder}/src/${brick}.handlers.ts`;
  const handled = withHandler(tree.read(handlers, 'utf8') ?? handlersHead(brick), brick, file);
  if (handled !== undefined) await write(tree, handlers, handled);
  await write(tree, `${folder}/src/${file}.spec.ts`, specSource(brick, file));
  await addDependencies(tree, `${folder}/package.json`);
  await followManifests(tree);
  return remind(
    handled === undefined
      ? `${handlers}  is written by hand: add handle(${camel(file)}, ...)`
      : `${folder}/src/index.ts          export ${camel(file)} and ${camel(brick)}JobHandlers`,
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
    '@ashlar/database': release(tree),
    '@ashlar/message-queue': release(tree),
  };
  await write(tree, path, JSON.stringify(manifest, null, 2));
}

const jobsHead = `
import { defineJob } from '@ashlar/message-queue';
import { IsUUID } from 'class-validator';
`;

/** A list that was written by hand may need none of what is new here. @param {string} listed */
function withImports(listed) {
  return listed.includes('IsUUID') ? listed : `import { IsUUID } from 'class-validator';\n${listed}`;
}

/** @param {string} file @param {string} name */
function jobSource(file, name) {
  const [variable, type] = [camel(file), pascal(file)];
  return `
/** ${sentence(words(file))}: what it is told. Changes are additive, because older ones may still be waiting. */
export class ${type}Payload {
  @IsUUID()
  id!: string;
}

export const ${variable} = defineJob({ name: '${name}', version: 1, payload: ${type}Payload });
`;
}

/** @param {string} brick */
function handlersHead(brick) {
  return `
import type { TransactionContext } from '@ashlar/database';
import { handle, type JobHandler } from '@ashlar/message-queue';

/** Does a job with the transaction that records it as done, and touches nothing outside the database. */
type Work<P extends object> = (tx: TransactionContext, payload: P) => Promise<void>;

export interface ${pascal(brick)}Work {
}

/** What the worker does for this brick. */
export function ${camel(brick)}JobHandlers(work: ${pascal(brick)}Work): readonly JobHandler[] {
  return [];
}
`;
}

/**
 * The handlers of a brick with one more; undefined when they are not as this generator writes them.
 * @param {string} handled @param {string} brick @param {string} file
 */
function withHandler(handled, brick, file) {
  const [variable, type] = [camel(file), pascal(file)];
  const [deps, list] = [`export interface ${pascal(brick)}Work {`, 'return ['];
  if (!handled.includes(deps) || !handled.includes(list)) return undefined;
  return `import { ${variable}, type ${type}Payload } from './${brick}.jobs.js';\n${handled}`
    .replace(deps, `${deps}\n  readonly ${variable}: Work<${type}Payload>;`)
    .replace(list, `${list}handle(${variable}, work.${variable}), `);
}

/** @param {string} brick @param {string} file */
function specSource(brick, file) {
  const [variable, type] = [camel(file), pascal(file)];
  return `
import { validate } from 'class-validator';
import { ${variable}, ${type}Payload } from './${brick}.jobs.js';

describe('${words(file)}', () => {
  it('needs an id', async () => {
    const faults = await validate(new ${type}Payload());
    expect(faults.map(({ property }) => property)).toEqual(['id']);
    expect(${variable}.payload).toBe(${type}Payload);
  });
});
`;
}
