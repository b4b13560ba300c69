import { camel, pascal, plural, sentence, singular, withArticle, words } from './names.mjs';
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

Door: \`create${pascal(plural(singular(name)))}(deps)\` and the types and errors around it. Give it what it needs; it builds
nothing itself.

It does not know who calls it: HTTP lives in \`src/http/\`, and what other bricks do about its events is decided where a
base puts them together.`;
}

/** @param {string} name @returns {Record<string, string>} by file name */
function componentSources(name) {
  const noun = singular(name);
  const [One, Many, one, many] = [pascal(noun), pascal(plural(noun)), words(noun), words(plural(noun))];
  const variable = camel(plural(noun));
  return {
    'index.ts': `
export { ${One}NotFound } from './${name}.errors.js';
export { create${Many}, type ${Many}, type ${Many}Deps } from './${name}.service.js';
export type { ${One} } from './${name}.types.js';
`,
    [`${name}.types.ts`]: `
/** ${sentence(withArticle(one))}, as other bricks see it. */
export interface ${One} {
  readonly id: string;
}
`,
    [`${name}.errors.ts`]: `
import { defineError } from '@ashlar/errors';

export const ${One}NotFound = defineError({
  code: '${noun.replaceAll('-', '_').toUpperCase()}_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such ${one}, or it is not visible to you',
  remedy: 'Check the address and the caller.',
});
`,
    [`${name}.service.ts`]: `
import type { OperationContext } from '@ashlar/database';
import { ${One}NotFound } from './${name}.errors.js';
import type { ${One} } from './${name}.types.js';

export interface ${Many}Deps {
  /** Gives nothing when there is none, or the caller may not see it. */
  readonly find: (ctx: OperationContext, id: string) => Promise<${One} | undefined>;
}

/** What other bricks may ask about ${many}. */
export interface ${Many} {
  /** @throws {${One}NotFound} */
  get(ctx: OperationContext, id: string): Promise<${One}>;
}

export function create${Many}({ find }: ${Many}Deps): ${Many} {
  return {
    async get(ctx, id) {
      const found = await find(ctx, id);
      if (found === undefined) throw new ${One}NotFound(\`No ${one} "\${id}"\`, { details: { id } });
      return found;
    },
  };
}
`,
    [`${name}.service.spec.ts`]: `
import { systemContext } from '@ashlar/database';
import { create${Many}, type ${One}, ${One}NotFound } from './index.js';

describe('${many}', () => {
  const known: ${One} = { id: 'known' };
  const ${variable} = create${Many}({ find: (_ctx, id) => Promise.resolve(id === known.id ? known : undefined) });
  const ctx = systemContext('spec');

  it('gives the one that was asked for', async () => {
    await expect(${variable}.get(ctx, 'known')).resolves.toBe(known);
  });

  it('says which one there is not', async () => {
    const asked = ${variable}.get(ctx, 'other');
    await expect(asked).rejects.toBeInstanceOf(${One}NotFound);
    await expect(asked).rejects.toMatchObject({ details: { id: 'other' } });
  });
});
`,
  };
}
