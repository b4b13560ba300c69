import { readFileSync } from 'node:fs';
import { camel, pascal, words } from './names.mjs';
import { assertNewName, followManifests, remind, write, writeBrick } from './tree.mjs';

/** @param {import('@nx/devkit').Tree} tree @param {{ name: string, description?: string }} options */
export default async function base(tree, { name, description = `Composition of the ${words(name)}` }) {
  assertNewName(tree, name);
  const folder = `bases/${name}`;
  // A base is what it is of; its API is what callers know: report-rest-api serves the report-api.
  const api = name.replace('-rest-', '-');
  await writeBrick(tree, {
    folder,
    name,
    description,
    uses: ['authn', 'authz', 'config', 'database', 'http', 'service', 'users'],
    readme: `${description}: which bricks it has, which routes it mounts, whom it lets in.

Door: \`run${pascal(api)}(env)\`, which a project calls from its one-statement \`main.ts\`, and \`start${pascal(api)}(env)\` for
tests.

No rule of the domain lives here; a decision that two bases would take belongs in a component.`,
  });
  for (const [file, text] of Object.entries(sources(api))) await write(tree, `${folder}/src/${file}`, text);
  await followManifests(tree);
  return remind(
    `npm install                    links @ashlar/${name}`,
    `npx nx test @ashlar/${name}`,
    `tools/openapi/src/deployables.mjs   add it to the bases, then npm run openapi`,
    `a project in projects/ makes it a deployable`,
  );
}

/** @param {string} api @returns {Record<string, string>} by file name */
function sources(api) {
  const [Api, variable] = [pascal(api), camel(api)];
  return {
    'index.ts': `
export { deployable } from './document.js';
export { run${Api}, start${Api}, ${variable}, ${variable}Config } from './${api}.js';
export { ${variable}Routes } from './routes.js';
`,
    'document.ts': `
import { serviceDocument } from '@ashlar/http';
import { frameConfig } from '@ashlar/service';
import { ${variable}, ${variable}Config } from './${api}.js';
import { ${variable}Routes } from './routes.js';

/** What the deployable is, for documents: nothing is read, connected or started. */
export const deployable = {
  name: ${variable}.name,
  config: { ...${variable}Config, ...frameConfig },
  document: (): object => serviceDocument(${variable}, ${variable}Routes()),
} as const;
`,
    'routes.ts': `
import type { Route } from '@ashlar/http';

/** Every operation, besides those that each service has. Components declare them; here they only come together. */
export function ${variable}Routes(): readonly Route[] {
  return [];
}
`,
    [`${api}.ts`]: composition(api),
    [`${api}.spec.ts`]: `
import { deployable, start${Api} } from './index.js';

describe('the ${words(api)}', () => {
  it('starts nothing without its configuration', async () => {
    await expect(start${Api}({})).rejects.toThrow(/DATABASE_URL/);
  });

  it('has a document without being started', () => {
    expect(deployable.document()).toMatchObject({ info: { title: '${`Ashlar ${words(api.replace(/-api$/, ''))} API`}' } });
  });
});
`,
  };
}

/** The smallest composition there can be. A spec compiles what becomes of it, so it cannot fall behind unseen. */
const model = new URL('./base-composition.txt', import.meta.url);

/** The model under other names. */
function composition(/** @type {string} */ api) {
  const topic = api.replace(/-api$/, '');
  return readFileSync(model, 'utf8')
    .replace(/^ *\/\/ .*\n/m, '')
    .replaceAll('secretsApi', camel(api))
    .replaceAll('SecretsApi', pascal(api))
    .replaceAll('secrets-api', api)
    .replaceAll('/api/secrets', `/api/${topic}`)
    .replaceAll('secrets API', 'API')
    .replace(/title: '.*'/, `title: 'Ashlar ${words(topic)} API'`)
    .replace(/description: '.*'/, `description: 'Has no operations yet.'`);
}
