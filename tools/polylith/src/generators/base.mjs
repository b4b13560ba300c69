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
    uses: ['authn', 'authz', 'config', 'http', 'service', 'users'],
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
    `a project in projects/ makes it a deployable`,
  );
}

/** @param {string} api @returns {Record<string, string>} by file name */
function sources(api) {
  const [Api, variable] = [pascal(api), camel(api)];
  const topic = api.replace(/-api$/, '');
  return {
    'index.ts': `
export { run${Api}, start${Api}, ${variable}, ${variable}Config } from './${api}.js';
export { ${variable}Routes } from './routes.js';
`,
    'routes.ts': `
import type { Route } from '@ashlar/http';

/** Every operation, besides those that each service has. Components declare them; here they only come together. */
export function ${variable}Routes(): readonly Route[] {
  return [];
}
`,
    [`${api}.ts`]: `
import { AuthnConfig, createAuthenticator, createTokenVerifier } from '@ashlar/authn';
import { authzSchema, createAuthorizer } from '@ashlar/authz';
import type { Environment } from '@ashlar/config';
import { type RunningService, runService, type ServiceSpec, startService } from '@ashlar/service';
import { actorOf, createUsers, userEntities, usersSchema } from '@ashlar/users';
import { ${variable}Routes } from './routes.js';

export const ${variable}Config = { authn: AuthnConfig } as const;

export const ${variable}: ServiceSpec<typeof ${variable}Config> = {
  name: '${api}',
  version: '0.1.0',
  prefix: '/api/${topic}',
  title: 'Ashlar ${words(topic)} API',
  description: 'Has no operations yet.',
  config: ${variable}Config,
  entities: [...userEntities],
  needs: [usersSchema, authzSchema],
};

/** Starts the API; see \`${variable}Config\` and \`frameConfig\` for what it reads from the environment. */
export function start${Api}(env: Environment): Promise<RunningService> {
  return startService(${variable}, env, async ({ config, database, logger, metrics }) => {
    const users = createUsers({ database });
    const verifier = createTokenVerifier({ config: config.authn, logger, metrics });
    const authenticator = createAuthenticator({
      verifier,
      actorFor: async (identity) => actorOf(await users.recognise(identity), identity),
    });
    return {
      routes: ${variable}Routes(),
      identity: { authenticator, authoriser: createAuthorizer({ database }) },
      checks: [{ name: 'identity-provider', check: () => verifier.ready() }],
    };
  });
}

/** The main function of the deployable. */
export function run${Api}(env: Environment): Promise<void> {
  return runService(() => start${Api}(env));
}
`,
    [`${api}.spec.ts`]: `
import { start${Api} } from './index.js';

describe('the ${words(api)}', () => {
  it('starts nothing without its configuration', async () => {
    await expect(start${Api}({})).rejects.toThrow(/DATABASE_URL/);
  });
});
`,
  };
}
