import {
  authnEntities,
  createAuthenticator,
  createPersonalTokens,
  createTokenVerifier,
  type PersonalTokens,
} from '@ashlar/authn';
import { personalTokenRoutes } from '@ashlar/authn/http';
import { createAuthorizer, createRelations, platformId } from '@ashlar/authz';
import { type Database, newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createIdempotency, type HttpServer, openApiDocument, operationsRoutes } from '@ashlar/http';
import { startSpecServer } from '@ashlar/http/testing';
import { createHttpClient, type HttpClient } from '@ashlar/test-http';
import type { IdentityProvider } from '@ashlar/test-identity';
import { preferenceRoutes, userExportRoutes, userRoutes, usersRoutes } from './http/index.js';
import {
  type AccessOfUsers,
  actorFor,
  createPreferences,
  createUserAdministration,
  createUserExports,
  createUsers,
  type OwnedByUsers,
  userEntities,
} from './index.js';

export const specContext = systemContext('users spec');

/** What personal access tokens have to do with the access of their owners. */
export function accessByTokens(tokens: Pick<PersonalTokens, 'revokeAllOf'>): AccessOfUsers {
  return {
    name: 'personal-tokens',
    async end(tx, userId, why) {
      if (why === 'deleted') await tokens.revokeAllOf(tx, userId);
    },
  };
}

export interface Service {
  readonly database: Database;
  readonly server: HttpServer;
  as(name: string): Promise<HttpClient>;
  /** A project that these may see. */
  makeProject(viewerIds: readonly string[]): Promise<string>;
  hideProject(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** The routes of this brick behind real credentials and permissions. */
export async function startService(
  url: string,
  idp: IdentityProvider,
  {
    owned = [],
    rememberForMs,
  }: { readonly owned?: readonly OwnedByUsers[]; readonly rememberForMs?: number } = {},
): Promise<Service> {
  const { database, logger, metrics } = await openDatabase(url, [...userEntities, ...authnEntities]);
  const remember = rememberForMs === undefined ? {} : { rememberForMs };
  const users = createUsers({ database, ...remember });
  const ctx = systemContext('who calls');
  const tokens = createPersonalTokens({
    database,
    ...remember,
    ownerMayAct: (ownerId) => users.mayAct(ctx, ownerId),
  });
  const authorizer = createAuthorizer({ database });
  const relations = createRelations({ database });
  const administration = createUserAdministration({
    database,
    users,
    authorizer,
    owned,
    access: [accessByTokens(tokens)],
  });
  const preferences = createPreferences({
    database,
    mostPins: 3,
    visibleProjects: (caller, ids) => authorizer.checkMany(caller, 'project.read', ids),
  });
  const userExports = createUserExports({
    database,
    holdings: [
      {
        name: 'access_tokens',
        async *holdings(caller) {
          const sort = { by: 'created_at', descending: false };
          const page = await tokens.list(caller, { size: 100, sort, start: { page: 0 }, count: false });
          yield* page.items.map(({ id, name }) => ({ id, name }));
        },
      },
    ],
  });
  const verifier = createTokenVerifier({
    config: {
      issuers: [idp.issuer],
      audience: 'ashlar',
      keycloakConnect: 'off',
      roleIssuers: undefined,
      domainClaim: undefined,
      clockToleranceMs: 5_000,
      keyTimeoutMs: 5_000,
      keyCooldownMs: 0,
      keyMaxAgeMs: 600_000,
      adminRoles: ['ashlar-admin'],
      memberRoles: ['ashlar-user'],
      serviceRoles: ['ashlar-service'],
    },
    logger,
  });
  const prefix = '/api/data';
  const about = { title: 'Spec', version: '1.0.0', description: 'Spec.' };
  const operations = operationsRoutes({
    ...about,
    name: 'spec',
    prefix,
    checks: [],
    isDraining: () => false,
    onFailedCheck: () => undefined,
    document: () => openApiDocument(about, routes),
  });
  const routes = [
    ...operations,
    ...userRoutes({ users }),
    ...preferenceRoutes({ preferences }),
    ...userExportRoutes({ userExports }),
    ...usersRoutes({ userAdministration: administration }),
    ...personalTokenRoutes({ tokens }),
  ];
  const server = await startSpecServer({
    ...{ logger, metrics, prefix, routes, authorizer },
    idempotency: createIdempotency({ database }),
    authenticator: createAuthenticator({
      verifier,
      actorFor: (identity) => actorFor(ctx, identity, users.mirror),
      schemes: [tokens],
    }),
  });
  const write = (touch: Parameters<typeof relations.write>[1]) =>
    database.transact(specContext, (tx) => relations.write(tx, touch));

  return {
    database,
    server,
    as: async (name) => createHttpClient(server.url, await idp.issueToken(name)),
    async makeProject(viewerIds) {
      const object = { type: 'project', id: newId() };
      const viewers = viewerIds.map((id) => ({ object, relation: 'viewer', subject: { type: 'user', id } }));
      const parent = { object, relation: 'parent', subject: { type: 'group', id: platformId } };
      await write({ touch: [parent, ...viewers] });
      return object.id;
    },
    hideProject: async (id) => {
      await database.transact(specContext, (tx) => relations.deleteObject(tx, { type: 'project', id }));
    },
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}

/** The admin API of the provider, as the sync may use it. */
export async function adminOf(
  idp: IdentityProvider,
): Promise<(method: string, path: string, body?: object) => Promise<Response>> {
  const token = await idp.issueToken('ashlar-sync');
  return async (method, path, body) => {
    const answer = await fetch(`${idp.url}/admin/realms/ashlar/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
}

/** Makes a user at the provider; answers their id there. */
export async function makeProvided(
  admin: Awaited<ReturnType<typeof adminOf>>,
  username: string,
  more: object = {},
): Promise<string> {
  const email = `${username}@example.org`;
  const answer = await admin('POST', 'users', {
    username,
    email,
    emailVerified: true,
    enabled: true,
    ...more,
  });
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}
