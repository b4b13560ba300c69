import { pascal, sentence, words } from './names.mjs';
import { assertNewName, followManifests, remind, write, writeBrick } from './tree.mjs';

/** @param {import('@nx/devkit').Tree} tree @param {{ name: string, description?: string }} options */
export default async function base(tree, { name, description = `Composition of the ${words(name)}` }) {
  assertNewName(tree, name);
  const folder = `bases/${name}`;
  await writeBrick(tree, {
    folder,
    name,
    description,
    uses: [],
    readme: `${description}: reads the configuration, builds the components, mounts their routes, starts and stops.

Door: \`start${pascal(name)}(parts)\`. A project calls it from its one-statement \`main.ts\`.

No rule of the domain lives here; a decision that two bases would take belongs in a component.`,
  });
  for (const [file, text] of Object.entries(baseSources(name)))
    await write(tree, `${folder}/src/${file}`, text);
  await followManifests(tree);
  return remind(
    `npm install                    links @ashlar/${name}`,
    `npx nx test @ashlar/${name}`,
    `a project in projects/ makes it a deployable`,
  );
}

/** @param {string} name @returns {Record<string, string>} by file name */
function baseSources(name) {
  const type = pascal(name);
  return {
    'index.ts': `
export { start${type}, type Part, type ${type} } from './app.js';
`,
    'app.ts': `
/** One thing that runs: the database, a server, a worker. */
export interface Part {
  /** Resolves once it is ready, with what ends it. */
  start(): Promise<() => Promise<void>>;
}

/** ${sentence(words(name))}, running. */
export interface ${type} {
  /** Ends the parts, last one first. Every part is ended, also when one of them fails to. */
  stop(): Promise<void>;
}

/**
 * Starts the parts in their order.
 * @throws what the first failing part threw, after those before it were ended.
 */
export async function start${type}(parts: readonly Part[]): Promise<${type}> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const end of ends.splice(0).reverse()) {
      await end().catch((failure: unknown) => failures.push(failure));
    }
    if (failures.length > 0) throw new AggregateError(failures, '${sentence(words(name))} did not stop cleanly');
  };
  try {
    for (const part of parts) ends.push(await part.start());
  } catch (failure) {
    await stop().catch((stopping: unknown) => {
      throw new AggregateError([failure, stopping], '${sentence(words(name))} neither started nor stopped', {
        cause: failure,
      });
    });
    throw failure;
  }
  return { stop };
}
`,
    'app.spec.ts': `
import { type Part, start${type} } from './index.js';

describe('the ${words(name)}', () => {
  let events: string[];
  const part = (name: string): Part => ({
    start() {
      events.push(\`+\${name}\`);
      return Promise.resolve(() => {
        events.push(\`-\${name}\`);
        return Promise.resolve();
      });
    },
  });

  beforeEach(() => {
    events = [];
  });

  it('stops in the reverse order', async () => {
    const app = await start${type}([part('a'), part('b')]);
    await app.stop();
    expect(events).toEqual(['+a', '+b', '-b', '-a']);
  });

  it('ends what had started when a part cannot', async () => {
    const broken: Part = { start: () => Promise.reject(new Error('no port')) };
    await expect(start${type}([part('a'), broken, part('c')])).rejects.toThrow('no port');
    expect(events).toEqual(['+a', '-a']);
  });

  it('ends the other parts when one fails to', async () => {
    const stuck: Part = { start: () => Promise.resolve(() => Promise.reject(new Error('stuck'))) };
    const app = await start${type}([part('a'), stuck]);
    await expect(app.stop()).rejects.toThrow(AggregateError);
    expect(events).toEqual(['+a', '-a']);
  });
});
`,
  };
}
