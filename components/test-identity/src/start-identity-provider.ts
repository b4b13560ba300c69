import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdmin } from './admin/admin.js';
import { createHandler } from './handler.js';
import { UnknownNameError } from './identity.errors.js';
import type { IdentityProvider, IdentityProviderOptions } from './identity.types.js';
import { createKeyEndpoint } from './key-endpoint.js';
import { createCookieKey, createProvider } from './provider.js';
import { createRealm, emptyRealm, ensureClient, ensureRole, ensureUser } from './realm.js';
import { demoClients, demoRoles, demoUsers } from './seeds.js';
import { createSessionStore } from './sessions.js';
import { createTokenDesk, openStackSecret } from './stack-tokens.js';
import { createFileState, memoryState, writePrivate } from './state.js';
import { createTokens } from './tokens.js';

/** Starts the provider on loopback. Rejects when the port is taken. */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const { host = '127.0.0.1', realm: name = 'ashlar', stateDir } = options;
  const clients = [...demoClients, ...(options.clients ?? [])];
  const users = [...demoUsers, ...(options.users ?? [])];
  const state = stateDir === undefined ? memoryState : createFileState(stateDir, name, () => realm.data);
  const data = (await state.load()) ?? (await emptyRealm(name));
  let clockSkew = 0;
  const realm = createRealm(data, state.changed, () => serve());
  for (const [role, description] of Object.entries(demoRoles)) ensureRole(realm, role, description);
  for (const user of users) ensureUser(realm, user);
  for (const client of clients) ensureClient(realm, client);

  if (stateDir !== undefined) {
    const secrets = data.clients.flatMap(({ clientId, secret }) => (secret ? [[clientId, secret]] : []));
    const credentials = { users: data.passwords, clients: Object.fromEntries(secrets) };
    await writePrivate(join(stateDir, 'credentials.json'), `${JSON.stringify(credentials, null, 2)}\n`);
  }

  const stackSecret = stateDir === undefined ? undefined : await openStackSecret(stateDir);

  const server = createServer();
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const issuer = `${url}/realms/${name}`;
  const tokens = createTokens({ realm, issuer, now: () => Math.floor(Date.now() / 1000) + clockSkew });
  const providerDeps = {
    realm,
    issuer,
    tokens,
    sessions: createSessionStore(),
    cookieKey: createCookieKey(),
    accessTokenTtlSeconds: options.accessTokenTtlSeconds ?? 300,
    clockSkew: () => clockSkew,
  };
  const keyEndpoint = createKeyEndpoint();
  const handler = createHandler({
    realm,
    provider: createProvider(providerDeps),
    keyEndpoint,
    admin: createAdmin({ realm, tokens, baseUrl: `${url}/admin/realms/${name}` }),
    ...(stackSecret && { tokenDesk: createTokenDesk(stackSecret, tokens) }),
  });
  server.on('request', handler.handle);
  /** oidc-provider takes its keys when it is made. */
  function serve(): void {
    handler.use(createProvider(providerDeps));
  }
  return {
    url,
    issuer,
    port,
    tokenNames: [
      ...users.map(({ username }) => username),
      ...clients.flatMap(({ clientId, serviceAccountRoles }) => (serviceAccountRoles ? [clientId] : [])),
    ],
    keyEndpoint,
    issueToken: tokens.issue,
    passwordOf: (username) =>
      known(data.passwords[username.toLowerCase()], `a generated password of ${username}`),
    secretOf: (clientId) => known(realm.findClient(clientId)?.secret, `a secret of the client ${clientId}`),
    rotateKeys: ({ keepOld = true } = {}) => realm.keys.rotate(keepOld),
    retireOldKeys: realm.keys.retireOld,
    setClockSkew: (seconds) => void (clockSkew = seconds),
    stop: async () => {
      await close(server);
      await state.flush();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function known(value: string | undefined, what: string): string {
  if (value === undefined) throw new UnknownNameError(`The realm has not ${what}`);
  return value;
}
