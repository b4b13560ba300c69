import { camel, pascal, sentence, singular, withArticle, words } from './names.mjs';
import { assertNewName, followManifests, remind, write, writeBrick } from './tree.mjs';

/** @param {import('@nx/devkit').Tree} tree @param {{ name: string, description?: string }} options */
export default async function component(tree, { name, description = sentence(words(name)) }) {
  assertNewName(tree, name);
  const folder = `components/${name}`;
  const sources = componentSources(name);
  await writeBrick(tree, {
    folder,
    name,
    description,
    uses: ['database', 'errors'],
    readme: readme(name, description),
  });
  for (const [file, text] of Object.entries(sources)) await write(tree, `${folder}/src/${file}`, text);
  await followManifests(tree);
  return remind(
    `npm install                    links @ashlar/${name}`,
    `npx nx test @ashlar/${name}`,
    `docs/adding-an-endpoint.md     says what comes next`,
  );
}

/** @param {string} name @param {string} description */
function readme(name, description) {
  return `${description}.

Door: \`create${pascal(name)}Service(deps)\` and the types and errors around it. Give it what it needs; it builds nothing
itself.

It does not know who calls it: HTTP lives in \`src/http/\`, and what other bricks do about its events is decided where a
base puts them together.`;
}

/** @param {string} name @returns {Record<string, string>} by file name */
function componentSources(name) {
  const noun = singular(name);
  const [type, service, text] = [pascal(noun), `${pascal(name)}Service`, words(noun)];
  return {
    'index.ts': `
export { ${type}NotFound } from './${name}.errors.js';
export { create${service}, type ${service}Deps } from './${name}.service.js';
export type { ${type}, ${service} } from './${name}.types.js';
`,
    [`${name}.types.ts`]: `
import type { OperationContext } from '@ashlar/database';

/** ${sentence(withArticle(text))}, as other bricks see it. */
export interface ${type} {
  readonly id: string;
}

/** What other bricks may ask. */
export interface ${service} {
  /** @throws {${type}NotFound} when there is none with this id, or the caller may not see it. */
  get(ctx: OperationContext, id: string): Promise<${type}>;
}
`,
    [`${name}.errors.ts`]: `
import { defineError } from '@ashlar/errors';

export const ${type}NotFound = defineError({
  code: '${noun.replaceAll('-', '_').toUpperCase()}_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such ${text}, or it is not visible to you',
  remedy: 'Check the address and the caller.',
});
`,
    [`${name}.service.ts`]: `
import type { OperationContext } from '@ashlar/database';
import { ${type}NotFound } from './${name}.errors.js';
import type { ${type}, ${service} } from './${name}.types.js';

export interface ${service}Deps {
  /** Gives nothing when there is none, or the caller may not see it. */
  readonly find${type}: (ctx: OperationContext, id: string) => Promise<${type} | undefined>;
}

export function create${service}({ find${type} }: ${service}Deps): ${service} {
  return {
    async get(ctx, id) {
      const found = await find${type}(ctx, id);
      if (found === undefined) throw new ${type}NotFound(\`No ${text} "\${id}"\`, { details: { id } });
      return found;
    },
  };
}
`,
    [`${name}.service.spec.ts`]: `
import { systemContext } from '@ashlar/database';
import { create${service}, type ${type}, ${type}NotFound } from './index.js';

describe('the ${words(name)} service', () => {
  const known: ${type} = { id: 'known' };
  const ${camel(name)} = create${service}({
    find${type}: (_ctx, id) => Promise.resolve(id === known.id ? known : undefined),
  });
  const ctx = systemContext('spec');

  it('gives ${withArticle(text)} that exists', async () => {
    await expect(${camel(name)}.get(ctx, 'known')).resolves.toBe(known);
  });

  it('says which one it did not find', async () => {
    const asked = ${camel(name)}.get(ctx, 'other');
    await expect(asked).rejects.toBeInstanceOf(${type}NotFound);
    await expect(asked).rejects.toMatchObject({ details: { id: 'other' } });
  });
});
`,
  };
}
